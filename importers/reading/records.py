"""Films that a page lists or holds: the stretches of it that repeat, each with a title and with what only films have.

All ways to part the page into records are tried (`listing.groups`); in each, the titles are looked for where all
records have something of the same kind (`listing.choice`). The way counts under which most records, with titles of
their own, tell a director, a year, a running time, a country or a showing (`listing.rating`). A page that tells these
things of one subject is that film's page, whatever it lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from importers.reading.boxes import chain
from importers.reading.chrome import Content
from importers.reading.document import LegacyDocument, Passage, fold
from importers.reading.listing.choice import LEAST, choose_titles
from importers.reading.listing.evidence import Evidence, gather, tells_film
from importers.reading.listing.fitting import is_award
from importers.reading.listing.groups import BY_FACTS, Group, groups, title_line_spans
from importers.reading.listing.rating import NO_LISTING, Listing, kinds_of, rate
from importers.reading.listing.record import Draft, Record, records_of
from importers.reading.listing.slots import is_film_address
from importers.reading.pagenames import page_names
from importers.reading.readings import Reading
from importers.reading.titlelines import read_title_line
from importers.reading.vocabulary.dates import find_days
from importers.reading.vocabulary.names import looks_like_name
from importers.reading.wordlists import word_list

__all__ = ["Record", "find_records", "inside"]

_DAILY = word_list("kinds", "calendar") | word_list("titles", "generic")


def find_records(
    document: LegacyDocument, content: Content, title: Passage | None, facts: Sequence[Reading]
) -> tuple[Record, ...]:
    """`facts` are the readings of the whole content; those inside a record are the record's."""
    passages = tuple(p for p in content.passages if p is not title)
    evidence = gather(document, title, facts)
    fewest = 1 if _is_day(title) else 2
    listings = [_by_lines(passages, evidence)]
    listings += [_by_groups(group, evidence, fewest) for group in groups(passages, content, title, fewest, evidence)]
    best = _best(_without_sections(listings), evidence)
    named = title is not None and looks_like_name(title.text) and len(best) >= _OFTEN
    alone = len({fold(record.title) for record in best}) == 1 and not named
    alone = alone and not _may_be_alone(document, best[0], title, evidence)
    if not best or alone or _is_one_film(document, best, facts):
        return ()
    return _without_own(best, title)


def _without_sections(listings: Sequence[Listing]) -> list[Listing]:
    """Without the lists of which most records hold several films of another list: these are sections or days."""
    heads = {listing: {record.heading.index for record in listing.records} for listing in listings if listing.records}
    return [
        listing
        for listing in listings
        if not any(
            other.told >= listing.told and _are_sections(listing, found)
            for other, found in heads.items()
            if other is not listing and len(other.records) > 2 * len(listing.records)
        )
    ]


def _are_sections(listing: Listing, heads: set[int]) -> bool:
    held = [sum(p.index in heads for p in record.passages if p is not record.heading) for record in listing.records]
    return bool(held) and sum(number > 1 for number in held) >= 0.5 * len(held)


def _best(listings: Sequence[Listing], evidence: Evidence) -> tuple[Record, ...]:
    """Lists that are marked up alike count before as many films that are found by their facts alone."""
    alike = _with_further(_widest([one for one in listings if not one.is_loose]), listings, evidence)
    loose = max((one for one in listings if one.is_loose), key=lambda one: one.rating, default=NO_LISTING)
    fuller = loose.titles == alike.titles and loose.told >= alike.told and _lines(loose) > 1.1 * _lines(alike)
    best = _with_further(loose, listings, evidence) if fuller or loose.rating > alike.rating else alike
    return tuple(sorted(best.records, key=lambda record: record.heading.index))


_LEAST = 2.0
"""Rating of a further list of films on one page."""


def _with_further(best: Listing, listings: Sequence[Listing], evidence: Evidence) -> Listing:
    """With the films of other lists beside the best one: cards of features, a table of shorts under them."""
    if len(best.records) < 2:
        return best
    taken = {passage.index for record in best.records for passage in record.passages}
    titles = set(best.titles)
    for listing in sorted(listings, key=lambda one: -one.rating):
        if listing.rating < _LEAST or not listing.titles.isdisjoint(titles) or not _tell_films(listing, evidence):
            continue
        held = {passage.index for record in listing.records for passage in record.passages}
        if held.isdisjoint(taken):
            best = replace(best, records=(*best.records, *listing.records), rating=best.rating + listing.rating)
            taken |= held
            titles |= listing.titles
    return best


def _tell_films(listing: Listing, evidence: Evidence) -> bool:
    """Whether most of a list's films tell two facts or more, besides when they are shown."""
    telling = sum(len(kinds_of(record, evidence) - {"screenings"}) > 1 for record in listing.records)
    return telling >= 0.8 * len(listing.records)


_OFTEN = 3
"""Times that one film is listed on a person's page: for each prize, each year."""
_FEW = 3


def _without_own(records: tuple[Record, ...], title: Passage | None) -> tuple[Record, ...]:
    """A page named as the first of few films is that film's: the others are shown with it."""
    own = [title is not None and not _names_of(record).isdisjoint(_own_names(title)) for record in records]
    if title is not None and records[0].heading is title and not _tells_most(records):
        return records
    if not own[0] or len(records) > _FEW:
        return records
    others = tuple(record for record, is_own in zip(records, own, strict=True) if not is_own)
    told_twice = len({fold(record.title) for record in records}) < len(records)
    if others and told_twice:
        return records
    return others


