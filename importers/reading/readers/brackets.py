"""Original title, director and year in one bracket: "El trigo y la hoz (Żyto i sierp, Halina Bielecka, 1971)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.labels import split_labelled
from importers.reading.vocabulary.names import looks_like_name, parse_names
from importers.reading.vocabulary.years import find_years

_BRACKET = re.compile(r"\(([^()]{2,120}?),\s([^(),]{4,60}),\s((?:[^(),]{2,40},?\s)?(?:1[89]|20)\d\d)(?=[),;.])")
"""The original title, which may hold commas; the name; the year, with what may stand before it."""


@dataclass(frozen=True, slots=True)
class Bracketed:
    """What the bracket tells, and where it stands."""

    original_title: str
    directors: tuple[str, ...]
    start: int
    end: int


@lru_cache(maxsize=1 << 12)
def bracketed(text: str) -> Bracketed | None:
    """None where the words before the name could be a name too: then both may be directors."""
    found = _BRACKET.search(text) if "(" in text and ", " in text else None
    if not found or not find_years(found[3]) or not _is_origin(found[3]):
        return None
    directors = tuple(name.name for name in parse_names(found[2], strict=True))
    if not directors or not all(" " in name for name in directors) or parse_countries(found[2]) is not None:
        return None
    title = found[1].strip()
    if (looks_like_name(title) and " " in title) or parse_countries(title) is not None or split_labelled(title):
        return None
    return Bracketed(title, directors, found.start(), found.end())


def _is_origin(text: str) -> bool:
    """A year alone or behind countries."""
    before = text[:-4].strip(" ,")
    return not before or parse_countries(before, codes=True) is not None
