"""Whether a title may stand in a place at all: no fact, day, label, mark or sentence."""

from __future__ import annotations

import re
from functools import cache

from importers.reading.listing.slots import BEHIND_DAY, Slot, is_film_address, may_be_title
from importers.reading.prose import is_prose
from importers.reading.readers.credit_lines import is_by_line, line_facts
from importers.reading.vocabulary.certificates import is_certificate
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.dates import find_days
from importers.reading.vocabulary.labels import split_labelled
from importers.reading.wordlists import word_list

_SHORT = 60
"""Characters of a line that is a day and little more: "Friday, 3 May"."""


def fits(slot: Slot) -> bool:
    """Asked of the same place in each way to part the page."""
    asked = (fits, slot.start, slot.end, slot.href, bool(slot.tags))
    told: bool | None = slot.passage.remembered.get(asked)
    if told is None:
        told = slot.passage.remembered[asked] = _may_hold_title(slot)
    return told


def _may_hold_title(slot: Slot) -> bool:
    text = slot.text
    addressed = is_film_address(slot.href)
    sure = slot.passage.kind == "heading" or addressed or (bool(slot.href) and not slot.is_whole)
    if not may_be_title(text, sure=sure, addressed=addressed) or slot.folded in word_list("listing", "facets"):
        return False
    if slot.start and not slot.href and is_certificate(text.strip("()[] ")):
        return False
    parted = slot.is_whole or slot.tags or slot.key == BEHIND_DAY
    if not parted and len(slot.passage.text) < _SHORT and find_days(slot.passage.text):
        return False
    if is_by_line(text) or (not sure and parse_countries(text) is not None) or _is_facts(slot):
        return False
    return not (is_prose(text) and len(text) > 90)


def _is_facts(slot: Slot) -> bool:
    """ "Dir. Jane Doe. Spain, 2018, 15 min.", "Camera: John Roe" """
    text = slot.text
    found = split_labelled(text)
    if found is not None and found.label.field != "title" and (found.marked or "director" in found.label.roles):
        return True
    facts = line_facts(text)
    if facts.kinds < 2:
        return False
    starts = (*facts.country_spans, *((start, end) for _, start, end in facts.years))
    opens = min((start for start, _ in starts), default=1) == 0
    return facts.covered() >= 0.5 * len(text) or (opens and len(text) < 2 * _SHORT)


@cache
def _awards() -> re.Pattern[str]:
    words = sorted(word_list("listing", "awards"), key=len, reverse=True)
    inside = [re.escape(word) for word in words if len(word) > 4 or not word.isascii()]
    alone = [re.escape(word) for word in words if len(word) <= 4 and word.isascii()]
    return re.compile(rf"{'|'.join(inside)}|\b(?:{'|'.join(alone)})\b")


def is_award(folded: str) -> bool:
    """Whether the text speaks of a prize."""
    return _awards().search(folded) is not None
