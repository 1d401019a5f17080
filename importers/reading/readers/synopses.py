"""Which lines are the film's synopsis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from importers.reading.boxes import chain
from importers.reading.chrome import around
from importers.reading.document import Box, LegacyDocument, fold
from importers.reading.prose import ends_sentence, is_prose, link_share, word_count
from importers.reading.readers.lives import begins_life, is_life
from importers.reading.readers.parallel import in_main_tongue
from importers.reading.readers.signatures import is_signature, signed_name
from importers.reading.readers.text_blocks import Block, joined, neighbours
from importers.reading.readers.text_lines import Line, is_note, is_quote, parts_text
from importers.reading.wordlists import word_list

_SENTENCE = 7
"""Words of a short paragraph that may close a text; fewer are as likely a note. On a line of the same one less."""
_TEASER = 40
"""Characters by which two lines are known to begin alike."""


def synopsis_lines(
    document: LegacyDocument, blocks: list[Block], people: Sequence[str]
) -> tuple[Block | None, list[Line]]:
    """The lines, and the block under whose heading they stand, if it announces them."""
    names = tuple(folded for name in people if (folded := fold(name)))
    block, lines = _chosen(document, blocks, names)
    if block is not None and block.topic != "synopsis":
        lines = _whole(block, lines, names)
        following = next(number for number, one in enumerate(blocks) if one is block) + 1
        lines = _past_headings(blocks[following:], lines)
    return block, in_main_tongue(document, list(_without_repeats(lines)))


def _chosen(document: LegacyDocument, blocks: list[Block], names: Sequence[str]) -> tuple[Block | None, list[Line]]:
    named = [
        block for block in blocks if block.topic == "synopsis" and any(is_prose(line.text) for line in block.lines)
    ]
    named = named or [block for block in blocks if block.topic == "synopsis" and block.lines and not _has_prose(blocks)]
    if named:
        texts = [(block, _in_full(_under_heading(block.lines, names), block, names)) for block in named[:3]]
        longest = max(_length(lines) for _, lines in texts)
        return next(pair for pair in texts if _length(pair[1]) >= 0.6 * longest)
    groups = _told_in_full([(block, group) for block in blocks for group in joined(document, block, names)])
    if marked := _marked_group(groups):
        return marked
    candidates = [pair for pair in groups if pair[0].topic in ("", "standfirst")]
    candidates = candidates or [pair for pair in groups if pair[0].topic == "other"][:1]
    if not candidates:
        return None, []
    first = candidates[0][1]
    return max(candidates, key=lambda pair: _weight(pair[1], names, first=pair[1] is first))


def _told_in_full(groups: list[tuple[Block, list[Line]]]) -> list[tuple[Block, list[Line]]]:
    """Without texts that break off, and begin again below."""
    openings = [fold(group[0].text)[:_TEASER] for _, group in groups]
    return [
        pair
        for number, pair in enumerate(groups)
        if not (
            _breaks_off(pair[1][-1]) and len(openings[number]) == _TEASER and openings[number] in openings[number + 1 :]
        )
    ]


def _has_prose(blocks: list[Block]) -> bool:
    return any(block.groups for block in blocks)


def _length(lines: list[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _weight(group: list[Line], names: Sequence[str], *, first: bool) -> float:
    """The first text is likelier than a longer one below; what reads like a life is unlikely where it is not the first."""
    life = begins_life(group[0], names) or _is_named_life(group) or (not first and is_life(group))
    return _length(group) * (0.3 if life else 1.0) * (1.0 if first else 0.5)


def _is_named_life(group: list[Line]) -> bool:
    marks = word_list("notes", "biography_marks")
    return any(box.words & marks for box in around(group[0].passage.box, 3))


# Under a heading


def _in_full(lines: list[Line], block: Block, names: Sequence[str]) -> list[Line]:
    """What a text that breaks off says where it is told again from the beginning."""
    if not lines or not _breaks_off(lines[-1]):
        return lines
    opening, last = fold(lines[-1].text)[:_TEASER], lines[-1].passage.index
    following = [line for line in block.lines if line.passage.index > last]
    again = next((at for at, line in enumerate(following) if fold(line.text).startswith(opening)), None)
    return lines if again is None else [*lines[:-1], *_under_heading(following[again:], names)]


def _breaks_off(line: Line) -> bool:
    return line.text.rstrip().endswith(("…", "...", "[…]", "[...]"))


def _under_heading(lines: list[Line], names: Sequence[str]) -> list[Line]:
    """All lines under "Synopsis", as far as they stand together."""
    home = _home(lines[0].passage.box)
    kept: list[Line] = []
    for line in lines:
        if kept and _ends_text(line, kept, home, names):
            break
        if link_share(line.passage) > 0.6 and not is_prose(line.text):
            break
        kept.append(line)
    return _without_loose_end(kept)


def _ends_text(line: Line, kept: list[Line], home: Box | None, names: Sequence[str]) -> bool:
    prose = is_prose(line.text)
    if home is None:
        return not prose and is_prose(kept[-1].text)
    if home not in set(chain(line.passage.box)) or begins_life(line, names):
        return True
    return parts_text(line) and any(is_prose(one.text) for one in kept)


def _without_loose_end(lines: list[Line]) -> list[Line]:
    """Without short lines behind the text that are no sentences, but for a name under it."""
    end = len(lines)
    while end > 1 and _is_loose(lines[end - 1], lines[end - 2]):
        end -= 1
    return lines[:end] if any(is_prose(line.text) for line in lines[:end]) else lines


def _is_loose(line: Line, before: Line) -> bool:
    if is_prose(line.text) or ends_sentence(line.text) or _is_name(line):
        return False
    return line.passage.box is not before.passage.box and line.passage.kind != "item"


def _is_name(line: Line) -> bool:
    text = line.text.strip(" ()[]-–—")
    return len(text) < 60 and is_signature(signed_name(text) or text)


def _home(box: Box) -> Box | None:
    return box.parent if box.element is not None else None


# Without a heading


def _marked_group(groups: list[tuple[Block, list[Line]]]) -> tuple[Block, list[Line]] | None:
    """A text whose element is named for what it holds: `<div class="synopsis">`."""
    marks = word_list("notes", "synopsis_marks")
    groups = [pair for pair in groups if pair[0].topic not in ("biography", "other")]
    named = [pair for pair in groups if any(box.words & marks for box in around(pair[1][0].passage.box, 3))]
    strong = [pair for pair in named if _length(pair[1]) > 150]
    if not strong:
        return None
    longest = max(_length(lines) for _, lines in groups)
    best = max(strong, key=lambda pair: _length(pair[1]))
    return best if _length(best[1]) >= 0.5 * longest else None


def _whole(block: Block, group: list[Line], names: Sequence[str]) -> list[Line]:
    """With the lines between its paragraphs that belong to the text, and the short sentences at its end."""
    inside = {line.passage.index for line in group}
    lines = [line for line in block.lines if group[0].passage.index <= line.passage.index]
    kept: list[Line] = []
    before: Line | None = None
    for line in lines:
        index = line.passage.index
        if index in inside or (index < group[-1].passage.index and _is_part(line, group, before)):
            kept.append(line)
        elif index > group[-1].passage.index:
            if begins_life(line, names) or not _closes(line, kept[-1]):
                break
            kept.append(line)
        before = line
    return kept


def _is_part(line: Line, group: list[Line], before: Line | None) -> bool:
    """An item of a list, or a short line, that stands in the box of the text and is not the name under a quotation."""
    if before is not None and is_quote(before):
        return False
    if is_quote(line) or is_note(line) or link_share(line.passage) > 0.6 or line.passage.kind == "caption":
        return False
    home = group[0].passage.box
    around_line = set(chain(line.passage.box))
    return home in around_line or (line.passage.kind == "item" and home.parent in around_line)


def _closes(line: Line, last: Line) -> bool:
    """A short sentence right under the text, in an element like its last."""
    return (
        line.passage.index == last.passage.index + 1
        and line.passage.box.element is not None
        and ends_sentence(line.text)
        and word_count(line.text) >= _SENTENCE - (last.passage.box is line.passage.box)
        and neighbours(last.passage.box, line.passage.box)
        and not (is_note(line) or is_quote(line) or link_share(line.passage) > 0.3)
    )


def _past_headings(blocks: Iterable[Block], lines: list[Line]) -> list[Line]:
    """With what stands under headings inside the text: right between two of its paragraphs, and announcing nothing."""
    for block in blocks:
        if not _is_inner(block, lines[-1]):
            break
        lines = [*lines, *block.groups[0]]
    return lines


def _is_inner(block: Block, last: Line) -> bool:
    heading = block.heading
    if block.topic or heading is None or not block.groups or heading.index != last.passage.index + 1:
        return False
    first = block.groups[0][0]
    return (
        first.passage.index == heading.index + 1
        and heading.kind == "heading"
        and heading.box.parent is last.passage.box.parent
        and neighbours(last.passage.box, first.passage.box)
        and not is_life(block.groups[0])
        and not is_quote(first)
    )


# Repeats


def _without_repeats(lines: list[Line]) -> Iterator[Line]:
    """Without a teaser of a line that follows, and without what was said before."""
    folded = [fold(line.text) for line in lines]
    said: set[str] = set()
    for number, (line, text) in enumerate(zip(lines, folded, strict=True)):
        if len(text) > _TEASER and (text in said or _is_teaser(line, text, folded[number + 1 : number + 3])):
            continue
        said.add(text)
        yield line


def _is_teaser(line: Line, folded: str, following: list[str]) -> bool:
    """A line that breaks off, and is said in full below."""
    again = (text for text in following if text.startswith(folded[:_TEASER]))
    return _breaks_off(line) and any(len(text) > len(folded) for text in again)
