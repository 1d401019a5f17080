"""Letters that stand for venues: "(A)" in a row, and "A = Teatro Cervantes   B = Cines Valderrama" under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from importers.reading.readers.showing_rows import LONGEST_ROW, Row
from importers.reading.readers.showing_terms import EDGE
from importers.reading.readers.showing_venues import may_be_venue

_ENTRY = re.compile(r"(?<!\w)\(?([A-Z]{1,3}\d?)\)?\s?(=|:|–|-)\s")
_CODE = re.compile(r"(?<![\w&'’])([A-Z]{1,3}\d?)(?![\w&'’])")
_FEWEST = 2


def find_legend(rows: Iterable[Row]) -> Mapping[str, str]:
    """Code → venue, where lines of the page explain at least two."""
    known: dict[str, str] = {}
    loose: dict[str, str] = {}
    for row in rows:
        text = row.text
        if len(text) > LONGEST_ROW or not any(sign in text for sign in "=:–-"):
            continue
        told = _entries(text)
        (known if len(told) >= _FEWEST or " = " in text else loose).update(told)
    return known if len(known) >= _FEWEST else {}


def _entries(text: str) -> dict[str, str]:
    found = list(_ENTRY.finditer(text))
    if not found or found[0].start() > 24:
        return {}
    ends = [*(one.start() for one in found[1:]), len(text)]
    told = {one[1]: text[one.end() : end].strip(EDGE) for one, end in zip(found, ends, strict=True)}
    return {code: name for code, name in told.items() if may_be_venue(name)}


def venue_by_code(row: Row, start: int, end: int, legend: Mapping[str, str]) -> str | None:
    """The venue whose code stands in this stretch of a row, where there is one."""
    codes = {code for code in _CODE.findall(row.text[start:end]) if code in legend}
    return legend[codes.pop()] if len(codes) == 1 else None
