"""The director's name on a line of its own beside the title, where nothing announces it: "Vito Santarelli".

It is believed where the rest of the page knows the name: the crew has it, or the text speaks of its bearer; and only
where nothing else on the page tells the director.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from importers.reading.document import LegacyDocument, Passage, fold
from importers.reading.items import Credit
from importers.reading.prose import is_prose
from importers.reading.readers.credit_lines import Facts, line_facts
from importers.reading.readings import Reading, whole
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.labels import find_label
from importers.reading.vocabulary.names import looks_like_name, parse_names

_BELOW = 5
_LONGEST = 60
_FACTS = frozenset({"year", "running_time", "countries"})


def read_under_title(
    document: LegacyDocument, passages: Sequence[Passage], title: Passage | None, facts: Sequence[Reading]
) -> Iterator[Reading]:
    """`facts`: what is read of the page's own film so far."""
    credits = [credit for reading in facts if reading.field == "credits" for credit in reading.value]
    if title is None or any(credit.role == "director" for credit in credits):
        return
    crew = {fold(credit.name) for credit in credits if credit.role != "cast"}
    players = {fold(credit.name) for credit in credits} - crew
    taken = {mention.passage for reading in facts if reading.field == "credits" for mention in reading.mentions}
    is_film = bool(credits) or any(reading.field in _FACTS for reading in facts)
    for passage in passages:
        near = -1 <= passage.index - title.index <= _BELOW and passage is not title
        if not near or passage.index in taken or is_prose(passage.text):
            continue
        text, origin = _parted(passage.text)
        names = _names_alone(text) if is_film or origin else ()
        told = {fold(name) for name in names}
        if names and players.isdisjoint(told) and all(_is_known(document, passage, name, crew) for name in names):
            directors = tuple(Credit("director", "", name) for name in names)
            yield Reading("credits", directors, "under-title", 0.72, (whole(passage),))
            yield from (Reading(field, value, "under-title", 0.72, (whole(passage),)) for field, value in _told(origin))
            return


def _parted(text: str) -> tuple[str, Facts | None]:
    """ "Ken Jacobi (U.S., 1955)": the name and its origin in brackets."""
    head, bracket, inside = text.partition(" (")
    facts = line_facts(inside) if bracket and inside.endswith(")") and len(text) < _LONGEST else None
    return (head, facts) if facts is not None and facts.kinds else (text, None)


def _told(origin: Facts | None) -> Iterator[tuple[str, Any]]:
    if origin is not None and origin.countries:
        yield "countries", origin.countries
    if origin is not None and len(origin.years) == 1:
        yield "year", origin.years[0][0]


def _names_alone(text: str) -> tuple[str, ...]:
    """The full names that a line holds and nothing else."""
    if len(text) > _LONGEST or " " not in text or any(map(str.isdigit, text)) or ":" in text:
        return ()
    if not looks_like_name(text.split(",")[0]) or find_label(text) or parse_countries(text) is not None:
        return ()
    names = tuple(name.name for name in parse_names(text, strict=True))
    return names if all(" " in name for name in names) else ()


def _is_known(document: LegacyDocument, line: Passage, name: str, crew: set[str]) -> bool:
    """Whether the crew has the name, or the page's text the surname."""
    folded = fold(name)
    surname = f" {folded.split()[-1]} "
    return folded in crew or any(
        surname in f" {document.folded[p.index]} " for p in document.passages if p is not line and is_prose(p.text)
    )
