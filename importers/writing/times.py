"""When a screening starts: local time as printed, made aware in the edition's zone, with a year where one is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from importers.reading.items import Problem

WITHOUT_YEAR = re.compile(r"--(\d\d)-(\d\d)T(\d\d):(\d\d)")
REACH = timedelta(days=60)
"""How far from an edition's days a showing may be and still be of its year: previews before, repeats after."""


@dataclass(frozen=True, slots=True)
class EditionDays:
    """What is known of when an edition takes place. `year` where there are no days, or only a year in its name."""

    zone: ZoneInfo
    starts_on: date | None = None
    ends_on: date | None = None
    year: int | None = None


def resolve(starts_at: str, days: EditionDays) -> datetime | Problem:
    """The moment in UTC, or why there is none. `starts_at` is written as `items.Screening` says."""
    printed = _with_year(starts_at, days)
    if isinstance(printed, Problem):
        return printed
    if printed.tzinfo:
        return printed.astimezone(UTC)
    return _in_zone(printed, days.zone)


def _with_year(starts_at: str, days: EditionDays) -> datetime | Problem:
    match = WITHOUT_YEAR.fullmatch(starts_at)
    try:
        if not match:
            return datetime.fromisoformat(starts_at)
        moments = list(_candidates(*(int(part) for part in match.groups()), days=days))
    except ValueError:
        return Problem(
            "screening.impossible-time", f"screenings: {starts_at!r} is no date and time; no screening made."
        )
    if not moments:
        return Problem("screening.no-year", _no_year(starts_at, days))
    return min(moments, key=lambda moment: _distance(moment.date(), days))


def _candidates(month: int, day: int, hour: int, minute: int, *, days: EditionDays) -> Iterator[datetime]:
    for year in _years(days):
        try:
            moment = datetime(year, month, day, hour, minute)
        except ValueError:
            if (month, day) != (2, 29):
                raise
            continue
        if days.starts_on is None or _distance(moment.date(), days) <= REACH:
            yield moment


def _years(days: EditionDays) -> list[int]:
    if days.starts_on:
        ends_on = days.ends_on or days.starts_on
        return list(range(days.starts_on.year - 1, ends_on.year + 2))
    return [days.year] if days.year else []


def _distance(day: date, days: EditionDays) -> timedelta:
    if days.starts_on is None:
        return timedelta()
    ends_on = days.ends_on or days.starts_on
    return max(days.starts_on - day, day - ends_on, timedelta())


def _no_year(starts_at: str, days: EditionDays) -> str:
    if days.starts_on:
        reason = f"it is more than {REACH.days} days from the edition ({days.starts_on} to {days.ends_on})"
    else:
        reason = "neither the page nor the edition tells the year; give the edition its dates and import again"
    return f"screenings: {starts_at.removeprefix('--').replace('T', ' ')} has no year, and {reason}; no screening made."


def _in_zone(printed: datetime, zone: ZoneInfo) -> datetime | Problem:
    first, second = printed.replace(tzinfo=zone, fold=0), printed.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != printed:
        told = f"does not exist in {zone.key}: the clocks go forward over it"
        return Problem("screening.nonexistent-time", f"screenings: {printed:%Y-%m-%d %H:%M} {told}; no screening made.")
    both = " or ".join(f"{moment:%H:%M%z}" for moment in (first, second))
    told = f"happens twice in {zone.key}, when the clocks go back: {both}"
    return Problem("screening.ambiguous-time", f"screenings: {printed:%Y-%m-%d %H:%M} {told}; no screening made.")
