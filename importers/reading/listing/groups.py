"""Ways to part a page into records: boxes of one shape, children of one box, stretches that begin alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from importers.reading.boxes import chain
from importers.reading.chrome import Content
from importers.reading.document import Box, Passage
from importers.reading.listing.anchors import titled
from importers.reading.listing.evidence import Evidence
from importers.reading.listing.shapes import Shapes
from importers.reading.listing.slots import Slot, may_be_title, slots
from importers.reading.prose import is_prose
from importers.reading.readers.credit_lines import line_facts
from importers.reading.vocabulary.labels import find_label

_LEVELS = 7
"""Boxes around a passage among which repetition is looked for."""
_MOST_SLOTS = 10
"""Lines at the beginning of a record in which its title is looked for."""


@dataclass(frozen=True, slots=True)
class Span:
    """The lines of what may be one record, and the places in them where its title may stand."""

    passages: tuple[Passage, ...]
    slots: tuple[tuple[Hashable, Slot], ...]
    """Each with what is the same for this place in every record that is marked up alike."""
    box: Box | None = None


Group = tuple[Span, ...]
BY_FACTS = "by facts"
"""The place of titles that are found by the facts under or behind them, and may be marked up each in its own way."""


def groups(
    passages: Sequence[Passage], content: Content, title: Passage | None, fewest: int, evidence: Evidence
) -> Iterator[Group]:
    shapes = Shapes()
    for boxes in _boxes(passages, content, title, shapes):
        if len(boxes) >= fewest:
            yield tuple(_span(tuple(inside), box, shapes) for box, inside in boxes.items())
    yield from _sequences(passages, shapes)
    yield from _over_facts(content.passages if title is not None and title.box.element is None else passages)
    yield from _by_facts(content.passages, evidence, title, shapes)


def _by_facts(
    passages: Sequence[Passage], evidence: Evidence, title: Passage | None, shapes: Shapes
) -> Iterator[Group]:
    """Blocks of facts with the titles over or before them, wherever these stand."""

    def placed(passage: Passage) -> Hashable:
        return shapes.of(passage.box), passage.kind, passage.level

    heads = titled(passages, evidence, title, placed)
    if len(heads) > 1:
        yield tuple(_stretches(passages, heads, BY_FACTS))


def _over_facts(passages: Sequence[Passage]) -> Iterator[Group]:
    """Lines right over "Hungary / Austria, 2014, 97 min", each with what follows: in plain text nothing else marks a
    film, and there even the line that was taken for the page's title may be one."""
    facts = [_is_origin(passage.text) for passage in passages]
    heads = [at for at, (here, below) in enumerate(pairwise(facts)) if below and not here]
    heads = [at for at in heads if len(passages[at].text) < _LONGEST_HEAD]
    if len(heads) > 1:
        slots_ = [Slot(passages[at], 0, len(passages[at].text), "over facts", _STANDS_OUT) for at in heads]
        yield tuple(_stretches(passages, list(zip(heads, slots_, strict=True))))


_LONGEST_HEAD = 100
_STANDS_OUT = frozenset({"strong"})
"""Where a line stands marks it as strongly as bold letters would."""


def _is_origin(text: str) -> bool:
    if len(text) > _LONGEST_HEAD or not any(map(str.isdigit, text)):
        return False
    facts = line_facts(text)
    return facts.kinds > 1 and facts.covered() >= 0.4 * len(text)


def _boxes(
    passages: Sequence[Passage], content: Content, title: Passage | None, shapes: Shapes
) -> Iterator[dict[Box, list[Passage]]]:
    """Boxes of one shape; and children of one box that are one element, where their classes differ."""
    alike: defaultdict[int, dict[Box, list[Passage]]] = defaultdict(dict)
    siblings: defaultdict[tuple[Box, str], dict[Box, list[Passage]]] = defaultdict(dict)
    around_title = set(chain(title.box)) if title else set()
    for passage in passages:
        for level, box in enumerate(chain(passage.box)):
            if box is content.core or level >= _LEVELS or box in around_title or box.parent is None:
                break
            alike[shapes.of(box)].setdefault(box, []).append(passage)
            siblings[box.parent, box.tag].setdefault(box, []).append(passage)
    yield from alike.values()
    yield from (boxes for boxes in siblings.values() if len(boxes) > 1 and _are_alike(list(boxes), shapes))


