"""Where a showing takes place, read from its row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from importers.reading.document import Passage
from importers.reading.readers.showing_films import by_header, is_marked_title, told_title
from importers.reading.readers.showing_rows import Row
from importers.reading.readers.showing_terms import BOOKING_URL, EDGE, Headers, showing_words
from importers.reading.readers.showing_venues import closed, is_placed, may_be_venue, split_place
from importers.reading.vocabulary.dates import Day, Time
from importers.reading.vocabulary.durations import find_durations
from importers.reading.vocabulary.folding import key
from importers.reading.vocabulary.labels import split_labelled
from importers.reading.wordlists import word_list


def find_place(
    row: Row, time: Time, times: tuple[Time, ...], days: tuple[Day, ...], headers: Headers
) -> tuple[str | None, str | None]:
    """Venue and screen: the column of that name, else what follows this hour in its line, else another cell."""
    headed = by_header(row, headers, "venue"), by_header(row, headers, "screen")
    if any(headed):
        venue, screen = headed
        if screen and not venue and key(screen).split()[0] in showing_words("halls", "houses"):
            venue, screen = screen, None
        parts = split_place(venue) if venue and not screen else (venue, screen)
        return parts if parts[1] else (venue, screen)
    for text in _candidates(row, time, times, days):
        if place := _place_in(text):
            return place
    return None, None


def _told_spans(row: Row) -> Iterator[tuple[int, int]]:
    """Where the row tells of its film: no place stands there, but after a dash at the end."""
    for start, passage in zip(row.starts, row.passages, strict=True):
        if len(row.passages) > 1 and _tells_other(passage):
            yield start, start + len(passage.text)
        elif told_title(passage) or _beside_title(row, passage):
            dash = max(passage.text.rfind(" - "), passage.text.rfind(" – "), passage.text.rfind(" @ "))
            facts = max(passage.text.rfind(")"), *map(passage.text.rfind, "0123456789'’"))
            end = dash if dash > facts else len(passage.text)
            if passage.text[facts : facts + 1] == ")" and _GOES_ON.match(passage.text, facts + 1):
                end = facts + 1  # "Title (Director, 2023, 94 min). Small hall"
            yield start, start + end


_GOES_ON = re.compile(r"[.,;]\s\w")


def _tells_other(passage: Passage) -> bool:
    """ "Dir: Signe Alm": a line of its own that a label says to be no place."""
    found = split_labelled(passage.text)
    return found is not None and found.label.field not in ("venue", "screen", "screenings", "companies")


def _beside_title(row: Row, passage: Passage) -> bool:
    """In one cell of a table with a title: its director, its countries."""
    titled = [p for p in row.passages if p.cell and (p.index in row.titles or p.level or is_marked_title(p))]
    return passage.cell is not None and any(p.cell == passage.cell for p in titled)


def _is_of_hour(segment: _Segment, time: Time, row: Row) -> bool:
    """In the same link as the hour: "[11:00 Cinema 1]"."""
    passage, at = row.at(time.start)
    start = segment.start - (time.start - at)
    return any(link.start <= at < link.end and link.start <= start < link.end for link in passage.links)


def _candidates(row: Row, time: Time, times: tuple[Time, ...], days: tuple[Day, ...]) -> Iterator[str]:
    """What a class calls a place; then the plain stretches after this hour, and with one hour the others; then links."""
    taken = [*_told_spans(row)]
    segments = [
        one
        for one in _segments(row, days, times, {end for _, end in taken})
        if not one.names_film and not any(start <= one.start < end for start, end in taken)
    ]
    following = min((other.start for other in times if other.start > time.start), default=len(row.text))
    near = [one for one in segments if time.end <= one.start < following]
    alone = len(times) == 1 or not any(one.start >= times[0].end and _place_in(one.text) for one in segments)
    rest = [one for one in segments if one not in near] if alone else []
    yield from (one.text for one in (*near, *rest) if one.is_place)
    yield from (one.text for one in near if one.href and _is_of_hour(one, time, row))
    yield from (one.text for one in (*near, *rest) if not one.href)
    yield from (one.text for one in (*near, *rest)[1:] if one.href and not BOOKING_URL.search(one.href))


@dataclass(frozen=True, slots=True)
class _Segment:
    """A stretch of a row between days, hours, cells and the edges of inline elements."""

    text: str
    start: int
    href: str = ""
    is_place: bool = False
    names_film: bool = False
    """It is a heading, or its element is named as a title."""


def _segments(row: Row, days: tuple[Day, ...], times: tuple[Time, ...], cuts: set[int]) -> Iterator[_Segment]:
    taken = _spans(days, times)
    runs = [
        (base + run.start, base + run.end, run)
        for base, p in zip(row.starts, row.passages, strict=True)
        for run in p.runs
    ]
    edges = {
        *cuts,
        0,
        len(row.text),
        *(edge for span in taken for edge in span),
        *(edge for a, b, _ in runs for edge in (a, b)),
    }
    edges |= {edge for base, p in zip(row.starts, row.passages, strict=True) for edge in (base, base + len(p.text))}
    for start, end in pairwise(sorted(edges)):
        text = row.text[start:end].strip(EDGE)
        if text and not any(a <= start < b for a, b in taken):
            if row.text[start:end].rstrip().endswith(":") or row.text[end : end + 1] == ":":
                continue  # what announces something else
            around = [run for a, b, run in runs if a <= start and end <= b]
            href = next((run.href for run in around if run.href), "")
            passage = row.at(start)[0]
            placed = is_placed(passage) or any(run.words & showing_words("marks", "place") for run in around)
            known = passage.index in row.titles and text in (passage.text.strip(EDGE), row.titles[passage.index])
            titled = known or passage.level or passage.box.words & word_list("titles", "marks")
            yield _Segment(text, start, href, bool(placed), bool(titled and not placed))


def _place_in(text: str) -> tuple[str | None, str | None] | None:
    """The first of the stretch's parts that may be a place."""
    parts = _PARTS.split(text)
    parts += [part.partition(", ")[0] for part in parts if ", " in part]
    return next((place for part in parts if (place := _one_place_in(part))), None)


