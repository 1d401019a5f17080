"""The straight line of one run: fetch, read, write, report.

Films come first, then the pages that speak of films: sections, calendars, indexes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from importers.fetching.options import FetchOptions
from importers.fetching.places import Ignored
from importers.fetching.sources import list_sources
from importers.reading.items import PageReading
from importers.reading.profiles import Profiles
from importers.responses import FetchFailure, Response
from importers.runs.batches import Batches
from importers.runs.desks import Desks, Page
from importers.runs.due import Due
from importers.runs.fetching import fetch_options
from importers.runs.intake import Intake
from importers.runs.ledger import Ledger, Progress
from importers.runs.models import ImportRun, RunState
from importers.runs.pages import LISTS, tells_films_whole
from importers.runs.parallel import Plan, read_source
from importers.runs.profiles import known_profiles
from importers.runs.register import DatabaseRegister
from importers.runs.report import ImportOptions, RunReport
from importers.runs.spool import Spool
from importers.runs.turns import patiently
from importers.writing.writer import Mode


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
    run = None if options.dry_run else patiently(lambda: _begin(sources, options, user))
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
            patiently(lambda: _end(run, report, state), patient=state is RunState.FINISHED)
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
    ledger: Ledger = field(init=False)
    batches: Batches = field(init=False)

    def __post_init__(self) -> None:
        register = DatabaseRegister(self.run, self.profiles)
        mode = Mode(self.options.publish, self.options.dry_run, self.user)
        self.ledger = Ledger(self.report, register, self.total, self.progress)
        self.batches = Batches(Desks(register, mode, self.report), register, self.ledger, self.fetching)

    def follow(self, intake: Intake) -> None:
        """Hash first: where every page is as it was, nothing is read at all."""
        numbers = Due(self.options, self.profiles, self.ledger).of(intake)
        if not numbers:
            return
        whole, lists = Spool[Page](), Spool[Page]()
        plan = Plan(self.options.processes)
        readings = read_source(intake, numbers, self.profiles, self.fetching, plan)
        self.batches.write_all(self._films_and_people(readings, whole, lists))
        self.batches.write_all(iter(whole))  # lists and calendars may speak of those films
        self.batches.write_all(iter(lists))

    def _films_and_people(
        self, readings: Iterator[tuple[Response | FetchFailure, PageReading]], whole: Spool[Page], lists: Spool[Page]
    ) -> Iterator[Page]:
        """The pages to write first. Those that speak of films are put aside, those that tell films whole apart."""
        for response, reading in readings:
            if isinstance(response, FetchFailure):
                self.ledger.fail(response, reading, [("page", response.message)])
            elif reading.kind is None:
                errors = [(problem.code, problem.message) for problem in reading.problems]
                self.ledger.fail(response, reading, errors or [("page", "not read")], is_lasting=True)
            elif reading.kind == "other":
                self.ledger.skip(response, reading)
            elif reading.kind in LISTS:
                (whole if tells_films_whole(reading) else lists).add((response, reading))
            else:
                yield response, reading
