"""What was read above a row of a programme: its day, its venue, what the columns of its table hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from importers.reading.document import Box
from importers.reading.readers.showing_lines import heads_event, hours_of
from importers.reading.readers.showing_marks import DayMarks
from importers.reading.readers.showing_rows import LONGEST_ROW, Row
from importers.reading.readers.showing_terms import EDGE
from importers.reading.readers.showing_venues import heads_place, may_be_venue
from importers.reading.readers.showing_week import Period, narrowed, on_weekdays_of
from importers.reading.readings import Mention
from importers.reading.vocabulary.dates import (
    Day,
    Showtime,
    Time,
    find_days,
    find_times,
    next_day,
    tokens_of,
    valid_day,
)
from importers.reading.vocabulary.labels import find_label
from importers.reading.vocabulary.months import days_of_month


@dataclass(slots=True)
class Context:
    """What was read above the row at hand."""

    days: tuple[Day, ...] = ()
    mention: tuple[Mention, ...] = ()
    level: int = 0
    pending: Row | None = None
    relative: bool = False
    """The last day was "today": its hours belong to a day the page does not name."""
    today: Day | None = None
    place: str | None = None
    """The venue that a heading over the row names."""
    place_level: int = 0
    known_places: frozenset[str] = frozenset()
    """Headings that repeat under several days, over rows that name their films."""
    of_event: bool = False
    """The heading over the row is of talks, workshops or the like."""
    evening: bool = False
    """A showing under these days began in the evening: an hour before five that follows is of that night."""
    headers: dict[tuple[int, int], str] = field(default_factory=dict)
    places: dict[tuple[int, int], str] = field(default_factory=dict)
    """(table, column) → the venue over it, in a grid of films."""
    columns: dict[tuple[int, int], Day] = field(default_factory=dict)
    """(table, column) → the day over it, in a grid of hours."""
    period: Period | None = None
    """The week or the edition that the page is about."""
    usual: Time | None = None
    """The hour at which, the page says, all films begin."""
    marks: DayMarks = field(default_factory=DayMarks)
    where: Box | None = None
    """The box in which the days stand."""
    ranged: bool = False
    """The days are each day of a range: they hold for the hours that follow at once."""
    closed: set[tuple[int, int]] = field(default_factory=set)
    """(month, day) of which a line says that nothing is shown."""
    stretch: tuple[Day, ...] = ()
    """The days of a range that a row just above named: a row of weekdays tells of those."""
    since: int = 0
    """Rows since then."""
    legend: Mapping[str, str] = field(default_factory=dict)
    """Code → the venue that it stands for."""
    month: tuple[int, int | None] | None = None
    """The month, and its year, under whose heading rows name days only."""


def learn_headers(row: Row, context: Context) -> None:
    """ "Date | Time | Venue" over a table tells what its columns hold."""
    if len(row.passages) < 2:
        return
    cells = [(passage, passage.cell) for passage in row.passages if passage.cell]
    labels = [(cell, find_label(passage.text)) for passage, cell in cells]
    if len(cells) > 2 and all(cell.header for _, cell in cells) and not any(label for _, label in labels[1:]):
        named = [(passage, cell) for passage, cell in cells[1:] if may_be_venue(passage.text)]
        context.places |= {(cell.table, cell.column): passage.text for passage, cell in named}
    if len(cells) > 1 and sum(1 for _, label in labels if label) * 2 > len(cells):
        context.headers |= {(cell.table, cell.column): label.field for cell, label in labels if label}


def close_context(row: Row, context: Context) -> None:
    level = row.level
    if level:
        context.of_event = heads_event(row.text)
        _learn_place(row, context)
    if level and context.days and context.level and level <= context.level and not find_days(row.text):
        context.days, context.mention = (), ()
    if context.ranged and not find_times(row.text) and not find_days(row.text):
        context.days, context.ranged = (), False


def _learn_place(row: Row, context: Context) -> None:
    """ "Cinéma Le Phare" over its hours; another heading of that rank, or a higher one, ends it."""
    text = row.text.strip(EDGE)
    if row.passages[0].index not in row.titles and row.level > 1 and (text in context.known_places or heads_place(row)):
        context.place, context.place_level = text, row.level
    elif row.level <= context.place_level and not find_days(row.text):
        context.place, context.place_level = None, 0


def repeated_headings(rows: Iterable[Row]) -> frozenset[str]:
    heads = [
        row.text.strip(EDGE)
        for row in rows
        if row.level > 1 and row.passages[0].index not in row.titles and may_be_venue(row.text.strip(EDGE))
    ]
    return frozenset(text for text, count in Counter(heads).items() if count > 1 and not find_days(text))


def days_of(row: Row, context: Context) -> tuple[Day, ...]:
    """The days that the row names, with the month that stands over it where it names none."""
    days = find_days(row.text)
    if days and (numbered := _by_weekday_and_number(row, days, context)):
        return numbered
    days = narrowed(row.text, days, hours_of(row.text)) if days and len(row.text) <= LONGEST_ROW else days
    if len(days) == 1 and not days[0].year and (marked := context.marks.over(row.passages[0])):
        day = marked[1]
        return (replace(days[0], year=day.year),) if (day.month, day.day) == (days[0].month, days[0].day) else days
    return (
        days
        or (days_of_month(row.text, *context.month) if context.month else ())
        or _day_in_grid(row, context)
        or _of_period(row, context)
    )


_STRETCH_HOLDS = 3
"""Rows for which a range holds, for weekdays of it."""


def keep_stretch(days: tuple[Day, ...], context: Context) -> None:
    """Remembers the range that a row names; forgets it some rows on."""
    stretch = tuple(day for day in days if day.start == days[0].start) if days and days[0].ranged else ()
    context.since = 0 if stretch else context.since + 1
    if len(stretch) > 2 and not stretch[0].among:
        context.stretch = stretch
    elif days or context.since > _STRETCH_HOLDS:
        context.stretch = context.stretch if days and days[0].among else ()


def _by_weekday_and_number(row: Row, days: tuple[Day, ...], context: Context) -> tuple[Day, ...]:
    """ "Mar 19" is a Tuesday, not a day in March, where the page's week has one on the 19th."""
    if context.period is None or any(day.year for day in days) or len(row.text) > LONGEST_ROW:
        return ()
    twofold = any(token.month and token.weekday is not None for token in tokens_of(row.text))
    return context.period.numbered(row.text) if twofold else ()


