"""Showings a person could book: table rows, lists, repeated boxes, a day over its hours, hours over their day.

What stands in scripts and `<time>` elements is read by `screening_data`. A row is a showing where it has an hour and
its day is known from itself, its row or what stands over it; opening hours, deadlines, talks and lunches are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import pairwise

from importers.reading.document import LegacyDocument, Passage
from importers.reading.items import Problem, Screening
from importers.reading.readers.screening_data import read_screening_data
from importers.reading.readers.showing_places import (
    BOOKING_URL,
    EDGE,
    LONGEST_VENUE,
    PROBE,
    booking_url,
    film_above,
    film_in,
    find_place,
    may_be_venue,
    residues,
    showing_words,
)
from importers.reading.readers.showing_rows import LONGEST_ROW, Row, rows
from importers.reading.readers.showing_years import in_order, made_on, page_order, years_told
from importers.reading.readings import Mention, Reading, whole
from importers.reading.vocabulary.dates import (
    Day,
    Showtime,
    Time,
    find_days,
    find_showtimes,
    find_times,
    next_day,
)
from importers.reading.vocabulary.durations import find_durations
from importers.reading.vocabulary.folding import key
from importers.reading.vocabulary.labels import find_label, split_labelled
from importers.reading.vocabulary.months import days_of_month, find_months, is_month_heading

READER = "showings"

LONGEST_REST = 60
"""Characters beside day and hour in a line that sells nothing: more is prose about a day."""

_HOUR_SIGN = re.compile(r"\d")


@dataclass(slots=True)
class _Found:
    """A showing before the page as a whole was looked at."""

    showtime: Showtime
    mentions: tuple[Mention, ...]
    order: int
    venue: str | None = None
    screen: str | None = None
    url: str | None = None
    film: str | None = None
    own_film: bool = False
    """The row itself names the film."""
    sure: bool = True


@dataclass(slots=True)
class _Context:
    """What was read above the row at hand."""

    days: tuple[Day, ...] = ()
    mention: tuple[Mention, ...] = ()
    level: int = 0
    pending: Row | None = None
    relative: bool = False
    """The last day was "today": its hours belong to a day the page does not name."""
    today: Day | None = None
    evening: bool = False
    """A showing under these days began in the evening: an hour before five that follows is of that night."""
    headers: dict[tuple[int, int], str] = field(default_factory=dict)
    columns: dict[tuple[int, int], Day] = field(default_factory=dict)
    """(table, column) → the day over it, in a grid of hours."""
    month: tuple[int, int | None] | None = None
    """The month, and its year, under whose heading rows name days only."""


def read_screenings(document: LegacyDocument, passages: tuple[Passage, ...]) -> Iterable[Reading]:
    """One reading for each showing, in page order; its value is a tuple of one `Screening`.

    What only a script or a `<time>` element says comes after what the page shows.
    """
    shown: set[str] = set()
    for reading in _visible(document, passages):
        shown.add(_clock(reading))
        yield reading
    yield from (reading for reading in read_screening_data(document) if _clock(reading) not in shown)


def _clock(reading: Reading) -> str:
    """Month, day and hour: what a showing has in common in sight, where the year may be missing, and in data."""
    return str(reading.value[0].starts_at.removeprefix("--")[:16][-11:])


def _visible(document: LegacyDocument, passages: tuple[Passage, ...]) -> Iterator[Reading]:
    venue = _page_venue(passages)
    for one, day in _settled(document, passages):
        if not day.other:
            yield _reading(one, day, venue)


def screening_problems(document: LegacyDocument, passages: tuple[Passage, ...]) -> tuple[Problem, ...]:
    """For each showing whose day can be read in two ways, and nothing on the page tells which: both are named."""
    return tuple(
        Problem("ambiguous_date", f"{document.source}: screenings: {_both(day, one.showtime.time)}; say which is meant")
        for one, day in _settled(document, passages)
        if day.other
    )


@lru_cache(maxsize=2)
def _settled(document: LegacyDocument, passages: tuple[Passage, ...]) -> tuple[tuple[_Found, Day], ...]:
    """Found once for the showings and for their problems."""
    found = list(_showings(rows(passages), made_on(document)))
    found = _bookable(found)
    _keep_films_of_calendars_only(found, document)
    return tuple(_dated(document, found))


def _bookable(found: list[_Found]) -> list[_Found]:
    """Where most rows sell tickets or link to a film, one that does neither is a supper or a talk."""
    linked = [one for one in found if one.url or one.own_film]
    return linked if len(linked) > 3 and len(linked) * 4 >= len(found) * 3 else found


def _dated(document: LegacyDocument, found: Sequence[_Found]) -> Iterator[tuple[_Found, Day]]:
    """Each showing with its day, settled as far as the page can settle it."""
    if not found:
        return
    years, order = years_told(document), page_order(document)
    for one in found:
        yield one, years.settle(in_order(one.showtime.day, order))


def _reading(one: _Found, day: Day, venue: str | None) -> Reading:
    start = Showtime(day, one.showtime.time).iso
    confidence = 0.93 if one.sure and (one.url or one.venue) else 0.88 if one.sure else 0.75
    value = (Screening(start, one.venue or venue, one.screen, one.url, one.film),)
    return Reading("screenings", value, READER, confidence, one.mentions)


def _both(day: Day, time: Time) -> str:
    """The two readings of "03/04", for the problem that names them."""
    month, number = day.other or (day.month, day.day)
    other = replace(day, month=month, day=number, other=None)
    return f"{Showtime(replace(day, other=None), time).iso} or {Showtime(other, time).iso}"


def _page_venue(passages: Sequence[Passage]) -> str | None:
    """The one venue that a label on the page names ("Venue: Filmtheater")."""
    values = set()
    for passage, below in pairwise((*passages, None)):
        if passage is None or len(passage.text) >= 120:
            continue
        if (found := split_labelled(passage.text)) and found.label.field == "venue":
            values.add(found.value.strip(EDGE))
        elif below and _heads_venue(passage) and may_be_venue(below.text) and not find_label(below.text):
            values.add(below.text.strip(EDGE))
    return values.pop() if len(values) == 1 else None


def _heads_venue(passage: Passage) -> bool:
    """A label on a line of its own over its value; the header of a table's column is over many."""
    label = find_label(passage.text)
    return label is not None and label.field == "venue" and (passage.cell is None or not passage.cell.header)


