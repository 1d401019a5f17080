"""Parts of a site that never end: calendars that lead on for ever, addresses that grow at every step, lists whose
filters combine without bound. Known by their addresses, and by pages that say nothing new.

Addresses of one shape ("/calendar?month=#&year=#") are pages of one kind. When a run of them has brought no new words,
the rest of that shape is left out, and counted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

MAX_STEPS = 25
"""Parts of a path; more come from relative links that go deeper at every step."""
MAX_REPEATS = 3
"""Times that a part of a path may follow on itself or come back."""
YEARS_AHEAD, FIRST_YEAR = 2, 1890
"""Calendar pages from before the first film, or further ahead than any programme, are not asked for."""
PATIENCE = 31
"""Pages of one shape in a row that say nothing new: a month of empty days, or two and a half years of empty months."""
PATIENCE_WIDE = 90
"""The same for addresses that share path and names of parameters, whatever the values."""
_NEW_ENOUGH = 4
"""One new word among known ones makes four new runs of four words."""
_REMEMBERED = 200_000

_DIGITS = re.compile(r"\d+")
_DATED = re.compile(
    r"(?<!\d)(?P<year>(?:1[5-9]|2\d)\d\d)(?:(?P<mark>[-_.])(?:0?[1-9]|1[0-2])(?!\d)|(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d))"
)
_DATED_PATH = re.compile(r"/(?P<year>(?:1[5-9]|2\d)\d\d)/(?:0?[1-9]|1[0-2])(?=/|$)")
_YEAR_NAMES = frozenset(
    ["year", "yr", "y", "jahr", "annee", "ano", "anno", "rok", "jaar", "aar", "cal_year", "calyear"]
)
_STAMP_NAMES = frozenset(["time", "date", "ts", "timestamp", "day", "start", "from", "t", "week", "datum"])


def static_trap(url: str, started: datetime) -> str:
    """Why an address, by itself, is not asked for; "" if it may be."""
    steps = [step for step in urlsplit(url).path.split("/") if step]
    if len(steps) > MAX_STEPS or max(Counter(steps).values(), default=0) > MAX_REPEATS:
        return "its path goes in circles"
    if any(not FIRST_YEAR <= year <= started.year + YEARS_AHEAD for year in _years(url)):
        return "a calendar page far from any programme"
    return ""


def _years(url: str) -> Iterator[int]:
    """Years that an address states as part of a date; a lone number may be a film's title ("2046")."""
    parts = urlsplit(url)
    yield from (int(found["year"]) for found in _DATED_PATH.finditer(parts.path))
    for name, value in parse_qsl(parts.query, max_num_fields=None):
        name = name.lower()
        if name in _YEAR_NAMES and value.isascii() and value.isdecimal() and len(value) == 4:
            yield int(value)
        elif name in _STAMP_NAMES and value.isascii() and value.isdecimal() and len(value) in (9, 10):
            yield datetime.fromtimestamp(int(value), UTC).year
        elif found := _DATED.search(value):
            yield int(found["year"])


def shapes(url: str) -> tuple[str, str]:
    """The shape of an address, numbers left out; and the wide one, with the names of its parameters only."""
    parts = urlsplit(url)
    path = _DIGITS.sub("#", parts.path)
    query = parse_qsl(parts.query, keep_blank_values=True)
    narrow = "&".join(f"{name}={_DIGITS.sub('#', value)}" for name, value in query)
    wide = "&".join(sorted({name for name, _ in query}))
    return f"{parts.netloc}{path}?{narrow}", f"{parts.netloc}{path}?{wide}"


@dataclass
class Novelty:
    """Remembers what pages of each shape have said; `closed` are shapes that have said nothing new for too long."""

    _said: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _silent: Counter[str] = field(default_factory=Counter)
    _closed: set[str] = field(default_factory=set)

    def is_closed(self, url: str) -> bool:
        return not self._closed.isdisjoint(shapes(url))

    def watches(self, url: str) -> bool:
        """Addresses without numbers and parameters have a shape of their own, and never close."""
        narrow, _ = shapes(url)
        return "#" in narrow or not narrow.endswith("?")

    def note(self, url: str, words: Sequence[str]) -> None:
        """What a page said."""
        if not self.watches(url):
            return
        narrow, wide = shapes(url)
        said = self._said[wide]
        runs = set(_runs(words))
        news = len(runs - said)
        if len(said) < _REMEMBERED:
            said |= runs
        for shape, patience in ((narrow, PATIENCE), (wide, PATIENCE_WIDE)):
            self._silent[shape] = 0 if news >= _NEW_ENOUGH else self._silent[shape] + 1
            if self._silent[shape] >= patience:
                self._closed.add(shape)


def _runs(words: Sequence[str]) -> Iterator[int]:
    """Each run of four words, numbers left out, as a number."""
    spoken = [word for word in words if not word.isdecimal()]
    if len(spoken) < 4:
        yield hash(tuple(spoken))
    for start in range(len(spoken) - 3):
        yield hash(tuple(spoken[start : start + 4]))
