"""What of the lines that a site repeats is chrome: repetition alone proves little on few pages.

Away from a page's main block a line that recurs at its place is chrome. In the main block films share directors,
countries, years, strands and the strand's introduction: there a line is chrome only where all of its box recurs with
it, or where nearly every page of a larger source has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from importers.reading.boxes import summed_upwards
from importers.reading.document import Box, LegacyDocument, Passage
from importers.reading.learned import LearnedChrome, Repetition
from importers.reading.prose import bullet_end, is_prose
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.durations import parse_duration
from importers.reading.vocabulary.labels import find_label, split_labelled
from importers.reading.vocabulary.languages import parse_languages
from importers.reading.vocabulary.years import parse_year

_MANY = 6
"""Pages from which on a line that nearly all of them have is the template's."""
_NEARLY_ALL = 0.8
_LIST = 3
"""Lines of a box that recurs as a whole: a menu, a row of buttons."""


class Repeated(NamedTuple):
    """Passages, by index: `chrome` for sure, and `shared`, texts of the main block that several pages have."""

    chrome: frozenset[int] = frozenset()
    shared: frozenset[int] = frozenset()


def recurring(document: LegacyDocument, title: Passage | None, learned: LearnedChrome) -> tuple[Passage, ...]:
    """The lines that the page shares with others of its site. None on a page that is there several times."""
    if title is not None and learned.pages < _MANY and learned.repetition(document, title).is_regular:
        return ()
    return tuple(p for p in document.passages if p is not title and learned.repetition(document, p).is_regular)


def judge(
    document: LegacyDocument, lines: Collection[Passage], main: Collection[int], learned: LearnedChrome
) -> Repeated:
    """`lines` as `recurring` found them; `main` are the passages of the page's main block."""
    whole = _whole_boxes(document, lines)
    chrome, shared = set(), set()
    for passage in lines:
        if passage.index not in main:
            if passage.links or not _is_fact(passage):
                chrome.add(passage.index)
        elif _is_template(passage, whole, learned.repetition(document, passage)):
            if not _is_stated(document, passage):
                chrome.add(passage.index)
        elif is_prose(passage.text):
            shared.add(passage.index)
    if not _tells_more(document, main, chrome | shared):
        shared = set()
    return Repeated(frozenset(chrome), frozenset(shared))


def _whole_boxes(document: LegacyDocument, lines: Collection[Passage]) -> dict[Box, float]:
    """Boxes of which every line recurs, with their number."""
    recurring = summed_upwards(Counter(passage.box for passage in lines))
    counted = summed_upwards(Counter(passage.box for passage in document.passages))
    return {box: count for box, count in recurring.items() if count == counted[box]}


def _is_template(passage: Passage, whole: dict[Box, float], repetition: Repetition) -> bool:
    if repetition.pages >= _MANY and repetition.times >= _NEARLY_ALL * repetition.pages:
        return True
    if is_prose(passage.text):
        return False
    if repetition.places >= _MANY and repetition.times >= _NEARLY_ALL * repetition.places:
        return True
    box: Box | None = passage.box
    while box is not None and box in whole:
        if whole[box] >= _LIST:
            return True
        box = box.parent
    return False


def _is_stated(document: LegacyDocument, passage: Passage) -> bool:
    """A fact, or what stands behind a label."""
    if _is_fact(passage) or parse_year(passage.text) is not None:
        return True
    before = document.passages[passage.index - 1] if passage.index else None
    return before is not None and find_label(before.text) is not None and not is_prose(passage.text)


def _is_fact(passage: Passage) -> bool:
    """Labels and what they announce are on every film's page, and are no chrome for that."""
    text = passage.text[bullet_end(passage.text) :]
    if len(text) > 120:
        return False
    label = find_label(text) or getattr(split_labelled(text), "label", None)
    if label is not None:
        return label.field != "known"
    return parse_countries(text) is not None or parse_duration(text) is not None or parse_languages(text) is not None


def _tells_more(document: LegacyDocument, main: Collection[int], repeated: Collection[int]) -> bool:
    """Whether the main block holds a text that is the page's own."""
    return any(
        passage.index in main and passage.index not in repeated and is_prose(passage.text)
        for passage in document.passages
    )
