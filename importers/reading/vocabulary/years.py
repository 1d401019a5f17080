"""The year a film was made, where a line of facts states it."""

from __future__ import annotations

import re
from functools import lru_cache

from importers.reading.vocabulary.numbers import at_figures

FIRST, LAST = 1888, 2035
"""From the first film to a little beyond today: a festival announces films that are not finished."""

_YEAR = re.compile(
    r"(?<![\d.,:£$€¥])(?<!\d[/-])(1[89]\d\d|20[0-3]\d)(?![\d:]|[.,]\d)"
    r"(?:\s?[-–—/]\s?(1[89]\d\d|20[0-3]\d)(?!\d)|(?:\s?[-–—]\s?|/)(\d\d)(?!\d|:\d|\s?['’′]|\s?(?:m\b|mi?n|мин|perc|λ)))?"
)
_ONLY = re.compile(
    r"\(?\s*(?:c(?:a|irca)?\.?\s*)?(1[89]\d\d|20[0-3]\d)(?:\s?[-–—/]\s?(1[89]\d\d|20[0-3]\d|\d\d))?\s*(?:年|년|г\.?|год|г\. ?в\.|р\.|рік)?\s*\)?\.?"
)
_NOT_PRODUCTION = re.compile(
    r"(?<![^\W\d_])(?:©|\(c\)|copyright|born|\bb\.|né|née|geboren|nacid[oa]|nat[oa]|release[ds]?|sortie|estreno|kinostart|uscita|premi[eèé]re|"
    r"restored|restoration|digiti[sz]ed|since|until|from|festival|edition|awards?|in)\s*[:.]?\s*(?:the\s+)?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 12)
def parse_year(text: str) -> int | None:
    """The year that the whole of `text` is: "2013", "(2013)", "1927-29" (the later: the film was finished then)."""
    found = _ONLY.fullmatch(text.strip())
    return _settled(found[1], found[2]) if found else None


def _settled(first: str, second: str | None) -> int | None:
    year = int(first)
    if second:
        later = int(second) if len(second) == 4 else int(first[:2] + second)
        year = later if 0 <= later - year <= 15 else year
    return year if FIRST <= year <= LAST else None


_CENTURY = re.compile(r"1[89]|20")


@lru_cache(maxsize=1 << 12)
def find_years(text: str) -> tuple[tuple[int, int, int], ...]:
    """(year, start, end) of every year of production `text` may state; years of birth, release and copyright are not."""
    found = []
    for match in at_figures(_YEAR, text) if _CENTURY.search(text) else ():
        year = _settled(match[1], match[2] or match[3])
        if year and not _NOT_PRODUCTION.search(text[max(0, match.start() - 30) : match.start()]):
            found.append((year, match.start(), match.end()))
    return tuple(found)


def find_year(text: str) -> int | None:
    """The one year a line of facts states; None where there are none, or several that differ."""
    years = {year for year, _, _ in find_years(text)}
    return years.pop() if len(years) == 1 else None
