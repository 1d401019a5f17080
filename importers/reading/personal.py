"""Whether a page is about a person: its title is a name, its text a life, and films are what the person did."""

from __future__ import annotations

import re

from importers.reading.document import LegacyDocument, Passage, fold
from importers.reading.items import FilmItem
from importers.reading.pagenames import page_names
from importers.reading.prose import is_prose
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.labels import find_label
from importers.reading.vocabulary.names import looks_like_name
from importers.reading.wordlists import phrase_pattern, word_list

_SURE_ENOUGH = 3.0
_OPENING = 320


def is_person(document: LegacyDocument, title: Passage | None, words: set[str], film: FilmItem) -> bool:
    """`words`: those of the heading, the address and the body's classes."""
    if title is None or len(title.text) > 60 or len(title.text.split()) > 5 or not looks_like_name(_turned(title.text)):
        return False
    words = words | set(page_names(document).segments)
    weight = 1.0 + 1.0 * bool(words & word_list("kinds", "person"))
    weight += _life(document, title) + _has_filmography(document, title) + 1.5 * _does(document, title)
    weight -= 1.5 * bool(film.directors) + 1.0 * bool(film.running_time) + 0.5 * bool(film.countries and film.year)
    return weight >= _SURE_ENOUGH


def _turned(text: str) -> str:
    """ "Darbeau, Winston" as "Winston Darbeau"."""
    last, comma, first = text.partition(", ")
    return f"{first} {last}" if comma else text


def _life(document: LegacyDocument, title: Passage) -> float:
    """The first texts under the title: one begins with the name, or tells a birth, a study."""
    after = document.passages[title.index + 1 : title.index + 12]
    texts = [p.text for p in after if len(p.text) > _SHORTEST and is_prose(p.text)][:2]
    openings = [fold(text[:_OPENING]) for text in texts]
    named = any(fold(_turned(title.text)) in opening for opening in openings)
    born = any(phrase_pattern("notes", "biography_signs").search(opening) for opening in openings)
    return 0.75 * named + 1.0 * born


_SHORTEST = 60
"""Characters of a text that may tell of a life."""


def _has_filmography(document: LegacyDocument, title: Passage) -> float:
    """A heading over what the person made, or over the life."""
    words = word_list("kinds", "filmography")
    short = [at for at in range(title.index + 1, len(document.passages)) if len(document.folded[at]) < 40]
    made = any(not words.isdisjoint(document.folded[at].split()) for at in short)
    after = document.passages[title.index + 1 : title.index + 5]
    labels = (find_label(p.text) for p in after if p.kind == "heading")
    return 1.0 * made + 1.0 * any(label is not None and "biography" in label.fields for label in labels)


def _does(document: LegacyDocument, title: Passage) -> bool:
    """ "Director, screenwriter" or "Director - United States" beside the title: roles and nothing else."""
    for passage in document.passages[max(0, title.index - 1) : title.index + 3]:
        parts = [part for part in _PARTS.split(passage.text.strip()) if part]
        if passage is title or len(passage.text) > 80 or passage.text.endswith(":") or not parts:
            continue
        roles = [part for part in parts if (label := find_label(part)) and label.roles]
        if roles and all(part in roles or parse_countries(part) for part in parts):
            return not (len(parts) == 1 and _names_follow(document, passage))
    return False


_PARTS = re.compile(r"\s*[,/|·]\s*|\s[-–—]\s")


def _names_follow(document: LegacyDocument, passage: Passage) -> bool:
    """Then it is a label on a line of its own."""
    below = document.passages[passage.index + 1 : passage.index + 2]
    return any(looks_like_name(line.text) for line in below)
