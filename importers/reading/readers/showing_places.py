"""Where a showing takes place, what it shows, and where it is booked: read from its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from importers.reading.boxes import chain
from importers.reading.document import Passage, fold
from importers.reading.phrases import is_chrome_phrase
from importers.reading.readers.showing_rows import Row
from importers.reading.titlelines import read_title_line
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.dates import Day, Time, find_days, find_times
from importers.reading.vocabulary.durations import find_durations
from importers.reading.vocabulary.folding import key
from importers.reading.vocabulary.labels import find_label, split_labelled
from importers.reading.vocabulary.languages import parse_languages
from importers.reading.vocabulary.tables import table
from importers.reading.vocabulary.years import find_years
from importers.reading.wordlists import exact_list, word_list

Headers = Mapping[tuple[int, int], str]
"""(table, column) → the field that the column's header names."""
LONGEST_VENUE = 48

EDGE = " \t|,;:–—-•·/()[]@.＠"

BOOKING_URL = re.compile(
    r"(?:^|[/?&=._-])(?:book|booking|buy|tickets?|basket|billets?|billetterie|entradas|boletos|reserv\w*|karten|kaarten|bilet\w*)"
    r"(?:[/?&=._]|-online|\d|$)|select-?seat|perf(?:ormance|index|id|=)|seatmap|showing|session|screening|booking",
    re.IGNORECASE,
)

_EASTERN_DAY = re.compile(r"\d[日일]")
_PRICE = re.compile(r"[£$€¥]|\b(?:EUR|[Ee]uros?|GBP|USD|PLN|Kč|zł|kr)\b")


@cache
def showing_words(section: str, entry: str) -> frozenset[str]:
    return frozenset(key(word) for word in table("showings")[section][entry])


PROBE = "October"


def find_place(
    row: Row, time: Time, times: tuple[Time, ...], days: tuple[Day, ...], headers: Headers
) -> tuple[str | None, str | None]:
    """Venue and screen: the column of that name, else what follows this hour in its line, else another cell."""
    by_header = _by_header(row, headers, "venue"), _by_header(row, headers, "screen")
    if any(by_header):
        venue, screen = by_header
        if screen and not venue and key(screen).split()[0] in showing_words("halls", "houses"):
            venue, screen = screen, None
        parts = split_place(venue) if venue and not screen else (venue, screen)
        return parts if parts[1] else (venue, screen)
    for text in _candidates(row, time, times, days):
        if place := _place_in(text):
            return place
    return None, None


def _by_header(row: Row, headers: Headers, name: str) -> str | None:
    for passage in row.passages:
        if passage.cell and headers.get((passage.cell.table, passage.cell.column)) == name:
            return _closed(passage.text.strip(EDGE)) or None
    return None


def _told_spans(row: Row) -> Iterator[tuple[int, int]]:
    """Where the row tells of its film: no place stands there, but after a dash at the end."""
    for start, passage in zip(row.starts, row.passages, strict=True):
        if len(row.passages) > 1 and _tells_other(passage):
            yield start, start + len(passage.text)
        elif _told_title(passage) or _beside_title(row, passage):
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
    titled = [p for p in row.passages if p.cell and (p.index in row.titles or p.level or _is_marked_title(p))]
    return passage.cell is not None and any(p.cell == passage.cell for p in titled)


def _is_marked_title(passage: Passage) -> bool:
    return bool(passage.box.words & word_list("titles", "marks"))


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
            placed = _is_placed(passage) or any(run.words & showing_words("marks", "place") for run in around)
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
    text = _closed(text.strip(EDGE))
    if (venue_screen := split_place(text))[1] and may_be_venue(venue_screen[0] or venue_screen[1]):
        return venue_screen
    words = [word for word in re.split(r"\s+", text) if word]
    while words and (last := _booking_words_at_end(words)):
        del words[-last:]
    while words and (key(words[0]) in showing_words("words", "booking") or not key(words[0])):
        words.pop(0)
    venue, screen = split_place(" ".join(words).strip(EDGE))
    return (venue, screen) if may_be_venue(venue or screen or "") else None


