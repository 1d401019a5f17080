"""The lines of a page under the headings that announce them, and which of them make one text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from importers.reading.document import Box, LegacyDocument, Passage, fold
from importers.reading.phrases import leads_elsewhere
from importers.reading.prose import is_prose, link_share, word_count
from importers.reading.readers.nearby import line_words
from importers.reading.readers.signatures import is_signature
from importers.reading.readers.text_lines import Line, is_note, rest
from importers.reading.vocabulary.labels import find_label
from importers.reading.wordlists import word_list


@dataclass(slots=True)
class Block:
    """Lines under one heading: `topic` is what the heading announces."""

    topic: str
    heading: Passage | None
    lines: list[Line] = field(default_factory=list)
    groups: list[list[Line]] = field(default_factory=list)


def find_blocks(
    document: LegacyDocument,
    passages: Sequence[Passage],
    title: Passage | None,
    claims: dict[int, list[tuple[int, int]]],
    people: Sequence[str],
) -> list[Block]:
    block = Block("", None)
    blocks = [block]
    broken = True
    for passage in passages:
        if passage is title:
            continue
        topic = _topic(document, passage, people)
        if topic == "biography" and title is not None and 0 < passage.index - title.index <= 3:
            topic = ""  # the director under the title
        if topic is not None:
            block = Block(topic, passage)
            blocks.append(block)
            broken = True
            continue
        line = rest(passage, claims.get(passage.index, ()))
        if line is None:
            broken = True
            continue
        block.lines.append(line)
        broken = _group(block, line, broken)
    return blocks


def _group(block: Block, line: Line, broken: bool) -> bool:
    """Put a line of prose with its neighbours; tell whether the next one begins anew."""
    if not is_prose(line.text) or link_share(line.passage) > 0.6 or is_note(line):
        return broken or _is_wall(line)
    last = block.groups[-1][-1] if block.groups else None
    if broken or last is None or not _are_neighbours(last, line) or _sets_off(last, line):
        block.groups.append([])
    block.groups[-1].append(line)
    return False


def _are_neighbours(one: Line, other: Line) -> bool:
    """Neighbours, and no rule between them, nor one of them an introduction by its inline element."""
    if opens_line(one.passage) != opens_line(other.passage) or _is_under_rule(other.passage):
        return False
    return neighbours(one.passage.box, other.passage.box)


def _is_under_rule(passage: Passage) -> bool:
    """Whether `<hr>` stands right before the paragraph."""
    element = passage.box.element
    before = element.getprevious() if element is not None and passage.box.tag == "p" else None
    return before is not None and before.tag == "hr"


def opens_line(passage: Passage) -> bool:
    """Whether the line's own element, or the one around it, is named as an introduction."""
    words = line_words(passage)
    marks, text_marks = word_list("notes", "standfirst_marks"), word_list("notes", "synopsis_marks")
    return bool(words & marks) and not words & text_marks


def _sets_off(one: Line, other: Line) -> bool:
    """A short first line all in bold over a text that is not."""
    return len(one.text) <= 160 and is_bold(one.passage) and not is_bold(other.passage)


def is_bold(passage: Passage) -> bool:
    return any(run.tag in ("b", "strong") and run.end - run.start >= 0.95 * len(passage.text) for run in passage.runs)


def _is_wall(line: Line) -> bool:
    return word_count(line.text) < 4 and line.passage.box.element is None


def neighbours(one: Box, other: Box) -> bool:
    """Paragraphs of one text: the same element around them, and the same kind of element."""
    if one is other:
        return True
    if opens(one) != opens(other):
        return False
    if other.parent is one and one.tag == other.tag == "p":
        return True
    return one.parent is other.parent and (
        one.element is None or one.words == other.words or one.tag == other.tag == "p"
    )


def opens(box: Box) -> bool:
    """Whether the box is named as an introduction, and not as a part of the text itself."""
    marks, text_marks = word_list("notes", "standfirst_marks"), word_list("notes", "synopsis_marks")
    return bool(box.words & marks) and not box.words & text_marks


def _topic(document: LegacyDocument, passage: Passage, people: Sequence[str]) -> str | None:
    """What a heading announces: synopsis, biography, standfirst, or "" for another heading. None for no heading."""
    text = passage.text
    if len(text) > 90:
        return None
    label = find_label(text)
    fields = (*label.fields, *label.also) if label else ()
    for topic in ("synopsis", "biography", "standfirst"):
        if topic in fields and (passage.kind == "heading" or label.field == topic):  # type: ignore[union-attr]
            return topic
    folded = document.folded[passage.index]
    if passage.kind == "heading" and any(fold(name) in folded for name in people):
        return "biography"
    if passage.kind == "heading":
        return "credits" if label and label.roles else ""
    return "" if leads_elsewhere(folded) else None


def joined(block: Block) -> list[list[Line]]:
    """The block's groups; those parted only by a quotation or a short line belong together."""
    joined: list[list[Line]] = []
    for group in block.groups:
        if joined and _belongs(joined[-1], group, block):
            joined[-1] = joined[-1] + group
        else:
            joined.append(group)
    return joined


def _belongs(before: list[Line], after: list[Line], block: Block) -> bool:
    near = after[0].passage.index - before[-1].passage.index <= 2 and not _sets_off(before[-1], after[0])
    if near and (any(map(_is_signed, _between(before, after, block))) or opens_line(before[-1].passage)):
        return False
    return (
        near and neighbours(before[-1].passage.box, after[0].passage.box) and before[0].passage.box.element is not None
    )


def _between(before: list[Line], after: list[Line], block: Block) -> list[Line]:
    return [line for line in block.lines if before[-1].passage.index < line.passage.index < after[0].passage.index]


def _is_signed(line: Line) -> bool:
    """A name alone on its line ends the text above it."""
    return len(line.text) < 60 and is_signature(line.text.strip(" ()[]-–—"))
