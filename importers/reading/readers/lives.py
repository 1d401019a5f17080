"""How a life reads, and how a paragraph begins that tells one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.reading.document import fold
from importers.reading.readers.text_lines import Line
from importers.reading.wordlists import phrase_pattern

_BEGINNING = 320
"""Characters of a life in which something is said that only lives say."""
_BORN = re.compile(
    r"[^()]{4,60}\((?:[^()\d]{2,40},\s*|\*\s*|\w{1,4}\.\s*|née? en\s*)?(?:18|19|20)\d\d\b[^()]{0,40}\)"
    r"|[^(),–—]{4,60}\s?[,–—-]\s?\w{1,4}\.\s?(?:\d{1,2}\.\s?){0,2}(?:18|19|20)\d\d\b"
)
"""Behind the name: "(Lugo, 1983)", "(*1974)", "– ur. 1979"."""


def is_life(lines: Sequence[Line]) -> bool:
    """Whether the text begins like the life of somebody."""
    beginning = lines[0].text[:_BEGINNING]
    return phrase_pattern("notes", "biography_signs").search(fold(beginning)) is not None


def begins_life(line: Line, names: Sequence[str]) -> bool:
    """A paragraph that begins with the name of one of the makers, and tells of a life. `names` are folded."""
    if not names:
        return False
    opening = fold(line.text[:80])
    if not any(opening.startswith(name) for name in names):
        return False
    return is_life([line]) or _BORN.match(line.text[:140]) is not None