def _are_alike(boxes: Sequence[Box], shapes: Shapes) -> bool:
    """Of different shapes, but with a class that all share."""
    words = [shapes.step(box)[1] for box in boxes]
    return len(set(words)) > 1 and bool(frozenset.intersection(*words))


def _span(passages: tuple[Passage, ...], box: Box | None, shapes: Shapes) -> Span:
    found: list[tuple[Hashable, Slot]] = []
    for passage in passages[:_MOST_SLOTS]:
        place = shapes.number((shapes.between(passage.box, box), passage.kind, passage.level, _column(passage)))
        found += [((place, slot.key), slot) for slot in slots(passage)]
    return Span(passages, tuple(found), box)


def _column(passage: Passage) -> int:
    return passage.cell.column if passage.cell else -1


def _sequences(passages: Sequence[Passage], shapes: Shapes) -> Iterator[Group]:
    """Lines with a part that stands out in the same way, each with what follows it."""
    heads: defaultdict[Hashable, list[tuple[int, Slot]]] = defaultdict(list)
    for position, passage in enumerate(passages):
        place = (shapes.of(passage.box), passage.kind, passage.level)
        least = 0.0 if shapes.step(passage.box)[1] else 0.5
        for slot in slots(passage):
            if slot.weight >= least:
                heads[place, slot.key].append((position, slot))
    for found in heads.values():
        if len(found) > 1:
            yield tuple(_stretches(passages, found))


def _stretches(passages: Sequence[Passage], heads: list[tuple[int, Slot]], key: Hashable = None) -> Iterator[Span]:
    around = _common(heads[0][1].passage.box, heads[-1][1].passage.box)
    longest = 0
    ends = [position for position, _ in heads[1:]] + [len(passages)]
    for (position, slot), stop in zip(heads, ends, strict=True):
        last = stop == len(passages)
        stop = min(stop, position + longest) if last and len(heads) > 2 else stop
        end = next((i for i in range(position + 1, stop) if _ends(passages, i, slot.passage, around)), stop)
        longest = max(longest, end - position)
        yield Span(tuple(passages[position:end]), ((key or slot.key, slot),))


def _ends(passages: Sequence[Passage], position: int, head: Passage, around: Box) -> bool:
    """Whether another part of the page begins here."""
    passage = passages[position]
    if passage.kind == "heading":
        return not head.level or passage.level <= head.level
    if around not in chain(passage.box):
        return True
    return not head.level and _opens(passage) and not _opens(head)


def _opens(passage: Passage) -> bool:
    """An unknown label on its own, or a line in bold that may be another title."""
    if passage.text.endswith(":"):
        return len(passage.text) < 60 and find_label(passage.text) is None
    first = passage.runs[0] if passage.runs else None
    bold = first is not None and first.start == 0 and first.tag in ("b", "strong")
    return bold and first is not None and first.end == len(passage.text) and may_be_title(passage.text)


def _common(one: Box, other: Box) -> Box:
    around = set(chain(one))
    return next((box for box in chain(other) if box in around), other)


def title_line_spans(passages: Sequence[Passage], positions: Sequence[int]) -> Iterator[tuple[Passage, ...]]:
    """From each title line to the next, or to where another part begins."""
    for position, stop in pairwise([*positions, len(passages)]):
        end = next((i for i in range(position + 1, stop) if _begins_anew(passages[i])), stop)
        yield tuple(passages[position:end])


def _begins_anew(passage: Passage) -> bool:
    """A heading, a line in bold from its beginning, a label on its own: not the text of the film above."""
    if passage.kind == "heading" or (passage.text.endswith(":") and len(passage.text) < 60):
        return True
    first = passage.runs[0] if passage.runs else None
    return first is not None and first.start == 0 and first.tag in ("b", "strong") and not is_prose(passage.text)
