"""Films that a page lists or holds: repeated boxes, or lines that read like a film's first line.

A repeated box is a film's where it has a title of its own and most of its kind tell what only films have: a director,
a year, a running time, a showing. A page that tells these things of one subject is that film's page, whatever it lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from importers.reading.chrome import Content, chain
from importers.reading.document import Box, LegacyDocument, Passage, Run, fold
from importers.reading.phrases import is_chrome_phrase, leads_elsewhere
from importers.reading.prose import is_link, is_prose
from importers.reading.readers.credit_lines import line_facts
from importers.reading.readers.headings import take_apart
from importers.reading.readers.showing_lines import tells_of_event
from importers.reading.readings import Mention, Reading, part, whole
from importers.reading.titlelines import read_title_line
from importers.reading.vocabulary.dates import find_days, find_times
from importers.reading.vocabulary.durations import parse_duration
from importers.reading.vocabulary.labels import find_label
from importers.reading.vocabulary.years import parse_year
from importers.reading.wordlists import word_list

_LEVELS = 7
"""Boxes around a passage among which repetition is looked for."""
_DAILY = word_list("kinds", "calendar") | word_list("titles", "generic")
_FACTS = frozenset({"credits", "year", "running_time", "countries", "screenings"})


@dataclass(frozen=True, slots=True)
class Record:
    """One listed film: `heading` is the line with its title, `readings` what that line says."""

    heading: Passage
    passages: tuple[Passage, ...]
    readings: tuple[Reading, ...]
    box: Box | None = None
    """The box that is this film's; None for films told in lines of one text."""

    @property
    def title(self) -> str:
        return next(str(reading.value) for reading in self.readings if reading.field == "title")


def find_records(
    document: LegacyDocument, content: Content, title: Passage | None, facts: Sequence[Reading]
) -> tuple[Record, ...]:
    """`facts` are the readings of the whole content; those inside a record are the record's."""
    passages = tuple(p for p in content.passages if p is not title)
    lines = _title_lines(document, passages, title)
    boxes = _boxed(document, content, passages, title, facts)
    headed = _headed(document, passages, facts)
    best = max((lines, boxes, headed), key=lambda records: (_told(records, facts), len(records)))
    if _told(best, facts) < 0.3 * len(best):
        best = max(best, _linked(document, passages, title), key=len)
    if not best or (len(best) == 1 and not _may_be_alone(best[0], title)) or _is_one_film(document, best, facts):
        return ()
    return best


def _may_be_alone(record: Record, title: Passage | None) -> bool:
    """A single record counts where its title is a link to the film, or the page is a day's programme."""
    return bool(record.heading.links) and (_is_day(title) or len(record.readings) > 1)


def _is_day(title: Passage | None) -> bool:
    """Whether the page is named by a day: "Friday 3 May", "Programme of 3 May", not "Title FROM FRI 3 MAY"."""
    days = find_days(title.text) if title is not None else ()
    if title is None or not days:
        return False
    before = fold(title.text[: days[0].start]).split()
    return len(before) < 2 or (len(before) < 6 and bool(set(before) & _DAILY))


def _told(records: Iterable[Record], facts: Sequence[Reading]) -> int:
    """How many of the records tell what only films have."""
    with_facts = _passages_with(facts)
    return sum(
        1 for record in records if len(record.readings) > 1 or any(p.index in with_facts for p in record.passages)
    )


def _passages_with(facts: Sequence[Reading]) -> set[int]:
    return {mention.passage for reading in facts if _tells_film(reading) for mention in reading.mentions}


def _tells_film(reading: Reading) -> bool:
    """Names alone may be a cast list; a director is a film's."""
    if reading.field == "credits":
        return any(credit.role == "director" for credit in reading.value)
    return reading.field in _FACTS


def _is_one_film(document: LegacyDocument, records: Sequence[Record], facts: Sequence[Reading]) -> bool:
    """Whether director and other facts stand outside the records: then the page is about one film."""
    inside = {passage.index for record in records for passage in record.passages}
    alike = {record.box.path for record in records if record.box is not None}
    outside = {
        reading.field
        for reading in facts
        if _tells_film(reading)
        and not any(mention.passage in inside for mention in reading.mentions)
        and not any(_stands_in(document, mention.passage, alike) for mention in reading.mentions)
    }
    return len(outside - {"screenings"}) >= 2 and ("credits" in outside or len(outside) >= 3)


def _stands_in(document: LegacyDocument, passage: int, paths: set[str]) -> bool:
    """Whether the passage is in a box of the same kind as the records: one that could not be read as a film."""
    return bool(paths) and any(box.path in paths for box in chain(document.passages[passage].box))


# Lines


