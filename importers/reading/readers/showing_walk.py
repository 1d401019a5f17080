"""Down the rows of a page: each showing with the day, the place and the film that stand in its row or over it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from importers.reading.document import Box, Passage
from importers.reading.readers.showing_lines import (
    BRACKET,
    LONGEST_REST,
    SENTENCE,
    announced,
    days_ahead,
    heads_event,
    hours_of,
    is_bare,
    is_period,
    lasts_long,
    tells_of_event,
    tells_of_no_showing,
    tells_of_opening,
    tells_usual,
    usual_time,
    with_weekday,
)
from importers.reading.readers.showing_marks import DayMarks
from importers.reading.readers.showing_places import (
    BOOKING_URL,
    EDGE,
    booking_url,
    film_above,
    film_in,
    find_place,
    heads_place,
    heads_place_text,
    may_be_venue,
    residues,
    showing_words,
    split_place,
    tells_film,
)
from importers.reading.readers.showing_rows import LONGEST_ROW, Row
from importers.reading.readers.showing_week import Period
from importers.reading.readings import Mention, whole
from importers.reading.vocabulary.dates import (
    Day,
    Showtime,
    Time,
    find_days,
    find_showtimes,
    find_times,
    next_day,
    valid_day,
)
from importers.reading.vocabulary.folding import key
from importers.reading.vocabulary.labels import find_label
from importers.reading.vocabulary.months import days_of_month, find_months, is_month_heading


@dataclass(slots=True)
class Found:
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
    follows: bool = False
    """An earlier hour stands before it in its row."""
    clock: str = ""
    """The hour as it is printed."""
    path: str = ""
    """How the row is made: its box's path."""


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
    month: tuple[int, int | None] | None = None
    """The month, and its year, under whose heading rows name days only."""


def find_showings(
    rows: Iterable[Row], today: Day | None, marks: DayMarks, period: Period | None = None
) -> Iterator[Found]:
    rows = list(rows)
    context = Context(
        today=today, marks=marks, period=period, usual=usual_time(rows), known_places=_repeated_headings(rows)
    )
    lines: list[Row] = []
    for row in _without_today(rows):
        _learn_headers(row, context)
        _close_context(row, context)
        yield from _read_row(row, context, lines)
        lines.append(row)


def _without_today(rows: Iterable[Row]) -> Iterator[Row]:
    """ "Today" is a line of its own, also in a row."""
    for row in rows:
        if len(row.passages) > 1 and any(days_ahead(passage.text) is not None for passage in row.passages):
            yield from (Row((passage,), row.titles) for passage in row.passages)
        else:
            yield row


def _learn_headers(row: Row, context: Context) -> None:
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


def _close_context(row: Row, context: Context) -> None:
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


def _repeated_headings(rows: Iterable[Row]) -> frozenset[str]:
    heads = [
        row.text.strip(EDGE)
        for row in rows
        if row.level > 1 and row.passages[0].index not in row.titles and may_be_venue(row.text.strip(EDGE))
    ]
    return frozenset(text for text, count in Counter(heads).items() if count > 1 and not find_days(text))


def _read_row(row: Row, context: Context, lines: list[Row]) -> Iterator[Found]:
    if len(row.text) > LONGEST_ROW:
        return
    if (ahead := days_ahead(row.text)) is not None:
        _set_relative(row, ahead, context)
        return
    days, times = _days(row, context), hours_of(row.text)
    if not _is_telling(row, days, times, context):
        return
    if times:
        yield from _timed_row(row, days, times, context, lines)
        return
    if days and not _heads_columns(row, days, context):
        context.relative = False
        if (at_usual := _at_usual_time(row, days, context, lines)) is not None:
            yield at_usual
        yield from _day_line(row, days, context, lines)
    elif is_month_heading(row.text):
        context.month, context.days = find_months(row.text)[0], ()
    context.pending = None


def _timed_row(
    row: Row, days: tuple[Day, ...], times: tuple[Time, ...], context: Context, lines: list[Row]
) -> Iterator[Found]:
    """A row with an hour: showings, if its day is known; else it waits for a day below it."""
    marked = None if days else _marked(row, times, context)
    if not days and (venues := _under_venues(row, times, context)):
        yield from _venue_showings(row, times, venues, context)
    elif not days and not marked and (columns := _in_columns(row, context)):
        yield from _grid_showings(row, columns, context, lines)
    elif days or marked or context.days:
        yield from _row_showings(row, days, times, context, lines, marked)
    else:
        context.pending = row if not context.relative and is_bare(row, days, times) else None
        return
    context.pending = None


