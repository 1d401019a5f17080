"""Pages written in batches, each in one transaction; a page that fails costs itself alone."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error as DatabaseError
from django.db import transaction

from importers.fetching.media import fetch_media
from importers.fetching.options import FetchOptions
from importers.responses import FetchFailure, Response
from importers.runs.desks import Desks, Page
from importers.runs.ledger import Ledger
from importers.runs.pages import items_of, write_reading
from importers.runs.records import begin_record, entry_of, keep_page
from importers.runs.register import DatabaseRegister
from importers.runs.report import PageEntry
from importers.runs.turns import in_turn, is_passing
from importers.writing.pages import PageRefused

logger = logging.getLogger("importers")

BATCH_PAGES = 100
BATCH_SECONDS = 1.0

CHUNK = 25
"""Pages whose images are fetched before their batch begins: no transaction waits for the network."""

Pictures = dict[tuple[str, str], Response | FetchFailure]
"""By the addresses of page and picture."""


@dataclass
class Batches:
    desks: Desks
    register: DatabaseRegister
    ledger: Ledger
    fetching: FetchOptions

    def write_all(self, pages: Iterator[Page]) -> None:
        while chunk := list(islice(pages, CHUNK)):
            self._write_chunk(chunk)

    def _write_chunk(self, chunk: list[Page]) -> None:
        self.desks.open_for(chunk)
        pictures = self._fetch_pictures(chunk)
        pending = list(chunk)
        while pending:
            pending = pending[self._write_batch(pending, pictures) :]

    def _fetch_pictures(self, chunk: list[Page]) -> Pictures:
        urls = (
            (response, image.url) for response, reading in chunk for item in items_of(reading) for image in item.images
        )
        return {(page.url, url): fetch_media(url, page, self.fetching) for page, url in urls}

    def _write_batch(self, pending: list[Page], pictures: Pictures) -> int:
        """How many pages are done. Raises DatabaseError where another program holds the database for too long."""
        entries: list[PageEntry] = []
        try:
            in_turn(lambda: self._fill(entries, pending, pictures), self._forget, dry_run=self._is_dry)
        except DatabaseError as error:
            if is_passing(error):
                raise
            return self._write_singly(pending[: max(len(entries), 1)], pictures, error)
        for desk in self.desks:
            desk.catalogue.keep()
        self.register.forget()
        for entry in entries:
            self.ledger.tell(entry)
        return len(entries)

    def _fill(self, entries: list[PageEntry], pending: list[Page], pictures: Pictures) -> None:
        """Write until the batch is full."""
        entries.clear()
        started = time.monotonic()
        for page in pending[:BATCH_PAGES]:
            entries.append(self._write_page(page, pictures))
            if time.monotonic() - started > BATCH_SECONDS:
                break

    def _write_singly(self, pages: list[Page], pictures: Pictures, error: DatabaseError) -> int:
        """A batch that failed as a whole, page by page: only the one that is to blame fails."""
        if len(pages) == 1:
            self.ledger.fail(*pages[0], [("database", str(error))])
            return 1
        for page in pages:
            self._write_batch([page], pictures)
        return len(pages)

    def _write_page(self, page: Page, pictures: Pictures) -> PageEntry:
        response, reading = page
        desk = self.desks.of(page)
        desk.catalogue.fetch = lambda url: pictures[response.url, url]
        files = len(desk.catalogue.new_files)
        desk.catalogue.begin_page()
        try:
            with self._savepoint():
                record = begin_record(response, self.register)
                result = write_reading(response, reading, desk)
                keep_page(record, response, reading, result, desk)
        except (PageRefused, ValidationError) as error:
            return self._refused(page, _errors(error), files)
        except DatabaseError as error:
            if is_passing(error):
                raise
            return self._refused(page, [("database", str(error))], files)
        except Exception as error:  # one bad page never ends the run: it is reported, and logged with its trace
            logger.exception("%s could not be imported", response.source)
            return self._refused(page, [("page", f"{type(error).__name__}: {error}")], files)
        return entry_of(response, reading, result, desk.catalogue.made)

    def _refused(self, page: Page, errors: list[tuple[str, str]], files: int) -> PageEntry:
        catalogue = self.desks.of(page).catalogue
        for storage, name in catalogue.new_files[files:]:
            storage.delete(name)
        del catalogue.new_files[files:]
        catalogue.seen.clear()
        self.register.forget()
        return self.ledger.failed(*page, errors)

    def _forget(self) -> None:
        self.register.forget()
        for desk in self.desks:
            desk.catalogue.forget()

    @property
    def _is_dry(self) -> bool:
        return self.register.run is None

    def _savepoint(self) -> AbstractContextManager[Any]:
        return nullcontext() if self._is_dry else transaction.atomic()


def _errors(error: PageRefused | ValidationError) -> list[tuple[str, str]]:
    return error.errors if isinstance(error, PageRefused) else [("page", " ".join(error.messages))]
