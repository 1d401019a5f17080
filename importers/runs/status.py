"""How runs went, and what to do next: for a terminal, as JSON, and as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone

from importers.runs.invoking import invocation
from importers.runs.models import ImportRecord, ImportRun, RunState
from importers.runs.report import OUTCOMES

Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that failed in the run. `cause` is the first error's field or code, `reasons` what was said of it."""

    source: str
    url: str
    cause: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """counts: outcome → pages; of a run that has not ended the pages it changed so far. rate: pages a second."""

    run: int
    state: str
    sources: tuple[str, ...]
    started_at: datetime
    seconds: float
    counts: dict[str, int]
    open_conflicts: int
    rate: float = 0.0
    failures: tuple[Failure, ...] = ()
    next: tuple[str, ...] = ()
    messages: tuple[str, ...] = field(default=())

    @property
    def causes(self) -> Counter[str]:
        return Counter(failure.cause for failure in self.failures)

    def as_json(self) -> Told:
        return {**asdict(self), "started_at": self.started_at.isoformat(), "causes": dict(self.causes)}


def status_of(run: ImportRun) -> Status:
    counts = _counts(run)
    ended = run.finished_at or timezone.now()
    seconds = max((ended - run.started_at).total_seconds(), 0.0)
    failures = tuple(_failures(run))
    conflicts = run.conflicts.filter(decided_at=None).count()
    return Status(
        run=run.pk,
        state=run.state,
        sources=tuple(run.sources),
        started_at=run.started_at,
        seconds=round(seconds, 1),
        counts=counts,
        open_conflicts=conflicts,
        rate=round(sum(counts.values()) / seconds, 1) if seconds else 0.0,
        failures=failures,
        next=tuple(_next(run, failures, conflicts)),
        messages=tuple(run.report.get("messages", ())),
    )


def newest(number: int) -> list[Status]:
    return [status_of(run) for run in ImportRun.objects.order_by("-pk")[:number]]


def _counts(run: ImportRun) -> dict[str, int]:
    """As the report has them; of a run that has not ended, or was killed, what the database knows."""
    found = Counter(run.counts)
    if not found:
        results = run.results.values_list("outcome").annotate(Count("pk"))
        found = Counter({str(outcome): number for outcome, number in results})
        found["failed"] = _failed_records(run).count()
    return {outcome: found[outcome] for outcome in OUTCOMES if found[outcome]}


def _failed_records(run: ImportRun) -> Any:
    return ImportRecord.objects.filter(run=run, kind="page", outcome="failed")


def _failures(run: ImportRun) -> Iterator[Failure]:
    told = [page for page in run.report.get("pages", ()) if page["outcome"] == "failed"]
    for page in told:
        errors = page["errors"] or [["page", ""]]
        yield Failure(page["source"], page["url"], errors[0][0], tuple(reason for _, reason in errors))
    if not run.report:
        for record in _failed_records(run).order_by("pk"):
            messages = record.messages or [{"code": "page", "message": ""}]
            reasons = tuple(message["message"] for message in messages)
            yield Failure(record.source, record.url, messages[0]["code"], reasons)


def _next(run: ImportRun, failures: Sequence[Failure], conflicts: int) -> Iterator[str]:
    """Commands to run, each with what it is for."""
    again = invocation("import_listings", [*run.sources, *run.options.get("arguments", ())])
    if run.state in (RunState.INTERRUPTED, RunState.BROKEN):
        yield f"go on from where it stopped: {again}"
    if failures:
        yield f"try the failed pages again: {again} --retry-failed"
    if conflicts:
        yield "decide what both an editor and the source changed: the editor's value was kept"
    if run.state != RunState.TAKEN_BACK and run.steps.filter(taken_back_at=None).exists():
        ended = " --ended" if run.state == RunState.RUNNING else ""
        yield f"take it back: {invocation('rollback_import', [str(run.pk), '--plan'])}{ended}"


def rows_of(status: Status) -> Iterator[tuple[str, str, str, str]]:
    """One row for each failed page: source, address, cause, reasons."""
    for failure in status.failures:
        yield failure.source, failure.url, failure.cause, " ".join(failure.reasons)
