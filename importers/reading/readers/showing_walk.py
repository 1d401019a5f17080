"""Down the rows of a page: each showing with the day, the place and the film that stand in its row or over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from importers.reading.readers.showing_context import (
    Context,
    close_context,
    days_of,
    keep_stretch,
    learn_headers,
    marked_day,
    of_the_night,
    repeated_headings,
    set_relative,
)
from importers.reading.readers.showing_films import film_in, tells_film
from importers.reading.readers.showing_found import Found, found_in
from importers.reading.readers.showing_grids import (
    film_showings,
    grid_showings,
    heads_columns,
    in_columns,
    under_days,
    under_venues,
    venue_showings,
)
from importers.reading.readers.showing_legend import find_legend
from importers.reading.readers.showing_lines import (
    BRACKET,
    LONGEST_REST,
    SENTENCE,
    announced,
    days_ahead,
    hours_of,
    is_bare,
    is_period,
    lasts_long,
    says_none,
    tells_of_event,
    tells_of_no_showing,
    tells_of_opening,
    tells_usual,
    usual_time,
)
from importers.reading.readers.showing_marks import DayMarks
from importers.reading.readers.showing_places import residues
from importers.reading.readers.showing_rows import LONGEST_ROW, Row
from importers.reading.readers.showing_sentences import showings_told
from importers.reading.readers.showing_terms import BOOKING_URL, EDGE, showing_words
from importers.reading.readers.showing_week import Period, without_exceptions
from importers.reading.readings import whole
from importers.reading.vocabulary.dates import Day, Showtime, Time, find_days, find_showtimes, tokens_of
from importers.reading.vocabulary.months import find_months, is_month_heading


def find_showings(
    rows: Iterable[Row], today: Day | None, marks: DayMarks, period: Period | None = None
) -> Iterator[Found]:
    rows = list(rows)
    context = Context(
        today=today,
        marks=marks,
        period=period,
        usual=usual_time(rows),
        known_places=repeated_headings(rows),
        legend=find_legend(rows),
    )
    lines: list[Row] = []
    rows = list(_without_today(rows))
    below = _films_below(rows)
    told: list[Found] = []
    for number, row in enumerate(rows):
        learn_headers(row, context)
        close_context(row, context)
        found = _read_row(row, context, lines)
        rowed = list(_of_film_below(row, rows[number + 1], list(found), context, lines) if number in below else found)
        told += rowed or showings_told(row)
        lines.append(row)
    yield from (one for one in told if (one.showtime.day.month, one.showtime.day.day) not in context.closed)


def _films_below(rows: list[Row]) -> frozenset[int]:
    """Rows over the film that they show, where a page puts one day over each of its films."""
    titled = [n for n, row in enumerate(rows) if row.passages[0].index in row.titles]
    if len(titled) < _FEWEST_FILMS or any(_tells_day(rows, n + 1) for n in titled):
        return frozenset()
    over = frozenset(n - 1 for n in titled if n - 1 not in titled and _tells_day(rows, n - 1))
    return over if titled[0] - 1 in over and len(over) >= 0.6 * len(titled) else frozenset()


_FEWEST_FILMS = 2
_LONGEST_DAY = 60


def _tells_day(rows: list[Row], number: int) -> bool:
    """Whether a row is short and names one day."""
    text = rows[number].text if 0 <= number < len(rows) else ""
    days = find_days(text) if 0 < len(text) < _LONGEST_DAY else ()
    return len(days) == 1 and not days[0].ranged


def _of_film_below(row: Row, under: Row, found: list[Found], context: Context, lines: list[Row]) -> Iterator[Found]:
    """The row's showings, else one at the usual hour, with the film that stands under it."""
    film = under.titles[under.passages[0].index]
    days = days_of(row, context) if not found and context.usual else ()
    if context.usual and len(days) == 1 and not tells_of_no_showing(row.text):
        time = replace(context.usual, start=days[0].end, end=days[0].end)
        found = [found_in(row, Showtime(days[0], time), (time,), days, context, lines, ())]
    for one in found:
        if not one.own_film:
            one.film, one.own_film, one.mentions = film, True, (*one.mentions, under.mentions[0])
        yield one


def _without_today(rows: Iterable[Row]) -> Iterator[Row]:
    """ "Today" is a line of its own, also in a row."""
    for row in rows:
        if len(row.passages) > 1 and any(days_ahead(passage.text) is not None for passage in row.passages):
            yield from (Row((passage,), row.titles) for passage in row.passages)
        else:
            yield row


def _read_row(row: Row, context: Context, lines: list[Row]) -> Iterator[Found]:
    if len(row.text) > LONGEST_ROW:
        return
    if (ahead := days_ahead(row.text)) is not None:
        set_relative(row, ahead, context)
        return
    days, times = days_of(row, context), hours_of(row.text)
    keep_stretch(days, context)
    if days and not times and says_none(row.text):
        context.closed |= {(day.month, day.day) for day in days}
        return
    if not _is_telling(row, days, times, context):
        return
    if times:
        yield from _timed_row(row, days, times, context, lines)
        return
    if days and not heads_columns(row, days, context):
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
    marked = None if days else marked_day(row, times, context)
    if not days and (venues := under_venues(row, times, context)):
        yield from venue_showings(row, times, venues, context)
    elif not days and not marked and (columns := in_columns(row, context)):
        yield from grid_showings(row, columns, context, lines)
    elif not days and not marked and (shown := under_days(row, times, context)):
        yield from film_showings(row, times[0], shown, context)
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
                yield found_in(above, showtime, times, (), context, lines, mention)
        return
    context.days, context.mention, context.level = days, mention, row.level
    context.where, context.evening = row.passages[0].box, False


def _at_usual_time(row: Row, days: tuple[Day, ...], context: Context, lines: list[Row]) -> Found | None:
    """A day with its film and no hour, where the page says when all films begin."""
    if context.usual is None or len(days) != 1 or days[0].ranged or film_in(row, context.headers) is None:
        return None
    time = replace(context.usual, start=days[0].end, end=days[0].end)
    return found_in(row, Showtime(days[0], time), (time,), days, context, lines, ())


def _is_weekday_or_nothing(text: str) -> bool:
    return not text or (len(text) < 14 and all(token.weekday is not None for token in tokens_of(text)))


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
    opens = bool(days) and _is_weekday_or_nothing(row.text[len(lead) : days[0].start].strip(EDGE))
    opens = opens and times[0].start - days[-1].end < 8
    opens = (
        opens or tells_film(row) or (not days and named is not None and row.text[: times[0].start].strip(EDGE) == "")
    )
    beside = SENTENCE.split(residue)[0] if opens else residue
    if not (booked or parted) and len(beside) > (2 * LONGEST_REST if opens else LONGEST_REST):
        return
    if is_period(row.text, days) or (row.level == 1 and not booked):
        return
    over = () if days or marked else context.mention
    for showtime in find_showtimes(row.text, (marked,) if marked else without_exceptions(row.text, context.days), days):
        if showtime.time.start in starts:
            showtime = of_the_night(showtime, days or ((marked,) if marked else ()), context)
            found = found_in(row, showtime, times, days, context, lines, over)
            found.sure = (
                booked or parted or bool(found.venue or found.screen or lead or opens or named) or len(beside) <= 20
            )
            if found.sure or not days:
                yield found
    if days and is_bare(row, days, times) and len({day.start for day in days}) == 1 and not days[0].ranged:
        context.days, context.level = days, row.level
        context.mention, context.where = (row.mention(days[0].start, days[0].end),), row.at(days[0].start)[0].box
        context.ranged = False
