"""Which lines are the film's synopsis."""

from __future__ import annotations

from importers.reading.chrome import around, chain
from importers.reading.document import Box
from importers.reading.prose import is_prose, link_share
from importers.reading.readers.biographies import is_life
from importers.reading.readers.text_blocks import Block, joined
from importers.reading.readers.text_lines import Line
from importers.reading.wordlists import word_list


def synopsis_lines(blocks: list[Block]) -> tuple[Block | None, list[Line]]:
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
    candidates = [(block, group) for block in blocks if block.topic in ("", "standfirst") for group in joined(block)]
    if not candidates:
        return None, []
    first = candidates[0][1]
    best_pair = max(candidates, key=lambda pair: _weight(pair[1]) * (1.0 if pair[1] is first else 0.75))
    return best_pair


def _has_prose(blocks: list[Block]) -> bool:
    return any(block.groups for block in blocks)


def _weight(group: list[Line]) -> float:
    weight = float(sum(len(line.text) for line in group))
    return weight * (0.3 if is_life(group) else 1.0)


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
    groups = [g for block in blocks if block.topic != "biography" for g in joined(block)]
    named = [g for g in groups if any(box.words & marks for box in around(g[0].passage.box, 3))]
    strong = [g for g in named if sum(len(line.text) for line in g) > 150]
    longest = max((sum(len(line.text) for line in g) for g in groups), default=0)
    best = max(strong, key=lambda g: sum(len(line.text) for line in g), default=[])
    return best if sum(len(line.text) for line in best) >= 0.5 * longest else []
