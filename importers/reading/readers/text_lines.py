"""What is left of a page's lines once the facts are claimed, and which of them stand beside a text: notes and quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.reading.chrome import around
from importers.reading.document import Box, Passage, fold
from importers.reading.phrases import is_chrome_phrase
from importers.reading.readings import Mention
from importers.reading.vocabulary.dates import find_days, find_times
from importers.reading.wordlists import phrase_pattern, word_list

_LONGEST_NOTE = 320
_SHORT_NOTE = 130
_FIGURE = re.compile(r"\d")
_QUOTE = re.compile(r"^[\"“„«‘'][^\"”»]{5,400}[\"”»’']\s*[-–—,.(★*]?.{0,60}$|★★|\*\*\*")


@dataclass(slots=True)
class Line:
    """A passage of the content, with what is left of it after the facts were claimed."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]

    def mention(self) -> Mention:
        return Mention(self.passage.index, self.start, self.end)


def rest(passage: Passage, claims: Sequence[tuple[int, int]]) -> Line | None:
    """The passage without a claimed beginning or end; None if nothing is left, or most of it is facts."""
    start, end = 0, len(passage.text)
    if claims and _covered(claims) > 0.5 * end:
        return None
    for claimed_start, claimed_end in sorted(claims):
        if claimed_start <= start + 1 and claimed_end > start:
            start = claimed_end
        elif claimed_end >= end - 1 and claimed_start < end:
            end = claimed_start
    end = before_link_on(passage, end)
    text = passage.text[start:end]
    start += len(text) - len(text.lstrip(" .,:;|)"))
    end -= len(text) - len(text.rstrip())
    return Line(passage, start, end) if end - start > 1 else None


def before_link_on(passage: Passage, end: int) -> int:
    """Without the "read more" at the text's end."""
    last = passage.runs[-1] if passage.runs else None
    if last is None or not last.href or last.end < end or last.start == 0:
        return end
    return last.start if is_chrome_phrase(fold(passage.text[last.start : last.end])) else end


def _covered(claims: Sequence[tuple[int, int]]) -> int:
    covered = reached = 0
    for start, end in sorted(claims):
        covered += max(end - max(start, reached), 0)
        reached = max(reached, end)
    return covered


def parts_text(line: Line) -> bool:
    """A note short enough to be surely one: a text does not go on behind it."""
    return len(line.text) <= 220 and is_note(line)


def tells_showing(text: str) -> bool:
    """A day and an hour in a few sentences: "The film screens on Saturday 10 September at 5pm"."""
    return len(text) < _LONGEST_NOTE and _FIGURE.search(text) is not None and bool(find_days(text) and find_times(text))


def is_note(line: Line) -> bool:
    """Tickets, access, the occasion, a restoration: what stands beside a film's text."""
    if len(line.text) > 800:
        return False
    folded = fold(line.text)[:400]
    if len(folded) < 400 and phrase_pattern("notes", "contains").search(folded):
        return True
    if len(folded) < _SHORT_NOTE and phrase_pattern("notes", "contains_short").search(folded):
        return True
    if len(line.text) < _LONGEST_NOTE and phrase_pattern("notes", "starts").match(folded) is not None:
        return True
    return tells_showing(line.text)


def is_quote(line: Line) -> bool:
    """Of the press: in an element named for it, or in quotation marks with a name behind."""
    near = around(line.passage.box, 3)
    if any(_is_blockquote(box) or box.words & word_list("notes", "quote_marks") for box in near):
        return True
    return len(line.text) < 300 and bool(_QUOTE.search(line.text))


def _is_blockquote(box: Box) -> bool:
    """A blockquote of a few paragraphs; around more it only indents."""
    return box.tag == "blockquote" and sum(1 for child in box.element if child.tag in _BLOCKS) <= _QUOTED


_BLOCKS = frozenset({"p", "div", "table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
_QUOTED = 3