def _names_of(record: Record) -> set[str]:
    """The titles, and the original ones, by which a record's line calls its film."""
    return {fold(str(r.value)) for r in record.readings if r.field in ("title", "original_title")}


def _own_names(title: Passage) -> set[str]:
    """The heading, and the title in it where it goes on with facts: "The Lacquer Box. 1956. Directed by Ann Poole"."""
    return {fold(title.text), *(fold(str(reading.value)) for reading in read_title_line(title)[:1])}


def _tells_most(records: Sequence[Record]) -> bool:
    """Whether the first film has far more lines than any other: the page is its own."""
    return len(records[0].passages) > 2 * max((len(record.passages) for record in records[1:]), default=0)


def _widest(listings: Sequence[Listing]) -> Listing:
    """The best way; of ways that give the same films the one with the outermost boxes, which hold their pictures."""
    best = max(listings, key=lambda listing: listing.rating)
    titles = best.titles
    alike = [listing for listing in listings if len(listing.records) == len(best.records) and listing.titles == titles]
    return replace(max(alike, key=_reach, default=best), rating=best.rating)


def _lines(listing: Listing) -> int:
    return sum(len(record.passages) for record in listing.records)


def _reach(listing: Listing) -> tuple[int, bool, int, int]:
    boxes = [record.box for record in listing.records if record.box is not None]
    return (
        listing.told,
        len(boxes) == len(listing.records),
        _lines(listing),
        -min((box.depth for box in boxes), default=0),
    )


def _may_be_alone(document: LegacyDocument, record: Record, title: Passage | None, evidence: Evidence) -> bool:
    """A single record counts where its title is a link to the film and more is told of it, and where it does not hold
    the film that the page's own names name."""
    told = kinds_of(record, evidence)
    names = [f" {segment} " for segment in page_names(document).segments if " " in segment]
    others = [f" {document.folded[p.index]} " for p in record.passages if p is not record.heading]
    if not record.heading.links or not told or any(name in line for name in names for line in others):
        return False
    return _is_day(title) or bool(told - {"screenings"})


def _is_day(title: Passage | None) -> bool:
    """Whether the page is named by a day: "Friday 3 May", "Programme of 3 May", not "Title FROM FRI 3 MAY"."""
    days = find_days(title.text) if title is not None else ()
    if title is None or not days:
        return False
    before = fold(title.text[: days[0].start]).split()
    return len(before) < 2 or (len(before) < 6 and bool(set(before) & _DAILY))


def _is_one_film(document: LegacyDocument, records: Sequence[Record], facts: Sequence[Reading]) -> bool:
    """Whether director and other facts stand outside the records: then the page is about one film."""
    inside = {passage.index for record in records for passage in record.passages}
    alike = {record.box.path for record in records if record.box is not None}
    outside = {
        reading.field
        for reading in facts
        if tells_film(reading)
        and not any(mention.passage in inside for mention in reading.mentions)
        and not any(_stands_in(document, mention.passage, alike) for mention in reading.mentions)
    }
    return len(outside - {"screenings"}) >= 2 and ("credits" in outside or len(outside) >= 3)


def _stands_in(document: LegacyDocument, passage: int, paths: set[str]) -> bool:
    """Whether the passage is in a box of the same kind as the records: one that could not be read as a film."""
    return bool(paths) and any(box.path in paths for box in chain(document.passages[passage].box))


def _by_lines(passages: Sequence[Passage], evidence: Evidence) -> Listing:
    """Lines that read like a film's first line, each with what follows it."""
    read = {at: readings for at, passage in enumerate(passages) if (readings := read_title_line(passage))}
    spans = title_line_spans(passages, sorted(read)) if read else ()
    records = [Record(span[0], span, read[at]) for at, span in zip(sorted(read), spans, strict=False)]
    return NO_LISTING if _are_prizes(records) else rate(records, evidence, 0, 1, 0.8)


def _are_prizes(records: Sequence[Record]) -> bool:
    """Whether most titles name a prize: then what stands under them are the films."""
    return len(records) > 2 and sum(is_award(fold(record.title)) for record in records) > 0.5 * len(records)


def _by_groups(group: Group, evidence: Evidence, fewest: int) -> Listing:
    titles = choose_titles(group, evidence)
    if titles.weight <= LEAST:
        return NO_LISTING
    drafts = [Draft(span, slot) for span, slot in zip(group, titles.slots, strict=True) if slot is not None]
    if len(drafts) < max(fewest, 0.4 * len(group)):
        return NO_LISTING
    if len(group) == 1 and not is_film_address(drafts[0].slot.href):
        return NO_LISTING
    may_agree = titles.weight >= _MARKED and (not titles.are_people or evidence.is_list)
    records = records_of(drafts, evidence, may_agree=may_agree)
    if _are_prizes(records):
        return NO_LISTING
    by_facts = any(key == BY_FACTS for key, _ in group[0].slots)
    sure = min(titles.weight, _MARKED) if by_facts else titles.weight
    return replace(rate(records, evidence, len(group), fewest, sure), is_loose=by_facts)


_MARKED = 0.8
"""Weight of the marking of titles beside which names are believed that nothing announces: labels and values look alike."""


def inside(records: Iterable[Record]) -> dict[int, int]:
    """Passage → number of the record that holds it."""
    return {passage.index: number for number, record in enumerate(records) for passage in record.passages}
