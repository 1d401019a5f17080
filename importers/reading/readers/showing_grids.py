"""Tables whose columns are days or venues, and whose cells are hours or films."""

from __future__ import annotations

from collections.abc import Iterator

from importers.reading.document import Passage
from importers.reading.readers.showing_context import Context
from importers.reading.readers.showing_films import film_above, film_in
from importers.reading.readers.showing_found import Found, found_in
from importers.reading.readers.showing_lines import hours_of, tells_of_event, tells_of_no_showing
from importers.reading.readers.showing_rows import Row
from importers.reading.readers.showing_terms import EDGE
from importers.reading.readers.showing_venues import split_place
from importers.reading.readings import whole
from importers.reading.vocabulary.dates import Day, Showtime, Time, find_showtimes


def heads_columns(row: Row, days: tuple[Day, ...], context: Context) -> bool:
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
    context.days, context.mention = (), row.mentions
    return True


def under_venues(row: Row, times: tuple[Time, ...], context: Context) -> list[tuple[Passage, str]]:
    """The cells with films of a row that begins with its hour, each with the venue over its column."""
    first = row.passages[0]
    if not context.days or len(times) != 1 or not first.cell or times[0].start > 2 or times[0].end < len(first.text):
        return []
    cells = [(passage, passage.cell) for passage in row.passages[1:] if passage.cell]
    over = [(passage, context.places.get((cell.table, cell.column))) for passage, cell in cells]
    return [(passage, place) for passage, place in over if place] if all(place for _, place in over) else []


def venue_showings(
    row: Row, times: tuple[Time, ...], cells: list[tuple[Passage, str]], context: Context
) -> Iterator[Found]:
    """Each cell of a row of one hour is a film, at the venue over its column."""
    for showtime in find_showtimes(row.passages[0].text, context.days, ()):
        for passage, place in cells:
            film = film_in(Row((passage,), row.titles), {}) or passage.text.strip(EDGE)
            mentions = (whole(row.passages[0]), whole(passage), *context.mention)
            venue, screen = split_place(place)
            yield Found(showtime, mentions, passage.index, venue, screen, None, film, True, path=passage.box.path)


def in_columns(row: Row, context: Context) -> list[tuple[Passage, Day]]:
    """The cells with hours that stand under a day."""
    cells = [(passage, passage.cell) for passage in row.passages if passage.cell]
    days = [(passage, context.columns.get((cell.table, cell.column))) for passage, cell in cells]
    return [(passage, day) for passage, day in days if day and hours_of(passage.text)]


def grid_showings(row: Row, cells: list[tuple[Passage, Day]], context: Context, lines: list[Row]) -> Iterator[Found]:
    """Each hour of a cell on the day over its column; what the row shows stands in its first cell."""
    over, own = context.mention, film_in(row, context.headers) or film_above(lines)
    for passage, day in cells:
        cell = Row((passage,), row.titles)
        times = hours_of(cell.text)
        for showtime in find_showtimes(cell.text, (day,), ()):
            found = found_in(cell, showtime, times, (), context, lines, over)
            found.film, found.own_film = found.film or own, True
            yield found


def under_days(row: Row, times: tuple[Time, ...], context: Context) -> list[tuple[Day, list[Passage]]]:
    """The cells with films of a row that begins with its hour, each with the day over its column."""
    first = row.passages[0]
    if not context.columns or len(times) != 1 or not first.cell or times[0].end < len(first.text) - 4:
        return []
    cells: dict[int, list[Passage]] = {}
    days: dict[int, Day] = {}
    for passage in row.passages[1:]:
        day = context.columns.get((passage.cell.table, passage.cell.column)) if passage.cell else None
        if passage.cell and day:
            cells.setdefault(passage.cell.column, []).append(passage)
            days[passage.cell.column] = day
    return [(days[column], held) for column, held in cells.items() if _shows_film(held[0])]


def _shows_film(passage: Passage) -> bool:
    text = passage.text.strip(EDGE)
    return len(text) > 1 and not tells_of_no_showing(text) and not tells_of_event(text, text)


def film_showings(row: Row, time: Time, cells: list[tuple[Day, list[Passage]]], context: Context) -> Iterator[Found]:
    """Each cell is a film at the hour of its row, on the day over its column."""
    for day, held in cells:
        cell = Row(tuple(held), row.titles)
        film = film_in(cell, {}) or held[0].text.strip(EDGE)
        screen = next((found for one in held[1:] if (found := split_place(one.text.strip(EDGE))[1])), None)
        mentions = (whole(row.passages[0]), *cell.mentions, *context.mention)
        yield Found(Showtime(day, time), mentions, held[0].index, None, screen, None, film, True, path=held[0].box.path)
