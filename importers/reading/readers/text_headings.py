"""What the headings of a page announce: texts of the film's, lives, or something else; and how far they rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from importers.reading.document import Box, LegacyDocument, Passage
from importers.reading.phrases import leads_elsewhere
from importers.reading.prose import is_prose
from importers.reading.vocabulary.labels import find_label
from importers.reading.vocabulary.names import looks_like_name

_TEXT_TOPICS = ("synopsis", "biography", "standfirst")
NO_TEXTS = ("credits", "other")
"""What a heading announces under which no text of the film's stands."""
_LEADS = frozenset({"b", "strong", "em", "i", "u", "span", "font"})
_LONGEST_LEAD = 50


def heading_topic(document: LegacyDocument, passage: Passage, names: Sequence[str]) -> str | None:
    """What a heading announces. None for no heading."""
    text = passage.text
    if len(text) > 90:
        return None
    label = find_label(text)
    fields = (*label.fields, *label.also) if label else ()
    for topic in _TEXT_TOPICS:
        if topic in fields and (passage.kind == "heading" or label.field == topic):  # type: ignore[union-attr]
            return topic
    folded = document.folded[passage.index]
    if passage.kind == "heading":
        if any(name in folded for name in names) or name_with_role(text):
            return "person"
        return "credits" if label and label.roles else "other" if label else ""
    return "" if leads_elsewhere(folded) else None


def name_with_role(text: str) -> str:
    """The name in a heading "Ann Poole, director"; "" where it is none."""
    name, parted, role = text.partition(",") if "," in text else text.partition(" – " if " – " in text else " - ")
    label = find_label(role.strip(" ()")) if parted and len(text) < 60 else None
    return name.strip() if label is not None and label.roles and looks_like_name(name.strip()) else ""


class RunIn(NamedTuple):
    topic: str
    end: int


def run_in_heading(passage: Passage) -> RunIn | None:
    """A label at the beginning of a paragraph of prose: "<b>About the director.</b> She was born…"."""
    text = passage.text
    if not is_prose(text):
        return None
    first = passage.runs[0] if passage.runs else None
    end = first.end if first and not first.start and first.tag in _LEADS and first.end <= _LONGEST_LEAD else 0
    end = end or text.find(":", 2, _LONGEST_LEAD)
    label = find_label(text[:end]) if end > 0 else None
    if label is None or label.field == "screenings":
        return None
    topic = next((topic for topic in _TEXT_TOPICS if topic in label.fields), "other")
    return RunIn(topic, end + len(text[end:]) - len(text[end:].lstrip(" .:–—-")))


def hidden_heading(document: LegacyDocument, last: int, here: int) -> Passage | None:
    """A heading or tab between two passages that is chrome by itself, and announces something."""
    for passage in document.passages[last + 1 : here] if 0 <= last < here - 1 else ():
        if passage.kind in ("heading", "button") and len(passage.text) < 60 and find_label(passage.text):
            return passage
    return None


def heading_reach(heading: Passage) -> Box | None:
    """The box over which a heading rules: the first around it that is more than its own."""
    box = heading.box
    while box.parent is not None and box.element is not None and len(box.element.getparent()) == 1:
        box = box.parent
    return box.parent if box.element is not None else None