def _is_telling(row: Row, days: tuple[Day, ...], times: tuple[Time, ...], context: Context) -> bool:
    """Whether the row names a day or an hour, or belongs to the one before, and that of a showing."""
    telling = bool(days or times or context.pending) or is_month_heading(row.text)
    posted = row.passages[0].box.words & showing_words("marks", "posted")
    weekly = bool(days and times and not find_days(row.text))
    return telling and not posted and not tells_of_no_showing(row.text, weekly=weekly) and not tells_usual(row.text)


def _days(row: Row, context: Context) -> tuple[Day, ...]:
    """The days that the row names, with the month that stands over it where it names none."""
    days = find_days(row.text)
    if len(days) == 1 and not days[0].year and (marked := context.marks.over(row.passages[0])):
        day = marked[1]
        return (replace(days[0], year=day.year),) if (day.month, day.day) == (days[0].month, days[0].day) else days
    return (
        days
        or (days_of_month(row.text, *context.month) if context.month else ())
        or _day_in_grid(row, context)
        or _of_period(row, context)
    )


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
    """The days that the row names by their weekdays, in the week or the edition of the page."""
    if context.period is None or len(row.text) > LONGEST_ROW:
        return ()
    return context.period.numbered(row.text) or context.period.weekly(row.text, hours_of(row.text))


def _marked(row: Row, times: tuple[Time, ...], context: Context) -> Day | None:
    """The day that attributes around the row's first hour tell."""
    visible = context.days[0] if len(context.days) == 1 else None
    return context.marks.day_of(row.at(times[0].start)[0], times[0], visible, context.where)


def _heads_columns(row: Row, days: tuple[Day, ...], context: Context) -> bool:
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


def _under_venues(row: Row, times: tuple[Time, ...], context: Context) -> list[tuple[Passage, str]]:
    """The cells with films of a row that begins with its hour, each with the venue over its column."""
    first = row.passages[0]
    if not context.days or len(times) != 1 or not first.cell or times[0].start > 2 or times[0].end < len(first.text):
        return []
    cells = [(passage, passage.cell) for passage in row.passages[1:] if passage.cell]
    over = [(passage, context.places.get((cell.table, cell.column))) for passage, cell in cells]
    return [(passage, place) for passage, place in over if place] if all(place for _, place in over) else []


def _venue_showings(
    row: Row, times: tuple[Time, ...], cells: list[tuple[Passage, str]], context: Context
) -> Iterator[Found]:
    """Each cell of a row of one hour is a film, at the venue over its column."""
    for showtime in find_showtimes(row.passages[0].text, context.days, ()):
        for passage, place in cells:
            film = film_in(Row((passage,), row.titles), {}) or passage.text.strip(EDGE)
            mentions = (whole(row.passages[0]), whole(passage), *context.mention)
            venue, screen = split_place(place)
            yield Found(showtime, mentions, passage.index, venue, screen, None, film, True, path=passage.box.path)


def _in_columns(row: Row, context: Context) -> list[tuple[Passage, Day]]:
    """The cells with hours that stand under a day."""
    cells = [(passage, passage.cell) for passage in row.passages if passage.cell]
    days = [(passage, context.columns.get((cell.table, cell.column))) for passage, cell in cells]
    return [(passage, day) for passage, day in days if day and hours_of(passage.text)]


def _grid_showings(row: Row, cells: list[tuple[Passage, Day]], context: Context, lines: list[Row]) -> Iterator[Found]:
    """Each hour of a cell on the day over its column; what the row shows stands in its first cell."""
    over, own = context.mention, film_in(row, context.headers) or film_above(lines)
    for passage, day in cells:
        cell = Row((passage,), row.titles)
        times = hours_of(cell.text)
        for showtime in find_showtimes(cell.text, (day,), ()):
            found = _found(cell, showtime, times, (), context, lines, over)
            found.film, found.own_film = found.film or own, True
            yield found


def _set_relative(row: Row, ahead: int, context: Context) -> None:
    """ "Today" is a day where the page says when it was made; else its hours have none."""
    context.relative, context.pending = context.today is None, None
    context.days, context.mention = (), ()
    if context.today:
        context.days = (next_day(context.today),) if ahead else (context.today,)
        context.mention, context.level = _row_mentions(row), row.level


