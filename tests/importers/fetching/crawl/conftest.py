"""Crawls of a server on this machine, with a clock that nobody waits for."""

import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from importers.fetching.archive.writer import ArchiveWriter
from importers.fetching.crawl.crawler import crawl
from importers.fetching.crawl.scope import Scope
from importers.fetching.crawl.settings import CrawlOptions
from importers.fetching.options import FetchOptions

LOCAL = FetchOptions(allow_private=True, read_timeout=5, total_timeout=10)


@dataclass
class FakeClock:
    """Sleeping takes no time; `slept` says how long it would have been."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return datetime(2026, 5, 1, 12, 0, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def elapsed(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


@dataclass
class Crawls:
    """`run` crawls the site into the one archive; what is asked of it is in `site.asked`."""

    site: object
    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)

    def run(self, path="/", *, delay=1.0, fetching=LOCAL, progress=lambda report, url: None, **options):
        scope_names = {"prefix", "include", "exclude", "depth", "limit", "media", "documents"}
        scope = Scope(self.site.url(path), **{name: options.pop(name) for name in scope_names & set(options)})
        self.site.asked.clear()
        with ArchiveWriter(self.folder) as writer:
            return crawl(
                writer, CrawlOptions(scope, delay=delay, **options), fetching, clock=self.clock, progress=progress
            )

    @property
    def asked(self) -> list[str]:
        """The paths asked for, without robots.txt, sitemap and the addresses that cannot exist."""
        quiet = ("/robots.txt", "/sitemap.xml")
        return [path for path, _ in self.site.asked if path not in quiet and "no-such-page" not in path]


@pytest.fixture
def crawls(site, tmp_path) -> Crawls:
    return Crawls(site, tmp_path / "archive")


@pytest.fixture
def in_flight(site):
    """The most requests that waited for their answers at once."""
    counted = {"now": 0, "most": 0}
    lock = threading.Lock()

    class Counting(dict):
        def get(self, path, default=None):
            answer = super().get(path, default)

            def write(request):
                with lock:
                    counted["now"] += 1
                    counted["most"] = max(counted["most"], counted["now"])
                time.sleep(0.002)  # a second request, if there were one, would come now
                with lock:
                    counted["now"] -= 1
                answer(request)

            return write

    site.answers = Counting(site.answers)
    return counted


def html(title: str, *links: str, text: str = "", images: tuple[str, ...] = ()) -> bytes:
    """A page with links and images, and a text of its own."""
    anchors = "".join(f'<a href="{link}">{link}</a> ' for link in links)
    pictures = "".join(f'<img src="{image}" alt="">' for image in images)
    body = f"<h1>{title}</h1><p>{text or f'{title} is shown at the Saltmere Film Festival on Friday.'}</p>"
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{anchors}{body}{pictures}</body></html>".encode()


def publish(site, pages: dict[str, bytes]) -> None:
    for path, body in pages.items():
        site.page(path, body, Content_Type="text/html; charset=utf-8")
