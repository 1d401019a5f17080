"""Reading a page against a bare BeautifulSoup(lxml) parse of the same bytes, side by side in one run.

The pages are the sample site's and the golden cases'. Both are timed in turn, page by page, so that a machine that
slows down slows both; printed are the ratios of the totals, and of each page's medians. What was remembered of a text
is forgotten before each reading: a page is met once in an import, not five times.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from bs4 import BeautifulSoup
from rich.console import Console
from rich.table import Table

from importers.reading.pages import read_page
from importers.responses import Response
from importers.samples.build import build_site

ROUNDS = 5
LIMIT = 2.0
CASES = Path(__file__).parents[1] / "importers" / "cases"


def main() -> int:
    groups = {"sample site": list(sample_pages()), "golden cases": list(case_pages()), "one long page": [long_page()]}
    table = Table(
        title=f"Reading a page, against BeautifulSoup(page, 'lxml') (at most {LIMIT:g})", title_justify="left"
    )
    for heading in ("pages", "KB", "parse ms/page", "read ms/page", "ratio of totals", "median ratio", "worst"):
        table.add_column(heading, justify="right")
    worst = 0.0
    for name, pages in groups.items():
        row, ratio = compare(name, pages)
        table.add_row(*row)
        worst = max(worst, ratio)
    table.columns[0].justify = "left"
    Console(width=120).print(table)
    return 0 if worst <= LIMIT else 1


def compare(name: str, pages: list[Response]) -> tuple[list[str], float]:
    read_page(pages[0])  # word lists and patterns are loaded once
    parses, reads = [], []
    for page in pages:
        parse, read = in_turn(lambda: BeautifulSoup(page.body, "lxml"), lambda: read_page(page))  # noqa: B023
        parses.append(parse)
        reads.append(read)
    ratios = [read / parse for parse, read in zip(parses, reads, strict=True)]
    total = sum(reads) / sum(parses)
    size = sum(len(page.body) for page in pages) / 1024
    cells = [f"{len(pages)} × {name}", f"{size:.0f}", f"{1000 * sum(parses) / len(pages):.1f}"]
    cells += [f"{1000 * sum(reads) / len(pages):.1f}", f"{total:.2f}", f"{median(ratios):.2f}", f"{max(ratios):.2f}"]
    return cells, total


def in_turn(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """The median seconds of each, taken in turn."""
    pairs = []
    for _ in range(ROUNDS):
        forget_texts()
        pairs.append((seconds(one), seconds(other)))
    return median(first for first, _ in pairs), median(second for _, second in pairs)


def forget_texts() -> None:
    """Empties the bounded caches with texts as keys; word lists and tables, loaded once a process, are kept."""
    for name, module in list(sys.modules.items()):
        if name.startswith("importers.reading"):
            for value in vars(module).values():
                if hasattr(value, "cache_parameters") and (value.cache_parameters()["maxsize"] or 0) >= 1 << 12:
                    value.cache_clear()


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def sample_pages() -> Iterator[Response]:
    for path, body in build_site().files.items():
        if path.endswith((".html", ".htm")):
            yield Response(source=path, site="sample", url=path, body=body)


def case_pages() -> Iterator[Response]:
    for path in sorted(CASES.glob("*/*/input.html")):
        yield Response(source=path.name, site="case", url=path.name, body=path.read_bytes())


def long_page() -> Response:
    """All films of the sample site on one page: what an A–Z of the whole programme weighs."""
    bodies = [page.body.decode("utf-8", "replace") for page in sample_pages() if "/films/" in page.url]
    inner = "".join(body.partition("<body")[2].partition(">")[2].partition("</body>")[0] for body in bodies)
    text = f"<html><head><title>All</title></head><body>{inner}</body></html>"
    return Response(source="all.html", site="sample", url="all.html", body=text.encode())
