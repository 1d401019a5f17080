"""Showings a person could book: table rows, lists, a day over its hours, hours over their day.

What stands in scripts and `<time>` elements is read by `screening_data`. A row is a showing where it has an hour and
its day is known from itself, its row or what stands over it; opening hours, deadlines, talks and lunches are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import pairwise

from lxml import etree

from importers.reading.document import LegacyDocument, Passage
from importers.reading.items import Problem, Screening
from importers.reading.readers.screening_data import read_screening_data
from importers.reading.readings import Mention, Reading, whole
from importers.reading.vocabulary.dates import (
    Day,
    Showtime,
    Time,
    find_days,
    find_showtimes,
    find_times,
    next_day,
    numeric_order,
    settle_year,
)
from importers.reading.vocabulary.durations import find_durations
from importers.reading.vocabulary.folding import key
from importers.reading.vocabulary.labels import find_label, split_labelled
from importers.reading.vocabulary.tables import table

READER = "showings"
LONGEST_ROW = 260
"""Characters of the longest line that is still a row, not prose, and that may name an hour."""
LONGEST_VENUE = 48
LONGEST_REST = 60
"""Characters beside day and hour in a line that sells nothing: more is prose about a day."""
_GAP = " | "
_YEAR = re.compile(r"\b(20[0-4]\d)[-/年](?:0?[1-9]|1[0-2])[-/月]")
_BOOKING_URL = re.compile(
    r"(?:^|[/?&=._-])(?:book|booking|buy|tickets?|basket|billets?|billetterie|entradas|boletos|reserv\w*|karten|kaarten|bilet\w*)"
    r"(?:[/?&=._]|-online|\d|$)|select-?seat|perf(?:ormance|index|id|=)|seatmap|showing|session|screening|booking",
    re.IGNORECASE,
)
_HOUR_SIGN = re.compile(r"\d")
_PRICE = re.compile(r"[£$€¥]|\b(?:EUR|GBP|USD|PLN|Kč|zł|kr)\b")
_EDGE = " \t|,;:–—-•·/()[]@.＠"


@cache
def _words(section: str, entry: str) -> frozenset[str]:
    return frozenset(key(word) for word in table("showings")[section][entry])


@dataclass(slots=True)
class _Row:
    """Passages that a person reads as one line: the cells of a table row, or one passage."""

    passages: tuple[Passage, ...]
    text: str = ""
    starts: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        starts, at = [], 0
        for passage in self.passages:
            starts.append(at)
            at += len(passage.text) + len(_GAP)
        self.starts = tuple(starts)
        self.text = _GAP.join(passage.text for passage in self.passages)

    def at(self, position: int) -> tuple[Passage, int]:
        """The passage at a place of the row's text, and the place in that passage."""
        index = max(i for i, start in enumerate(self.starts) if start <= position)
        return self.passages[index], position - self.starts[index]

    def mention(self, start: int, end: int) -> Mention:
        passage, begin = self.at(start)
        return Mention(passage.index, begin, min(begin + end - start, len(passage.text)))


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
    pending: _Row | None = None
    relative: bool = False
    """The last day was "today": its hours belong to a day the page does not name."""
    today: Day | None = None
    evening: bool = False
    """A showing under these days began in the evening: an hour before five that follows is of that night."""
    headers: dict[tuple[int, int], str] = field(default_factory=dict)


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
    found = list(_showings(_rows(passages), _made_on(document)))
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
    years, order = _years(document), _page_order(document)
    for one in found:
        day = _in_order(one.showtime.day, order)
        yield one, settle_year(day, years) if day.weekday is not None else day


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


def _in_order(day: Day, order: str | None) -> Day:
    if not day.other or order is None:
        return day
    if order == "day first":
        return replace(day, other=None)
    return replace(day, month=day.other[0], day=day.other[1], other=None)


def _page_order(document: LegacyDocument) -> str | None:
    orders = {order for p in document.passages if "/" in p.text and (order := numeric_order(p.text))}
    return orders.pop() if len(orders) == 1 else None


