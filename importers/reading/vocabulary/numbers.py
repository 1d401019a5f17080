"""Finding what begins with a figure, without trying every character of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FIGURES = re.compile(r"\d+")


def at_figures(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """As `pattern.finditer(text)`, for a pattern that only matches from the first digit of a number on."""
    end = 0
    for figures in _FIGURES.finditer(text):
        if figures.start() >= end and (found := pattern.match(text, figures.start())):
            yield found
            end = found.end()
