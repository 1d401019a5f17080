"""The lives of a film's makers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.reading.chrome import around
from importers.reading.document import Passage, fold
from importers.reading.items import Biography
from importers.reading.readers.lives import begins_life, is_life
from importers.reading.readers.text_blocks import Block, neighbours
from importers.reading.readers.text_headings import name_with_role
from importers.reading.readers.text_lines import Line
from importers.reading.readings import Mention, Reading
from importers.reading.wordlists import word_list


def read_biographies(blocks: list[Block], synopsis: list[Line], people: Sequence[str]) -> Iterator[Reading]:
    used = {line.passage.index for line in synopsis}
    for block in blocks:
        lines = [line for group in block.groups for line in group if line.passage.index not in used]
        if not lines:
            continue
        if block.topic == "biography" or (block.topic == "credits" and is_life(lines)):
            yield from _biography(block, _together(lines), people)
        else:
            for group in block.groups:
                if group[0].passage.index not in used and _is_marked_life(group, people):
                    yield from _biography(None, group, people)


def _together(lines: list[Line]) -> list[Line]:
    """The lines from the first on, while they are next to each other."""
    kept = lines[:1]
    for line in lines[1:]:
        if line.passage.index - kept[-1].passage.index > 2 or not neighbours(kept[-1].passage.box, line.passage.box):
            break
        if line.passage.box.element is None and line.passage.index - kept[-1].passage.index > 1:
            break
        kept.append(line)
    return kept


def _biography(block: Block | None, lines: list[Line], people: Sequence[str]) -> Iterator[Reading]:
    heading = block.heading if block else None
    text = "\n\n".join(line.text.strip() for line in lines)
    name = _whose(heading, text, people)
    if name:
        mentions = tuple(line.mention() for line in lines)
        if block and heading:
            mentions = (Mention(heading.index, 0, block.start or len(heading.text)), *mentions)
        yield Reading("biographies", (Biography(name, text),), "text", 0.88, mentions)


def _whose(heading: Passage | None, text: str, people: Sequence[str]) -> str:
    for place in (fold(heading.text) if heading else "", fold(text[:120]), fold(text)):
        named = [name for name in people if f" {fold(name)} " in f" {place} "]
        if named:
            return named[0]
    if heading is not None and (name := name_with_role(heading.text)):
        return name
    return people[0] if people else ""


def _is_marked_life(group: list[Line], people: Sequence[str]) -> bool:
    marks = word_list("notes", "biography_marks")
    if any(box.words & marks for box in around(group[0].passage.box, 3)):
        return True
    return begins_life(group[0], tuple(folded for name in people if (folded := fold(name))))
