"""The name under a text, and the text without what stands around it at both ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.reading.document import fold
from importers.reading.readers.signatures import is_signature, signed_name
from importers.reading.readers.text_blocks import Block
from importers.reading.readers.text_lines import Line, is_note, is_quote
from importers.reading.readings import Mention, Reading
from importers.reading.wordlists import word_list

_END_NAME = re.compile(r"\s*(?:[(\[]\s*([^()\[\]\d]{4,40})\s*[)\]]|[-–—]\s*([^\d.,;:!?–—]{4,40}))\s*$")
_INITIALS = re.compile(r"\s*\(\s?([^\W\d_]{2,3}|(?:[^\W\d_]\.[ -]?){2,3})\s?\)\s*$")
_LEAD_DASH = re.compile(r"^\s*[-–—~]+\s*")
_ROLE_AFTER = re.compile(r"^(.{4,40}?)\s*(?:,|\s[-–—|]\s|\()\s*[^\d]{3,60}$")


def trimmed(lines: list[Line], people: Sequence[str]) -> tuple[list[Line], Reading | None]:
    kept = list(lines)
    byline = None
    while kept and len(kept) > 1 and (is_note(kept[0]) or is_quote(kept[0])):
        kept.pop(0)
    while len(kept) > 1:
        last = kept[-1]
        if (byline is None and (byline := _byline(last, people))) or is_note(last) or is_quote(last):
            kept.pop()
        else:
            break
    if kept and byline is None:
        byline = _glued_byline(kept, people)
    return kept, byline


def signed(blocks: list[Block], lines: list[Line], people: Sequence[str]) -> Reading | None:
    """The name on the line right under the text."""
    if not lines:
        return None
    last = lines[-1].passage.index
    own = next((block.lines for block in blocks if any(line.passage.index == last for line in block.lines)), [])
    after = [line for line in own if last < line.passage.index <= last + 2 and line.passage.kind != "item"]
    told = _byline(after[0], people) if after else None
    return told or _led(blocks, last, people)


def _led(blocks: list[Block], last: int, people: Sequence[str]) -> Reading | None:
    """ "Words: Jane Doe" further down."""
    for line in (line for block in blocks for line in block.lines if line.passage.index > last):
        name = signed_name(line.text) if len(line.text) < 60 and ":" in line.text else ""
        if name and is_signature(name) and not _is_credited(name, people):
            return Reading("byline", name, "byline", 0.8, (line.mention(),))
    return None


def _byline(line: Line, people: Sequence[str]) -> Reading | None:
    """The name that a line is, with or without "Text:" before and what the person does after it."""
    if len(line.text) > 120:
        return None
    text = _LEAD_DASH.sub("", line.text).strip(" ()[]")
    found = _ROLE_AFTER.match(text)
    for candidate in (signed_name(text), found[1] if found else "", text):
        if is_signature(candidate) and not _is_credited(candidate, people):
            return Reading("byline", candidate.strip(), "byline", 0.85, (line.mention(),))
    return None


def _are_initials(name: str) -> bool:
    """ "jm", "C.H.", "JM": not what tells a format or a country."""
    return len(name) < 9 and (name.islower() or name.isupper()) and fold(name) not in word_list("notes", "no_initials")


def _is_credited(name: str, people: Sequence[str]) -> bool:
    """Whoever made the film did not write the note on it."""
    return fold(name) in {fold(person) for person in people}


def _glued_byline(lines: list[Line], people: Sequence[str]) -> Reading | None:
    """ "(Name)", "(jm)" or "— Name" at the end of the last paragraph: cut off from it."""
    last = lines[-1]
    found = _END_NAME.search(last.text, max(0, len(last.text) - 80)) or _INITIALS.search(last.text)
    name = next((group for group in found.groups() if group), "").strip() if found else ""
    if not found or last.text[: found.start()].rstrip()[-1:] not in set('.!?…"”’»。'):
        return None
    name = signed_name(name) or name
    if not (is_signature(name) or _are_initials(name)) or _is_credited(name, people):
        return None
    mention = Mention(last.passage.index, last.start + found.start(), last.end)
    lines[-1] = Line(last.passage, last.start, last.start + found.start())
    return Reading("byline", name, "byline", 0.85, (mention,))