def _years(document: LegacyDocument) -> frozenset[int]:
    """The years of full dates anywhere on the page, scripts and metadata too, and the one after the last of them:
    what was written in December is shown in January."""
    seen = {
        day.year
        for p in document.passages
        if len(p.text) < 400 and "20" in p.text
        for day in find_days(p.text)
        if day.year
    }
    for text in (*(script.text for script in document.scripts), *document.metas.values()):
        seen |= {int(year) for year in _YEAR.findall(text[:200_000])}
    return frozenset(seen | {max(seen) + 1}) if seen else frozenset()


def _page_venue(passages: Sequence[Passage]) -> str | None:
    """The one venue that a label on the page names ("Venue: Filmtheater")."""
    values = set()
    for passage in passages:
        if len(passage.text) < 120 and (found := split_labelled(passage.text)) and found.label.field == "venue":
            values.add(found.value.strip(_EDGE))
    return values.pop() if len(values) == 1 else None


def _keep_films_of_calendars_only(found: list[_Found], document: LegacyDocument) -> None:
    """On a film's own page every row would name the same heading: a title above counts only where films differ."""
    heads = {key(p.text) for p in document.passages if p.level == 1}
    several = len({one.film for one in found if one.film}) > 1
    for one in found:
        if one.film and not several and (not one.own_film or key(one.film) in heads):
            one.film = None


def _rows(passages: Sequence[Passage]) -> Iterator[_Row]:
    group: list[Passage] = []
    for passage in passages:
        if group and not _same_row(group[-1], passage):
            yield _Row(tuple(group))
            group = []
        group.append(passage)
    if group:
        yield _Row(tuple(group))


def _same_row(before: Passage, passage: Passage) -> bool:
    if before.cell is None or passage.cell is None:
        return False
    return (before.cell.table, before.cell.row) == (passage.cell.table, passage.cell.row)


def _showings(rows: Iterator[_Row], today: Day | None) -> Iterator[_Found]:
    context = _Context(today=today)
    lines: list[_Row] = []
    for row in rows:
        _learn_headers(row, context)
        _close_context(row, context)
        yield from _read_row(row, context, lines)
        lines.append(row)


def _learn_headers(row: _Row, context: _Context) -> None:
    """ "Date | Time | Venue" over a table tells what its columns hold."""
    cells = [(passage, passage.cell) for passage in row.passages if passage.cell]
    labels = [(cell, find_label(passage.text)) for passage, cell in cells]
    if len(cells) > 1 and sum(1 for _, label in labels if label) * 2 > len(cells):
        context.headers |= {(cell.table, cell.column): label.field for cell, label in labels if label}


def _close_context(row: _Row, context: _Context) -> None:
    level = row.passages[0].level
    if level and context.days and context.level and level <= context.level and not find_days(row.text):
        context.days, context.mention = (), ()


def _read_row(row: _Row, context: _Context, lines: list[_Row]) -> Iterator[_Found]:
    if len(row.text) > LONGEST_ROW:
        return
    if (ahead := _days_ahead(row.text)) is not None:
        _set_relative(row, ahead, context)
        return
    if _tells_of_no_showing(row.text):
        return
    days, times = find_days(row.text), _hours(row.text)
    if times and (days or context.days):
        yield from _row_showings(row, days, times, context, lines)
    elif times:
        context.pending = row if not context.relative and _is_bare(row, days, times) else None
        return
    elif days:
        context.relative = False
        yield from _day_line(row, days, context, lines)
    context.pending = None


def _days_ahead(text: str) -> int | None:
    """0 for "today", 1 for "tomorrow" on a line of its own."""
    name = key(text) if len(text) < 30 else ""
    return 0 if name in _words("words", "today") else 1 if name in _words("words", "tomorrow") else None


