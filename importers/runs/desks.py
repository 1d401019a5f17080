"""Which edition a page of a source goes into.

`--festival` decides for all pages. Else a folder of the page's address that is named for an edition, else the year of its
showings where an edition took place in it, else the edition that the page names, else what is known of the site.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from importers.reading.items import PageReading, Problem, stated
from importers.responses import FetchFailure, Response
from importers.runs.desk import Desk
from importers.runs.pages import items_of
from importers.runs.register import DatabaseRegister
from importers.runs.report import RunReport
from importers.runs.turns import in_turn
from importers.writing.catalogue import Catalogue
from importers.writing.editions import Edition, derived, labelled, named, of_year
from importers.writing.labels import EditionLabel, edition_label, told_label
from importers.writing.writer import Mode

Page = tuple[Response, PageReading]


@dataclass
class Desks:
    """The desks of one run, each opened for the first page that needs it."""

    register: DatabaseRegister
    mode: Mode
    report: RunReport
    _open: dict[tuple[str, EditionLabel | None], Desk] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Desk]:
        return iter(self._open.values())

    def of(self, page: Page) -> Desk:
        return self._open[self._key(page)]

    def open_for(self, pages: Sequence[Page]) -> None:
        for page in pages:
            key = self._key(page)
            if key not in self._open:
                films = [film for other in pages if self._key(other) == key for film in items_of(other[1])]
                self._open[key] = self._opened(key[0], self._fullest(key, pages), films)

    def _key(self, page: Page) -> tuple[str, EditionLabel | None]:
        response, reading = page
        if self.report.options.festival:
            return response.site, None
        label = edition_label(response.url) or of_year([reading.film, *reading.films]) or told_label(reading.edition)
        if label is None and reading.kind == "person":  # people belong to no edition
            label = next((label for site, label in self._open if site == response.site), None)
        return response.site, label

    def _fullest(self, key: tuple[str, EditionLabel | None], pages: Sequence[Page]) -> EditionLabel | None:
        """Of pages that name one edition, some tell its days."""
        labels = (label for page in pages for site, label in [self._key(page)] if (site, label) == key)
        return max(labels, key=lambda label: bool(label and label.days), default=key[1])

    def _opened(self, site: str, label: EditionLabel | None, films: list[Any]) -> Desk:
        find = lambda: self._edition(site, label, films)  # noqa: E731
        edition = in_turn(find, self.register.forget, dry_run=self.mode.dry_run)
        self.register.forget()
        self.report.messages.append(edition.message)
        catalogue = Catalogue(site, edition.page, self.register, self.mode, _no_report, _no_picture)
        return Desk(edition, catalogue, self.register)

    def _edition(self, site: str, label: EditionLabel | None, films: list[Any]) -> Edition:
        if self.report.options.festival:
            return named(self.report.options.festival, site, self.register, self.mode)
        if label:
            return labelled(label, site, self.register, self.mode)
        return derived(site, films, self.register, self.mode)


def _no_report(problem: Problem) -> None:
    raise LookupError(f"a problem outside a page: {stated(problem)}")


def _no_picture(url: str) -> FetchFailure:
    raise LookupError(f"a picture outside a page: {url}")
