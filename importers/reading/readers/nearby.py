"""Lines around the title: which of them are short and bare, so that they may name a strand or another title."""

from __future__ import annotations

from itertools import islice

from importers.reading.boxes import chain
from importers.reading.document import Box, LegacyDocument, Passage
from importers.reading.phrases import chrome_words, is_chrome_phrase, leads_elsewhere
from importers.reading.prose import is_prose
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.dates import find_days, find_times
from importers.reading.vocabulary.durations import find_durations
from importers.reading.vocabulary.labels import find_label, split_labelled
from importers.reading.vocabulary.languages import parse_languages
from importers.reading.vocabulary.months import find_months
from importers.reading.vocabulary.years import parse_year


def is_bare(document: LegacyDocument, passage: Passage, longest: int = 80) -> bool:
    """A short line of words that is no fact, label, date or chrome."""
    text = passage.text
    folded = document.folded[passage.index]
    if not folded or len(text) > longest or text.endswith((":", "：")) or is_prose(text):
        return False
    if is_chrome_phrase(folded) or leads_elsewhere(folded) or folded.isdigit():
        return False
    return not is_fact(text)


def is_fact(text: str) -> bool:
    """A label, a day, an hour, a length, an origin: whatever other readers read."""
    if any(map(str.isdigit, text)) and (
        find_days(text) or find_times(text) or find_durations(text) or parse_year(text) is not None
    ):
        return True
    if find_label(text) or split_labelled(text) or find_months(text):
        return True
    return parse_countries(text) is not None or parse_languages(text) is not None


def run_words(passage: Passage) -> frozenset[str]:
    """The words of the inline elements around the whole line."""
    return frozenset(word for run in passage.runs if run.end - run.start == len(passage.text) for word in run.words)


def line_words(passage: Passage) -> frozenset[str]:
    """The words by which the line's own element is named."""
    return passage.box.words | run_words(passage)


def wrapping_words(document: LegacyDocument, passage: Passage) -> frozenset[str]:
    """As `line_words`, with the names of the elements around it that hold this line alone: a content system's wrappers."""
    words = line_words(passage)
    beside = document.passages[max(passage.index - 1, 0) : passage.index + 2]
    for box in islice(chain(passage.box.parent), _WRAPPERS):
        if box.parent is None or any(one is box for p in beside if p is not passage for one in chain(p.box)):
            break
        words |= box.words
    return words


_WRAPPERS = 3


def is_in_chrome(box: Box | None) -> bool:
    """Whether an element around is navigation, a footer or the like."""
    words = chrome_words()
    return any(
        around.parent is not None and (around.tag in words["tags"] or bool(around.words & words["strong"]))
        for around in chain(box)
    )


def stand_together(one: Passage, other: Passage) -> bool:
    """Whether two lines are in the same element, or in elements that are side by side."""
    if one.box.element is None:
        return abs(one.index - other.index) == 1
    mine = [one.box, one.box.parent, one.box.parent.parent if one.box.parent else None]
    return any(box is not None and box.parent is not None and box in mine for box in (other.box, other.box.parent))
