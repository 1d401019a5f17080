"""A way to part a page by the facts that only films have: each block of them, with the line over or before it that
stands out most. It asks nothing of the boxes: films in plain paragraphs, and in several forms on one page, part alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from importers.reading.document import Passage
from importers.reading.listing.evidence import Evidence
from importers.reading.listing.fitting import fits, is_award
from importers.reading.listing.slots import Slot, slots
from importers.reading.prose import ends_sentence, is_prose
from importers.reading.vocabulary.labels import find_label

Placed = Callable[[Passage], Hashable]
_FARTHEST = 6
"""Lines over the facts among which their title is looked for."""
_AGREEING = 0.6
"""Share of the titles whose place others have too."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Lines `first` to `last` of the page state facts of one film; its title stands after line `after`."""

    after: int
    first: int
    last: int
    kinds: frozenset[str] = frozenset()


def anchors(passages: Sequence[Passage], evidence: Evidence) -> Iterator[Anchor]:
    """Blocks of facts: a kind of fact that is told again, after something else, is another film's."""
    first, last, before = -1, -1, -1
    seen: set[str] = set()
    for at, passage in enumerate(passages):
        kinds = _kinds(passage, evidence)
        if not kinds:
            continue
        if first >= 0 and (kinds & seen or _closes(passages, last, at)):
            yield Anchor(before, first, last, frozenset(seen))
            before, first, seen = last, at, set()
        first = at if first < 0 else first
        seen, last = seen | kinds, at
    if first >= 0:
        yield Anchor(before, first, last, frozenset(seen))


def _kinds(passage: Passage, evidence: Evidence) -> set[str]:
    kinds = evidence.kinds.get(passage.index)
    if (
        not kinds
        or passage.index in evidence.doubtful
        or _is_label(passage.text)
        or (is_prose(passage.text) and len(passage.text) > _LONGEST_FACTS)
    ):
        return set()
    return kinds - {"screenings"}


_LONGEST_FACTS = 200


def _closes(passages: Sequence[Passage], last: int, at: int) -> bool:
    """Whether a heading or a text stands between two lines of facts."""
    return any(passages[between].level or is_prose(passages[between].text) for between in range(last + 1, at))


def titled(
    passages: Sequence[Passage], evidence: Evidence, title: Passage | None, placed: Placed
) -> list[tuple[int, Slot]]:
    """For each block of facts the line, by number, and the place in it of what may be its title. What was taken for
    the page's title is the first film's where others' are placed alike."""
    found = _without_sums(list(anchors(passages, evidence)))
    choices = [_choices(passages, anchor, evidence, placed) for anchor in found]
    common = Counter(place for places in choices for place in {place for _, _, place, _ in places})
    chosen = [max(places, key=lambda one: _support(one, common, len(choices))) for places in choices if places]
    chosen = [one for one in chosen if passages[one[0]] is not title or common[one[2]] > 1]
    agreeing = sum(1 for _, _, place, _ in chosen if common[place] > 1)
    if len(chosen) < 2 or agreeing < _AGREEING * len(chosen):
        return []
    return [(at, slot) for at, slot, _, _ in chosen]


def _without_sums(found: list[Anchor]) -> list[Anchor]:
    """Where all others tell more, what tells but a length is the length of the whole programme."""
    more = [anchor for anchor in found if anchor.kinds != {"running_time"}]
    return more if len(more) > 1 and len(found) - len(more) == 1 else found


_Choice = tuple[int, Slot, Hashable, float]


def _choices(passages: Sequence[Passage], anchor: Anchor, evidence: Evidence, placed: Placed) -> list[_Choice]:
    found: list[_Choice] = []
    for at in range(max(anchor.after + 1, anchor.first - _FARTHEST), anchor.first + 1):
        passage = passages[at]
        if at and _is_value(passages[at - 1], passage):
            continue
        for slot in slots(passage):
            if (at == anchor.first and slot.is_whole) or slot.start > _OPENING:
                continue
            named = slot.folded in evidence.directors
            if named and not (slot.is_whole and passage.index in evidence.doubtful):
                continue
            if fits(slot) and not (ends_sentence(slot.text) and len(slot.text) > _LONGEST_SENTENCE):
                weight = slot.weight - _NEAR * (anchor.first - at) + _set_apart(passages, at, anchor.first)
                weight -= 1.5 * ends_sentence(slot.text) + 1.5 * named + 2.5 * is_award(slot.folded)
                found.append((at, slot, (placed(passage), slot.key), weight))
    return found


def _is_label(text: str) -> bool:
    """Whether what stands under it is its value."""
    label = find_label(text) if len(text) < _LONGEST_LABEL else None
    return label is not None and label.field != "title"


def _is_value(before: Passage, passage: Passage) -> bool:
    """Whether the line before is its label: in a table, in the same row."""
    rows = (before.cell and before.cell[:2], passage.cell and passage.cell[:2])
    return rows[0] == rows[1] and _is_label(before.text)


_LONGEST_LABEL = 40
_LONGEST_SENTENCE = 60
"""Characters of a sentence that may be a title."""
_OPENING = 12
"""Characters before a title in its line: a number, a year, a dash."""
_NEAR = 0.15


def _set_apart(passages: Sequence[Passage], at: int, facts: int) -> float:
    """In plain text: empty lines before it and none between it and the facts; words that are not all in brackets."""
    passage = passages[at]
    if passage.box.element is not None:
        return 0.0
    gaps = sum(_is_gap(passages, below) for below in range(at + 1, facts + 1))
    return 0.8 * (not at or _is_gap(passages, at)) - 1.0 * (passage.text[0] in "([") - 0.4 * gaps


def _is_gap(passages: Sequence[Passage], at: int) -> bool:
    """Whether an empty line stands before this one."""
    return passages[at].line - passages[at - 1].line > 1


def _support(choice: _Choice, common: Counter[Hashable], number: int) -> float:
    """The more other titles stand alike, the better."""
    _, _, place, weight = choice
    return weight + 3.0 * common[place] / number + 1.5 * (common[place] > 1)
