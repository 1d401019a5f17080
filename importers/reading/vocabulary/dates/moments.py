"""What a day, an hour and the two together are; the calendar around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Day:
    """A day named at `text[start:end]`. weekday counts from Monday, 0.

    other   (month, day) of the second reading of "03/04"; None where there is one
    ranged  the day stands for each day of a range ("21 – 24 Oct"); `start` and `end` are the range's
    also    the other weekday that its word may name ("so" is Sunday, and Saturday in Czech); -1: it may be no weekday
    among   it only counts if it is one of these weekdays ("Tuesdays and Thursdays, 4 – 13 June")
    """

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    start: int = 0
    end: int = 0
    other: tuple[int, int] | None = None
    ranged: bool = False
    also: int | None = None
    among: frozenset[int] = frozenset()

    def falls_on(self, weekday: int) -> bool:
        """Whether it is that weekday; without a year, in a leap year."""
        return date(self.year or 2000, self.month, self.day).weekday() == weekday


@dataclass(frozen=True, slots=True)
class Time:
    """An hour named at `text[start:end]`; 24:00 is midnight at the end of the day. `offset` as ISO 8601, or ""."""

    hour: int
    minute: int
    start: int = 0
    end: int = 0
    offset: str = ""


@dataclass(frozen=True, slots=True)
class Showtime:
    """A day and an hour that belong together, with the stretch of text that says so."""

    day: Day
    time: Time

    @property
    def iso(self) -> str:
        """`YYYY-MM-DDTHH:MM` with the offset that the page states, or `--MM-DDTHH:MM` without a year."""
        day, hour = self.day, self.time.hour
        if hour >= 24:
            day, hour = next_day(day), hour - 24
        year = f"{day.year:04}" if day.year else "-"
        return f"{year}-{day.month:02}-{day.day:02}T{hour:02}:{self.time.minute:02}{self.time.offset}"


def blanked(text: str, spans: Iterable[tuple[int, int]], sign: str = "\x00") -> str:
    """`text` with `sign` all over these stretches, so that nothing is read twice; places stay."""
    for start, end in spans:
        text = text[:start] + sign * (end - start) + text[end:]
    return text


def valid_day(month: int, day: int, year: int | None) -> Day | None:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return Day(month, day, year)


def fits(day: Day, weekday: int) -> bool:
    return date(day.year or 2000, day.month, day.day).weekday() == weekday


def _may_be(day: Day, year: int) -> bool:
    valid = valid_day(day.month, day.day, year)
    return valid is not None and any(fits(valid, one) for one in (day.weekday, day.also) if one is not None)


def next_day(day: Day) -> Day:
    """The day after; without a year, as in a leap year."""
    after = date(day.year or 2000, day.month, day.day) + timedelta(days=1)
    weekday = None if day.weekday is None else (day.weekday + 1) % 7
    return replace(day, month=after.month, day=after.day, year=after.year if day.year else None, weekday=weekday)


def settle_year(day: Day, years: Iterable[int]) -> Day:
    """With the year, where exactly one of `years` gives it the weekday that is printed, or there is only one."""
    if day.year or day.other:
        return day
    known = sorted(set(years))
    if day.weekday is not None:
        printed = [year for year in known if _may_be(day, year)]
        known = printed if printed or day.also != -1 else known
    return replace(day, year=known[0]) if len(known) == 1 else day
