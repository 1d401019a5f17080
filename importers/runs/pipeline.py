"""The straight line of one run: fetch, read, write, report.

Pages are written in batches, each in one transaction; a page that fails costs itself alone. Films come first, then the
pages that speak of films: sections, calendars, indexes.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error as DatabaseError
from django.db import connection, transaction
from django.utils import timezone

from importers.fetching.media import fetch_media
from importers.fetching.options import FetchOptions
from importers.fetching.places import Ignored
from importers.fetching.sources import list_sources
from importers.reading.items import PageReading
from importers.reading.profiles import Profiles
from importers.responses import FetchFailure, Response
from importers.runs.desk import Result
from importers.runs.desks import Desks, Page
from importers.runs.fetching import fetch_options
from importers.runs.intake import Intake
from importers.runs.models import ImportRecord, ImportRun, RunState, stored_key
from importers.runs.pages import LISTS, items_of, tells_films_whole, write_reading
from importers.runs.parallel import Plan, read_source
from importers.runs.profiles import known_profiles
from importers.runs.records import (
    begin_record,
    entry_of,
    failed_entry,
    finish_record,
    keep_failure,
    keep_page,
    standing,
    untouched_entry,
)
from importers.runs.register import DatabaseRegister
from importers.runs.report import ImportOptions, PageEntry, RunReport
from importers.runs.spool import Spool
from importers.runs.waiting import may_come_right
from importers.writing.pages import PageRefused
from importers.writing.writer import Mode

logger = logging.getLogger("importers")

BATCH_PAGES = 100
BATCH_SECONDS = 1.0
TURN = 0.15
"""Seconds between two batches on SQLite: who waits to write there asks again every 0.1 s, and would never get a turn."""

CHUNK = 25
"""Pages whose images are fetched before their batch begins: no transaction waits for the network."""

Progress = Callable[[int, int, str], None]
"""Called after each page with: pages done, pages in all, what became of it."""


def run_import(
    sources: Sequence[str],
    options: ImportOptions | None = None,
    *,
    fetching: FetchOptions | None = None,
    progress: Progress | None = None,
    user: Any = None,
) -> RunReport:
    """Import the sources. Raises SourceError where none can be opened, ProfileError for a site profile
    that cannot be used; all else ends in the report."""
    options = options or ImportOptions()
    fetching = fetching or fetch_options(options.site, options.as_of)
    listing = list_sources(sources, fetching)
    profiles = known_profiles(options.profiles)
    run = None if options.dry_run else _begin(sources, options, user)
    report = RunReport(tuple(sources), options, run.pk if run else None)
    intake = Intake(listing.places[: options.limit], fetching)
    line = Line(options, fetching, run, report, user, len(intake), progress, profiles)
    report.messages += _passed_over(listing.ignored)
    started = time.monotonic()
    state = RunState.BROKEN
    try:
        line.follow(intake)
        state = RunState.FINISHED
    except KeyboardInterrupt:
        state = RunState.INTERRUPTED
        raise
    finally:
        report.seconds = time.monotonic() - started
        if run:
            _end(run, report, state)
    return report


def _passed_over(ignored: Sequence[Ignored]) -> list[str]:
    """One line a reason."""
    return [f"Passed over {entry.words}: {entry.reason}" for entry in ignored]


def _begin(sources: Sequence[str], options: ImportOptions, user: Any) -> ImportRun:
    told = {"arguments": options.arguments(), "limit": options.limit, "only": list(options.only)}
    return ImportRun.objects.create(sources=list(sources), options=told, user=user, started_at=timezone.now())


def _end(run: ImportRun, report: RunReport, state: RunState) -> None:
    run.state, run.finished_at = state, timezone.now()
    run.counts, run.report = dict(report.counts), report.as_json()
    run.save()


@dataclass
class Line:
    """One run, page after page."""

    options: ImportOptions
    fetching: FetchOptions
    run: ImportRun | None
    report: RunReport
    user: Any
    total: int
    progress: Progress | None
    profiles: Profiles
    register: DatabaseRegister = field(init=False)
    desks: Desks = field(init=False)

    def __post_init__(self) -> None:
        self._wrote_at = 0.0
        self.register = DatabaseRegister(self.run, self.profiles)
        mode = Mode(self.options.publish, self.options.dry_run, self.user)
        self.desks = Desks(self.register, mode, self.report)

    def follow(self, intake: Intake) -> None:
        """Hash first: where every page is as it was, nothing is read at all."""
        numbers = self._to_read(intake)
        if not numbers:
            return
        whole, lists = Spool[Page](), Spool[Page]()
        plan = Plan(self.options.processes)
        readings = read_source(intake, numbers, self.profiles, self.fetching, plan)
        self._write_all(self._films_and_people(readings, whole, lists))
        self._write_all(iter(whole))  # lists and calendars may speak of those films
        self._write_all(iter(lists))

    def _to_read(self, intake: Intake) -> list[int]:
        """The places of pages about which there is something to do; what became of the others is told."""
        numbers: list[int] = []
        waiting: list[int] = []
        for number, response in enumerate(intake):
            if not self._is_wanted(response.url):
                continue
            if isinstance(response, FetchFailure):
                self._fail(response, PageReading(response.source), [("page", response.message)])
                continue
            record = self._record(response)
            known, publish = self.profiles, self.options.publish
            match "to read" if self.options.only else standing(record, response, known, publish=publish):
                case "to read":
                    numbers.append(number)
                case "waiting":
                    waiting.append(number)
                case "failed":
                    self._tell(failed_entry(record, response))
                case "unchanged":
                    self._tell(untouched_entry(response))
        return sorted([*numbers, *self._awakened(waiting, intake, others=bool(numbers))])

    def _awakened(self, waiting: list[int], intake: Intake, *, others: bool) -> Iterator[int]:
        """Those that wait for what may have come; pages that this run writes may be it."""
        for number in waiting:
            response = intake[number]
            assert isinstance(response, Response)  # noqa: S101 - failures wait for nothing
            if others or may_come_right(self._record(response).waits_for, response):
                yield number
            else:
                self._tell(untouched_entry(response))

    def _record(self, response: Response) -> ImportRecord:
        key = {"site": response.site, "kind": "page", "key": stored_key(response.url)}
        return ImportRecord.objects.filter(**key).first() or ImportRecord(**key)

    def _is_wanted(self, url: str) -> bool:
        return not self.options.only or url in self.options.only

    def _films_and_people(
        self, readings: Iterator[tuple[Response | FetchFailure, PageReading]], whole: Spool[Page], lists: Spool[Page]
    ) -> Iterator[Page]:
        """The pages to write first. Those that speak of films are put aside, those that tell films whole apart."""
        for response, reading in readings:
            if isinstance(response, FetchFailure):
                self._fail(response, reading, [("page", response.message)])
            elif reading.kind is None:
                errors = [(problem.code, problem.message) for problem in reading.problems]
                self._fail(response, reading, errors or [("page", "not read")], is_lasting=True)
            elif reading.kind == "other":
                self._tell(self._skipped(response, reading))
            elif reading.kind in LISTS:
                (whole if tells_films_whole(reading) else lists).add((response, reading))
            else:
                yield response, reading

    def _write_all(self, pages: Iterator[Page]) -> None:
        while chunk := list(islice(pages, CHUNK)):
            self._write_chunk(chunk)

    def _write_chunk(self, chunk: list[Page]) -> None:
        self.desks.open_for(chunk)
        pictures = self._fetch_pictures(chunk)
        pending = list(chunk)
        while pending:
            done = self._write_batch(pending, pictures)
            pending = pending[done:]

    def _write_batch(self, pending: list[Page], pictures: dict[tuple[str, str], Response | FetchFailure]) -> int:
        """Write until the batch is full. Returns how many pages are done; a batch that fails whole is written singly."""
        self._give_way()
        started = time.monotonic()
        entries: list[PageEntry] = []
        try:
            with self._transaction():
                for page in pending[:BATCH_PAGES]:
                    entries.append(self._write_page(page, pictures))
                    if time.monotonic() - started > BATCH_SECONDS:
                        break
        except DatabaseError as error:
            self._forget()
            if len(entries) < 2 and len(pending) == 1:
                self._fail(*pending[0], [("database", str(error))])
                return 1
            done = max(len(entries), 1)
            for page in pending[:done]:
                self._write_batch([page], pictures)
            return done
        except BaseException:
            self._forget()
            raise
        for desk in self.desks:
            desk.catalogue.keep()
        self.register.forget()
        self._wrote_at = time.monotonic()
        for entry in entries:
            self._tell(entry)
        return len(entries)

    def _give_way(self) -> None:
        if connection.vendor == "sqlite" and not self.options.dry_run:
            time.sleep(max(0.0, self._wrote_at + TURN - time.monotonic()))

    def _write_page(self, page: Page, pictures: dict[tuple[str, str], Response | FetchFailure]) -> PageEntry:
        response, reading = page
        desk = self.desks.of(page)
        desk.catalogue.fetch = lambda url: pictures[response.url, url]
        files = len(desk.catalogue.new_files)
        desk.catalogue.begin_page()
        try:
            with self._transaction():
                record = begin_record(response, self.register)
                result = write_reading(response, reading, desk)
                keep_page(record, response, reading, result, desk)
        except (PageRefused, ValidationError) as error:
            return self._refused(page, _errors(error), files)
        except DatabaseError as error:
            return self._refused(page, [("database", str(error))], files)
        except Exception as error:  # one bad page never ends the run: it is reported, and logged with its trace
            logger.exception("%s could not be imported", response.source)
            return self._refused(page, [("page", f"{type(error).__name__}: {error}")], files)
        return entry_of(response, reading, result, desk.catalogue.made)

    def _refused(self, page: Page, errors: list[tuple[str, str]], files: int) -> PageEntry:
        response, reading = page
        catalogue = self.desks.of(page).catalogue
        for storage, name in catalogue.new_files[files:]:
            storage.delete(name)
        del catalogue.new_files[files:]
        catalogue.seen.clear()
        self.register.forget()
        return self._failed(response, reading, errors)

    def _failed(
        self,
        response: Response | FetchFailure,
        reading: PageReading,
        errors: list[tuple[str, str]],
        *,
        is_lasting: bool = False,
    ) -> PageEntry:
        keep_failure(response, errors, self.register, is_lasting=is_lasting)
        title = reading.film.title or ""
        return PageEntry(response.source, response.site, response.url, "failed", title, tuple(errors))

    def _skipped(self, response: Response, reading: PageReading) -> PageEntry:
        """A page that is no part of a programme: remembered, with its text, and not published."""
        result = Result(problems=list(reading.problems))
        with self._transaction():
            record = begin_record(response, self.register)
            if self.run:
                finish_record(record, response, reading, result, self.profiles)
        return entry_of(response, reading, result, ())

    def _fail(
        self,
        response: Response | FetchFailure,
        reading: PageReading,
        errors: list[tuple[str, str]],
        *,
        is_lasting: bool = False,
    ) -> None:
        self._tell(self._failed(response, reading, errors, is_lasting=is_lasting))

    def _tell(self, entry: PageEntry) -> None:
        self.report.add(entry)
        if self.progress:
            self.progress(self.report.total, self.total, entry.outcome)

    def _forget(self) -> None:
        self.register.forget()
        for desk in self.desks:
            desk.catalogue.forget()

    def _transaction(self) -> AbstractContextManager[Any]:
        return nullcontext() if self.options.dry_run else transaction.atomic()

    def _fetch_pictures(self, chunk: list[Page]) -> dict[tuple[str, str], Response | FetchFailure]:
        urls = (
            (response, image.url) for response, reading in chunk for item in items_of(reading) for image in item.images
        )
        return {(page.url, url): fetch_media(url, page, self.fetching) for page, url in urls}


def _errors(error: PageRefused | ValidationError) -> list[tuple[str, str]]:
    return error.errors if isinstance(error, PageRefused) else [("page", " ".join(error.messages))]
