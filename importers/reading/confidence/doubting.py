"""What speaks against a value. Each doubt is one that values which were wrong had in common, on pages of many sites."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from importers.reading.confidence.confirming import names_of
from importers.reading.confidence.page import Weighed
from importers.reading.document import fold
from importers.reading.pagenames import page_names
from importers.reading.prose import ends_sentence, is_prose
from importers.reading.readings import Reading
from importers.reading.resolve import DERIVED

Doubt = Callable[[Weighed, str, Any, Reading], bool]
_GUESS = 0.8
_LONGEST_TITLE = 60
_MOST_WORDS = 5
_APART = 120
"""Letters between colons, more than which are no labels."""
_LINES = frozenset({*DERIVED, "countries", "credits"})


def is_doubted(page: Weighed, field: str, value: Any, reading: Reading) -> bool:
    return any(doubt(page, field, value, reading) for doubt in _DOUBTS)


# The page


def _is_of_other_kind(page: Weighed, field: str, value: Any, reading: Reading) -> bool:
    """On pages that are about no one film, texts and places are easily those of something listed."""
    return page.kind != "film" and field != "images"


def _is_of_several(page: Weighed, field: str, value: Any, reading: Reading) -> bool:
    return page.holds_several


def _is_of_no_film(page: Weighed, field: str, value: Any, reading: Reading) -> bool:
    return page.is_bare


# Other readings


def _is_a_guess(page: Weighed, field: str, value: Any, reading: Reading) -> bool:
    """The reader itself was not sure."""
    return reading.confidence < _GUESS


def _has_rivals(page: Weighed, field: str, value: Any, reading: Reading) -> bool:
    """Another reading of the field says something that the value does not hold."""
    lost = page.resolved.lost
    if field not in DERIVED:
        return any(not _holds(value, other.value) for other in lost if other.field == field)
    have = set(map(fold, value))
    return any(not set(map(fold, names_of(field, other))) <= have for other in lost if other.field == "credits")


def _holds(value: Any, other: Any) -> bool:
    if isinstance(value, str) and isinstance(other, str):
        return fold(other) in fold(value)
    return set(other) <= set(value) if isinstance(value, tuple) and isinstance(other, tuple) else bool(value == other)


def _is_gathered(page: Weighed, field: str, value: Any, reading: Reading) -> bool:
    """Names put together from several places of the page."""
    return field in DERIVED and field != "cast" and not set(value) <= names_of(field, reading)


# What was left beside it


def _has_other_name(page: Weighed, field: str, value: Any, reading: Reading) -> bool:
    """Another part of the page's head stands in a line of the content that nobody used: that may be the title."""
    if field != "title":
        return False
    others = set(page_names(page.document).segments) - {fold(value)}
    return any(page.document.folded[index] in others and page.is_unused(index) for index in page.content)


def _goes_on(page: Weighed, field: str, value: Any, reading: Reading) -> bool:
    """A short line that nobody used follows the list, or words of its own line were left: it may be longer."""
    if field not in _LINES or not reading.mentions:
        return False
    last = max(mention.passage for mention in reading.mentions)
    return page.has_words_left(last) or page.is_unused_line(last + 1)


def _has_loose_ends(page: Weighed, field: str, value: Any, reading: Reading) -> bool:
    """Prose right before or after the text that nobody used, or a beginning or an end that is no sentence."""
    if field not in ("synopsis", "standfirst") or not reading.mentions:
        return False
    parts = value.split("\n\n")
    if not all(ends_sentence(part) or is_prose(part) for part in (parts[0], parts[-1])):
        return True
    indexes = [mention.passage for mention in reading.mentions]
    return page.is_unused_prose(min(indexes) - 1) or page.is_unused_prose(max(indexes) + 1)


def _is_part(page: Weighed, field: str, value: Any, reading: Reading) -> bool:
    """Showings without a year, or beside lines with days or hours that nobody used."""
    if field != "screenings":
        return False
    return any(showing.starts_at.startswith("--") for showing in value) or page.has_unused_times


# The value itself


def _is_odd(page: Weighed, field: str, value: Any, reading: Reading) -> bool:
    looks_odd = _ODD.get(field)
    return looks_odd is not None and looks_odd(value)


def _odd_names(names: Iterable[str]) -> bool:
    names = list(names)
    return any(map(_is_odd_name, names)) or len(set(map(fold, names))) < len(names)


def _is_odd_name(name: str) -> bool:
    """One word in letters that part words, many words, or signs that no name has."""
    words = name.split()
    alone = len(words) == 1 and max(name) < _EASTERN
    return alone or len(words) > _MOST_WORDS or any(letter.isdigit() or letter in "/:;()[]|•·*" for letter in name)


_EASTERN = "\u1100"
"""Scripts that do not part words begin here."""


def _is_odd_title(title: str) -> bool:
    """Long, a sentence, in several parts, or with what may be a certificate or another script's name at its end."""
    if len(title) > _LONGEST_TITLE or title.endswith(".") or (" " in title and title[-1].isdigit()):
        return True
    if max(title) >= _EASTERN and any(letter.isascii() and letter.isalpha() for letter in title):
        return True
    return any(sign in title for sign in (": ", " - ", " – ", " | ", " / ", "(", "[", " + "))


def _is_labelled(text: str) -> bool:
    """Colons as they stand behind labels, one after the other."""
    colons = text.count(": ") + text.count(" :")
    return colons > 1 and colons * _APART > len(text)


_ODD: dict[str, Callable[[Any], bool]] = {
    "title": _is_odd_title,
    "original_title": _is_odd_title,
    "section": lambda value: len(value) > _LONGEST_TITLE,
    "standfirst": lambda value: any(map(str.isdigit, value)) or _is_labelled(value),
    "synopsis": lambda value: any(map(_is_labelled, value.split("\n\n"))),
    "screenings": lambda value: any("02" <= showing.starts_at[11:13] < "09" for showing in value),
    "running_time": lambda value: not 3 <= value <= 240,
    **dict.fromkeys(DERIVED, _odd_names),
    "cast": lambda value: len(value) < 2 or _odd_names(value),
    "credits": lambda value: _odd_names({credit.name for credit in value}),
}

_DOUBTS: tuple[Doubt, ...] = (
    _is_of_other_kind,
    _is_of_several,
    _is_of_no_film,
    _is_a_guess,
    _has_rivals,
    _is_gathered,
    _has_other_name,
    _goes_on,
    _has_loose_ends,
    _is_part,
    _is_odd,
)
