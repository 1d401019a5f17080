"""Plain text becomes a `LegacyDocument`: the same passages as HTML, without what markup alone can say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from importers.reading.document import Box, LegacyDocument, PassageKind
from importers.reading.lines import LineLayout, Place
from importers.reading.prose import ends_sentence

_NARROWEST, _WIDEST = 55, 130
"""Widths, in characters, to which people and programs wrap text."""
_BULLET = re.compile(r"\s*(?:[•●▪◦‣∙·*]|[-–](?=\s))\s*")


def read_plain_text(text: str, source: str = "", url: str = "") -> LegacyDocument:
    """Each line is a passage, lines that were wrapped to a width are one; a blank line ends a block."""
    layout = LineLayout()
    page = Box(None, "body", frozenset(), None, 0, "text")
    for block in _blocks(text):
        box = Box(None, "p", frozenset(), page, 1, "text>p")
        wrapped = _wrapped([line for _, line in block])
        began, kind = 0, _kind("")
        for (number, line), goes_on in zip(block, wrapped, strict=True):
            if not began:
                began, kind = number, _kind(line)
            layout.add(line + "\n", None)
            if not goes_on:
                layout.end_line(Place(box, kind), began)
                began = 0
    return LegacyDocument(source, url, None, tuple(layout.nodes), tuple(layout.passages))


def _kind(line: str) -> PassageKind:
    return "item" if _BULLET.match(line) else "paragraph"


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    """Runs of lines that are not blank, each line with its number from 1."""
    numbered = enumerate(text.splitlines(), start=1)
    for blank, lines in groupby(numbered, key=lambda pair: not pair[1].strip()):
        if not blank:
            yield list(lines)


def _wrapped(lines: list[str]) -> list[bool]:
    """For each line of a block, whether it goes on in the next one.

    It does where the next one's first word would not have fitted into the block's width. A line that ends a sentence
    may also end a paragraph: it goes on only in a block where other lines break off in mid-sentence.
    """
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return [False] * len(lines)
    full = [_is_full(line, after, width) for line, after in pairwise(lines)]
    broken_off = sum(is_full and not ends_sentence(line.rstrip()) for is_full, line in zip(full, lines, strict=False))
    goes_on = [
        is_full and (broken_off > 1 or not ends_sentence(line.rstrip()))
        for is_full, line in zip(full, lines, strict=False)
    ]
    return [*goes_on, False]


_HOUR = re.compile(r"\s*\d{1,2}[.:h]\d\d\s+\S")
"""An hour begins a row of a programme."""


def _is_full(line: str, after: str, width: int) -> bool:
    return (
        not _BULLET.match(after)
        and not _HOUR.match(after)
        and len(line.rstrip()) + 1 + len(after.split(maxsplit=1)[0]) > width
    )
