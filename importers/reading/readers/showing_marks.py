"""Days that stand in no text: in attributes of the boxes around the hours, or on the tab that opens the box.

`<div data-date="2022-03-24"><button>17:45</button></div>`, `<a href="#d2">Thu 9 May</a> … <div id="d2">18h00</div>`.
What is in sight inside such a box counts before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from importers.reading.boxes import chain
from importers.reading.document import Box, LegacyDocument, Passage
from importers.reading.readers.showing_terms import showing_words
from importers.reading.vocabulary.dates import Day, Time, find_days, valid_day

_LEVELS = 6
"""Boxes around an hour among which its day is looked for."""
_STAMP = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([-_/]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d|T\d\d:?\d\d[\d:.]*(?:Z|\+00))"
)
"""A day; that of an hour in UTC may be another than the local one."""
_MOMENT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)")
_EPOCH = re.compile(r"(?:8|9|1\d|2[0-4])\d{8}(?:000)?", re.ASCII)
"""Seconds, or thousandths of them, since 1970: a moment from 1995 to 2049."""
_TARGETS = ("href", "data-target", "data-bs-target", "aria-controls", "data-tab", "data-href", "data-panel")
_NAMES = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class DayMarks:
    """What the attributes of a page tell of the days of its boxes; each box is looked at once."""

    tabs: Mapping[str, Day] = field(default_factory=dict)
    """id of an element → the day on the tab that opens it."""
    _known: dict[Box, Day | None] = field(default_factory=dict)

    def day_of(self, passage: Passage, time: Time, day: Day | None, where: Box | None) -> Day | None:
        """The day of an hour shown in the passage. `day` stands over it in sight, in the box `where`."""
        if moment := day_of_moment(passage, time):
            return moment
        if (found := self.over(passage)) is None:
            return None
        box, marked = found
        if day is None or not any(one is box for one in chain(where)):
            return marked
        return marked if (day.month, day.day) == (marked.month, marked.day) else None

    def over(self, passage: Passage) -> tuple[Box, Day] | None:
        """The nearest box around the passage that is of one day, and that day."""
        for box in islice(chain(passage.box), _LEVELS):
            if box not in self._known:
                self._known[box] = self._of(box)
            if day := self._known[box]:
                return box, day
        return None

    def _of(self, box: Box) -> Day | None:
        if box.element is None or box.tag in ("body", "main", "article"):
            return None
        tab, own = self.tabs.get(box.element.get("id") or ""), day_of_attributes(box.element)
        return own if tab is None or (own and (own.month, own.day) == (tab.month, tab.day)) else tab


def day_of_attributes(element: Any) -> Day | None:
    """The one day in the attributes that are named for days, or in an id or class such as `day-2022-03-24`."""
    days = {day for name, value in element.attrib.items() if _names_day(name, value) for day in _stamped(value)}
    return days.pop() if len(days) == 1 else None


def _names_day(name: str, value: str) -> bool:
    if not any(map(str.isdigit, value)) or len(value) > 200:
        return False
    if name in ("id", "class"):
        return True
    words = set(_NAMES.findall(name.casefold()))
    return bool(words & showing_words("marks", "day")) and not words & showing_words("marks", "posted")


def _stamped(value: str) -> Iterator[Day]:
    for year, _, month, number in _STAMP.findall(value):
        if day := valid_day(int(month), int(number), int(year)):
            yield day


def find_marks(document: LegacyDocument) -> DayMarks:
    return DayMarks(dict(_tabs(document)))


def _tabs(document: LegacyDocument) -> Iterator[tuple[str, Day]]:
    if document.root is None:
        return
    for element in document.root.iter("a", "button", "li"):
        for name in _TARGETS:
            target = element.get(name) or ""
            if len(target) > 1 and (target.startswith("#") or (name != "href" and target.isascii())):
                day = day_of_attributes(element) or _written(element)
                if day:
                    yield target.lstrip("#"), day


def _written(element: Any) -> Day | None:
    text = " ".join("".join(element.itertext()).split())
    days = find_days(text) if len(text) < 40 else ()
    return days[0] if len(days) == 1 else None


def day_of_moment(passage: Passage, time: Time) -> Day | None:
    """The day on which the moment in the element's attributes, UTC or seconds since 1970, is the hour that it shows."""
    element = passage.box.element
    if element is None or not element.attrib or len(passage.text) > 40:
        return None
    days = {day_shown(moment, time) for value in element.attrib.values() if (moment := moment_of(value))}
    return days.pop() if len(days) == 1 else None


def moment_of(value: str) -> datetime | None:
    """The moment, in UTC, that an attribute tells; None where it tells none, or only a local hour."""
    value = value.strip()
    if _EPOCH.fullmatch(value):
        return datetime.fromtimestamp(int(value[:10]), UTC)
    if _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone(UTC)
        except ValueError:
            return None
    return None


def day_shown(moment: datetime, time: Time) -> Day:
    """The local day of a moment whose local hour is shown: the nearest on which a clock anywhere tells that hour."""
    around = (moment.replace(tzinfo=None) + timedelta(days=number) for number in (-1, 0, 1))
    shown = [near.replace(hour=time.hour % 24, minute=time.minute, second=0, microsecond=0) for near in around]
    best = min(shown, key=lambda local: abs(local - moment.replace(tzinfo=None)))
    return Day(best.month, best.day, best.year)
