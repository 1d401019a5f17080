"""A page whose values are weighed again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from importers.reading.accounts import USED, Ledger
from importers.reading.document import LegacyDocument
from importers.reading.items import FilmItem, Kind
from importers.reading.prose import ends_sentence, is_prose
from importers.reading.resolve import Resolved
from importers.reading.vocabulary.dates import find_days

_SHORT, _LINE = 60, 160
_MANY = 5
"""Short lines with years, more than which are a list."""
_FACTS = 2
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_HOUR = re.compile(r"(?<!\d)\d{1,2}[:.h]\d\d(?!\d)", re.ASCII)


@dataclass(frozen=True)
class Weighed:
    """`ledger` knows everything that was used, `content` are the indexes of the passages that are not chrome, `listed`
    how many films the page lists."""

    document: LegacyDocument
    kind: Kind
    film: FilmItem
    resolved: Resolved
    ledger: Ledger
    content: frozenset[int]
    listed: int

    def text(self, passage: int) -> str:
        return self.document.passages[passage].text

    def is_unused(self, passage: int) -> bool:
        """Whether no word of a passage of the content is in use."""
        return passage in self.content and USED not in self.ledger.marks(passage)

    def is_unused_line(self, passage: int) -> bool:
        if not self.is_unused(passage):
            return False
        text = self.text(passage)
        return len(text) <= _SHORT and not ends_sentence(text) and any(map(str.isalpha, text))

    def is_unused_prose(self, passage: int) -> bool:
        return self.is_unused(passage) and (is_prose(self.text(passage)) or ends_sentence(self.text(passage)))

    def has_words_left(self, passage: int) -> bool:
        """Whether a passage of which something is used has words of which nothing is."""
        marked = zip(self.text(passage), self.ledger.marks(passage), strict=True)
        return sum(letter.isalpha() and mark != USED for letter, mark in marked) > 3

    @cached_property
    def has_unused_times(self) -> bool:
        """Whether a short line that nobody used has an hour or a day in it."""
        lines = (self.text(index) for index in self.content if self.is_unused_line(index))
        return any(_HOUR.search(line) or find_days(line) for line in lines if any(map(str.isdigit, line)))

    @cached_property
    def holds_several(self) -> bool:
        """Whether what is read as one film's page lists films, or tells twice, and otherwise, what a film has once."""
        return self.kind == "film" and (
            self.listed > 1 or self._is_told_otherwise() or self._lines_with_years() > _MANY
        )

    def _is_told_otherwise(self) -> bool:
        told = [*self.resolved.agreeing, *self.resolved.lost]
        facts = ("year", "running_time", "countries")
        otherwise = sum(len({reading.value for reading in told if reading.field == fact}) > 1 for fact in facts)
        return otherwise + self._has_gathered_directors() > 1

    def _has_gathered_directors(self) -> bool:
        """Whether no reading tells all who directed: each of several films has its own."""
        told = (r for r in self.resolved.agreeing if r.field == "credits")
        wanted = set(self.film.directors)
        return not any(wanted <= {credit.name for credit in reading.value} for reading in told)

    def _lines_with_years(self) -> int:
        return sum(len(line) < _LINE and bool(_YEAR.search(line)) for line in self._lines())

    def _lines(self) -> Iterator[str]:
        return (self.text(index) for index in self.content)

    @cached_property
    def is_bare(self) -> bool:
        """Read as a film's, and hardly anything told that only films have."""
        film = self.film
        facts = (film.directors, film.year, film.running_time, film.countries)
        return self.kind == "film" and sum(map(bool, facts)) < _FACTS
