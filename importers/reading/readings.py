"""What readers say: a field, a value, and exactly where on the page it was found.

A reader is a function of a part of a document. It yields `Reading`s and decides nothing: `resolve` weighs them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from importers.reading.document import LegacyDocument, Passage


class Mention(NamedTuple):
    """A stretch of one passage's text: `document.passages[passage].text[start:end]`."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One value for one field, by one reader, from one place.

    field       a field of `FilmItem`, or "bio_name" and the like that only `resolve` knows
    value       what the field holds: str or int; for a list field a tuple of *all* items this place gives, in the
                page's order (tuples of names never: people are always `credits`, tuples of `Credit`)
    reader      "jsonld", "label", "credit-line", "profile" …: stable, readable, shown to people
    confidence  0 to 1: how often such a reading is right
    mentions    the visible text the value was read from, and its label; empty if it is not in visible text
    locator     where, for values outside visible text (a script, a meta element, an attribute): a CSS path and,
                inside data, a path such as `script:nth-of-type(3) $.performance[0].startDate`; else ""
    text        the source text for such values; else ""
    record      "" for the page's own subject; else a key shared by the readings of one listed film, in page order
    """

    field: str
    value: Any
    reader: str
    confidence: float
    mentions: tuple[Mention, ...] = ()
    locator: str = ""
    text: str = ""
    record: str = ""


class Reader(Protocol):
    """`passages` are the ones to read: the page's content without chrome, or one record of a list, in order."""

    def __call__(self, document: LegacyDocument, passages: tuple[Passage, ...]) -> Iterable[Reading]: ...


def whole(passage: Passage) -> Mention:
    return Mention(passage.index, 0, len(passage.text))


def part(passage: Passage, start: int, end: int) -> Mention:
    return Mention(passage.index, start, end)
