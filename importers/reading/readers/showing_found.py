"""A showing as its row tells it, before the page as a whole was looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from importers.reading.readers.showing_context import Context
from importers.reading.readers.showing_films import booking_url, film_above, film_in
from importers.reading.readers.showing_legend import venue_by_code
from importers.reading.readers.showing_lines import with_weekday
from importers.reading.readers.showing_places import find_place
from importers.reading.readers.showing_rows import Row
from importers.reading.readers.showing_venues import heads_place_text, split_place
from importers.reading.readings import Mention
from importers.reading.vocabulary.dates import Day, Showtime, Time
from importers.reading.vocabulary.folding import key


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


def found_in(
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
    mentions = (*row.mentions, *over)
    if context.legend and (coded := _by_legend(row, showtime, times, context)):
        venue = coded
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


def _by_legend(row: Row, showtime: Showtime, times: tuple[Time, ...], context: Context) -> str | None:
    """The venue whose letter stands after this hour; with one hour, anywhere in the row."""
    after = min((time.start for time in times if time.start > showtime.time.start), default=len(row.text))
    start = 0 if len(times) == 1 else showtime.time.end
    return venue_by_code(row, start, after, context.legend)
