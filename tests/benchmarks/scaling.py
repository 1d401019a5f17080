"""Pages a second with one process and with two, and memory over 10,000 pages; every page is different."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from importers.fetching.options import FetchOptions
from importers.reading.pages import NO_PROFILES, read_pages
from importers.responses import FetchFailure, Response
from importers.runs.parallel import Plan, read_source
from tests.benchmarks.reading import sample_pages

PAGES = 1_000
FASTER = 1.8
MANY, SETTLED = 10_000, 2_000
GROWTH = 10
"""Megabytes that the process may grow between page 2,000 and page 10,000: nothing is kept of a page."""


class Pages:
    """The sample site's pages over and over, each with a number of its own."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._pages = list(sample_pages())

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[Response]:
        return map(self.__getitem__, range(self._number))

    def __getitem__(self, number: int) -> Response:
        page = self._pages[number % len(self._pages)]
        body = page.body.replace(b"</p>", b" (%d)</p>" % number)
        return Response(f"{number}/{page.source}", "sample", f"{number}/{page.url}", body)

    def handle(self, number: int) -> Response | FetchFailure:
        return self[number]


def main() -> int:
    console = Console(width=120)
    one, two = rate(1), rate(2)
    console.print(
        f"Pages a second, learning the site's chrome included: {one:.0f} with one process, {two:.0f} with two: "
        f"{two / one:.2f} times (at least {FASTER:g} where two cores are free)"
    )
    before, after = memory()
    console.print(
        f"Memory at page {SETTLED:,}: {before:.0f} MB; at page {MANY:,}: {after:.0f} MB (at most {GROWTH} MB more)"
    )
    return 0 if two >= FASTER * one and after <= before + GROWTH else 1


def rate(processes: int) -> float:
    pages = Pages(PAGES)
    started = time.perf_counter()
    for _ in read_source(pages, range(PAGES), NO_PROFILES, FetchOptions(), Plan(processes=processes)):
        pass
    return PAGES / (time.perf_counter() - started)


def memory() -> tuple[float, float]:
    """Megabytes resident when everything is warm, and after many pages."""
    before = 0.0
    for number, _ in enumerate(read_pages(iter(Pages(MANY))), start=1):
        if number == SETTLED:
            before = resident()
    return before, resident()


def resident() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
