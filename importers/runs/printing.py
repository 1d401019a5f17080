"""A run on the terminal: a bar while it goes, plain lines where nobody watches, and the report at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import TypeVar

from django.utils.timezone import localtime
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from importers.runs.invoking import invocation, shown
from importers.runs.ledger import Progress as Report
from importers.runs.models import ImportRun, RunState
from importers.runs.report import OUTCOMES, PageEntry, RunReport
from importers.runs.status import Status
from importers.runs.undoing import Taken
from importers.wording import counted

EVERY = 50
"""Pages between two plain lines."""

Thing = TypeVar("Thing")

SHOWN = 5
"""Problems of one kind that are told in full before the rest is counted."""


@contextmanager
def told(console: Console) -> Iterator[Report]:
    """What to call after each page."""
    if not console.is_terminal:
        yield lambda done, total, outcome: _line(console, done, total)
        return
    columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Importing", total=None)
        yield lambda done, total, outcome: bar.update(task, completed=done, total=total)


def watched(things: Iterable[Thing], total: int, words: str, console: Console) -> Iterator[Thing]:
    """The things, with a bar on a terminal that tells how many of `total` are through."""
    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield from bar.track(things, total=total)


def print_report(report: RunReport, console: Console) -> None:
    for message in report.messages:
        console.print(escape(message))
    console.print(_counts(report))
    for line in _summary(report):
        console.print(escape(line), soft_wrap=True)
    _print_dry_run(report, console)
    _print_problems(report.entries, console)
    _print_failures(report, console)


def _line(console: Console, done: int, total: int) -> None:
    if done % EVERY == 0 or done == total:
        console.print(f"{done:,} of {counted(total, 'page')}")


def _counts(report: RunReport) -> Table:
    table = Table(title="Dry run: nothing was written" if report.options.dry_run else "Imported")
    for outcome in OUTCOMES:
        table.add_column(outcome, justify="right")
    table.add_row(*(str(report.counts[outcome]) for outcome in OUTCOMES))
    return table


def _summary(report: RunReport) -> Iterator[str]:
    if report.counts["unchanged"] == report.total:
        yield "Nothing has changed since the last import: nothing was written."
    if report.made:
        yield "Made along the way: " + ", ".join(f"{number} × {kind}" for kind, number in sorted(report.made.items()))
    if report.conflicts:
        were = "was" if report.conflicts == 1 else "were"
        yield f"{counted(report.conflicts, 'value')} {were} changed both here and in the source: what editors wrote was kept."
    if report.unplaced:
        yield f"{counted(report.unplaced, 'character')} of text found no place: kept with the records of the pages."
    speed = report.total / report.seconds if report.seconds else 0
    if report.run_id and (report.counts["new"] or report.counts["updated"]):
        yield f"This was run {report.run_id}. To take it back: {invocation('rollback_import', [str(report.run_id)])}"
    yield f"{counted(report.total, 'page')} in {report.seconds:.1f} s ({speed:.1f} a second)"


def _print_dry_run(report: RunReport, console: Console) -> None:
    if not report.options.dry_run:
        return
    for entry in report.entries:
        if entry.changes:
            names = sorted({address.split("/")[0] for address in entry.changes})
            console.print(escape(f"{entry.outcome}: {entry.source}: {', '.join(names)}"), soft_wrap=True)


def _print_problems(entries: Sequence[PageEntry], console: Console) -> None:
    """By kind: the first few in full, then how many more."""
    told = [(problem.code, _named_once(problem.message, entry)) for entry in entries for problem in entry.problems]
    for code, group in groupby(sorted(told), key=lambda problem: problem[0]):
        problems = list(group)
        console.print(f"\n[bold]{escape(code)}[/bold] ({len(problems)})")
        for _, message in problems[:SHOWN]:
            console.print(escape(f"  {message}"), soft_wrap=True)
        if len(problems) > SHOWN:
            console.print(f"  and {len(problems) - SHOWN} more: they are kept with the run")


def _named_once(message: str, entry: PageEntry) -> str:
    """With the page it is about in front, under its path or its address, whatever the message says itself."""
    for name in (entry.source, entry.url):
        if message.startswith((f"{name}: ", f"{name} ")):
            return f"{entry.source}{message.removeprefix(name)}"
    return f"{entry.source}: {message}"


def _without(message: str, *said: str) -> str:
    """The message without what the lines before it have said."""
    for name in said:
        message = message.removeprefix(f"{name}: ").removeprefix(f"{name} ")
    return message


def _print_failures(report: RunReport, console: Console) -> None:
    if not report.failures:
        return
    console.print("\n[bold red]Failed[/bold red]")
    for entry in report.failures:
        console.print(escape(entry.source), soft_wrap=True)
        for field, reason in entry.errors:
            console.print(escape(f"  {field}: {_without(reason, entry.source, entry.url, field)}"), soft_wrap=True)
        console.print(escape(f"  again: {report.retry_command([entry])}"), soft_wrap=True)
    if len(report.failures) > 1:
        console.print(escape(f"All of them again: {report.retry_command(report.failures)}"), soft_wrap=True)


def print_taken(run: ImportRun, taken: Sequence[Taken], console: Console, *, plan: bool) -> None:
    """What became of the things that a run had made or changed: those removed by kind, the others one by one."""
    table = Table(title=f"Run {run.pk}: {'what taking it back would do' if plan else 'taken back'}")
    for column in ("", "kind", "what", "values"):
        table.add_column(column, overflow="fold")
    for one in taken:
        if one.action in ("restored", "unpublished", "kept"):
            values = ", ".join(sorted(set(one.values)))
            table.add_row(one.action, one.kind, escape(one.name or one.key), escape(values))
    if table.row_count:
        console.print(table)
    for one in taken:
        for reason in one.reasons:
            console.print(escape(f"Stays: {one.kind} {one.name or one.key}: {reason}"), soft_wrap=True)
    kinds = Counter(one.kind for one in taken if one.action == "removed")
    if kinds:
        told = ", ".join(f"{number} × {kind}" for kind, number in kinds.items())
        console.print(f"{'Would remove' if plan else 'Removed'}: {told}")
    if not kinds and not table.row_count:
        console.print("There was nothing to take back.")
    if plan:
        console.print("This is a plan: nothing was written.")


def print_runs(runs: Sequence[Status], console: Console) -> None:
    if not runs:
        console.print(escape(f"Nothing has been imported yet. Begin with: {invocation('import_listings', ['FOLDER'])}"))
        return
    table = Table(title="Imports, newest first")
    for column in ("run", "started", "state"):
        table.add_column(column, no_wrap=True)
    for column in ("source", "pages"):
        table.add_column(column, overflow="fold")
    for status in runs:
        started, sources = f"{localtime(status.started_at):%Y-%m-%d %H:%M}", " ".join(map(shown, status.sources))
        table.add_row(str(status.run), started, _state(status), escape(sources), _pages(status))
    console.print(table)


def _pages(status: Status) -> str:
    told = [f"{number:,} {outcome}" for outcome, number in status.counts.items()] or ["none changed"]
    return ", ".join(told + [counted(status.open_conflicts, "conflict")] * bool(status.open_conflicts))


def print_status(status: Status, console: Console) -> None:
    """One run: its numbers, its failures by cause, and what to do next."""
    console.print(
        f"[bold]Run {status.run}[/bold]: {_state(status)}, {escape(' '.join(status.sources))}", soft_wrap=True
    )
    console.print(f"{_pages(status)}; {status.seconds:,.1f} s, {status.rate:g} pages a second", soft_wrap=True)
    if status.failures:
        _print_causes(status, console)
    for line in status.next:
        console.print(escape(f"To {line}"), soft_wrap=True)


def _print_causes(status: Status, console: Console) -> None:
    table = Table(title="Failures by cause")
    table.add_column("cause")
    table.add_column("pages", justify="right")
    table.add_column("for example", overflow="fold")
    for cause, number in status.causes.most_common():
        first = next(failure for failure in status.failures if failure.cause == cause)
        table.add_row(
            escape(cause), str(number), escape(f"{first.source}: {_without(' '.join(first.reasons), first.source)}")
        )
    console.print(table)


def _state(status: Status) -> str:
    return str(RunState(status.state).label).lower()
