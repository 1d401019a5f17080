"""The name under a text, and the text without what stands around it at both ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.reading.readers.text_blocks import Block
from importers.reading.readers.text_lines import Line, is_note, is_quote
from importers.reading.readings import Mention, Reading
from importers.reading.vocabulary.labels import find_label
from importers.reading.vocabulary.names import looks_like_name

_END_NAME = re.compile(r"\s*(?:[(\[]\s*([^()\[\]\d]{4,40})\s*[)\]]|[-–—]\s*([^\d.,;:!?–—]{4,40}))\s*$")
_LEAD_DASH = re.compile(r"^\s*[-–—~]\s*")
_ROLE_AFTER = re.compile(r"^(.{4,40}?)\s*(?:,|\s[-–—|]\s|\()\s*[^\d]{3,60}$")


def trimmed(lines: list[Line], people: Sequence[str]) -> tuple[list[Line], Reading | None]:
    kept = list(lines)
    byline = None
    while kept and len(kept) > 1 and (is_note(kept[0]) or is_quote(kept[0])):
        kept.pop(0)
    while len(kept) > 1:
        last = kept[-1]
        if (byline is None and (byline := _byline(last))) or is_note(last) or is_quote(last):
            kept.pop()
        else:
            break
    if kept and byline is None:
        byline = _glued_byline(kept)
    return kept, byline


def signed(blocks: list[Block], lines: list[Line]) -> Reading | None:
    """The name on the line right under the text."""
    if not lines:
        return None
    last = lines[-1].passage.index
    after = [line for block in blocks for line in block.lines if last < line.passage.index <= last + 2]
    return _byline(after[0]) if after else None


def _byline(line: Line) -> Reading | None:
    text = _LEAD_DASH.sub("", line.text).strip(" ()[]")
    found = _ROLE_AFTER.match(text)
    for candidate in (found[1] if found else "", text):
        if _is_signature(candidate):
            return Reading("byline", candidate.strip(), "byline", 0.85, (line.mention(),))
    return None


def _is_signature(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 4
        and len(text) <= 40
        and looks_like_name(text)
        and not find_label(text)
        and not any(map(str.isdigit, text))
    )


def _glued_byline(lines: list[Line]) -> Reading | None:
    """ "(Name)" or "— Name" at the end of the last paragraph: cut off from it."""
    last = lines[-1]
    found = _END_NAME.search(last.text)
    name = (found[1] or found[2] or "").strip() if found else ""
    if not found or not _is_signature(name) or last.text[: found.start()].rstrip()[-1:] not in set('.!?…"”’»'):
        return None
    mention = Mention(last.passage.index, last.start + found.start(), last.end)
    lines[-1] = Line(last.passage, last.start, last.start + found.start())
    return Reading("byline", name, "byline", 0.85, (mention,))
