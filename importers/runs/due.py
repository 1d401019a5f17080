"""Which pages of a run's sources there is something to do about: those read before, and as they were, are not read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from importers.reading.items import PageReading
from importers.reading.profiles import Profiles
from importers.responses import FetchFailure, Response
from importers.runs.intake import Intake
from importers.runs.ledger import Ledger
from importers.runs.models import ImportRecord, stored_key
from importers.runs.records import Standing, failed_entry, standing, untouched_entry
from importers.runs.report import ImportOptions
from importers.runs.waiting import may_come_right


@dataclass
class Due:
    options: ImportOptions
    profiles: Profiles
    ledger: Ledger

    def of(self, intake: Intake) -> list[int]:
        """The places of the pages to read; what became of the others is told."""
        numbers: list[int] = []
        waiting: list[int] = []
        for number, response in enumerate(intake):
            if not self._is_wanted(response):
                continue
            if isinstance(response, FetchFailure):
                self.ledger.fail(response, PageReading(response.source), [("page", response.message)])
                continue
            record = _record(response)
            match self._standing(record, response):
                case "to read":
                    numbers.append(number)
                case "waiting":
                    waiting.append(number)
                case "failed":
                    self.ledger.tell(failed_entry(record, response))
                case "unchanged":
                    self.ledger.tell(untouched_entry(response))
        return sorted([*numbers, *self._awakened(waiting, intake, others=bool(numbers))])

    def _is_wanted(self, response: Response | FetchFailure) -> bool:
        if self.options.only and response.url not in self.options.only:
            return False
        return not self.options.retry_failed or _record(response).outcome == "failed"

    def _standing(self, record: ImportRecord, response: Response) -> Standing:
        if self.options.only or self.options.retry_failed:
            return "to read"
        return standing(record, response, self.profiles, publish=self.options.publish)

    def _awakened(self, waiting: list[int], intake: Intake, *, others: bool) -> Iterator[int]:
        """Those that wait for what may have come; pages that this run writes may be it."""
        for number in waiting:
            response = intake[number]
            assert isinstance(response, Response)  # noqa: S101 - failures wait for nothing
            if others or may_come_right(_record(response).waits_for, response):
                yield number
            else:
                self.ledger.tell(untouched_entry(response))


def _record(response: Response | FetchFailure) -> ImportRecord:
    key = {"site": response.site, "kind": "page", "key": stored_key(response.url)}
    return ImportRecord.objects.filter(**key).first() or ImportRecord(**key)
