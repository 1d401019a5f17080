"""Days and the hours that belong to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from importers.reading.vocabulary.dates.days import find_days
from importers.reading.vocabulary.dates.hours import find_times
from importers.reading.vocabulary.dates.moments import Day, Showtime, Time

LONGEST_RANGE = 31
"""Days from a first to a last day that still mean "on each of these"."""


def find_showtimes(text: str, days: tuple[Day, ...] = (), own: tuple[Day, ...] | None = None) -> tuple[Showtime, ...]:
    """Each day of `text` with each of its hours. `days`: what a heading or row said, for hours without a day.

    Several days before one list of hours each have all of them; hours before the first day of a line, where nothing
    said which day, belong to that day. An hour before five, after one in the evening, is of the night that follows.
    `own`: the days of the text where something else than the text tells them.
    """
    own, times = find_days(text) if own is None else own, find_times(text)
    if not times or not (own or days):
        return ()
    found: list[Showtime] = []
    for group, hours in _groups(own, times, days):
        found += [Showtime(day, hour) for day in group for hour in _nightly(hours)]
    return tuple(dict.fromkeys(found))


def _groups(
    own: tuple[Day, ...], times: tuple[Time, ...], given: tuple[Day, ...]
) -> Iterator[tuple[list[Day], list[Time]]]:
    if not own:
        yield list(given), list(times)
        return
    if times[-1].start < own[0].start:
        yield list(own[:1]) if len({day.start for day in own}) > 1 else list(own), list(times)
        return
    group: list[Day] = list(given)
    hours: list[Time] = []
    items: list[Day | Time] = [*own, *times]
    for item in sorted(items, key=lambda item: item.start):
        if isinstance(item, Day):
            if hours or group == list(given):
                if group and hours:
                    yield group, hours
                group, hours = [], []
            group.append(item)
        elif group:
            hours.append(item)
    if group and hours:
        yield group, hours


def _nightly(hours: list[Time]) -> Iterator[Time]:
    evening = False
    for time in hours:
        yield replace(time, hour=time.hour + 24) if evening and time.hour < 5 else time
        evening = evening or time.hour >= 17
