"""Reading pages against trafilatura, the best of the general extractors, on the same pages in the same run.

Time is that of the process, each page read once a round by both in turn. Recall is of the words that a careful person
reads off the films' pages of the sample site: title, standfirst, synopsis, biographies and names.
"""

from __future__ import annotations

import gc
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import trafilatura
from rich.console import Console
from rich.table import Table

from importers.reading.pages import read_page
from importers.responses import Response
from importers.samples.build import build_site
from tests.benchmarks.reading import case_pages, long_page, sample_pages
from tests.forgetting import forget_texts

ROUNDS = 3
FIELDS = ("title", "standfirst", "synopsis", "directors", "producers", "screenwriters", "cast", "biographies")


def main() -> int:
    table = Table(title="Reading a page, against trafilatura", title_justify="left")
    for heading in ("pages", "trafilatura ms/page", "read ms/page", "times as fast"):
        table.add_column(heading, justify="right")
    slowest = float("inf")
    groups = {"sample site": list(sample_pages()), "golden cases": list(case_pages()), "one long page": [long_page()]}
    for name, pages in groups.items():
        theirs, ours = compare(pages)
        slowest = min(slowest, theirs / ours)
        table.add_row(f"{len(pages)} × {name}", f"{theirs:.1f}", f"{ours:.1f}", f"{theirs / ours:.1f}")
    console = Console(width=120)
    console.print(table)
    console.print(
        f"Words of the films' texts and names found: trafilatura {recall(extracted):.3f}, read {recall(read):.3f}"
    )
    return 0 if slowest > 1 else 1


def compare(pages: list[Response]) -> tuple[float, float]:
    """Milliseconds a page of both."""
    rounds = [one_round(pages) for _ in range(ROUNDS + 1)][1:]  # the first loads word lists
    theirs, ours = (1000 * median(times) / len(pages) for times in zip(*rounds, strict=True))
    return theirs, ours


def one_round(pages: list[Response]) -> tuple[float, float]:
    forget_texts()
    theirs = ours = 0.0
    for page in pages:
        theirs += seconds(extracted, page)
        ours += seconds(read, page)
    return theirs, ours


def seconds(work: Callable[[Response], str], page: Response) -> float:
    gc.collect()
    started = time.process_time()
    work(page)
    return time.process_time() - started


def extracted(page: Response) -> str:
    return trafilatura.extract(page.body, include_tables=True, favor_recall=True) or ""


def read(page: Response) -> str:
    return " ".join(texts_of(read_page(page).as_json()))


def recall(work: Callable[[Response], str]) -> float:
    site = build_site()
    wanted = found = 0
    for answer in site.answers:
        if answer.get("kind") == "film":
            page = Response(answer["source"], "sample", answer["source"], site.files[answer["source"]])
            words, have = Counter(words_of(" ".join(texts_of(answer)))), Counter(words_of(work(page)))
            wanted += words.total()
            found += (words & have).total()
    return found / wanted


def texts_of(item: dict[str, Any]) -> Iterator[str]:
    """The texts and names of a film, as its page shows them."""
    for field in FIELDS:
        values = item.get(field, [])
        for value in [values] if isinstance(values, str) else values:
            yield value if isinstance(value, str) else value["text"]


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
