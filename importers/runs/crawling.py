"""A crawl on the terminal: how it goes, and at its end what came of it and what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from importers.fetching.archive import Archive
from importers.fetching.archive.events import Missed
from importers.fetching.crawl.crawler import Progress as Report
from importers.fetching.crawl.report import LEFT_OUT, CrawlReport
from importers.refusals import WALLS

EVERY = 25
"""Answers between two plain lines."""

SHOWN = 5
"""Addresses of one kind that are named before the rest is counted."""

_WALL_NAMES = {
    "soft_404": "missing pages sent as if they were there",
    "bot_wall": "checks for robots",
    "rate_limit_page": "notices of asking too often",
    "maintenance": "notices of maintenance",
    "parked": "parked domains",
    "log_in_wall": "forms to log in",
}


def pages(number: int) -> str:
    return "1 page" if number == 1 else f"{number:,} pages"


def images(number: int) -> str:
    return "1 image" if number == 1 else f"{number:,} images"


@contextmanager
def told(console: Console) -> Iterator[Report]:
    """What to call after each answer: a moving line on a terminal, now and then a plain one elsewhere."""
    if not console.is_terminal:
        yield _plain(console)
        return
    columns = (BarColumn(bar_width=20), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def show(report: CrawlReport, url: str) -> None:
            shown = url if len(url) <= 70 else f"{url[:69]}…"
            done = report.pages_kept + len(report.missed)
            told = escape(f"{_so_far(report)}  {shown}")
            bar.update(task, description=told, completed=done, total=done + report.waiting)

        yield show


def _plain(console: Console) -> Report:
    answers = 0

    def show(report: CrawlReport, url: str) -> None:
        nonlocal answers
        answers += 1
        if answers % EVERY == 0:
            console.print(escape(_so_far(report)), soft_wrap=True)

    return show


def _so_far(report: CrawlReport) -> str:
    shown = images(sum(report.media.values()))
    return f"{pages(report.pages_kept)}, {shown}, {len(report.missed):,} missed, {report.waiting:,} waiting"


def print_crawl(report: CrawlReport, folder: str, options: str, console: Console) -> None:
    """`options` are those of the command that say what belongs to the crawl: the next one must have them too."""
    for message in report.messages:
        console.print(escape(message), soft_wrap=True)
    table = _table(report)
    if table.row_count:
        console.print(table)
    console.print(f"{report.asked:,} {'request' if report.asked == 1 else 'requests'} sent", soft_wrap=True)
    print_missed(tuple(report.missed.values()), console)
    for line in _next_steps(report, folder, options):
        console.print(escape(line), soft_wrap=True)


def _table(report: CrawlReport) -> Table:
    table = Table()
    table.add_column("what")
    table.add_column("number", justify="right")
    for kind, counts in (("pages", report.pages), ("images", report.media)):
        for outcome in ("new", "changed", "not modified", "same as another"):
            if counts[outcome]:
                table.add_row(f"{kind}: {outcome}", f"{counts[outcome]:,}")
    for reason, words in LEFT_OUT.items():
        if report.left_out.get(reason):
            table.add_row(f"left out: {words}", f"{len(report.left_out[reason]):,}")
    for kind, number in sorted(report.walls.items()):
        table.add_row(f"not kept: {_WALL_NAMES[kind]}", f"{number:,}")
    if report.failures:
        table.add_row("failed", f"{len(report.failures):,}")
    return table


def print_missed(missed: tuple[Missed, ...], console: Console) -> None:
    """Walls and failures by kind: the first few in full, then how many more."""
    by_code = sorted(missed, key=lambda one: (one.code not in WALLS, one.code, one.asked))
    for code, group in groupby(by_code, key=lambda one: one.code):
        found = list(group)
        console.print(f"\n[bold]{escape(code)}[/bold] ({len(found):,})")
        for one in found[:SHOWN]:
            console.print(escape(f"  {one.message}"), soft_wrap=True)
        if len(found) > SHOWN:
            console.print(f"  and {len(found) - SHOWN:,} more: archive_status lists them all", soft_wrap=True)


def _next_steps(report: CrawlReport, folder: str, options: str) -> Iterator[str]:
    again = f"python manage.py crawl_site {shlex.quote(report.start)} --archive {shlex.quote(folder)}{options}"
    yield ""
    if report.stopped:
        yield f"Stopped before the end: {report.stopped}"
        yield f"To go on from here: {again}"
    elif report.missed:
        yield f"To ask again for what could not be had: {again} --only-missing"
    if report.pages_kept:
        yield f"To import what there is: python manage.py import_listings {shlex.quote(folder)}"
    elif not report.stopped:
        yield "No page was kept. Look at the reasons above, and at the address."


def print_status(archive: Archive, console: Console) -> None:
    """What an archive holds, its crawls, and all that is missing from it."""
    table = Table()
    for name in ("crawl", "began", "ended"):
        table.add_column(name)
    for started, reason in archive.index.crawls:
        table.add_row(escape(started.start), f"{started.time:%Y-%m-%d %H:%M}", _ENDS.get(reason or "", "not finished"))
    console.print(table)
    captures = sum(map(len, archive.index.captures.values()))
    console.print(
        f"{pages(len(archive.pages()))}, {images(len(archive.media()))}, {captures:,} captures in all", soft_wrap=True
    )
    for problem in archive.problems:
        console.print(escape(problem), soft_wrap=True)
    for one in sorted(archive.missed(), key=lambda one: (one.code, one.asked)):
        console.print(escape(f"{one.code}: {one.message}"), soft_wrap=True)


_ENDS = {"complete": "complete", "limit": "at its limit"}
