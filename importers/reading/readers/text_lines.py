"""What is left of a page's lines once the facts are claimed, and which of them stand beside a text: notes and quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.reading.chrome import around
from importers.reading.document import Passage, fold
from importers.reading.readings import Mention
from importers.reading.wordlists import phrase_pattern, word_list

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
    """The passage without a claimed beginning or end; None if nothing is left."""
    start, end = 0, len(passage.text)
    for claimed_start, claimed_end in sorted(claims):
        if claimed_start <= start + 1 and claimed_end > start:
            start = claimed_end
        elif claimed_end >= end - 1 and claimed_start < end:
            end = claimed_start
    text = passage.text[start:end]
    start += len(text) - len(text.lstrip(" .,:;|)"))
    end -= len(text) - len(text.rstrip())
    return Line(passage, start, end) if end - start > 1 else None


def is_note(line: Line) -> bool:
    if len(line.text) > 800:
        return False
    folded = fold(line.text)[:400]
    if len(folded) < 400 and phrase_pattern("notes", "contains").search(folded):
        return True
    return len(line.text) < 320 and phrase_pattern("notes", "starts").match(folded) is not None


def is_quote(line: Line) -> bool:
    near = around(line.passage.box, 3)
    if any(box.tag == "blockquote" or box.words & word_list("notes", "quote_marks") for box in near):
        return True
    return len(line.text) < 300 and bool(_QUOTE.search(line.text))
