"""What a page says that only films have, by line; and how its own names say that it lists films."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from importers.reading.document import LegacyDocument, Passage, fold
from importers.reading.readers.columns import title_columns
from importers.reading.readings import Reading
from importers.reading.wordlists import word_list

FACTS = frozenset({"credits", "year", "running_time", "countries", "screenings"})


_SURE = 0.8
"""Names that something announces, or that stand among a film's facts, are as sure as this."""


def tells_film(reading: Reading) -> bool:
    """Names alone may be a cast list; a director is a film's."""
    if reading.field == "credits":
        return any(credit.role == "director" for credit in reading.value)
    return reading.field in FACTS


@dataclass(frozen=True, slots=True)
class Evidence:
    """`kinds`: passage → fields of the facts in it; `directors`: folded names."""

    kinds: dict[int, set[str]] = field(default_factory=dict)
    directors: frozenset[str] = frozenset()
    is_list: bool = False
    """Whether the page's names say that it lists films."""
    columns: frozenset[tuple[int, int]] = frozenset()
    """Table and number of the columns that are headed as titles."""
    doubtful: frozenset[int] = frozenset()
    """Lines of which nothing is known but that they may be a director's name, by where they stand."""

    def of(self, passages: Iterable[Passage]) -> set[str]:
        """Which kinds of facts stand in these lines."""
        found: set[str] = set()
        for passage in passages:
            found |= self.kinds.get(passage.index, set())
        return found


def gather(document: LegacyDocument, title: Passage | None, facts: Sequence[Reading]) -> Evidence:
    kinds: dict[int, set[str]] = {}
    directors: set[str] = set()
    doubtful: set[int] = set()
    for reading in facts:
        if not tells_film(reading):
            continue
        for mention in reading.mentions:
            kinds.setdefault(mention.passage, set()).add(reading.field)
        if reading.field == "credits":
            directors |= {fold(credit.name) for credit in reading.value if credit.role == "director"}
            doubtful |= {m.passage for m in reading.mentions if reading.confidence < _SURE}
    doubtful = {passage for passage in doubtful if kinds[passage] == {"credits"}}
    columns = title_columns(document.passages)
    return Evidence(kinds, frozenset(directors), _named_as_list(document, title), columns, frozenset(doubtful))


def _named_as_list(document: LegacyDocument, title: Passage | None) -> bool:
    names = page_words(document, title)
    names = names if {"a", "z"} <= names else {name for name in names if len(name) > 1}
    return any(names & word_list("kinds", kind) for kind in ("index", "films", "section", "calendar"))


def page_words(document: LegacyDocument, title: Passage | None) -> set[str]:
    """The words that name the page: its heading, its address, its `<title>`."""
    texts = (title.text if title else "", document.url.rsplit("/", 2)[-1], document.metas.get("title", ""))
    return set(fold(" ".join(texts)).split())
