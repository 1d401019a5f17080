"""The lines of a page under the headings that announce them, and which of them make one text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

from importers.reading.boxes import chain
from importers.reading.document import Box, LegacyDocument, Passage, fold
from importers.reading.prose import is_prose, link_share, word_count
from importers.reading.readers.lives import begins_life, is_life
from importers.reading.readers.nearby import line_words
from importers.reading.readers.signatures import is_signature
from importers.reading.readers.text_headings import (
    NO_TEXTS,
    heading_reach,
    heading_topic,
    hidden_heading,
    run_in_heading,
)
from importers.reading.readers.text_lines import Line, is_note, is_quote, parts_text, rest
from importers.reading.wordlists import word_list

_INTERRUPTION = 6
"""Lines of something else that may stand in the middle of a text."""
_RELATED = 5
"""Boxes around a text among which the one that it shares with its continuation is looked for."""


@dataclass(slots=True)
class Block:
    """Lines under one heading: `topic` is what the heading announces.

    "synopsis", "biography", "standfirst"; "credits" and "other" for what is no text of the film's; "person" where it
    is a name, until it is known what stands below; "" for any other heading.
    """

    topic: str
    heading: Passage | None
    lines: list[Line] = field(default_factory=list)
    groups: list[list[Line]] = field(default_factory=list)
    facts: set[int] = field(default_factory=set)
    """Passages of which facts readers took all."""
    start: int = 0
    """Where the text begins in the heading's own line, if it stands there."""
    reach: Box | None = None
    """The box in which the heading rules, where that matters."""


def find_blocks(
    document: LegacyDocument,
    passages: Sequence[Passage],
    title: Passage | None,
    claims: dict[int, list[tuple[int, int]]],
    people: Sequence[str],
) -> list[Block]:
    names = tuple(folded for name in people if (folded := fold(name)))
    sorting = _Sorting(document, title, names)
    for position, passage in enumerate(passages):
        if passage is not title:
            after = passages[position + 1] if position + 1 < len(passages) else None
            sorting.take(passage, claims.get(passage.index, []), after)
    _settle(sorting.blocks)
    return sorting.blocks


class _Sorting:
    """Takes a page's passages in order, and puts each into the block of the heading that rules there."""

    def __init__(self, document: LegacyDocument, title: Passage | None, names: Sequence[str]) -> None:
        self.blocks = [Block("", None)]
        self._document, self._title, self._names = document, title, names
        self._broken = True
        self._last = -1

    @property
    def _block(self) -> Block:
        return self.blocks[-1]

    def _open(self, block: Block) -> None:
        self.blocks.append(block)
        self._broken = True

    def take(self, passage: Passage, claims: list[tuple[int, int]], after: Passage | None) -> None:
        topic = self._topic(passage, after)
        if topic is not None:
            self._open(Block(topic, passage, reach=heading_reach(passage) if topic in NO_TEXTS else None))
        else:
            self._leave(passage)
            self._put(passage, claims)
        self._last = passage.index

    def _topic(self, passage: Passage, after: Passage | None) -> str | None:
        topic = heading_topic(self._document, passage, self._names)
        if topic == "person" and self._title is not None and 0 < passage.index - self._title.index <= 3:
            return ""  # the director under the title
        if topic is None and after is not None and _is_over_life(self._document, passage, after, self._names):
            return "biography" if is_bold(passage) or any(one.groups for one in self.blocks) else None
        return topic

    def _leave(self, passage: Passage) -> None:
        """Where a heading that is chrome stands in between, or the last one's box ends, its lines end too."""
        if heading := hidden_heading(self._document, self._last, passage.index):
            self._open(Block("other", None, reach=heading_reach(heading)))
        reach = self._block.reach
        if reach is not None and reach not in set(chain(passage.box)):
            self._open(Block("", None))

    def _put(self, passage: Passage, claims: list[tuple[int, int]]) -> None:
        announced = run_in_heading(passage) if rest(passage, claims) else None
        if announced:
            self._open(Block(announced.topic, passage, start=announced.end))
            claims = [*claims, (0, announced.end)]
        line = rest(passage, claims)
        if line is None:
            self._block.facts.add(passage.index)
            self._broken = True
        else:
            self._block.lines.append(line)
            self._broken = _group(self._block, line, self._broken, self._names)
        if announced and announced.topic == "other":
            self._open(Block("", None))


def _settle(blocks: list[Block]) -> None:
    """Under a name stands a life, unless it is the first text of the page and reads like none."""
    for number, block in enumerate(blocks):
        if block.topic == "person":
            first = not any(one.groups for one in blocks[:number])
            block.topic = "" if first and block.groups and not is_life(block.groups[0]) else "biography"