def _title_lines(document: LegacyDocument, passages: Sequence[Passage], title: Passage | None) -> tuple[Record, ...]:
    found = [
        (position, readings) for position, passage in enumerate(passages) if (readings := read_title_line(passage))
    ]
    records = []
    for number, (position, readings) in enumerate(found):
        stop = found[number + 1][0] if number + 1 < len(found) else len(passages)
        end = next((i for i in range(position + 1, stop) if _begins_anew(passages[i])), stop)
        records.append(Record(passages[position], tuple(passages[position:end]), readings))
    return tuple(records)


def _begins_anew(passage: Passage) -> bool:
    """A heading, a line in bold from its beginning, a label on its own: not the text of the film above."""
    if passage.kind == "heading" or (passage.text.endswith(":") and len(passage.text) < 60):
        return True
    first = passage.runs[0] if passage.runs else None
    return first is not None and first.start == 0 and first.tag in ("b", "strong") and not is_prose(passage.text)


# Headings and links


def _headed(document: LegacyDocument, passages: Sequence[Passage], facts: Sequence[Reading]) -> tuple[Record, ...]:
    """Headings of one level, each over a director of its own: several films on one page."""
    directed = {
        mention.passage
        for reading in facts
        if reading.field == "credits" and _tells_film(reading)
        for mention in reading.mentions
    }
    heads = [position for position, passage in enumerate(passages) if passage.kind == "heading"]
    records: defaultdict[int, list[Record]] = defaultdict(list)
    for position, end in pairwise([*heads, len(passages)]):
        under = tuple(passages[position:end])
        readings = _title_readings(document, under[0])
        if readings and any(passage.index in directed for passage in under[1:]):
            records[under[0].level].append(Record(under[0], under, readings))
    most: list[Record] = max(records.values(), key=len, default=[])
    return tuple(most)


def _linked(document: LegacyDocument, passages: Sequence[Passage], title: Passage | None) -> tuple[Record, ...]:
    """Lines that are one link each, to addresses of one shape, on a page whose name says that it lists films."""
    if not _named_as_list(document, title):
        return ()
    shapes: defaultdict[str, list[Record]] = defaultdict(list)
    for passage in passages:
        links = passage.links
        if len(links) == 1 and is_link(passage) and (readings := _title_readings(document, passage)):
            shapes[_shape(links[0].href)].append(Record(passage, (passage,), readings))
    best: list[Record] = max(shapes.values(), key=len, default=[])
    return tuple(best) if len(best) >= 4 else ()


def _shape(href: str) -> str:
    """An address without what differs from film to film: its folder, its script and the names of its parameters."""
    path, _, query = href.partition("?")
    folder, _, name = path.rpartition("/")
    return f"{folder}/{name if query else ''}?{'&'.join(pair.partition('=')[0] for pair in query.split('&'))}"


def _named_as_list(document: LegacyDocument, title: Passage | None) -> bool:
    return any(_names(document, title) & word_list("kinds", kind) for kind in ("index", "films", "section", "calendar"))


def _names(document: LegacyDocument, title: Passage | None) -> set[str]:
    """The words that name the page: its heading, its address, its `<title>`."""
    texts = (title.text if title else "", document.url.rsplit("/", 2)[-1], document.metas.get("title", ""))
    return set(fold(" ".join(texts)).split())


# Boxes


def _boxed(
    document: LegacyDocument,
    content: Content,
    passages: Sequence[Passage],
    title: Passage | None,
    facts: Sequence[Reading],
) -> tuple[Record, ...]:
    """The kind of box that gives the most films."""
    kinds: defaultdict[str, dict[Box, list[Passage]]] = defaultdict(dict)
    around_title = set(chain(title.box)) if title else set()
    for passage in passages:
        for level, box in enumerate(chain(passage.box)):
            if box is content.core or level >= _LEVELS or box in around_title:
                break
            kinds[box.path].setdefault(box, []).append(passage)
    best: tuple[Record, ...] = ()
    best_score = (0, 0, 0)
    fewest = 1 if _is_day(title) else 2
    for boxes in kinds.values():
        if len(boxes) < fewest:
            continue
        records = _records_of(document, boxes)
        if len(records) < max(fewest, 0.5 * len(boxes)) or not _are_films(document, records, facts, title):
            continue
        outermost = -min(box.depth for box in boxes)
        score = (len({fold(r.title) for r in records}), sum(len(r.passages) for r in records), outermost)
        if score > best_score:
            best, best_score = records, score
    return best


def _records_of(document: LegacyDocument, boxes: dict[Box, list[Passage]]) -> tuple[Record, ...]:
    records = []
    for box, inside in boxes.items():
        record = _record(document, tuple(inside), box)
        if record:
            records.append(record)
    return tuple(records)


def _record(document: LegacyDocument, passages: tuple[Passage, ...], box: Box) -> Record | None:
    for rank in (_is_heading, _is_title_marked, is_link, _has_link, _begins_bold, _begins_parted):
        for passage in passages[:6]:
            if rank(passage) and (readings := _title_readings(document, passage, alone=len(passages) == 1)):
                return Record(passage, passages, readings, box)
    return None


