"""Reading pages against a bare BeautifulSoup(lxml) parse of the same bytes, side by side in one run.

The pages are the sample site's, the golden cases', and one long page. It is measured as an import meets them: the pages
of a group one after another in one process, each once a round, parse and read taken in turn, so that a machine that
slows down slows both. What was remembered of texts is forgotten before each round, and not between the pages of one: what
a site repeats is remembered from page to page in an import too. Word lists are loaded before, once a process. Rubbish is
collected before each measurement, so that neither pays for what the other left behind. The ratio is that of the totals
of a round; told is the median of the rounds.
"""

from __future__ import annotations

import gc
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
from tests.forgetting import forget_texts

ROUNDS = 5
LIMIT = 2.0
CASES = Path(__file__).parents[1] / "importers" / "cases"


def main() -> int:
    groups = {"sample site": list(sample_pages()), "golden cases": list(case_pages()), "one long page": [long_page()]}
    table = Table(
        title=f"Reading a page, against BeautifulSoup(page, 'lxml') (at most {LIMIT:g})", title_justify="left"
    )
    for heading in ("pages", "KB", "parse ms/page", "read ms/page", "ratio of totals", "lowest", "highest"):
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
    for page in pages:
        read_page(page)  # word lists and patterns are loaded once
    gc.collect()
    gc.freeze()
    rounds = [one_round(pages) for _ in range(ROUNDS)]
    gc.unfreeze()
    ratios = [read / parse for parse, read in rounds]
    parse, read = (1000 * median(times) / len(pages) for times in zip(*rounds, strict=True))
    size = sum(len(page.body) for page in pages) / 1024
    cells = [f"{len(pages)} × {name}", f"{size:.0f}", f"{parse:.1f}", f"{read:.1f}"]
    return [*cells, f"{median(ratios):.2f}", f"{min(ratios):.2f}", f"{max(ratios):.2f}"], median(ratios)


def one_round(pages: list[Response]) -> tuple[float, float]:
    """Seconds of parsing all pages, and of reading them."""
    forget_texts()
    parse = read = 0.0
    for page in pages:
        parse += seconds(lambda: BeautifulSoup(page.body, "lxml"))  # noqa: B023
        read += seconds(lambda: read_page(page))  # noqa: B023
    return parse, read


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


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
