"""Days in figures: "2021-10-29", "10月29日(金)", "2009. 10. 8", "29/10", "29.10.2021"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from importers.reading.vocabulary.dates.clock import TIME
from importers.reading.vocabulary.dates.moments import Day, blanked, fits, valid_day
from importers.reading.vocabulary.dates.words import LISTED, UNTIL, english_weekdays, weekday_of, words_of_time
from importers.reading.vocabulary.folding import key
from importers.reading.vocabulary.numbers import at_figures

ISO = re.compile(
    r"(?<!\d)(?P<y>19\d\d|20\d\d)(?P<by>[-/.])(?P<mo>0[1-9]|1[0-2])(?P=by)(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?:[T\s]\s?(?P<h>[01]\d|2[0-4]):(?P<mi>[0-5]\d)(?::\d\d(?:\.\d{1,6})?)?\s?(?P<z>Z|[+-]\d\d:?\d\d)?)?(?!\d)"
)
_EASTERN = re.compile(
    r"(?:(?P<y>\d{4})\s?[年년]\s?)?(?P<mo>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号號](?:\s?[(（\[]?(?:周|週|星期)?(?P<w>[月火水木金土日월화수목금토일二三四五六天])(?:曜日?|요일)?[^)）\]\s]{0,3}[)）\]]|\s?(?:周|週|星期)(?P<w2>[一二三四五六日天]))?"
)
_DOTTED = re.compile(
    r"(?<![\d.])(?P<y>19\d\d|20\d\d)\. (?P<mo>\d{1,2})\. ?(?P<d>\d{1,2})(?!\d)\.?(?:\s?[(（](?P<w>[월화수목금토일])[)）])?"
)
_NUMERIC = re.compile(
    r"(?:(?<![\w.,:/£$€-])|(?<=\d[.]-)|(?<=\d-)(?=\d\d?\.\s?\d\d?\.))(?P<a>\d{1,2})(?P<s>\s?[./]\s?|-)(?P<b>\d{1,2})(?:(?P<s2>\s?[./]\s?|-)(?P<y>(?:19|20)\d\d|(?<!\s)\d\d)(?![\d:])|(?P<dot>\.)(?!\d))?(?![\d/%])"
)


def iso_days(text: str) -> Iterator[Day]:
    for found in at_figures(ISO, text) if "20" in text or "19" in text else ():
        yield Day(int(found["mo"]), int(found["d"]), int(found["y"]), None, found.start(), found.start() + 10)


def eastern_days(text: str) -> Iterator[Day]:
    if "月" not in text and "월" not in text:
        return
    for found in _EASTERN.finditer(text):
        number = weekday_of(found["w"] or found["w2"] or "")
        day = valid_day(int(found["mo"]), int(found["d"]), int(found["y"]) if found["y"] else None)
        if day:
            yield replace(day, weekday=number, start=found.start(), end=found.end())


def dotted_days(text: str) -> Iterator[Day]:
    """ "2009. 10. 8" """
    for found in _DOTTED.finditer(text) if ". " in text else ():
        day = valid_day(int(found["mo"]), int(found["d"]), int(found["y"]))
        if day:
            number = weekday_of(found["w"]) if found["w"] else None
            yield replace(day, weekday=number, start=found.start(), end=found.end())


def numeric_days(text: str) -> Iterator[Day]:
    if "." not in text and "/" not in text and "-" not in text:
        return
    for found in at_figures(_NUMERIC, text):
        separator = found["s"].strip()
        year = _full_year(found["y"]) if found["y"] and found["s2"].strip() == separator else None
        if found["y"] and year is None:
            continue
        beside = _weekday_beside(text, found.start(), found.end())
        alone = year is None and beside.weekday is None
        if alone and not _bare_date(text, found, separator) and not _TO_DATE.match(text, found.end()):
            continue
        day = _in_figures(int(found["a"]), int(found["b"]), year, beside, dotted=separator == ".")
        if day and separator == ".":
            yield from _with_days_before(text, replace(day, start=found.start(), end=beside.end))
        elif day:
            yield replace(day, start=found.start(), end=beside.end)


_DAY_BEFORE = re.compile(
    r"(?<![\w.,:/£$€-])(?P<d>[0-3]?\d)(?P<dot>\.?)\s?(?P<link>,|/|&|\+|[-–—]|\b[^\W\d_]{1,3}(?= ))\s?(?:[^\W\d_]{2,12}\.?,?\s)?$"
)
_LONGEST_LINK = 24


def _with_days_before(text: str, last: Day) -> Iterator[Day]:
    """ "Fr 3., Sa 4. und So 5.5.", "6.–8.12.": the days before the one that names the month, with that one."""
    days, start = [last], last.start
    while found := _DAY_BEFORE.search(text[max(0, start - _LONGEST_LINK) : start]):
        number, link, first = int(found["d"]), found["link"].casefold(), days[0]
        ranged = link in UNTIL - LISTED and link != "a"
        day = valid_day(last.month, number, last.year)
        if not day or number >= first.day or not (ranged or (found["dot"] and link in LISTED)):
            break
        start = max(0, start - _LONGEST_LINK) + found.start()
        weekday = _weekday_just_before(text, start)[0]
        if ranged:
            days[:0] = [replace(day, day=one, ranged=True) for one in range(number, first.day)]
        else:
            days[:0] = [replace(day, weekday=weekday)]
    yield from (replace(day, start=start, end=last.end) for day in days)


_TO_DATE = re.compile(
    r"\s?(?:[-–—]|bis(?: zum)?|to|au|al|tot|t/m|do|až|até|a|hasta(?: el)?)\s?(?:[^\W\d_]{2,12}\.?,?\s)?"
    r"\d{1,2}[./]\d{1,2}[./]\s?(?:19|20)?\d\d",
    re.IGNORECASE,
)
"""The end of a range, with its year: "14.11. bis 20.11.2002"."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """The weekday before or after a date in figures, which end at `end` with it. foreign: not an English word."""

    weekday: int | None
    end: int
    foreign: bool = False
    eastern: bool = False


_BRACKETED = re.compile(r"\s?[(（\[]\s?([^\W\d_]{1,13})\.?\s?[)）\]]")


def _weekday_beside(text: str, start: int, end: int) -> _Beside:
    """ "Fri 29/10", "29/10 (Fri)", "10/29（金）" """
    after = _BRACKETED.match(text, end)
    if after and (eastern := weekday_of(after[1])) is not None:
        return _Beside(eastern, after.end(), eastern=True)
    if after and (weekday := words_of_time().get(key(after[1]), (None, None))[1]) is not None:
        return _Beside(weekday, after.end(), key(after[1]) not in english_weekdays())
    weekday, word = _weekday_just_before(text, start)
    return _Beside(weekday, end, weekday is not None and word not in english_weekdays())


def _in_figures(first: int, second: int, year: int | None, beside: _Beside, *, dotted: bool) -> Day | None:
    """East Asian dates name the month first; whoever names weekdays in another language than English, the day."""
    if beside.eastern:
        day = valid_day(first, second, year)
        return replace(day, weekday=beside.weekday) if day else None
    day = _either(first, second, year, beside.weekday, dotted=dotted)
    return replace(day, other=None) if day and beside.foreign else day


def _full_year(text: str) -> int | None:
    year = int(text) if len(text) == 4 else 2000 + int(text)
    return year if 1990 <= year <= 2050 else None


def _weekday_just_before(text: str, at: int) -> tuple[int | None, str]:
    words = re.findall(r"[^\W\d_]+", text[max(0, at - 24) : at])
    gap = re.search(r"[\s.,(]*$", text[max(0, at - 24) : at])
    near = bool(words) and gap is not None and text[max(0, at - 24) : at][: gap.start()].endswith(words[-1])
    word = key(words[-1]) if near else ""
    return words_of_time().get(word, (None, None))[1], word


def _bare_date(text: str, found: re.Match[str], separator: str) -> bool:
    """ "29/10" and "29.10." without year or weekday are days only beside an hour; "8/10" is a mark."""
    if separator == "-" or (separator == "." and not found["dot"]):
        return False
    return any(at_figures(TIME, blanked(text, [found.span()])))


def _either(first: int, second: int, year: int | None, weekday: int | None, *, dotted: bool) -> Day | None:
    """Day before month, or month before day: both where both are possible, settled by the weekday where that can tell."""
    european, american = valid_day(second, first, year), valid_day(first, second, year)
    if european and american and not dotted and first != second:
        by_weekday = [one for one in (european, american) if year and weekday is not None and fits(one, weekday)]
        if len(by_weekday) == 1:
            return replace(by_weekday[0], weekday=weekday)
        return replace(european, weekday=weekday, other=(american.month, american.day))
    chosen = european or (None if dotted else american)
    return replace(chosen, weekday=weekday) if chosen else None


def numeric_order(text: str) -> str | None:
    """ "day first" or "month first", where a date in figures ("29/10/2021", "10/29/2021") can be read one way only."""
    found = {_figures(match) for match in at_figures(_NUMERIC, text) if match["s"].strip() == "/"} - {None}
    return found.pop() if len(found) == 1 else None


def _figures(match: re.Match[str]) -> str | None:
    first, second = int(match["a"]), int(match["b"])
    if first > 12 >= second >= 1 and first <= 31:
        return "day first"
    return "month first" if second > 12 >= first >= 1 and second <= 31 else None
