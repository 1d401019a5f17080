"""Which edition of a festival a page says it belongs to: "43rd Lighthouse Film Festival, 3-12 October 2013".

Only where a site names itself counts: the page's title, and what stands around its content. A film's own text tells where
else it was shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from importers.reading.document import LegacyDocument, Passage, fold
from importers.reading.items import EditionName
from importers.reading.prose import is_prose
from importers.reading.vocabulary.dates import Day, blanked, find_days
from importers.reading.wordlists import word_list

_LONGEST = 160
_LONGEST_FESTIVAL = 31
_NAMES = ("title", "og:title", "og:site_name")
_NUMBER = re.compile(
    r"(?<![\w.,:/-])(\d{1,3})\s?(?:st|nd|rd|th|[eè]me|ère|er|re|e|de|ste|º|ª|°|o|a|\.[ªº°]?|-?[йяе]|-?(?:ой|ый|ий))(?![\w\d])"
)
_ROMAN = re.compile(r"(?<![\w.])(X{0,3}L?X{0,3}(?:IX|IV|V?I{0,3}))(?![\w.])")
_EASTERN = re.compile(r"[第제]\s?(\d{1,3})\s?[回届屆회]")
_YEAR = re.compile(r"(?<![\d.,])(19[2-9]\d|20[0-4]\d)(?![\d.,]?\d)")
_PARTS = re.compile(r"\s[-–—|·•:»/]+\s|[|·•»]")
_FIGURES = re.compile(r"\d|[IVXL]{2}")
_WORD = re.compile(r"[^\W\d_]+")
_ROMAN_FIGURES = {"I": 1, "V": 5, "X": 10, "L": 50}


def edition_named(document: LegacyDocument, around: Collection[int]) -> EditionName | None:
    """The one edition that the page names; None where it names none, or several. What leads elsewhere tells least."""
    for lines in (_unlinked(document, around), _linked(document, around)):
        named = {name for line in lines if (name := _name_in(line)) is not None}
        if named:
            return _one_of(named, document, around)
    return None


def _unlinked(document: LegacyDocument, around: Collection[int]) -> Iterator[str]:
    names = (document.metas.get(name, "") for name in _NAMES)
    yield from (name for name in names if len(name) < _LONGEST and _FIGURES.search(name))
    yield from (passage.text for passage in _lines(document, around) if not passage.links)


def _linked(document: LegacyDocument, around: Collection[int]) -> Iterator[str]:
    return (passage.text for passage in _lines(document, around) if passage.links)


def _lines(document: LegacyDocument, around: Collection[int]) -> Iterator[Passage]:
    lines = (passage for passage in document.passages if passage.index in around and len(passage.text) < _LONGEST)
    return (line for line in lines if _FIGURES.search(line.text) and not is_prose(line.text))


def _name_in(text: str) -> EditionName | None:
    """Number and year stand in the part of the line that names the festival: a film's title may stand before it."""
    days = find_days(text)
    parts = [part for part in _PARTS.split(_without(text, days)) if _names_a_festival(part)]
    if not parts:
        return None
    numbers = {number for part in parts for number in _numbers(part)}
    years = {int(year) for part in parts for year in _YEAR.findall(part)} | {day.year for day in days if day.year}
    if len(numbers) > 1 or len(years) > 1 or not (numbers or years):
        return None
    first, last = _range(days)
    return EditionName(min(numbers, default=None), min(years, default=None), first, last)


def _names_a_festival(text: str) -> bool:
    folded = fold(text)
    if "©" in text or any(word in folded for word in word_list("editions", "website")):
        return False
    words = _WORD.findall(folded)
    known = tuple(word_list("editions", "festival"))
    return any(word.startswith(known) or word.endswith(known) for word in words)


def _without(text: str, days: Sequence[Day]) -> str:
    return blanked(text, [(day.start, day.end) for day in days], " ")


def _numbers(text: str) -> Iterator[int]:
    for found in (*_NUMBER.finditer(text), *_EASTERN.finditer(text)):
        following = _WORD.match(fold(text[found.end() :]).lstrip())
        if int(found[1]) and not (following and following.group() in word_list("editions", "other")):
            yield int(found[1])
    for roman in _ROMAN.finditer(text):
        if len(roman[1]) > 1:
            yield _arabic(roman[1])


def _arabic(roman: str) -> int:
    figures = [_ROMAN_FIGURES[figure] for figure in roman]
    return sum(-one if one < max(figures[place:]) else one for place, one in enumerate(figures))


def _range(days: Sequence[Day]) -> tuple[date | None, date | None]:
    """The first and the last of an edition's days, where they are in one year and no further apart than a month."""
    years = {day.year for day in days if day.year}
    places = {(day.month, day.day) for day in days if not day.other}
    if len(years) != 1 or len(places) < 2:
        return None, None
    (year,) = years
    try:
        first, last = (date(year, *place) for place in (min(places), max(places)))
    except ValueError:
        return None, None
    return (first, last) if (last - first).days < _LONGEST_FESTIVAL else (None, None)


def _one_of(named: set[EditionName], document: LegacyDocument, around: Collection[int]) -> EditionName | None:
    """Lines that say the same with more or less are one edition."""
    numbers, years = {name.number for name in named} - {None}, {name.year for name in named} - {None}
    if len(numbers) > 1 or len(years) > 1:
        return None
    ranges = {(name.starts_on, name.ends_on) for name in named if name.starts_on} or _ranges_beside(document, around)
    first, last = ranges.pop() if len(ranges) == 1 else (None, None)
    year = min(years, default=first.year if first else None)  # type: ignore[type-var]
    if first and first.year != year:
        first, last = None, None
    return EditionName(min(numbers, default=None), year, first, last)  # type: ignore[type-var]


def _ranges_beside(document: LegacyDocument, around: Collection[int]) -> set[tuple[date | None, date | None]]:
    """Days in lines that hold little else: "3-12 October 2013" below the festival's name."""
    lines = (line.text for line in _lines(document, around))
    spans = [(text, find_days(text)) for text in lines]
    found = {_range(days) for text, days in spans if len(_without(text, days).split()) < 4}
    return {span for span in found if span[0]}
