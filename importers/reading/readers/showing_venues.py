"""What may be the name of a venue or of a room in it: "Filmhaus, Screen 2", "Cinéma Le Phare"."""

from __future__ import annotations

import re

from importers.reading.boxes import chain
from importers.reading.document import Passage
from importers.reading.readers.showing_rows import Row
from importers.reading.readers.showing_terms import EDGE, PROBE, showing_words
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.dates import find_days
from importers.reading.vocabulary.durations import find_durations
from importers.reading.vocabulary.folding import key
from importers.reading.vocabulary.labels import find_label, split_labelled
from importers.reading.vocabulary.languages import parse_languages
from importers.reading.vocabulary.years import find_years
from importers.reading.wordlists import exact_list

LONGEST_VENUE = 48
_EASTERN_DAY = re.compile(r"\d[日일]")
_PRICE = re.compile(r"[£$€¥]|\b(?:EUR|[Ee]uros?|GBP|USD|PLN|Kč|zł|kr)\b")


def heads_place(row: Row) -> bool:
    """Whether a heading names a venue: by the words of its element, or as a house is called."""
    return is_placed(row.passages[0]) or heads_place_text(row.text.strip(EDGE))


def heads_place_text(text: str) -> bool:
    """ "Cinéma Le Phare", "Kino am Markt, Saal 2", "The Palace Cinema" """
    words = key(text).split()
    houses = showing_words("halls", "houses")
    named = len(words) > 1 and (words[0] in houses or words[-1] in houses or split_place(text)[1] is not None)
    return named and may_be_venue(text) and not find_days(text)


def closed(text: str) -> str:
    """With the bracket that stripping took: "Town square (open air"."""
    return f"{text})" if text.count("(") > text.count(")") else text


def may_be_venue(venue: str) -> bool:
    if (
        not 2 <= len(venue) <= LONGEST_VENUE
        or venue[:1].isdigit()
        or _PRICE.search(venue)
        or _EASTERN_DAY.search(venue)
    ):
        return False
    name = key(venue)
    if venue[:1].islower() and (" " not in name or name.split()[0] not in _HOUSES) and not _is_sized_hall(name):
        return False
    if not name or _is_other_label(venue) or find_durations(venue) or parse_languages(venue) is not None:
        return False
    if find_years(venue) or split_labelled(venue):
        return False
    if (
        name in _NO_PLACES
        or venue in exact_list("titles", "certificates")
        or name.split()[-1] in showing_words("words", "parts")
    ):
        return False
    small = [word for word in venue.split()[1:] if word.islower() and len(word) > 3]
    return not is_weekday(venue) and len(small) <= 1 and parse_countries(venue) is None


def _is_sized_hall(name: str) -> bool:
    """ "grote zaal", "malý sál" """
    words = name.split()
    return len(words) == 2 and words[0] in showing_words("halls", "sizes") and _names_hall(name)


def _is_other_label(text: str) -> bool:
    """ "Studio" is a place too, "Cost" is none."""
    label = find_label(text)
    return label is not None and label.field not in ("companies", "venue", "screen")


_HOUSES = showing_words("halls", "words") | showing_words("halls", "houses")
_NO_PLACES = showing_words("words", "booking") | showing_words("words", "announcing") | showing_words("words", "notes")


def is_weekday(text: str) -> bool:
    word = text.split()[0]
    probe = find_days(f"{word} 1 {PROBE}") if len(word) > 2 or text == word else ()
    return bool(probe and probe[0].weekday is not None)


def split_place(venue: str) -> tuple[str | None, str | None]:
    """ "Filmhaus, Screen 2" is a venue and a screen; "Screen 2" alone is a screen."""
    name = key(venue)
    sized = len(name.split()) == 2 and bool(set(name.split()) & showing_words("halls", "sizes"))
    if (_NUMBERED.fullmatch(name) or sized) and _names_hall(venue):
        return None, venue
    if (numbered := _AT_END.fullmatch(venue)) and key(numbered[2].split()[0]) in showing_words("halls", "rooms"):
        return numbered[1].strip(EDGE), numbered[2]
    if glued := _GLUED.fullmatch(venue):
        return glued[1].strip(EDGE), glued[2]
    for separator in (", ", " – ", " - ", " / ", " (", ": "):
        head, found, tail = venue.rpartition(separator)
        if found and _names_hall(tail):
            return head.strip(EDGE), tail.strip(EDGE)
    return _NOTE.sub("", venue) or venue, None


_AT_END = re.compile(r"(.{3,40}?\S)\s+([^\W\d_]{3,12} (?:\d{1,2}|[A-Z]|I{1,3}))")
""" "Kinocenter Saal 3" """
_NUMBERED = re.compile(r"[^\W\d_]+ (?:\d{1,2}|[a-z]|i{1,3}|iv|v)|\d{1,2} ?[^\W\d_]+")
_NOTE = re.compile(r"\s*[(\[][^()\[\]]*(?:[)\]]|$)$")
"""What a bracket adds to a venue that is no room of it: "(with Q&A)"."""


def _names_hall(text: str) -> bool:
    words = key(text).split()
    halls = showing_words("halls", "words")
    return bool(words) and (
        words[0] in halls or words[-1] in halls or any(words[0].endswith(h) for h in showing_words("halls", "glued"))
    )


_GLUED = re.compile(r"(.{2,40}?)\s?((?:第?\d{1,2}\s?(?:号厅|號廳|厅|廳|관|番スクリーン)|スクリーン\s?\d{1,2}))")


def is_placed(passage: Passage) -> bool:
    """Whether the element, or one close around it, is named for the place."""
    around = (box for box, _ in zip(chain(passage.box), range(3), strict=False))
    return any(
        box.words & showing_words("marks", "place") and not box.words & showing_words("marks", "no_place")
        for box in around
    )
