"""The days that a line names."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from importers.reading.vocabulary.dates.figures import dotted_days, eastern_days, iso_days, numeric_days
from importers.reading.vocabulary.dates.moments import Day, blanked
from importers.reading.vocabulary.dates.ranges import with_ranges
from importers.reading.vocabulary.dates.worded import worded_days
from importers.reading.vocabulary.dates.words import other_weekdays, words_of_time
from importers.reading.vocabulary.folding import key, words_of

DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_FARTHEST = 24
"""Characters before a day among which its weekday stands."""


@lru_cache(maxsize=1 << 12)
def find_days(text: str) -> tuple[Day, ...]:
    """The days named in `text`, in order; each day of a list or range is one."""
    if not DIGIT.search(text) or len(text) > 5000:
        return ()
    found = [*iso_days(text), *eastern_days(text), *dotted_days(text)]
    blank = blanked(text, [(day.start, day.end) for day in found])
    worded = list(worded_days(blank))
    blank = blanked(blank, [(day.start, day.end) for day in worded])
    found += [*worded, *numeric_days(blank)]
    if found and not other_weekdays().keys().isdisjoint(words_of(text)):
        found = [_with_second_weekday(text, day) for day in found]
    if len(found) < 2:
        return tuple(found)
    return tuple(with_ranges(text, sorted(found, key=lambda day: (day.start, day.month, day.day))))


def _with_second_weekday(text: str, day: Day) -> Day:
    """With what else the word for its weekday may mean: "so 7. 12." is a Saturday in Czech, a Sunday in German."""
    if day.weekday is None:
        return day
    for word in map(key, _WORD.findall(text[max(0, day.start - _FARTHEST) : day.end])):
        other = other_weekdays().get(word)
        if other is not None and (day.ranged or words_of_time().get(word, (None, None))[1] == day.weekday):
            return replace(day, also=-1 if day.ranged else other)
    return day