def _keep_films_of_calendars_only(found: list[_Found], document: LegacyDocument) -> None:
    """On a film's own page every row would name the same heading: a title above counts only where films differ."""
    heads = {key(p.text) for p in document.passages if p.level == 1}
    several = len({one.film for one in found if one.film}) > 1 and len({one.showtime.iso for one in found}) > 1
    for one in found:
        if one.film and not several and (not one.own_film or key(one.film) in heads):
            one.film = None


def _showings(rows: Iterator[Row], today: Day | None) -> Iterator[_Found]:
    context = _Context(today=today)
    lines: list[Row] = []
    for row in _without_today(rows):
        _learn_headers(row, context)
        _close_context(row, context)
        yield from _read_row(row, context, lines)
        lines.append(row)


def _without_today(rows: Iterator[Row]) -> Iterator[Row]:
    """ "Today" is a line of its own, also in a row."""
    for row in rows:
        if len(row.passages) > 1 and any(_days_ahead(passage.text) is not None for passage in row.passages):
            yield from (Row((passage,)) for passage in row.passages)
        else:
            yield row


def _learn_headers(row: Row, context: _Context) -> None:
    """ "Date | Time | Venue" over a table tells what its columns hold."""
    if len(row.passages) < 2:
        return
    cells = [(passage, passage.cell) for passage in row.passages if passage.cell]
    labels = [(cell, find_label(passage.text)) for passage, cell in cells]
    if len(cells) > 1 and sum(1 for _, label in labels if label) * 2 > len(cells):
        context.headers |= {(cell.table, cell.column): label.field for cell, label in labels if label}


def _close_context(row: Row, context: _Context) -> None:
    level = row.level
    if level and context.days and context.level and level <= context.level and not find_days(row.text):
        context.days, context.mention = (), ()


