"""The days that a line names."""

from __future__ import annotations

import re
from functools import lru_cache

from importers.reading.vocabulary.dates.figures import dotted_days, eastern_days, iso_days, numeric_days
from importers.reading.vocabulary.dates.moments import Day, blanked
from importers.reading.vocabulary.dates.ranges import with_ranges
from importers.reading.vocabulary.dates.worded import worded_days

DIGIT = re.compile(r"\d")


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
    if len(found) < 2:
        return tuple(found)
    return tuple(with_ranges(text, sorted(found, key=lambda day: (day.start, day.month, day.day))))
