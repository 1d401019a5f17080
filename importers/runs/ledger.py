"""What became of each page of a run: told as it goes, remembered for the next run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from importers.reading.items import PageReading
from importers.responses import FetchFailure, Response
from importers.runs.desk import Result
from importers.runs.records import begin_record, entry_of, finish_record, keep_failure
from importers.runs.register import DatabaseRegister
from importers.runs.report import PageEntry, RunReport
from importers.runs.steps import note, state_of
from importers.runs.turns import in_turn

Progress = Callable[[int, int, str], None]
"""Called after each page with: pages done, pages in all, what became of it."""

Errors = Sequence[tuple[str, str]]


@dataclass
class Ledger:
    """`total` is how many pages the sources hold."""

    report: RunReport
    register: DatabaseRegister
    total: int
    progress: Progress | None

    def tell(self, entry: PageEntry) -> None:
        self.report.add(entry)
        if self.progress:
            self.progress(self.report.total, self.total, entry.outcome)

    def fail(
        self, response: Response | FetchFailure, reading: PageReading, errors: Errors, *, is_lasting: bool = False
    ) -> None:
        """`is_lasting`: reading these bytes again would fail again; else the next run tries."""
        keep = lambda: self.failed(response, reading, errors, is_lasting=is_lasting)  # noqa: E731
        self.tell(in_turn(keep, dry_run=self.register.run is None))

    def failed(
        self, response: Response | FetchFailure, reading: PageReading, errors: Errors, *, is_lasting: bool = False
    ) -> PageEntry:
        """The entry of a page that failed, which is to be told once the transaction is through."""
        keep_failure(response, list(errors), self.register, is_lasting=is_lasting)
        title = reading.film.title or ""
        return PageEntry(response.source, response.site, response.url, "failed", title, tuple(errors))

    def skip(self, response: Response, reading: PageReading) -> None:
        """A page that is no part of a programme: remembered, with its text, and not published."""
        self.tell(in_turn(lambda: self._skipped(response, reading), dry_run=self.register.run is None))

    def _skipped(self, response: Response, reading: PageReading) -> PageEntry:
        result = Result(problems=list(reading.problems))
        record = begin_record(response, self.register)
        if self.register.run:
            note(self.register.run, record, state_of(record))
            finish_record(record, response, reading, result, self.register.profiles)
        return entry_of(response, reading, result, ())
