"""How well a way to part a page into films fits: the more different films tell something, the better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from importers.reading.document import fold
from importers.reading.listing.choice import is_awarded
from importers.reading.listing.evidence import Evidence, tells_film
from importers.reading.listing.record import Record
from importers.reading.listing.slots import is_film_address
from importers.reading.prose import is_link, is_prose
from importers.reading.wordlists import word_list

_LED = 0.8
"""Names that nothing announces are less sure: they tell of films only where the page says that it lists them."""


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """The films under one way to part the page, and how well that way fits."""

    records: tuple[Record, ...]
    rating: float = 0.0
    told: int = 0
    """Kinds of facts in all records, added up."""
    is_loose: bool = False
    """Whether its films were found by their facts alone."""

    @property
    def titles(self) -> frozenset[str]:
        return frozenset(fold(record.title) for record in self.records)


NO_LISTING = Listing(())


def rate(records: Sequence[Record], evidence: Evidence, spans: int, fewest: int, sure: float) -> Listing:
    """The more different films tell something, the better; records that tell nothing speak against it."""
    records, kinds = _without_others(records, [kinds_of(record, evidence) for record in records])
    if len(records) < max(fewest, 0.4 * spans) or _are_parts(records) or not _are_films(records, kinds, evidence):
        return NO_LISTING
    best: dict[str, float] = {}
    for record, told in zip(records, kinds, strict=True):
        name = fold(record.title)
        best[name] = max(best.get(name, -1.0), _worth(record, told, is_list=evidence.is_list))
    lines = sum(len(record.passages) for record in records) / len(records)
    boxed = 0.02 * (records[0].box is not None) + 0.001 * min(lines, 12)
    rating = sum(best.values()) * (0.7 + boxed + 0.15 * min(max(sure, 0.0), 2.0))
    return Listing(tuple(records), rating, sum(map(len, kinds)))


def _are_parts(records: Sequence[Record]) -> bool:
    """Whether many lead where the one before leads: the lines of cards that are one link each."""
    linked = [(r.heading.links[0].href if r.heading.links else "", r.title) for r in records]
    again = sum(1 for one, other in pairwise(linked) if one[0] and one[0] == other[0] and one[1] != other[1])
    return again >= 0.4 * len(records) and len({href for href, _ in linked}) > 1


def _without_others(records: Sequence[Record], kinds: list[set[str]]) -> tuple[Sequence[Record], list[set[str]]]:
    """Among films of which nearly all tell a fact, what tells none is a pause, a talk or a notice."""
    addressed = [_is_addressed(record) for record in records]
    if sum(addressed) > 0.6 * len(records):
        kept = [number for number, told in enumerate(kinds) if told or addressed[number]]
        records, kinds = [records[number] for number in kept], [kinds[number] for number in kept]
    records, kinds = _without_edges(*_without_events(records, kinds))
    telling = [bool(told - {"screenings"}) for told in kinds]
    if all(telling) or len(records) < 4 or sum(telling) < 0.8 * len(records):
        return records, kinds
    kept = [n for n, tells in enumerate(telling) if tells or records[n].heading.links or _won(records[n])]
    return [records[number] for number in kept], [kinds[number] for number in kept]


def _without_events(records: Sequence[Record], kinds: list[set[str]]) -> tuple[Sequence[Record], list[set[str]]]:
    """Without "Opening Night Party": an event by its last word, of which nothing is told that only films have."""
    others = [told & _MADE or _is_addressed(r) or not _names_event(r) for r, told in zip(records, kinds, strict=True)]
    kept = [number for number, is_film in enumerate(others) if is_film]
    if len(kept) < 2:
        return records, kinds
    return [records[number] for number in kept], [kinds[number] for number in kept]


_MADE = frozenset({"credits", "year", "countries"})


def _names_event(record: Record) -> bool:
    words = fold(record.title).split()
    return len(words) > 1 and words[-1] in word_list("kinds", "event")


def _without_edges(records: Sequence[Record], kinds: list[set[str]]) -> tuple[Sequence[Record], list[set[str]]]:
    """Without what stands before and after films that all tell several facts, and tells none: a heading, a notice."""
    told = [number for number, one in enumerate(kinds) if len(one - {"screenings"}) > 1]
    if len(told) < 3 or told[-1] - told[0] + 1 != len(told):
        return records, kinds
    first, last = told[0], told[-1] + 1
    edges = [*zip(records[:first], kinds[:first], strict=True), *zip(records[last:], kinds[last:], strict=True)]
    if any(one - {"screenings"} or len(record.heading.links) == 1 for record, one in edges):
        return records, kinds
    return records[first:last], kinds[first:last]


def _won(record: Record) -> bool:
    """ "Ada Brandt for Title": a prize's line tells no more of the film."""
    title = record.readings[0].mentions[0]
    return title.passage == record.heading.index and is_awarded(record.heading.text[: title.start])


def _is_addressed(record: Record) -> bool:
    return any(is_film_address(run.href) for run in record.heading.links)


def kinds_of(record: Record, evidence: Evidence) -> set[str]:
    own = {
        reading.field
        for reading in record.readings
        if tells_film(reading) and (reading.confidence >= _LED or evidence.is_list)
    }
    return evidence.of(record.passages) | own


def _worth(record: Record, told: set[str], *, is_list: bool) -> float:
    if told:
        return 1.0 + 0.12 * len(told)
    if _is_addressed(record) or _won(record):
        return 0.6
    listed = is_list and is_link(record.heading)
    return 0.3 if listed or any(is_prose(passage.text) for passage in record.passages) else -0.2


def _are_films(records: Sequence[Record], kinds: Sequence[set[str]], evidence: Evidence) -> bool:
    """Most records tell the same of their films; or they lead to films' pages, on a page that says that it lists them."""
    number = len(records)
    counted = Counter(kind for told in kinds for kind in told)
    most = max((counted[kind] for kind in counted if kind != "screenings"), default=0)
    addressed = sum(map(_is_addressed, records))
    if most >= (number if number <= 2 else max(2, 0.4 * number)):
        return True
    linked = sum(1 for record in records if record.heading.links or any(p.links for p in record.passages))
    shown = counted["screenings"] >= (number if number <= 2 else 0.4 * number)
    if shown and (addressed or evidence.is_list or (number > 2 and linked >= 0.7 * number)):
        return True
    texts = sum(1 for record in records if any(is_prose(p.text) for p in record.passages))
    if linked >= 0.7 * number and number >= 3 and texts >= 0.6 * number:
        return True
    bare = sum(1 for record in records if is_link(record.heading))
    if addressed >= 0.8 * number and number >= 3:
        return True
    return evidence.is_list and bare >= 0.8 * number and number >= 4 and _one_shape(records)


def _one_shape(records: Sequence[Record]) -> bool:
    shapes = Counter(_shape(record.heading.links[0].href) for record in records if record.heading.links)
    return max(shapes.values(), default=0) >= 0.8 * len(records)


def _shape(href: str) -> str:
    """An address without what differs from film to film: its folder, its script and the names of its parameters."""
    path, _, query = href.partition("?")
    folder, _, name = path.rpartition("/")
    return f"{folder}/{name if query else ''}?{'&'.join(pair.partition('=')[0] for pair in query.split('&'))}"