def _group(block: Block, line: Line, broken: bool, names: Sequence[str]) -> bool:
    """Put a line of prose with its neighbours; tell whether the next one begins anew."""
    if not is_prose(line.text) or link_share(line.passage) > 0.6 or is_note(line):
        return broken or _is_wall(line) or _ends_text(line)
    last = block.groups[-1][-1] if block.groups else None
    if (
        broken
        or last is None
        or not neighbours(last.passage.box, line.passage.box)
        or _is_under_rule(line.passage)
        or _sets_off(last, line)
        or begins_life(line, names)
    ):
        block.groups.append([])
    block.groups[-1].append(line)
    return False


def _is_under_rule(passage: Passage) -> bool:
    """Whether `<hr>` stands right before the paragraph."""
    element = passage.box.element
    before = element.getprevious() if element is not None and passage.box.tag == "p" else None
    return before is not None and before.tag == "hr"


def opens_line(passage: Passage) -> bool:
    """Whether the line's own element, or an inline one around it, is named as an introduction."""
    return names_opening(line_words(passage))


def _ends_text(line: Line) -> bool:
    """A note; a link that reads like one is an advert."""
    return parts_text(line) and link_share(line.passage) < 0.6


def _is_signed(line: Line) -> bool:
    """A name alone on its line ends the text above it."""
    return len(line.text) < 60 and is_signature(line.text.strip(" ()[]-–—"))


def _sets_off(one: Line, other: Line) -> bool:
    """A short first line all in bold, or named as an introduction, over a text that is not."""
    if opens_line(one.passage) != opens_line(other.passage):
        return True
    return len(one.text) <= 160 and is_bold(one.passage) and not is_bold(other.passage)


def is_bold(passage: Passage) -> bool:
    return any(run.tag in ("b", "strong") and run.end - run.start >= 0.95 * len(passage.text) for run in passage.runs)


def _is_wall(line: Line) -> bool:
    return word_count(line.text) < 4 and line.passage.box.element is None


def neighbours(one: Box, other: Box) -> bool:
    """Paragraphs of one text: the same element around them, and the same kind of element."""
    if one is other:
        return True
    if names_opening(one.words) != names_opening(other.words):
        return False
    if other.parent is one and one.tag == other.tag == "p":
        return True
    return one.parent is other.parent and (
        one.element is None or one.words == other.words or one.tag == other.tag == "p"
    )


def _kin(one: Box, other: Box) -> bool:
    """Paragraphs at the same place of two boxes that are built alike and stand close to each other."""
    if one.path != other.path or one.depth != other.depth:
        return False
    return not set(islice(chain(one), 1, _RELATED)).isdisjoint(islice(chain(other), 1, _RELATED))


def names_opening(words: frozenset[str]) -> bool:
    """Whether an element is named as an introduction, and not as a part of the text itself."""
    if not words:
        return False
    return bool(words & word_list("notes", "standfirst_marks")) and not words & word_list("notes", "synopsis_marks")


def _is_over_life(document: LegacyDocument, passage: Passage, after: Passage, names: Sequence[str]) -> bool:
    """A name on a line of its own over a life."""
    if len(passage.text) > 60 or document.folded[passage.index] not in names:
        return False
    return is_prose(after.text) and is_life([Line(after, 0, len(after.text))])


def joined(document: LegacyDocument, block: Block, names: Sequence[str]) -> list[list[Line]]:
    """The block's groups; those parted only by a quotation, a picture, an advert or a list belong together."""
    joined: list[list[Line]] = []
    quotes: list[list[Line]] = []
    for group in block.groups:
        if all(map(is_quote, group)):
            quotes.append(group)
        elif joined and not begins_life(group[0], names) and _goes_on(document, block, joined[-1], group):
            joined[-1] = joined[-1] + group
        else:
            joined.append(group)
    return [*joined, *quotes]


def _goes_on(document: LegacyDocument, block: Block, before: list[Line], after: list[Line]) -> bool:
    one, other = before[-1].passage, after[0].passage
    between = document.passages[one.index + 1 : other.index]
    if one.box.element is None or len(between) > _INTERRUPTION or _sets_off(before[-1], after[0]):
        return False
    if any(passage.index in block.facts for passage in between) or (is_life(after) and not is_life(before)):
        return False
    lines = {line.passage.index: line for line in block.lines}
    own = [lines[p.index] for p in between if p.index in lines and not _is_source(document, p)]
    if any(map(_ends_text, own)) or any(map(_is_signed, own)):
        return False
    strange = [line for line in own if not (is_quote(line) or line.passage.kind in ("caption", "item"))]
    if neighbours(one.box, other.box):
        return len(strange) <= 1
    return bool(between) and not strange and _kin(one.box, other.box) and _is_interruption(between)


def _is_source(document: LegacyDocument, passage: Passage) -> bool:
    """A short line under a quotation: who said it."""
    before = document.passages[passage.index - 1]
    return len(passage.text) < 60 and is_quote(Line(before, 0, len(before.text)))


def _is_interruption(between: Iterable[Passage]) -> bool:
    """Quotations and captions; a link may be the title of another text."""
    return all(passage.kind == "caption" or is_quote(Line(passage, 0, len(passage.text))) for passage in between)