def heads_place(row: Row) -> bool:
    """Whether a heading names a venue: by the words of its element, or as a house is called."""
    return _is_placed(row.passages[0]) or heads_place_text(row.text.strip(EDGE))


def heads_place_text(text: str) -> bool:
    """ "Cinéma Le Phare", "Kino am Markt, Saal 2", "The Palace Cinema" """
    words = key(text).split()
    houses = showing_words("halls", "houses")
    named = len(words) > 1 and (words[0] in houses or words[-1] in houses or split_place(text)[1] is not None)
    return named and may_be_venue(text) and not find_days(text)


def _closed(text: str) -> str:
    """With the bracket that stripping took: "Town square (open air"."""
    return f"{text})" if text.count("(") > text.count(")") else text


def _booking_words_at_end(words: list[str]) -> int:
    """How many words at the end only sell, or say that nothing is left to sell: "Sold out"."""
    if not key(words[-1]):
        return 1
    return next((count for count in (2, 1) if key(" ".join(words[-count:])) in showing_words("words", "booking")), 0)


def may_be_venue(venue: str) -> bool:
    if (
        not 2 <= len(venue) <= LONGEST_VENUE
        or venue[:1].isdigit()
        or _PRICE.search(venue)
        or _EASTERN_DAY.search(venue)
    ):
        return False
    name = key(venue)
    if venue[:1].islower() and (" " not in name or name.split()[0] not in _HOUSES):
        return False
    if not name or _is_other_label(venue) or find_durations(venue) or parse_languages(venue) is not None:
        return False
    if find_years(venue) or split_labelled(venue):
        return False
    if (
        name in _NO_PLACES
        or venue in exact_list("titles", "certificates")
        or name.split()[-1] in showing_words("words", "parts")
    ):
        return False
    small = [word for word in venue.split()[1:] if word.islower() and len(word) > 3]
    return not _is_weekday(venue) and len(small) <= 1 and parse_countries(venue) is None


def _is_other_label(text: str) -> bool:
    """ "Studio" is a place too, "Cost" is none."""
    label = find_label(text)
    return label is not None and label.field not in ("companies", "venue", "screen")


_HOUSES = showing_words("halls", "words") | showing_words("halls", "houses")
_NO_PLACES = showing_words("words", "booking") | showing_words("words", "announcing") | showing_words("words", "notes")


def _is_weekday(text: str) -> bool:
    word = text.split()[0]
    probe = find_days(f"{word} 1 {PROBE}") if len(word) > 2 or text == word else ()
    return bool(probe and probe[0].weekday is not None)


def split_place(venue: str) -> tuple[str | None, str | None]:
    """ "Filmhaus, Screen 2" is a venue and a screen; "Screen 2" alone is a screen."""
    name = key(venue)
    sized = len(name.split()) == 2 and bool(set(name.split()) & showing_words("halls", "sizes"))
    if (_NUMBERED.fullmatch(name) or sized) and _names_hall(venue):
        return None, venue
    if (numbered := _AT_END.fullmatch(venue)) and key(numbered[2].split()[0]) in showing_words("halls", "rooms"):
        return numbered[1].strip(EDGE), numbered[2]
    if glued := _GLUED.fullmatch(venue):
        return glued[1].strip(EDGE), glued[2]
    for separator in (", ", " – ", " - ", " / ", " (", ": "):
        head, found, tail = venue.rpartition(separator)
        if found and _names_hall(tail):
            return head.strip(EDGE), tail.strip(EDGE)
    return _NOTE.sub("", venue) or venue, None


_AT_END = re.compile(r"(.{3,40}?\S)\s+([^\W\d_]{3,12} (?:\d{1,2}|[A-Z]|I{1,3}))")
""" "Kinocenter Saal 3" """
_NUMBERED = re.compile(r"[^\W\d_]+ (?:\d{1,2}|[a-z]|i{1,3}|iv|v)|\d{1,2} ?[^\W\d_]+")
_NOTE = re.compile(r"\s*[(\[][^()\[\]]*(?:[)\]]|$)$")
"""What a bracket adds to a venue that is no room of it: "(with Q&A)"."""