def _day_line(row: Row, days: tuple[Day, ...], context: Context, lines: list[Row]) -> Iterator[Found]:
    """A line that is a day and little else is the day of the hours below it, or of those just above it."""
    residue = "".join(residues(row.text, days, ())).strip(EDGE)
    context.ranged = any(day.ranged for day in days)
    if len(residue) > 40 or is_period(row.text, days) or (context.ranged and row.level == 1):
        if row.level or len(residue) <= 40:
            context.days, context.mention = (), ()
        return
    mention = tuple(whole(passage) for passage in row.passages)
    if context.pending is not None and not context.days:
        above = context.pending
        times = hours_of(above.text)
        for showtime in find_showtimes(above.text, days):
            if any(showtime.time.start == time.start for time in times):
                yield _found(above, showtime, times, (), context, lines, mention)
        return
    context.days, context.mention, context.level = days, mention, row.level
    context.where, context.evening = row.passages[0].box, False


def _at_usual_time(row: Row, days: tuple[Day, ...], context: Context, lines: list[Row]) -> Found | None:
    """A day with its film and no hour, where the page says when all films begin."""
    if context.usual is None or len(days) != 1 or days[0].ranged or film_in(row, context.headers) is None:
        return None
    time = replace(context.usual, start=days[0].end, end=days[0].end)
    return _found(row, Showtime(days[0], time), (time,), days, context, lines, ())


def _row_showings(
    row: Row,
    days: tuple[Day, ...],
    times: tuple[Time, ...],
    context: Context,
    lines: list[Row],
    marked: Day | None,
) -> Iterator[Found]:
    starts = {time.start for time in times}
    if context.ranged and not days and not marked and not is_bare(row, days, times):
        context.days, context.ranged = (), False
        return
    lead = announced(row.text, days)
    residue = BRACKET.sub("", " ".join(residues(row.text, days, times)))[len(lead) :]
    booked = any(BOOKING_URL.search(link.href) for passage in row.passages for link in passage.links)
    parted = len(row.passages) > 1
    if lasts_long(row.text, times):
        return
    named = film_in(row, context.headers)
    if (not booked and (context.of_event or tells_of_event(residue, named))) or (
        not named and tells_of_opening(row.text)
    ):
        return
    opens = bool(days) and row.text[len(lead) : days[0].start].strip(EDGE) == "" and times[0].start - days[-1].end < 8
    opens = (
        opens or tells_film(row) or (not days and named is not None and row.text[: times[0].start].strip(EDGE) == "")
    )
    beside = SENTENCE.split(residue)[0] if opens else residue
    if not (booked or parted) and len(beside) > (2 * LONGEST_REST if opens else LONGEST_REST):
        return
    if is_period(row.text, days) or (row.level == 1 and not booked):
        return
    over = () if days or marked else context.mention
    for showtime in find_showtimes(row.text, (marked,) if marked else context.days, days):
        if showtime.time.start in starts:
            showtime = _of_the_night(showtime, days or ((marked,) if marked else ()), context)
            found = _found(row, showtime, times, days, context, lines, over)
            found.sure = (
                booked or parted or bool(found.venue or found.screen or lead or opens or named) or len(beside) <= 20
            )
            if found.sure or not days:
                yield found
    if days and is_bare(row, days, times) and len({day.start for day in days}) == 1 and not days[0].ranged:
        context.days, context.level = days, row.level
        context.mention, context.where = (row.mention(days[0].start, days[0].end),), row.at(days[0].start)[0].box
        context.ranged = False


def _of_the_night(showtime: Showtime, days: tuple[Day, ...], context: Context) -> Showtime:
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
    context: Context,
    lines: list[Row],
    over: tuple[Mention, ...],
) -> Found:
    day = with_weekday(showtime.day, row) if showtime.day in days else showtime.day
    venue, screen = find_place(row, showtime.time, times, days, context.headers)
    mentions = (*_row_mentions(row), *over)
    own = film_in(row, context.headers)
    if own and venue and (f" {key(venue)} " in f" {key(own)} " or key(own) == key(venue)):
        venue = None
    if (
        context.place
        and not venue
        and not (screen and context.place in context.known_places)
        and (own or heads_place_text(context.place))
    ):
        venue, place_screen = split_place(context.place)
        screen = screen or place_screen
    return Found(
        replace(showtime, day=day),
        mentions,
        row.passages[0].index,
        venue,
        screen,
        booking_url(row, showtime.time),
        own or film_above(lines),
        own is not None,
        path=row.passages[0].box.path,
        follows=any(time.start < showtime.time.start and time.hour < showtime.time.hour for time in times),
        clock=row.text[showtime.time.start : showtime.time.end],
    )


def _row_mentions(row: Row) -> tuple[Mention, ...]:
    return tuple(whole(passage) for passage in row.passages)