def _read_row(row: Row, context: _Context, lines: list[Row]) -> Iterator[_Found]:
    if len(row.text) > LONGEST_ROW:
        return
    if (ahead := _days_ahead(row.text)) is not None:
        _set_relative(row, ahead, context)
        return
    days, times = _days(row, context), _hours(row.text)
    telling = bool(days or times or context.pending) or is_month_heading(row.text)
    if not telling or _tells_of_no_showing(row.text) or row.passages[0].box.words & _POSTED:
        return
    if times and not days and (columns := _in_columns(row, context)):
        yield from _grid_showings(row, columns, context, lines)
    elif times and (days or context.days):
        yield from _row_showings(row, days, times, context, lines)
    elif times:
        context.pending = row if not context.relative and _is_bare(row, days, times) else None
        return
    elif days and not _heads_columns(row, days, context):
        context.relative = False
        yield from _day_line(row, days, context, lines)
    elif is_month_heading(row.text):
        context.month, context.days = find_months(row.text)[0], ()
    context.pending = None


def _days(row: Row, context: _Context) -> tuple[Day, ...]:
    """The days that the row names, with the month that stands over it where it names none."""
    return find_days(row.text) or (days_of_month(row.text, *context.month) if context.month else ())


def _heads_columns(row: Row, days: tuple[Day, ...], context: _Context) -> bool:
    """Whether the row is "Thu 12 | Fri 13 | Sat 14" over a grid of hours, which it then tells the context."""
    found = {}
    for passage in row.passages:
        start = row.starts[row.passages.index(passage)]
        here = [day for day in days if start <= day.start < start + len(passage.text)]
        if passage.cell and len(here) == 1:
            found[passage.cell.table, passage.cell.column] = here[0]
    if len(found) < 2:
        return False
    context.columns |= found
    context.days, context.mention = (), _row_mentions(row)
    return True


def _in_columns(row: Row, context: _Context) -> list[tuple[Passage, Day]]:
    """The cells with hours that stand under a day."""
    cells = [(passage, passage.cell) for passage in row.passages if passage.cell]
    days = [(passage, context.columns.get((cell.table, cell.column))) for passage, cell in cells]
    return [(passage, day) for passage, day in days if day and _hours(passage.text)]


def _grid_showings(row: Row, cells: list[tuple[Passage, Day]], context: _Context, lines: list[Row]) -> Iterator[_Found]:
    """Each hour of a cell on the day over its column; what the row shows stands in its first cell."""
    over, own = context.mention, film_in(row, context.headers) or film_above(lines)
    for passage, day in cells:
        cell = Row((passage,))
        times = _hours(cell.text)
        for showtime in find_showtimes(cell.text, (day,), ()):
            found = _found(cell, showtime, times, (), context, lines, over)
            found.film, found.own_film = found.film or own, True
            yield found


def _days_ahead(text: str) -> int | None:
    """0 for "today", 1 for "tomorrow" on a line of its own."""
    name = key(text) if len(text) < 30 else ""
    return 0 if name in showing_words("words", "today") else 1 if name in showing_words("words", "tomorrow") else None


def _set_relative(row: Row, ahead: int, context: _Context) -> None:
    """ "Today" is a day where the page says when it was made; else its hours have none."""
    context.relative, context.pending = context.today is None, None
    context.days, context.mention = (), ()
    if context.today:
        context.days = (next_day(context.today),) if ahead else (context.today,)
        context.mention, context.level = _row_mentions(row), row.level


@cache
def _always() -> tuple[str, ...]:
    return tuple(f" {word} " for word in showing_words("words", "always"))


def _tells_of_no_showing(text: str) -> bool:
    if text[:1] in "※*＊":
        return True
    name = key(text[:60])
    words = name.split()
    never = showing_words("words", "never")
    padded = f" {key(text)} "
    if any(word in padded for word in _always()):
        return True
    return any(" ".join(words[:count]) in never for count in range(1, min(4, len(words)) + 1))


def _hours(text: str) -> tuple[Time, ...]:
    """The hours of a line, without running times ("1h30") and lines that only have a price."""
    if not _HOUR_SIGN.search(text) and not find_times(text):
        return ()
    lasting = [(one.start, one.end) for one in find_durations(text)]
    return tuple(t for t in find_times(text) if not any(start <= t.start < end for start, end in lasting))


def _is_bare(row: Row, days: tuple[Day, ...], times: tuple[Time, ...]) -> bool:
    return len("".join(residues(row.text, days, times))) <= LONGEST_VENUE