_PARTS = re.compile(r"(?<=[^\W\d_]{3})[.;]\s+|\s[|·•]\s")


def _one_place_in(text: str) -> tuple[str | None, str | None] | None:
    for lasting in find_durations(text)[:1]:
        text = text[: lasting.start]
    text = closed(text.strip(EDGE))
    if (venue_screen := split_place(text))[1] and may_be_venue(venue_screen[0] or venue_screen[1]):
        return venue_screen
    words = [word for word in re.split(r"\s+", text) if word]
    while words and (last := _booking_words_at_end(words)):
        del words[-last:]
    while words and (key(words[0]) in showing_words("words", "booking") or not key(words[0])):
        words.pop(0)
    venue, screen = split_place(" ".join(words).strip(EDGE))
    return (venue, screen) if may_be_venue(venue or screen or "") else None


def _booking_words_at_end(words: list[str]) -> int:
    """How many words at the end only sell, or say that nothing is left to sell: "Sold out"."""
    if not key(words[-1]):
        return 1
    return next((count for count in (2, 1) if key(" ".join(words[-count:])) in showing_words("words", "booking")), 0)


def _spans(days: tuple[Day, ...], times: tuple[Time, ...]) -> list[tuple[int, int]]:
    return sorted({*((day.start, day.end) for day in days), *((time.start, time.end) for time in times)})


def residues(text: str, days: tuple[Day, ...], times: tuple[Time, ...]) -> list[str]:
    """What is left of a row between its days and hours."""
    spans = _spans(days, times)
    parts, at = [], 0
    for start, end in spans:
        parts.append(text[at:start])
        at = max(at, end)
    return [*parts, text[at:]]