def _set_relative(row: _Row, ahead: int, context: _Context) -> None:
    """ "Today" is a day where the page says when it was made; else its hours have none."""
    context.relative, context.pending = context.today is None, None
    context.days, context.mention = (), ()
    if context.today:
        context.days = (next_day(context.today),) if ahead else (context.today,)
        context.mention, context.level = _row_mentions(row), row.passages[0].level


def _made_on(document: LegacyDocument) -> Day | None:
    """The day that the comments of a page's cache name, where they name one: what "today" meant there."""
    if document.root is None:
        return None
    comments = (*document.root.iter(etree.Comment), *document.root.itersiblings(etree.Comment))
    texts = (comment.text or "" for comment in comments)
    days = {(d.year, d.month, d.day) for text in texts if len(text) < 500 for d in find_days(text) if d.year}
    year, month, day = days.pop() if len(days) == 1 else (None, 0, 0)
    return Day(month, day, year) if year else None


def _tells_of_no_showing(text: str) -> bool:
    name = key(text[:60])
    words = name.split()
    never = _words("words", "never")
    padded = f" {key(text)} "
    if any(f" {word} " in padded for word in _words("words", "always")):
        return True
    return any(" ".join(words[:count]) in never for count in range(1, min(4, len(words)) + 1))


def _hours(text: str) -> tuple[Time, ...]:
    """The hours of a line, without running times ("1h30") and lines that only have a price."""
    if not _HOUR_SIGN.search(text) and not find_times(text):
        return ()
    lasting = [(one.start, one.end) for one in find_durations(text)]
    return tuple(t for t in find_times(text) if not any(start <= t.start < end for start, end in lasting))


def _is_bare(row: _Row, days: tuple[Day, ...], times: tuple[Time, ...]) -> bool:
    return len("".join(_residues(row.text, days, times))) <= LONGEST_VENUE


def _day_line(row: _Row, days: tuple[Day, ...], context: _Context, lines: list[_Row]) -> Iterator[_Found]:
    """A line that is a day and little else is the day of the hours below it, or of those just above it."""
    residue = "".join(_residues(row.text, days, ())).strip(_EDGE)
    if len(residue) > 40 or any(day.ranged for day in days) or _is_period(row.text, days):
        if row.passages[0].level or len(residue) <= 40:
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
    context.days, context.mention, context.level = days, mention, row.passages[0].level
    context.evening = False


def _is_period(text: str, days: tuple[Day, ...]) -> bool:
    """ "29 October - 16 November": when something runs, not when it is shown."""
    pairs = pairwise(sorted({(day.start, day.end) for day in days}))
    return any(text[a[1] : b[0]].strip(" .") in {"-", "–", "—", "to", "bis", "au", "al", "a", "do"} for a, b in pairs)


def _row_showings(
    row: _Row, days: tuple[Day, ...], times: tuple[Time, ...], context: _Context, lines: list[_Row]
) -> Iterator[_Found]:
    starts = {time.start for time in times}
    residue = " ".join(_residues(row.text, days, times))
    booked = any(_BOOKING_URL.search(link.href) for passage in row.passages for link in passage.links)
    in_table = len(row.passages) > 1
    if not (booked or in_table) and len(residue) > LONGEST_REST:
        return
    if _is_period(row.text, days) or (row.passages[0].level == 1 and not booked):
        return
    over = () if days else context.mention
    for showtime in find_showtimes(row.text, context.days):
        if showtime.time.start in starts:
            showtime = _of_the_night(showtime, days, context)
            found = _found(row, showtime, times, days, context, lines, over)
            found.sure = booked or in_table or bool(found.venue) or len(residue) <= 20
            if found.sure or not days:
                yield found
    if days and _is_bare(row, days, times) and len({day.start for day in days}) == 1 and not days[0].ranged:
        context.days, context.level = days, row.passages[0].level
        context.mention = (row.mention(days[0].start, days[0].end),)


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
    row: _Row,
    showtime: Showtime,
    times: tuple[Time, ...],
    days: tuple[Day, ...],
    context: _Context,
    lines: list[_Row],
    over: tuple[Mention, ...],
) -> _Found:
    day = _with_weekday(showtime.day, row) if showtime.day in days else showtime.day
    venue, screen = _place(row, showtime.time, times, days, context)
    mentions = (*_row_mentions(row), *over)
    own = _film_in(row, context)
    return _Found(
        replace(showtime, day=day),
        mentions,
        row.passages[0].index,
        venue,
        screen,
        _booking_url(row, showtime.time),
        own or _film_above(lines),
        own is not None,
    )


