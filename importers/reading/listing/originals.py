"""Original titles of listed films: where some stand out as such at one place under their titles, all do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from importers.reading.document import LegacyDocument, Passage, fold
from importers.reading.listing.record import Record
from importers.reading.readers.nearby import is_bare
from importers.reading.readings import Reading, whole

_SHARE = 0.3
"""Share of the films whose line under the title shows by its language that it is another title."""


def titles_alike(
    document: LegacyDocument, films: Sequence[tuple[Record, Sequence[Reading]]]
) -> Iterator[tuple[int, Reading]]:
    """The film's number, and the reading of what stands where others' original titles do."""
    found = [_original(readings) for _, readings in films]
    places = Counter(_place(record, one) for (record, _), one in zip(films, found, strict=True) if one is not None)
    if len(films) < 3:
        return
    directed = all(any(_directs(reading) for reading in readings) for _, readings in films)
    place, count = places.most_common(1)[0] if places else (1, len(films) if directed else 0)
    lines = [_line_at(document, record, place) for record, _ in films]
    texts = Counter(fold(line.text) for line in lines if line is not None)
    if count < _SHARE * len(films) or any(number > 1 for number in texts.values()):
        return
    for number, ((record, readings), line) in enumerate(zip(films, lines, strict=True)):
        if line is None or any(_speaks_of(reading, line) for reading in readings):
            continue
        sure = bool(places) or _stands_out(line)
        if sure and is_bare(document, line) and fold(line.text) != fold(record.title):
            yield number, Reading("original_title", line.text.strip("()[] "), "beside-title", 0.7, (whole(line),))


def _directs(reading: Reading) -> bool:
    return reading.field == "credits" and any(credit.role == "director" for credit in reading.value)


def _stands_out(line: Passage) -> bool:
    """A smaller heading, slanted letters: more than a genre or a format that stands under a title."""
    whole_line = [run.tag for run in line.runs if run.end - run.start == len(line.text)]
    return line.kind == "heading" or not _SLANTED.isdisjoint(whole_line)


_SLANTED = frozenset({"i", "em", "cite"})


def _original(readings: Sequence[Reading]) -> int | None:
    """The line that holds it."""
    told = (r for r in readings if r.field == "original_title" and r.reader == "beside-title" and r.mentions)
    return next((reading.mentions[0].passage for reading in told), None)


def _place(record: Record, line: int) -> Hashable:
    return line - record.heading.index


def _line_at(document: LegacyDocument, record: Record, place: Hashable) -> Passage | None:
    return next((p for p in record.passages if p.index - record.heading.index == place), None)


def _speaks_of(reading: Reading, line: Passage) -> bool:
    """Whether the line is known to be something else, or the film's original title is known."""
    if reading.field == "original_title":
        return True
    return reading.field != "standfirst" and any(mention.passage == line.index for mention in reading.mentions)
