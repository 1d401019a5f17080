"""Films that a page's data lists: an array in a script, several films in JSON-LD."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from importers.reading.document import LegacyDocument
from importers.reading.readers.data_films import listed_data_films
from importers.reading.readings import Reading


@dataclass(frozen=True, slots=True)
class Stated:
    """One film of the data; `readings` begin with its title."""

    title: str
    readings: tuple[Reading, ...]


def stated_films(document: LegacyDocument, structured: Iterable[Reading]) -> tuple[Stated, ...]:
    """`structured`: readings of the films that the page's structured data describes, each with its `record`."""
    films = tuple(Stated(film.title, film.readings) for film in listed_data_films(document))
    by_record: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in structured:
        by_record[reading.record].append(reading)
    told = tuple(_stated(readings) for readings in by_record.values())
    return max(films, tuple(one for one in told if one is not None), key=len)


def _stated(readings: list[Reading]) -> Stated | None:
    title = next((reading for reading in readings if reading.field == "title"), None)
    if title is None or len(readings) < 2:
        return None
    return Stated(str(title.value), (title, *(reading for reading in readings if reading is not title)))