def _row_mentions(row: _Row) -> tuple[Mention, ...]:
    return tuple(whole(passage) for passage in row.passages)


def _with_weekday(day: Day, row: _Row) -> Day:
    """ "29 Oct | Fri evening": the weekday from a neighbouring cell."""
    if day.weekday is not None or len(row.passages) < 2:
        return day
    for passage in row.passages:
        word = passage.text.split()[0]
        probe = find_days(f"{word} 1 {_PROBE}")
        if probe and probe[0].weekday is not None:
            return replace(day, weekday=probe[0].weekday)
    return day


_PROBE = "October"
_PERIOD = frozenset(
    ("-", "–", "—", "to", "until", "bis", "au", "al", "a", "do", "t/m", "til", "till", "по", "～", "〜")
)


def _spans(days: tuple[Day, ...], times: tuple[Time, ...]) -> list[tuple[int, int]]:
    return sorted({*((day.start, day.end) for day in days), *((time.start, time.end) for time in times)})


def _residues(text: str, days: tuple[Day, ...], times: tuple[Time, ...]) -> list[str]:
    """What is left of a row between its days and hours."""
    spans = _spans(days, times)
    parts, at = [], 0
    for start, end in spans:
        parts.append(text[at:start])
        at = max(at, end)
    return [*parts, text[at:]]


def _place(
    row: _Row, time: Time, times: tuple[Time, ...], days: tuple[Day, ...], context: _Context
) -> tuple[str | None, str | None]:
    """Venue and screen: the column of that name, else what follows this hour in its line, else another cell."""
    by_header = _by_header(row, context, "venue"), _by_header(row, context, "screen")
    if any(by_header):
        venue, screen = by_header
        return (*_split_place(venue),) if venue and not screen else (venue, screen)
    for text in _candidates(row, time, times, days):
        if venue := _venue_in(text):
            return _split_place(venue)
    return None, None


def _by_header(row: _Row, context: _Context, name: str) -> str | None:
    for passage in row.passages:
        if passage.cell and context.headers.get((passage.cell.table, passage.cell.column)) == name:
            return passage.text.strip(_EDGE) or None
    return None


