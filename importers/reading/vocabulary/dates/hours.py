"""The hours at which something begins: am and pm settled, ends left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from importers.reading.vocabulary.dates.clock import LED, TIME
from importers.reading.vocabulary.dates.days import DIGIT, find_days
from importers.reading.vocabulary.dates.figures import ISO
from importers.reading.vocabulary.dates.moments import Time, blanked
from importers.reading.vocabulary.dates.words import DATES, UNTIL
from importers.reading.vocabulary.folding import key, words_of
from importers.reading.vocabulary.numbers import at_figures

_HOURS = {key(word): int(minutes) for minutes, words in DATES["hours"].items() for word in words}
_HOUR_WORDS = frozenset(word.split()[0] for word in _HOURS)
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_AFTERNOON = re.compile(r"(?:午後|오후|下午|晚上|밤|夜)\s?$")


@lru_cache(maxsize=1 << 12)
def find_times(text: str) -> tuple[Time, ...]:
    """The hours at which something begins, in order; the end of "18:10 – 20:00" is none."""
    if len(text) > 5000:
        return ()
    days = find_days(text)
    blank = blanked(text, [(day.start, day.end) for day in days])
    found = [*_clock_times(blank), *_named_hours(text)] if DIGIT.search(text) else list(_named_hours(text))
    if ":" in text:
        found += _iso_times(text)
    if not found:
        return ()
    found.sort(key=lambda time: time.start)
    return tuple(_beginnings(text, _unique_places(found)))


def _iso_times(text: str) -> Iterator[Time]:
    for iso in at_figures(ISO, text):
        if iso["h"]:
            yield Time(int(iso["h"]), int(iso["mi"]), iso.start("h"), iso.end(), iso["z"] or "")


def _unique_places(times: list[Time]) -> list[Time]:
    kept: list[Time] = []
    for time in times:
        if kept and time.start < kept[-1].end:
            if time.offset:
                kept[-1] = time
            continue
        kept.append(time)
    return kept


_AFTER_CLOCK = re.compile(r"\d[:.h]\d\d\s?$")
""" "12.00 noon" is one hour, said by its figures."""


def _named_hours(text: str) -> Iterator[Time]:
    if _HOUR_WORDS.isdisjoint(words_of(text)):
        return
    for found in _HYPHENATED.finditer(text):
        minutes = _HOURS.get(key(found[0]))
        if minutes is not None and not _AFTER_CLOCK.search(text[max(0, found.start() - 7) : found.start()]):
            yield Time(minutes // 60, minutes % 60, found.start(), found.end())


def _clock_times(text: str) -> Iterator[Time]:
    """With am and pm settled: a time without takes that of the next one in its list ("6:10 & 8:40pm")."""
    found = list(_listed_hours(text, list(at_figures(TIME, text))))
    settled: list[Time] = []
    following: re.Match[str] | None = None
    for match in reversed(found):
        hour, minute, half = _parts(match)
        if half is None and _AFTERNOON.search(text[max(0, match.start() - 3) : match.start()]):
            half = "p"
        if half is None and following is not None and match.end() + 12 > following.start() and hour <= 12:
            half = _inherited(hour, minute, settled[-1], _parts(following)[2])
        settled.append(Time(_full_hour(hour, half), minute, match.start(f"h{_number(match)}"), match.end()))
        following = match if half else None
    return reversed(settled)


_BARE = re.compile(
    r"(?:\s?[,;/–-]\s?|\s(?:e|y|et|und|og|och|i|ja)\s(?:alle\s|a\slas\s|às\s)?)"
    r"(?P<h1>[01]?\d|2[0-4])(?P<m1>)(?=\s?(?:$|[,;|/–-]|e\s|y\s))"
)
"""A bare hour in a list that began with "ore" or its like: "ore 16 – 18.30 – 21"."""
_LEAD = re.compile(rf"(?:{LED})$")


def _listed_hours(text: str, found: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """With the bare numbers that go on a list of hours."""
    led = False
    for match, following in zip_longest(found, found[1:]):
        yield match
        led = led or bool(match["h8"]) or bool(_LEAD.search(text[max(0, match.start() - 10) : match.start()]))
        bare = _BARE.match(text, match.end()) if led else None
        while bare and (not following or bare.end() <= following.start()) and int(bare["h1"]) > _parts(match)[0]:
            yield bare
            match, bare = bare, _BARE.match(text, bare.end())


def _parts(match: re.Match[str]) -> tuple[int, int, str | None]:
    groups, number = match.groupdict(), _number(match)
    half = groups.get(f"a{number}")
    return int(groups[f"h{number}"]), int(groups.get(f"m{number}") or 0), half[0].lower() if half else None


def _number(match: re.Match[str]) -> str:
    """Which of the forms of an hour it is."""
    return next(n for n in "123456789" if match.groupdict().get(f"h{n}"))


def _inherited(hour: int, minute: int, following: Time, half: str | None) -> str:
    """The half of the day that puts this time before the one it is listed with: "11.00-1.00pm" begins at 11."""
    half = half or ("p" if following.hour >= 12 else "a")
    later = (_full_hour(hour, half), minute) > (following.hour, following.minute)
    return "a" if later and half == "p" else half


def _full_hour(hour: int, half: str | None) -> int:
    if half is None or hour > 12:
        return hour
    return hour % 12 + (12 if half == "p" else 0)


def _beginnings(text: str, times: list[Time]) -> Iterator[Time]:
    """The first of two hours that a dash joins; all of three or more, which are a list."""
    run: list[Time] = []
    for time in times:
        if run and not _lasts_until(text, run[-1], time):
            yield from run[:1] if len(run) == 2 else run
            run = []
        run.append(time)
    yield from run[:1] if len(run) == 2 else run


def _lasts_until(text: str, time: Time, end: Time) -> bool:
    between = text[time.end : end.start].strip().casefold()
    return between in UNTIL and between not in {"a", "e", "y"}