def _day_line(row: Row, days: tuple[Day, ...], context: _Context, lines: list[Row]) -> Iterator[_Found]:
    """A line that is a day and little else is the day of the hours below it, or of those just above it."""
    residue = "".join(residues(row.text, days, ())).strip(EDGE)
    if len(residue) > 40 or any(day.ranged for day in days) or _is_period(row.text, days):
        if row.level or len(residue) <= 40:
            context.days, context.mention = (), ()
        return
    mention = tuple(whole(passage) for passage in row.passages)
    if context.pending is not None and not context.days:
        above = context.pending
        times = _hours(above.text)
        for showtime in find_showtimes(above.text, days):
            if any(showtime.time.start == time.start for time in times):
                yield _found(above, showtime, times, (), context, lines, mention)
        return
    context.days, context.mention, context.level = days, mention, row.level
    context.evening = False


def _is_period(text: str, days: tuple[Day, ...]) -> bool:
    """ "29 October - 16 November": when something runs, not when it is shown."""
    pairs = pairwise(sorted({(day.start, day.end) for day in days}))
    return any(text[a[1] : b[0]].strip(" .") in {"-", "–", "—", "to", "bis", "au", "al", "a", "do"} for a, b in pairs)


def _row_showings(
    row: Row, days: tuple[Day, ...], times: tuple[Time, ...], context: _Context, lines: list[Row]
) -> Iterator[_Found]:
    starts = {time.start for time in times}
    residue = _BRACKET.sub("", " ".join(residues(row.text, days, times)))
    booked = any(BOOKING_URL.search(link.href) for passage in row.passages for link in passage.links)
    parted = len(row.passages) > 1
    opens = bool(days) and row.text[: days[0].start].strip(EDGE) == "" and times[0].start - days[-1].end < 8
    if not (booked or parted) and len(residue) > (2 * LONGEST_REST if opens else LONGEST_REST):
        return
    if _is_period(row.text, days) or (row.level == 1 and not booked):
        return
    over = () if days else context.mention
    for showtime in find_showtimes(row.text, context.days, days):
        if showtime.time.start in starts:
            showtime = _of_the_night(showtime, days, context)
            found = _found(row, showtime, times, days, context, lines, over)
            found.sure = booked or parted or bool(found.venue) or len(residue) <= 20
            if found.sure or not days:
                yield found
    if days and _is_bare(row, days, times) and len({day.start for day in days}) == 1 and not days[0].ranged:
        context.days, context.level = days, row.level
        context.mention = (row.mention(days[0].start, days[0].end),)


_POSTED = frozenset(
    [
        "createdate",
        "modifydate",
        "created",
        "modified",
        "published",
        "posted",
        "postdate",
        "entrydate",
        "pubdate",
        "updated",
    ]
)
"""Words in class attributes of the day a page was written."""
_BRACKET = re.compile(r"[(\[][^()\[\]]{0,60}[)\]]")


def _of_the_night(showtime: Showtime, days: tuple[Day, ...], context: _Context) -> Showtime:
    """Under one day's heading, "00:15" after "23:00" is of the day after."""
    if days:
        return showtime
    hour = showtime.time.hour
    if hour < 5 and context.evening:
        return replace(showtime, time=replace(showtime.time, hour=hour + 24))
    context.evening = context.evening or hour >= 17
    return showtime


def _found(
    row: Row,
    showtime: Showtime,
    times: tuple[Time, ...],
    days: tuple[Day, ...],
    context: _Context,
    lines: list[Row],
    over: tuple[Mention, ...],
) -> _Found:
    day = _with_weekday(showtime.day, row) if showtime.day in days else showtime.day
    venue, screen = find_place(row, showtime.time, times, days, context.headers)
    mentions = (*_row_mentions(row), *over)
    own = film_in(row, context.headers)
    return _Found(
        replace(showtime, day=day),
        mentions,
        row.passages[0].index,
        venue,
        screen,
        booking_url(row, showtime.time),
        own or film_above(lines),
        own is not None,
    )


def _row_mentions(row: Row) -> tuple[Mention, ...]:
    return tuple(whole(passage) for passage in row.passages)


def _with_weekday(day: Day, row: Row) -> Day:
    """ "29 Oct | Fri evening": the weekday from a neighbouring cell."""
    if day.weekday is not None or len(row.passages) < 2:
        return day
    for passage in row.passages:
        word = passage.text.split()[0]
        probe = find_days(f"{word} 1 {PROBE}")
        if probe and probe[0].weekday is not None:
            return replace(day, weekday=probe[0].weekday)
    return day
