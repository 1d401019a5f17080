"""Showings a person could book: table rows, lists, repeated boxes, a day over its hours, hours over their day.

What stands in scripts and `<time>` elements is read by `screening_data`. A row is a showing where it has an hour and
its day is known from itself, its row or what stands over it; opening hours, deadlines, talks and lunches are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from importers.reading.document import LegacyDocument, Passage
from importers.reading.items import Problem, Screening
from importers.reading.phrases import goes_on_elsewhere
from importers.reading.readers.screening_data import read_screening_data
from importers.reading.readers.showing_found import Found
from importers.reading.readers.showing_marks import find_marks
from importers.reading.readers.showing_rows import rows
from importers.reading.readers.showing_terms import EDGE
from importers.reading.readers.showing_venues import may_be_venue
from importers.reading.readers.showing_walk import find_showings
from importers.reading.readers.showing_week import find_period
from importers.reading.readers.showing_years import in_order, language_order, made_on, page_order, years_told
from importers.reading.readings import Reading
from importers.reading.vocabulary.dates import Day, Showtime, Time, find_times
from importers.reading.vocabulary.folding import key
from importers.reading.vocabulary.labels import find_label, split_labelled

READER = "showings"


FilmTitles = tuple[tuple[int, str], ...]
"""(index of a passage, the title of the film that it names) for each film that the page is known to list."""


def read_screenings(
    document: LegacyDocument, passages: tuple[Passage, ...], titles: FilmTitles = ()
) -> Iterable[Reading]:
    """One reading for each showing, in page order; its value is a tuple of one `Screening`.

    What only a script or a `<time>` element says comes after what the page shows.
    """
    shown: set[str] = set()
    for reading in _visible(document, passages, titles):
        shown.add(_clock(reading))
        yield reading
    yield from (reading for reading in read_screening_data(document) if _clock(reading) not in shown)


def _clock(reading: Reading) -> str:
    """Month, day and hour: what a showing has in common in sight, where the year may be missing, and in data."""
    return str(reading.value[0].starts_at.removeprefix("--")[:16][-11:])


def _visible(document: LegacyDocument, passages: tuple[Passage, ...], titles: FilmTitles) -> Iterator[Reading]:
    settled = _settled(document, passages, titles)
    venue = _page_venue(passages) if settled else None
    for one, day in settled:
        if not day.other:
            yield _reading(one, day, venue)


def screening_problems(document: LegacyDocument, passages: tuple[Passage, ...]) -> tuple[Problem, ...]:
    """For each showing whose day can be read in two ways, and nothing on the page tells which: both are named."""
    return tuple(
        Problem("ambiguous_date", f"{document.source}: screenings: {_both(day, one.showtime.time)}; say which is meant")
        for one, day in _settled(document, passages, ())
        if day.other
    )


@lru_cache(maxsize=2)
def _settled(
    document: LegacyDocument, passages: tuple[Passage, ...], titles: FilmTitles
) -> tuple[tuple[Found, Day], ...]:
    """Found once for the showings and for their problems."""
    if not any(find_times(passage.text) for passage in passages):
        return ()
    if not titles:
        passages = tuple(_of_the_film(document, passages))
    found = list(
        find_showings(rows(passages, dict(titles)), made_on(document), find_marks(document), find_period(document))
    )
    found = _of_the_afternoon(_bookable(found))
    _keep_films_of_calendars_only(found, document)
    return tuple(_dated(document, found))


def _of_the_film(document: LegacyDocument, passages: tuple[Passage, ...]) -> Iterator[Passage]:
    """On a page that lists no films: without what stands under "You may also like"."""
    elsewhere: dict[int, bool] = {-1: False}
    for passage in passages:
        at = passage.heading
        if at not in elsewhere:
            elsewhere[at] = goes_on_elsewhere(document.folded[at])
        if not elsewhere[at]:
            yield passage


_TWELVE_HOURS = re.compile(r"[1-9]\d?(?:[:.]\d\d)?", re.ASCII)
_EVENING = range(1, 9)
"""Hours that, without more, are those of the afternoon and evening."""


def _of_the_afternoon(found: list[Found]) -> list[Found]:
    """Where no hour of a page is after twelve or says more than "7:15", those from one on are of the afternoon.

    No cinema begins at 7:15 in the morning on every day. An hour from nine on is of the evening where an earlier one is.
    """
    hours = {one.showtime.time.hour for one in found}
    if not hours or max(hours) > 12 or not all(_TWELVE_HOURS.fullmatch(one.clock) for one in found):
        return found
    if hours.isdisjoint(_EVENING):
        return found
    return [replace(one, showtime=_later(one.showtime)) if _is_later(one) else one for one in found]


def _is_later(one: Found) -> bool:
    hour = one.showtime.time.hour
    return hour in _EVENING or (hour < 12 and one.follows)


def _later(showtime: Showtime) -> Showtime:
    return replace(showtime, time=replace(showtime.time, hour=showtime.time.hour + 12))


def _bookable(found: list[Found]) -> list[Found]:
    """Where most rows name a film or sell tickets, one that does neither is a supper or a talk.

    A row made as those that sell is a showing that is sold out, or over.
    """
    named = [one for one in found if one.own_film]
    if len(named) > 3 and len(named) * 5 >= len(found) * 3:
        return [one for one in found if one.own_film or one.url]
    linked = [one for one in found if one.url or one.own_film]
    if len(linked) > 3 and len(linked) * 4 >= len(found) * 3:
        made = {one.path for one in linked}
        return [one for one in found if one.url or one.own_film or one.path in made]
    return found


def _dated(document: LegacyDocument, found: Sequence[Found]) -> Iterator[tuple[Found, Day]]:
    """Each showing with its day, settled as far as the page can settle it."""
    for one in found:
        day = one.showtime.day
        if day.other:
            day = in_order(day, page_order(document) or language_order(document))
        day = day if day.year or day.other else years_told(document).settle(day)
        if not day.among or (day.year and any(map(day.falls_on, day.among))):
            yield one, day


def _reading(one: Found, day: Day, venue: str | None) -> Reading:
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


def _keep_films_of_calendars_only(found: list[Found], document: LegacyDocument) -> None:
    """On a film's own page every row would name the same heading: a title above counts only where films differ."""
    heads = {key(p.text) for p in document.passages if p.level == 1}
    several = len({one.film for one in found if one.film}) > 1 and len({one.showtime.iso for one in found}) > 1
    for one in found:
        if one.film and not several and (len(found) > 1 or not one.own_film or key(one.film) in heads):
            one.film = None
