"""The film's text: standfirst, synopsis, the name under it, and the lives of its makers.

What facts readers have claimed is left out; what stands before and after the text that is no part of it (press quotes,
ticket and access notes, restoration credits) is cut off at both ends, never from the middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from importers.reading.chrome import around, chain
from importers.reading.document import Box, LegacyDocument, Passage, fold
from importers.reading.items import Biography
from importers.reading.phrases import leads_elsewhere
from importers.reading.prose import ends_sentence, is_prose, link_share, word_count
from importers.reading.readings import Mention, Reading
from importers.reading.vocabulary.labels import find_label
from importers.reading.vocabulary.names import looks_like_name
from importers.reading.wordlists import phrase_pattern, word_list

_END_NAME = re.compile(r"\s*(?:[(\[]\s*([^()\[\]\d]{4,40})\s*[)\]]|[-–—]\s*([^\d.,;:!?–—]{4,40}))\s*$")
_LEAD_DASH = re.compile(r"^\s*[-–—~]\s*")
_ROLE_AFTER = re.compile(r"^(.{4,40}?)\s*(?:,|\s[-–—|]\s|\()\s*[^\d]{3,60}$")
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


@dataclass(slots=True)
class Block:
    """Lines under one heading: `topic` is what the heading announces."""

    topic: str
    heading: Passage | None
    lines: list[Line] = field(default_factory=list)
    groups: list[list[Line]] = field(default_factory=list)


def read_texts(
    document: LegacyDocument,
    passages: Sequence[Passage],
    title: Passage | None,
    claims: dict[int, list[tuple[int, int]]],
    people: Sequence[str],
) -> Iterator[Reading]:
    """`claims`: what facts readers took, by passage; `people`: the names credited on the page."""
    blocks = _blocks(document, passages, title, claims, people)
    synopsis_block, lines = _synopsis_lines(blocks)
    lines, byline = _trimmed(lines, people)
    byline = byline or _signed(blocks, lines)
    if lines:
        text = "\n\n".join(line.text.strip() for line in lines)
        sure = 0.93 if synopsis_block and synopsis_block.topic == "synopsis" else 0.85
        yield Reading("synopsis", text, "text", sure, tuple(line.mention() for line in lines))
    if byline:
        yield byline
    yield from _standfirst(blocks, lines, title)
    yield from _biographies(blocks, lines, people)


# Blocks


def _blocks(
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
        if topic is not None:
            block = Block(topic, passage)
            blocks.append(block)
            broken = True
            continue
        line = _rest(passage, claims.get(passage.index, ()))
        if line is None:
            broken = True
            continue
        block.lines.append(line)
        broken = _group(block, line, broken)
    return blocks


def _group(block: Block, line: Line, broken: bool) -> bool:
    """Put a line of prose with its neighbours; tell whether the next one begins anew."""
    if not is_prose(line.text) or link_share(line.passage) > 0.6 or _is_note(line):
        return broken or _is_wall(line)
    last = block.groups[-1][-1] if block.groups else None
    if broken or last is None or not _neighbours(last.passage.box, line.passage.box) or _sets_off(last, line):
        block.groups.append([])
    block.groups[-1].append(line)
    return False


def _sets_off(one: Line, other: Line) -> bool:
    """A short first line all in bold over a text that is not."""
    return len(one.text) <= 160 and _is_bold(one.passage) and not _is_bold(other.passage)


def _is_bold(passage: Passage) -> bool:
    return any(run.tag in ("b", "strong") and run.end - run.start >= 0.95 * len(passage.text) for run in passage.runs)


def _is_wall(line: Line) -> bool:
    return word_count(line.text) < 4 and line.passage.box.element is None


def _neighbours(one: Box, other: Box) -> bool:
    """Paragraphs of one text: the same element around them, and the same kind of element."""
    if one is other:
        return True
    if _opens(one) != _opens(other):
        return False
    if other.parent is one and one.tag == other.tag == "p":
        return True
    return one.parent is other.parent and (
        one.element is None or one.words == other.words or one.tag == other.tag == "p"
    )


def _opens(box: Box) -> bool:
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


def _rest(passage: Passage, claims: Sequence[tuple[int, int]]) -> Line | None:
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


# Synopsis


def _synopsis_lines(blocks: list[Block]) -> tuple[Block | None, list[Line]]:
    named = [
        block for block in blocks if block.topic == "synopsis" and any(is_prose(line.text) for line in block.lines)
    ]
    named = named or [block for block in blocks if block.topic == "synopsis" and block.lines and not _has_prose(blocks)]
    if named:
        best = max(named[:3], key=lambda block: sum(len(line.text) for line in block.lines[:30]))
        return best, _under_heading(best)
    marked = _marked_group(blocks)
    if marked:
        return None, marked
    candidates = [(block, group) for block in blocks if block.topic in ("", "standfirst") for group in _joined(block)]
    if not candidates:
        return None, []
    first = candidates[0][1]
    best_pair = max(candidates, key=lambda pair: _weight(pair[1]) * (1.0 if pair[1] is first else 0.75))
    return best_pair


def _has_prose(blocks: list[Block]) -> bool:
    return any(block.groups for block in blocks)


def _weight(group: list[Line]) -> float:
    weight = float(sum(len(line.text) for line in group))
    return weight * (0.3 if _is_life(group) else 1.0)


def _joined(block: Block) -> list[list[Line]]:
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
    return (
        near and _neighbours(before[-1].passage.box, after[0].passage.box) and before[0].passage.box.element is not None
    )


def _under_heading(block: Block) -> list[Line]:
    """All lines under "Synopsis", as far as they stand together."""
    lines = block.lines
    home = _home(lines[0].passage.box)
    kept: list[Line] = []
    for line in lines:
        if link_share(line.passage) > 0.6 and not is_prose(line.text):
            break
        outside = home is not None and home not in set(chain(line.passage.box))
        if kept and (outside or (home is None and not is_prose(line.text) and is_prose(kept[-1].text))):
            break
        kept.append(line)
    return kept


def _home(box: Box) -> Box | None:
    return box.parent if box.element is not None else None


def _marked_group(blocks: list[Block]) -> list[Line]:
    """A text whose element is named for what it holds: `<div class="synopsis">`."""
    marks = word_list("notes", "synopsis_marks")
    groups = [g for block in blocks if block.topic != "biography" for g in _joined(block)]
    named = [g for g in groups if any(box.words & marks for box in around(g[0].passage.box, 3))]
    strong = [g for g in named if sum(len(line.text) for line in g) > 150]
    longest = max((sum(len(line.text) for line in g) for g in groups), default=0)
    best = max(strong, key=lambda g: sum(len(line.text) for line in g), default=[])
    return best if sum(len(line.text) for line in best) >= 0.5 * longest else []


# Ends


def _trimmed(lines: list[Line], people: Sequence[str]) -> tuple[list[Line], Reading | None]:
    kept = list(lines)
    byline = None
    while kept and len(kept) > 1 and (_is_note(kept[0]) or _is_quote(kept[0])):
        kept.pop(0)
    while len(kept) > 1:
        last = kept[-1]
        if (byline is None and (byline := _byline(last))) or _is_note(last) or _is_quote(last):
            kept.pop()
        else:
            break
    if kept and byline is None:
        byline = _glued_byline(kept)
    return kept, byline


def _signed(blocks: list[Block], lines: list[Line]) -> Reading | None:
    """The name on the line right under the text."""
    if not lines:
        return None
    last = lines[-1].passage.index
    after = [line for block in blocks for line in block.lines if last < line.passage.index <= last + 2]
    return _byline(after[0]) if after else None


def _is_note(line: Line) -> bool:
    if len(line.text) > 800:
        return False
    folded = fold(line.text)[:400]
    if len(folded) < 400 and phrase_pattern("notes", "contains").search(folded):
        return True
    return len(line.text) < 320 and phrase_pattern("notes", "starts").match(folded) is not None


def _is_quote(line: Line) -> bool:
    near = around(line.passage.box, 3)
    if any(box.tag == "blockquote" or box.words & word_list("notes", "quote_marks") for box in near):
        return True
    return len(line.text) < 300 and bool(_QUOTE.search(line.text))


def byline_after(passage: Passage) -> Reading | None:
    """The name on a line of its own under a text."""
    return _byline(Line(passage, 0, len(passage.text)))


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


# Standfirst


def _standfirst(blocks: list[Block], synopsis: list[Line], title: Passage | None) -> Iterator[Reading]:
    if title is None:
        return
    used = {line.passage.index for line in synopsis}
    start = synopsis[0].passage.index if synopsis else -1
    near: list[Line] = []
    for block in blocks:
        for line in block.lines:
            if line.passage.index in used or _is_quote(line):
                continue
            if block.topic == "standfirst" or _marked_as(line):
                yield _as_standfirst(line, 0.9)
                return
            if _is_note(line):
                continue
            sentence = is_prose(line.text) or (ends_sentence(line.text) and _may_open(line))
            if title.index < line.passage.index < start and sentence:
                near.append(line)
    if near and len(near[0].text) < 450 and near[0].passage.kind != "item":
        yield _as_standfirst(near[0], 0.8)


def _stands_out(passage: Passage) -> bool:
    """Whether a short sentence is set apart: in bold, or as a paragraph of its own in plain text."""
    return _is_bold(passage) or (passage.box.element is None and passage.kind == "paragraph")


def _may_open(line: Line) -> bool:
    """A short sentence that is set apart, or a paragraph of five words or more."""
    return _stands_out(line.passage) or (line.passage.kind == "paragraph" and word_count(line.text) >= 5)


def _marked_as(line: Line) -> bool:
    box = line.passage.box
    named = _opens(box) or (box.parent is not None and _opens(box.parent))
    sentence = is_prose(line.text) or ends_sentence(line.text)
    return named and word_count(line.text) >= 4 and len(line.text) < 600 and sentence


def _as_standfirst(line: Line, sure: float) -> Reading:
    return Reading("standfirst", line.text.strip(), "text", sure, (line.mention(),))


# Biographies


def _biographies(blocks: list[Block], synopsis: list[Line], people: Sequence[str]) -> Iterator[Reading]:
    used = {line.passage.index for line in synopsis}
    for block in blocks:
        lines = [line for group in block.groups for line in group if line.passage.index not in used]
        if not lines:
            continue
        if block.topic == "biography" or (block.topic == "credits" and _is_life(lines)):
            yield from _biography(block.heading, _together(lines), people)
        else:
            for group in block.groups:
                if group[0].passage.index not in used and _is_marked_life(group, people):
                    yield from _biography(None, group, people)


def _together(lines: list[Line]) -> list[Line]:
    """The lines from the first on, while they are next to each other."""
    kept = lines[:1]
    for line in lines[1:]:
        if line.passage.index - kept[-1].passage.index > 2 or not _neighbours(kept[-1].passage.box, line.passage.box):
            break
        if line.passage.box.element is None and line.passage.index - kept[-1].passage.index > 1:
            break
        kept.append(line)
    return kept


def _biography(heading: Passage | None, lines: list[Line], people: Sequence[str]) -> Iterator[Reading]:
    text = "\n\n".join(line.text.strip() for line in lines)
    name = _whose(heading, text, people)
    if name:
        mentions = tuple(line.mention() for line in lines)
        if heading:
            mentions = (Mention(heading.index, 0, len(heading.text)), *mentions)
        yield Reading("biographies", (Biography(name, text),), "text", 0.88, mentions)


def _whose(heading: Passage | None, text: str, people: Sequence[str]) -> str:
    for place in (fold(heading.text) if heading else "", fold(text[:120]), fold(text)):
        named = [name for name in people if f" {fold(name)} " in f" {place} "]
        if named:
            return named[0]
    return people[0] if people else ""


def _is_life(lines: list[Line]) -> bool:
    return phrase_pattern("notes", "biography_signs").search(fold(lines[0].text[:320])) is not None


def _is_marked_life(group: list[Line], people: Sequence[str]) -> bool:
    marks = word_list("notes", "biography_marks")
    if any(box.words & marks for box in around(group[0].passage.box, 3)):
        return True
    opening = fold(group[0].text[:60])
    return _is_life(group) and any(opening.startswith(fold(name)) for name in people)