def _names_hall(text: str) -> bool:
    words = key(text).split()
    halls = showing_words("halls", "words")
    return bool(words) and (
        words[0] in halls or words[-1] in halls or any(words[0].endswith(h) for h in showing_words("halls", "glued"))
    )


_GLUED = re.compile(r"(.{2,40}?)\s?((?:第?\d{1,2}\s?(?:号厅|號廳|厅|廳|관|番スクリーン)|スクリーン\s?\d{1,2}))")


def booking_url(row: Row, time: Time) -> str | None:
    passage, at = row.at(time.start)
    for link in passage.links:
        if not link.href.startswith("javascript:") and link.start <= at < link.end:
            return link.href
    after = [link for link in passage.links if link.start >= at]
    links = [*after[:1], *(link for other in row.passages for link in other.links)]
    return next((link.href for link in links if _sells(link, row)), None)


def _sells(link: object, row: Row) -> bool:
    href = getattr(link, "href", "")
    if href.startswith("javascript:"):
        return False
    texts = [p.text[one.start : one.end] for p in row.passages for one in p.links if one is link]
    word = key(texts[0]) if texts else ""
    if _is_booking(href, word):
        return True
    told = word in showing_words("words", "booking") - showing_words("words", "telling")
    return (len(word) > 2 and told) or bool(BOOKING_URL.search(href))


def film_in(row: Row, headers: Headers) -> str | None:
    """The film a row of a calendar shows: its title column, or a link that sells nothing."""
    if row.titles and (known := next((row.titles[p.index] for p in row.passages if p.index in row.titles), None)):
        return known
    if named := _by_header(row, headers, "title"):
        return named
    for at, passage in enumerate(row.passages):
        if heads_place_text(passage.text.strip(EDGE)):
            continue
        if len(row.passages) > 1 and _names_film(passage) and _may_be_title(passage.text.strip(EDGE)):
            return passage.text.strip(EDGE)
        if at and find_label(row.passages[at - 1].text):
            continue
        for link in passage.links:
            text = passage.text[link.start : link.end].strip(EDGE)
            leads = not link.href.startswith(("javascript:", "mailto:", "#"))
            if leads and _may_be_title(text) and not _is_booking(link.href, text) and not _is_placed(passage):
                return text
    return next((title for passage in row.passages if (title := _told_title(passage))), None)


def tells_film(row: Row) -> bool:
    """Whether a line of the row tells its film with facts."""
    return any(_told_title(passage) for passage in row.passages)


def _told_title(passage: Passage) -> str | None:
    """The title of a line that tells its film with facts: "Title (Director, Country 2008, 91')"."""
    told = read_title_line(passage) if len(passage.text) > 12 else ()
    return next((str(reading.value) for reading in told if reading.field == "title"), None)


def _is_booking(href: str, text: str) -> bool:
    words = key(text).split()
    sells = len(words) <= 3 and bool(showing_words("words", "selling") & set(words)) and words[0] not in ("the", "a")
    return bool(BOOKING_URL.search(href)) or sells


def _is_placed(passage: Passage) -> bool:
    """Whether the element, or one close around it, is named for the place."""
    around = (box for box, _ in zip(chain(passage.box), range(3), strict=False))
    return any(
        box.words & showing_words("marks", "place") and not box.words & showing_words("marks", "no_place")
        for box in around
    )


def _names_film(passage: Passage) -> bool:
    return bool(passage.level or passage.box.words & word_list("titles", "marks"))


def film_above(lines: list[Row]) -> str | None:
    for line in reversed(lines[-3:]):
        passage = line.passages[0]
        if passage.index in line.titles:
            return line.titles[passage.index]
        covered = sum(link.end - link.start for link in passage.links)
        titled = passage.level or covered >= 0.8 * len(passage.text)
        if titled and len(line.passages) == 1 and _may_be_title(passage.text) and not heads_place(line):
            return passage.text.strip(EDGE)
    return None


def _may_be_title(text: str) -> bool:
    if not 1 <= len(text) <= 120 or find_label(text) or fold(text) in word_list("titles", "generic"):
        return False
    if len(text) > 1 and (key(text) in showing_words("words", "booking") or is_chrome_phrase(fold(text))):
        return False
    return not find_days(text) and not find_times(text) and not _is_weekday(text)


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
