"""What one line of a programme tells: its hours, whether it tells of a showing at all, whether it is about other days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import pairwise

from importers.reading.readers.showing_places import residues
from importers.reading.readers.showing_rows import Row
from importers.reading.readers.showing_terms import EDGE, PROBE, showing_words
from importers.reading.readers.showing_venues import LONGEST_VENUE
from importers.reading.vocabulary.dates import Day, Time, find_days, find_times
from importers.reading.vocabulary.durations import find_durations
from importers.reading.vocabulary.folding import key

SENTENCE = re.compile(r"(?<=[^\W\d_]{3})[.;]\s|(?<=\w)[!?]\s")
"""Where a sentence ends, and not an abbreviation."""
BRACKET = re.compile(r"[(\[][^()\[\]]{0,60}[)\]]")
LONGEST_REST = 60
"""Characters beside day and hour in a line that sells nothing: more is prose about a day."""


def days_ahead(text: str) -> int | None:
    """0 for "today", 1 for "tomorrow" on a line of its own."""
    return _ahead().get(key(text)) if len(text) < 30 else None


@cache
def _ahead() -> dict[str, int]:
    return dict.fromkeys(showing_words("words", "tomorrow"), 1) | dict.fromkeys(showing_words("words", "today"), 0)


@cache
def _always() -> tuple[str, ...]:
    return tuple(f" {word} " for word in showing_words("words", "always"))


def tells_of_no_showing(text: str, *, weekly: bool = False) -> bool:
    """`weekly`: its weekdays are days of the page's week, so that "daily" is no opening hour."""
    if text[:1] in "※*＊":
        return True
    name = key(text[:60])
    words = name.split()
    never = showing_words("words", "never")
    padded = f" {key(text)} "
    if not weekly and any(word in padded for word in _always()):
        return True
    return any(" ".join(words[:count]) in never for count in range(1, min(4, len(words)) + 1))


def hours_of(text: str) -> tuple[Time, ...]:
    """The hours of a line, without running times ("1h30") and lines that only have a price."""
    times = _without_prices(text, find_times(text))
    if not times:
        return ()
    lasting = [(one.start, one.end) for one in find_durations(text) if one.minutes >= 60 or text[one.start] != "0"]
    return tuple(t for t in times if not any(start <= t.start < end for start, end in lasting)) if lasting else times


_PRICE = re.compile(r"\d\d?\.\d\d")


def _without_prices(text: str, times: tuple[Time, ...]) -> tuple[Time, ...]:
    """ "Interi 7.50 - ridotti 5.50 - mercoledì 5.00": where a word says whom a number costs, its like are prices."""
    alike = [time for time in times if time.hour < 12 and _PRICE.fullmatch(text[time.start : time.end].strip())]
    if not alike or not any(_names_payer(text[: time.start]) for time in alike):
        return times
    return tuple(time for time in times if time not in alike)


def _names_payer(before: str) -> bool:
    words = key(before[-24:]).split()
    return bool(words) and words[-1] in showing_words("words", "payers")


def announced(text: str, days: tuple[Day, ...]) -> str:
    """ "Séance : " before the day, or nothing: a word that only says that a showing follows."""
    head = text[: days[0].start] if days else ""
    name = key(head)
    return head if name and name in showing_words("words", "announcing") | showing_words("words", "booking") else ""


def is_bare(row: Row, days: tuple[Day, ...], times: tuple[Time, ...]) -> bool:
    return len("".join(residues(row.text, days, times))) <= LONGEST_VENUE


def is_period(text: str, days: tuple[Day, ...]) -> bool:
    """ "29 October - 16 November": when something runs, not when it is shown."""
    pairs = pairwise(sorted({(day.start, day.end) for day in days}))
    return any(text[a[1] : b[0]].strip(" .") in {"-", "–", "—", "to", "bis", "au", "al", "a", "do"} for a, b in pairs)


def with_weekday(day: Day, row: Row) -> Day:
    """ "29 Oct | Fri evening": the weekday from a neighbouring cell."""
    if day.weekday is not None or len(row.passages) < 2:
        return day
    for passage in row.passages:
        word = passage.text.split()[0]
        probe = find_days(f"{word} 1 {PROBE}")
        if probe and probe[0].weekday is not None:
            return replace(day, weekday=probe[0].weekday)
    return day


def tells_of_opening(text: str) -> bool:
    """ "The bar opens at 5pm", "La cassa apre alle 20.15": an hour at which something else begins."""
    words = key(text).split()
    if not showing_words("words", "opening").isdisjoint(words):
        return True
    times = find_times(text)
    before = key(text[: times[0].start]).split()[-1:] if times else []
    return not showing_words("words", "from").isdisjoint(before)


def says_none(text: str) -> bool:
    """ "No screening on 9 December": the row begins by saying that nothing is shown."""
    words = key(text[:60]).split()
    return any(" ".join(words[:count]) in showing_words("words", "none") for count in (1, 2, 3))


def tells_of_event(residue: str, film: str | None) -> bool:
    """Whether what the row says besides day and hour is a talk, a meal, an exhibition: "Talk: Filming high up"."""
    name = film or residue.strip(EDGE)
    head, colon, _ = name.partition(":")
    words = key(head).split()
    if not words:
        return False
    if any(" ".join(words[:count]) in showing_words("words", "none") for count in (1, 2, 3)):
        return True
    surely, maybe = showing_words("words", "events"), showing_words("words", "gatherings")
    if colon and (words[-1] in surely | maybe or words[0] in surely | maybe):
        return True
    if film is None and (words[0] in surely or " ".join(words[:2]) in surely | maybe):
        return True
    first = words[0] in (surely if film else surely | maybe)
    return first and len(words) > 1 and words[1] in showing_words("words", "joining")


def heads_event(text: str) -> bool:
    """Whether a heading is over talks, workshops, meals and the like."""
    name = key(text) if len(text) < 40 else ""
    return name in showing_words("words", "events") | showing_words("words", "gatherings")


_LONGEST_SHOWING = 6 * 60
_UNTIL = re.compile(r"\s?(?:-|–|—|to|till|until|bis|à|al|alle|a|do|tot|til)\s?")


def lasts_long(text: str, times: tuple[Time, ...]) -> bool:
    """ "10am–5pm": an exhibition or a house's opening hours, where the first hour of the row lasts so long."""
    lasting = _UNTIL.match(text, times[0].end)
    after = find_times(text[lasting.end() : lasting.end() + 14]) if lasting else ()
    if not after or after[0].start > 1:
        return False
    minutes = (after[0].hour - times[0].hour) * 60 + after[0].minute - times[0].minute
    return minutes >= _LONGEST_SHOWING


def usual_time(rows: Iterable[Row]) -> Time | None:
    """ "All films at 8pm unless stated": the one hour that a line without a day gives to all showings."""
    told = [times[0] for row in rows if tells_usual(row.text) for times in [_usual_in(row.text)] if len(times) == 1]
    return told[0] if len({(time.hour, time.minute) for time in told}) == 1 else None


def _usual_in(text: str) -> tuple[Time, ...]:
    """The hours of the sentence that speaks of all showings."""
    for sentence in SENTENCE.split(text):
        padded = f" {key(sentence)} "
        if any(f" {phrase} " in padded for phrase in showing_words("words", "usually")):
            return hours_of(sentence)
    return ()


def tells_usual(text: str) -> bool:
    """Whether a line without a day speaks of all showings."""
    if len(text) > 260 or not any(map(str.isdigit, text)) or find_days(text):
        return False
    padded = f" {key(text)} "
    return any(f" {phrase} " in padded for phrase in showing_words("words", "usually"))
