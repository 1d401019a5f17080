"""What a crawl costs as an archive grows: memory stays, and going on after a stop takes a page little."""

import gc
import json
import random
import tracemalloc

import pytest

from importers.fetching.archive.reader import JOURNAL
from importers.fetching.crawl import canonical, pages
from tests.importers.fetching.crawl.conftest import html

MENU = tuple(f"/menu/{n}.html" for n in range(12))


@pytest.fixture
def growing(site):
    """A site of as many films as asked for, each with words of its own, all with the same menu."""

    def grow(films: int) -> None:
        for path in MENU:
            site.page(path, html(path, *MENU), Content_Type="text/html")
        for number in range(films):
            letters = random.Random(number).choices("abcdefghijklmnopqrst", k=280)
            words = " ".join("".join(letters[start : start + 7]) for start in range(0, 280, 7))
            body = html(f"Film {number}", *MENU, f"/films/{number + 1}.html", text=words * 20)
            site.page(f"/films/{number}.html", body, Content_Type="text/html")

    return grow


def used_after(crawls, limit: int) -> int:
    """Bytes in use when so many pages are kept."""
    at_limit = []

    def watch(report, url):
        if sum(report.pages.values()) == limit:
            gc.collect()
            at_limit.append(tracemalloc.get_traced_memory()[0])

    crawls.run("/films/0.html", limit=limit, progress=watch, delay=0.0)
    return at_limit[0]


def test_memory_grows_by_what_the_index_holds_of_a_page_and_no_more(growing, crawls):
    """A page of this site is 6 kB, and 60 kB as a tree; the index has about 2 kB of each, its words some more."""
    growing(200)
    tracemalloc.start()

    few = used_after(crawls, 60)
    many = used_after(crawls, 200)
    tracemalloc.stop()

    assert (many - few) / 140 < 20_000


def test_going_on_reads_each_page_once_and_resolves_the_links_all_pages_share_once(growing, crawls, monkeypatch):
    films = 40
    growing(films)
    crawls.run("/films/0.html", delay=0.0)
    journal = crawls.folder / JOURNAL
    lines = [line for line in journal.read_text().splitlines(True) if json.loads(line)["event"] != "end"]
    journal.write_text("".join(lines))
    counted = {"pages": 0, "links": 0}
    monkeypatch.setattr("importers.fetching.crawl.crawler.parse_page", _counting(pages.parse_page, counted, "pages"))
    monkeypatch.setattr(canonical, "_askable", _counting(canonical._askable, counted, "links"))
    canonical._absolute.cache_clear()
    canonical.canonical_url.cache_clear()

    report = crawls.run("/films/0.html", delay=0.0)

    kept = films + len(MENU)
    assert (sum(report.pages.values()), crawls.asked) == (kept, [])
    assert counted["pages"] == kept
    assert counted["links"] < 6 * kept  # not twelve for the menu alone


def _counting(function, counted, name):
    def count(*arguments):
        counted[name] += 1
        return function(*arguments)

    return count
