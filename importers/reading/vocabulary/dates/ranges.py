"""From a first to a last day: each of the days between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from importers.reading.vocabulary.dates.moments import Day
from importers.reading.vocabulary.dates.words import LISTED, UNTIL


def with_ranges(text: str, days: list[Day]) -> Iterator[Day]:
    """ "30.4. – 6.5.", "5/11（土）〜5/13（月）": the days between as well, each at the place of the whole range."""
    at = 0
    while at < len(days):
        first = days[at]
        last = days[at + 1] if at + 1 < len(days) else None
        between = _between(text, first, last) if last else []
        if last and between:
            yield from (replace(day, start=first.start, end=last.end) for day in between)
            at += 1
        else:
            yield first
        at += 1


def is_range(text: str, first: Day, last: Day) -> bool:
    """Whether the text says "from the first to the last"."""
    return text[first.end : last.start].strip(" .,").casefold() in UNTIL - LISTED | _UNTIL_ALSO


_UNTIL_ALSO = frozenset(["bis zum", "bis einschließlich", "fino al", "hasta el"])
_LONGEST_OF_TWO = 14
"""Days from one full date to another that still mean "on each of these", not a season."""


def _between(text: str, first: Day, last: Day) -> list[Day]:
    """Each day from the first to the last, where the text joins them and they are near; else none."""
    if first.ranged or last.ranged or first.other or last.other or first.start == last.start:
        return []
    if not is_range(text, first, last):
        return []
    year = last.year or first.year
    begin, end = date(first.year or year or 2000, first.month, first.day), date(year or 2000, last.month, last.day)
    length = (end - begin).days
    if not 0 < length <= _LONGEST_OF_TWO:
        return []
    stretch = [begin + timedelta(days=number) for number in range(length)]
    known = first.weekday
    days = [
        Day(
            day.month, day.day, day.year if year else None, None if known is None else (known + number) % 7, ranged=True
        )
        for number, day in enumerate(stretch)
    ]
    return [*days, replace(last, ranged=False)]
