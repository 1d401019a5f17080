"""From an item to its page: described, freed of what cannot be taken, resolved, checked, and written."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Page

from importers.reading.items import FilmItem, Screening, SourceKey
from importers.writing.catalogue import Catalogue
from importers.writing.checking import with_clean_markup, without_invalid, without_unreadable
from importers.writing.describing import Described, Ref, describe_film, screening_rows
from importers.writing.pages import PageRefused
from importers.writing.register import Memory
from importers.writing.resolving import resolve
from importers.writing.schemas import FILM
from importers.writing.times import EditionDays
from importers.writing.values import Part, Snapshot
from importers.writing.writer import Written, write_page


def write_film(item: FilmItem, key: SourceKey, days: EditionDays, catalogue: Catalogue) -> Written:
    """Raises PageRefused where the page cannot be: without a title, or with one that no page may have."""
    memory = catalogue.register.recall(key)
    if memory is None and not item.title:
        raise PageRefused([("title", "the page states none, or it was not found")])
    theirs = _ready(describe_film(item, key, days), key, memory, catalogue)
    return _written(key, theirs, catalogue.edition, catalogue)


def add_to_film(
    page_id: int,
    key: SourceKey,
    catalogue: Catalogue,
    days: EditionDays,
    *,
    screenings: Iterable[Screening] = (),
    section: str | None = None,
) -> Written:
    """What another page of the source (a calendar, a section's list) says of a film; `key` is that page's part in it."""
    memory = catalogue.register.recall(key)
    if memory is None:
        memory = Memory(page_id=page_id)
        catalogue.register.remember(key, memory)
    rows, problems = screening_rows(screenings, days)
    sections = (Part("", {"section": Ref("section", section)}),) if section else ()
    lists = {name: parts for name, parts in (("screenings", rows), ("sections", sections)) if parts}
    theirs = _ready(Described(Snapshot(lists=lists), problems), key, memory, catalogue)
    return _written(key, theirs, None, catalogue)


def _ready(described: Described, key: SourceKey, memory: Memory | None, catalogue: Catalogue) -> Snapshot:
    for problem in described.problems:
        catalogue.report(problem)
    readable = without_unreadable(described.snapshot, catalogue.report)
    resolved = resolve(readable, FILM, key, catalogue, memory.base if memory else Snapshot())
    return without_invalid(with_clean_markup(resolved, FILM, catalogue.report), FILM, catalogue.report)


def _written(key: SourceKey, theirs: Snapshot, parent: Page | None, catalogue: Catalogue) -> Written:
    return write_page(FILM, key, theirs, parent=parent, register=catalogue.register, mode=catalogue.mode)
