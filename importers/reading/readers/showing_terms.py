"""The words around showings, in every language, and what stands at the edges of a place or a title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from importers.reading.vocabulary.folding import key
from importers.reading.vocabulary.tables import table

Headers = Mapping[tuple[int, int], str]
"""(table, column) → the field that the column's header names."""
EDGE = " \t|,;:–—-•·/()[]@.＠"
BOOKING_URL = re.compile(
    r"(?:^|[/?&=._-])(?:book|booking|buy|tickets?|basket|billets?|billetterie|entradas|boletos|reserv\w*|karten|kaarten|bilet\w*)"
    r"(?:[/?&=._]|-online|\d|$)|select-?seat|perf(?:ormance|index|id|=)|seatmap|showing|session|screening|booking",
    re.IGNORECASE,
)


@cache
def showing_words(section: str, entry: str) -> frozenset[str]:
    return frozenset(key(word) for word in table("showings")[section][entry])


PROBE = "October"