def _day_in_grid(row: Row, context: Context) -> tuple[Day, ...]:
    """The number that a cell of a month's grid begins with."""
    first = row.passages[0]
    if (
        not context.month
        or not first.cell
        or len(row.passages) < 2
        or not first.text.isdecimal()
        or len(first.text) > 2
    ):
        return ()
    month, year = context.month
    day = valid_day(month, int(first.text), year)
    return (replace(day, end=len(first.text)),) if day else ()


def _of_period(row: Row, context: Context) -> tuple[Day, ...]:
    """The days that the row names by their weekdays, in the range just above or the week or edition of the page."""
    if len(row.text) > LONGEST_ROW:
        return ()
    if context.stretch and (told := on_weekdays_of(context.stretch, row.text, hours_of(row.text))):
        return told
    if context.period is None:
        return ()
    return context.period.numbered(row.text) or context.period.weekly(row.text, hours_of(row.text))


def marked_day(row: Row, times: tuple[Time, ...], context: Context) -> Day | None:
    """The day that attributes around the row's first hour tell."""
    visible = context.days[0] if len(context.days) == 1 else None
    return context.marks.day_of(row.at(times[0].start)[0], times[0], visible, context.where)


def set_relative(row: Row, ahead: int, context: Context) -> None:
    """ "Today" is a day where the page says when it was made; else its hours have none."""
    context.relative, context.pending = context.today is None, None
    context.days, context.mention = (), ()
    if context.today:
        context.days = (next_day(context.today),) if ahead else (context.today,)
        context.mention, context.level = row.mentions, row.level


def of_the_night(showtime: Showtime, days: tuple[Day, ...], context: Context) -> Showtime:
    """Under one day's heading, "00:15" after "23:00" is of the day after."""
    if days:
        return showtime
    hour = showtime.time.hour
    if hour < 5 and context.evening:
        return replace(showtime, time=replace(showtime.time, hour=hour + 24))
    context.evening = context.evening or hour >= 17
    return showtime