def _is_heading(passage: Passage) -> bool:
    return passage.kind == "heading"


def _is_title_marked(passage: Passage) -> bool:
    return bool(passage.box.words & word_list("titles", "marks")) and not is_prose(passage.text)


def _has_link(passage: Passage) -> bool:
    return _link_run(passage) is not None


def _link_run(passage: Passage) -> Run | None:
    """The one link of a line that may be a title: "13:00 [Title] Screen 1 [Book]"."""
    links = [run for run in passage.links if not is_chrome_phrase(fold(passage.text[run.start : run.end]))]
    if len(links) != 1:
        return None
    text = passage.text[links[0].start : links[0].end]
    return links[0] if _may_be_title(text, sure=True) else None


def _begins_bold(passage: Passage) -> bool:
    return any(run.start == 0 and run.tag in ("b", "strong", "em", "i") for run in passage.runs) and not is_prose(
        passage.text
    )


def _begins_parted(passage: Passage) -> bool:
    """The line begins with an inline element and goes on after it."""
    return _first_run(passage) is not None


def _first_run(passage: Passage) -> Run | None:
    starts = [run for run in passage.runs if run.start == 0 and run.end < len(passage.text)]
    return max(starts, key=lambda run: run.end) if starts else None


def _title_readings(document: LegacyDocument, passage: Passage, *, alone: bool = True) -> tuple[Reading, ...]:
    whole_line = read_title_line(passage)
    if whole_line:
        return whole_line
    run = (_link_run(passage) or _first_run(passage)) if not _is_heading(passage) else None
    text, mention = passage.text, whole(passage)
    if run:
        text, mention = text[run.start : run.end], part(passage, run.start, run.end)
    if not _may_be_title(text, sure=_is_sure(passage, run, alone)):
        return ()
    parts = take_apart(text)
    told = [Reading("title", parts.title, "record", 0.85, (mention,))]
    others = [passage.text[r.start : r.end] for r in passage.runs if not run or r.start >= run.end]
    beside = next((year for other in others if (year := parse_year(other))), None)
    parts.year = parts.year or beside
    for field in ("original_title", "certificate", "year"):
        if (value := getattr(parts, field)) is not None:
            told.append(Reading(field, value, "record", 0.8, (mention,)))
    if run and run.end < len(passage.text):
        told += _facts_beside(passage, run, known=parts.year is not None)
    return tuple(told)


def _facts_beside(passage: Passage, run: Run, *, known: bool) -> Iterator[Reading]:
    """Countries, year and length after the title in its line, where nothing else stands there: "[Title] DK 2013"."""
    rest = passage.text[run.end :].lstrip(" ,(-–|·")
    facts = line_facts(rest)
    if not facts.kinds or len(rest) - facts.covered() > 8:
        return
    mention = (part(passage, run.end, len(passage.text)),)
    if facts.countries:
        yield Reading("countries", facts.countries, "record", 0.85, mention)
    if len(facts.years) == 1 and not known:
        yield Reading("year", facts.years[0][0], "record", 0.85, mention)
    if len(facts.minutes) == 1:
        yield Reading("running_time", facts.minutes[0][0], "record", 0.85, mention)


def _is_sure(passage: Passage, run: Run | None, alone: bool) -> bool:
    """A heading, or a link beside other text, is a title even if it reads like a year."""
    linked = (run is not None and bool(run.href)) or is_link(passage)
    return _is_heading(passage) or (linked and (not alone or bool(run and run.end - run.start < len(passage.text))))


def _may_be_title(text: str, *, sure: bool = False) -> bool:
    folded = fold(text)
    if not folded or len(text) > 140 or is_chrome_phrase(folded) or leads_elsewhere(folded) or find_label(text):
        return False
    if tells_of_event("", text):
        return False
    if folded in word_list("titles", "generic") or "@" in text or text.startswith("http"):
        return False
    if parse_duration(text) is not None or (not sure and parse_year(text) is not None):
        return False
    if sure and len(folded) < 5:
        return True
    dated = find_days(text) or find_times(text)
    return not (dated and len(text) < 40) and not (is_prose(text) and len(text) > 90)


def _are_films(
    document: LegacyDocument, records: Sequence[Record], facts: Sequence[Reading], title: Passage | None
) -> bool:
    told = _told(records, facts)
    if told >= 0.4 * len(records):
        return True
    listing = _named_as_list(document, title)
    linked = sum(1 for record in records if record.heading.links or any(p.links for p in record.passages))
    texts = sum(1 for record in records if any(is_prose(p.text) for p in record.passages))
    return linked >= 0.7 * len(records) and len(records) >= 3 and (listing or texts >= 0.6 * len(records))


def inside(records: Iterable[Record]) -> dict[int, int]:
    """Passage → number of the record that holds it."""
    return {passage.index: number for number, record in enumerate(records) for passage in record.passages}


def first_mention(reading: Reading) -> Mention | None:
    return reading.mentions[-1] if reading.mentions else None
