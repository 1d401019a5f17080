"""Months on their own ("November 2025", "2005年11月の上映作品") and the days under them that name none ("Fri 7", "12日（土）")."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from importers.reading.vocabulary.dates import (
    Day,
    Token,
    find_days,
    is_day_number,
    names_month,
    other_weekdays,
    tokens_of,
    valid_day,
    weekday_of,
)
from importers.reading.vocabulary.folding import key

_LONGEST = 90
_EASTERN = re.compile(r"(?:(?P<y>(?:19|20)\d\d)\s?[年년]\s?)(?P<m>1[0-2]|0?[1-9])\s?[月월](?!\s?\d{1,2}\s?[日일])")
_EASTERN_DAY = re.compile(
    r"(?<![\d月월])(?P<d>[12]\d|3[01]|0?[1-9])\s?[日일号號]?\s?[(（\[]\s?(?P<w>[月火水木金土日월화수목금토])(?:曜日?|요일)?"
)
_ORDINAL = frozenset(["st", "nd", "rd", "th", ".", "er", "e"])


@lru_cache(maxsize=1 << 12)
def find_months(text: str) -> tuple[tuple[int, int | None], ...]:
    """(month, year) of each month that a short line names without a day; the year after a list is that of all."""
    if len(text) > _LONGEST:
        return ()
    eastern = (
        tuple((int(found["m"]), int(found["y"])) for found in _EASTERN.finditer(text))
        if "월" in text or "月" in text
        else ()
    )
    if eastern or not names_month(text) or find_days(text):
        return eastern
    tokens = tokens_of(text)
    found = [(at, token.month) for at, token in enumerate(tokens) if token.month and _is_month(token)]
    years = [_year(token) for token in tokens[found[-1][0] + 1 : found[-1][0] + 4]] if found else []
    year = next((year for year in years if year), None)
    return tuple((month, year) for _, month in found)


def _is_month(token: Token) -> bool:
    """ "Mar", "may" and "set" are also other words: without a day beside it a month is written out."""
    return len(token.text) > 3 or token.text[:1].isupper()


def _year(token: Token) -> int | None:
    return token.number if token.number and len(token.text) == 4 and 1900 < token.number < 2050 else None


def is_month_heading(text: str) -> bool:
    """Whether a line names a month and hardly anything else."""
    found = find_months(text)
    return len(found) == 1 and (len(text) < 30 or found[0][1] is not None)


@lru_cache(maxsize=1 << 11)
def days_of_month(text: str, month: int, year: int | None) -> tuple[Day, ...]:
    """The days of a row under a month's heading: "Fri 7", "7 Fri", "12日（土）", or a number alone."""
    found = [_eastern_day(match, month, year) for match in _EASTERN_DAY.finditer(text)]
    tokens = tokens_of(text)
    if not found:
        found = [_beside(tokens, at, month, year) for at, token in enumerate(tokens) if token.weekday is not None]
    if not found and len(text) <= 4:
        found = [_alone(tokens, month, year)]
    return tuple(day for day in found if day)


def _eastern_day(match: re.Match[str], month: int, year: int | None) -> Day | None:
    weekday = weekday_of(match["w"])
    return _day(month, int(match["d"]), year, weekday, match.start(), match.end("w") + 1)


def _beside(tokens: list[Token], at: int, month: int, year: int | None) -> Day | None:
    weekday = tokens[at]
    after = [
        token
        for token in tokens[at + 1 : at + 4]
        if token.text not in {".", ",", "|"} and key(token.text) not in _SMALL
    ]
    before = [token for token in tokens[max(0, at - 2) : at] if token.text.casefold() not in _ORDINAL]
    for number, start, end in (
        *((token, weekday.start, token.end) for token in after[:1]),
        *((token, token.start, weekday.end) for token in before[-1:]),
    ):
        if is_day_number(number) and not _is_hour(tokens, number):
            day = _day(month, number.number or 0, year, weekday.weekday, start, end)
            other = other_weekdays().get(key(weekday.text), -1)
            return day or (_day(month, number.number or 0, year, other, start, end) if other >= 0 else None)
    return None


def _is_hour(tokens: list[Token], number: Token) -> bool:
    """ "8.15pm", "20:00", "3pm", "20h30": what follows at once makes it an hour."""
    after = [token for token in tokens if number.end <= token.start <= number.end + 1][:2]
    clock = len(after) == 2 and after[0].text in {":", ".", "h"} and after[1].number is not None
    return (clock and after[0].end == after[1].start) or bool(after and after[0].text.casefold() in _HOURS)


_HOURS = frozenset(["am", "pm", "uhr", "h", "uur", "hrs"])
_SMALL = frozenset(["the", "den", "le", "der", "il", "el"])


def _alone(tokens: list[Token], month: int, year: int | None) -> Day | None:
    rest = [token for token in tokens if token.text.casefold() not in _ORDINAL]
    if len(rest) != 1 or not is_day_number(rest[0]):
        return None
    return _day(month, rest[0].number or 0, year, None, rest[0].start, rest[0].end)


def _day(month: int, number: int, year: int | None, weekday: int | None, start: int, end: int) -> Day | None:
    """None where the month has no such day, or it is another weekday in that year."""
    day = valid_day(month, number, year)
    if day is None or (year and weekday is not None and not day.falls_on(weekday)):
        return None
    return replace(day, weekday=weekday, start=start, end=end)


def names_days_only(text: str) -> bool:
    """ "Fri 4 & Sat 5", "Lundi 3": weekdays with numbers and no more, as over the hours of a month's programme."""
    if len(text) > _LONGEST_DAYS or not any(map(str.isdigit, text)):
        return False
    tokens = [token for token in tokens_of(text) if token.text.casefold() not in _ORDINAL | _SIGNS]
    named = any(token.weekday is not None for token in tokens)
    return named and all(token.weekday is not None or is_day_number(token) for token in tokens)


_LONGEST_DAYS = 40
_SIGNS = frozenset([",", "&", "+", "/", "-", "–", ":", "and", "und", "et", "y", "e", "en", "og", "och", "i", "a"])