def _candidates(row: _Row, time: Time, times: tuple[Time, ...], days: tuple[Day, ...]) -> Iterator[str]:
    """What a class calls a place; then the plain stretches after this hour, and with one hour the others; then links."""
    segments = list(_segments(row, days, times))
    following = min((other.start for other in times if other.start > time.start), default=len(row.text))
    near = [one for one in segments if time.end <= one.start < following]
    rest = [one for one in segments if one not in near] if len(times) == 1 else []
    yield from (one.text for one in (*near, *rest) if one.is_place)
    yield from (one.text for one in (*near, *rest) if not one.href)
    yield from (one.text for one in (*near, *rest)[1:] if one.href and not _BOOKING_URL.search(one.href))


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of a row between days, hours, cells and the edges of inline elements."""

    text: str
    start: int
    href: str = ""
    is_place: bool = False


def _segments(row: _Row, days: tuple[Day, ...], times: tuple[Time, ...]) -> Iterator[_Segment]:
    taken = _spans(days, times)
    runs = [
        (base + run.start, base + run.end, run)
        for base, p in zip(row.starts, row.passages, strict=True)
        for run in p.runs
    ]
    edges = {
        0,
        len(row.text),
        *(edge for span in taken for edge in span),
        *(edge for a, b, _ in runs for edge in (a, b)),
    }
    edges |= {edge for base, p in zip(row.starts, row.passages, strict=True) for edge in (base, base + len(p.text))}
    for start, end in pairwise(sorted(edges)):
        text = row.text[start:end].strip(_EDGE)
        if text and not any(a <= start < b for a, b in taken):
            around = [run for a, b, run in runs if a <= start and end <= b]
            href = next((run.href for run in around if run.href), "")
            yield _Segment(text, start, href, any(run.words & _PLACE_WORDS for run in around))


_PLACE_WORDS = frozenset(
    ("venue", "place", "location", "cinema", "screen", "auditorium", "lieu", "ort", "sala", "sede", "hall")
)


def _venue_in(text: str) -> str | None:
    for lasting in find_durations(text)[:1]:
        text = text[: lasting.start]
    text = text.strip(_EDGE)
    words = [word for word in re.split(r"\s+", text) if word]
    while words and (key(words[-1]) in _words("words", "booking") or not key(words[-1])):
        words.pop()
    while words and (key(words[0]) in _words("words", "booking") or not key(words[0])):
        words.pop(0)
    venue = " ".join(words).strip(_EDGE)
    return venue if _may_be_venue(venue) else None


def _may_be_venue(venue: str) -> bool:
    if not 2 <= len(venue) <= LONGEST_VENUE or venue[:1].islower() or venue[:1].isdigit() or _PRICE.search(venue):
        return False
    name = key(venue)
    if name in _words("words", "booking") or name.split()[-1] in _words("words", "parts") or find_durations(venue):
        return False
    small = [word for word in venue.split()[1:] if word.islower() and len(word) > 3]
    return not _is_weekday(venue) and len(small) <= 1


def _is_weekday(text: str) -> bool:
    probe = find_days(f"{text.split()[0]} 1 {_PROBE}")
    return bool(probe and probe[0].weekday is not None)


def _split_place(venue: str) -> tuple[str, str | None]:
    """ "Filmhaus, Screen 2" is a venue and a screen; "Screen 2" alone is all the page says of the venue."""
    for separator in (", ", " – ", " - ", " / ", " ("):
        head, found, tail = venue.rpartition(separator)
        if found and key(tail).split()[:1] and key(tail).split()[0] in _words("halls", "words"):
            return head.strip(_EDGE), tail.strip(_EDGE)
    return venue, None


def _booking_url(row: _Row, time: Time) -> str | None:
    passage, at = row.at(time.start)
    for link in passage.links:
        if link.start <= at < link.end:
            return link.href
    after = [link for link in passage.links if link.start >= at]
    links = [*after[:1], *(link for other in row.passages for link in other.links)]
    return next((link.href for link in links if _sells(link, row)), None)


def _sells(link: object, row: _Row) -> bool:
    href = getattr(link, "href", "")
    texts = [p.text[one.start : one.end] for p in row.passages for one in p.links if one is link]
    word = key(texts[0]) if texts else ""
    return (len(word) > 2 and word in _words("words", "booking")) or bool(_BOOKING_URL.search(href))


def _film_in(row: _Row, context: _Context) -> str | None:
    """The film a row of a calendar shows: its title column, or a link that sells nothing."""
    if named := _by_header(row, context, "title"):
        return named
    for passage in row.passages:
        for link in passage.links:
            text = passage.text[link.start : link.end].strip(_EDGE)
            if _may_be_title(text) and not _BOOKING_URL.search(link.href):
                return text
    return None


def _film_above(lines: list[_Row]) -> str | None:
    for line in reversed(lines[-3:]):
        passage = line.passages[0]
        covered = sum(link.end - link.start for link in passage.links)
        titled = passage.level or covered >= 0.8 * len(passage.text)
        if titled and len(line.passages) == 1 and _may_be_title(passage.text):
            return passage.text.strip(_EDGE)
    return None


def _may_be_title(text: str) -> bool:
    if not 1 <= len(text) <= 120 or (len(text) > 1 and key(text) in _words("words", "booking")) or find_label(text):
        return False
    return not find_days(text) and not find_times(text) and not _is_weekday(text)
