"""A crawl killed at any instant and started again ends with the archive of one left alone.

`make test` kills 5 times; `make chaos-crawl` 50 times, or as many as MARQUEE_CRAWL_KILLS says.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from importers.fetching.archive import open_archive
from importers.fetching.archive.events import Capture, CrawlEnded, CrawlStarted
from importers.fetching.archive.journal import read_journal
from importers.fetching.archive.reader import JOURNAL
from tests.importers.fetching.crawl.conftest import html, publish

KILLS = int(os.environ.get("MARQUEE_CRAWL_KILLS", "5"))
FILMS = 14


@dataclass
class Hunter:
    """Kills the crawl under way at its n-th request: before, in the middle of, or a moment after the answer."""

    process: subprocess.Popen | None = None
    at: int = 0
    how: str = ""
    pause: float = 0.0
    seen: int = 0
    at_once: Counter = field(default_factory=Counter)
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, request, write):
        with self.lock:
            process, self.seen = self.process, self.seen + 1
            shoot = self.seen == self.at
            self.at_once[process.pid] += 1
            self.most_at_once = max(self.most_at_once, self.at_once[process.pid])
        time.sleep(0.002)  # a second request, if there were one, would come now
        with self.lock:
            self.at_once[process.pid] -= 1
        if shoot and self.how == "before":
            process.kill()
        elif shoot and self.how == "half":
            request.send_response(200)
            request.send_header("Content-Type", "text/html")
            request.send_header("Content-Length", "5000")
            request.end_headers()
            request.wfile.write(b"<html><body><a href=/half>" + b"x" * 2000)
            process.kill()
        else:
            write(request)
        if shoot and self.how == "after":
            time.sleep(self.pause)
            process.kill()


def festival(site):
    """Films with images, redirects, twins, missing pages and a wall: one of everything that a journal tells."""
    films = {
        f"/films/{n}.html": html(f"Film {n}", f"/films/{n + 1}.html", "/films/", images=(f"/i/{n}.png",))
        for n in range(FILMS)
    }
    publish(
        site,
        {
            "/": html("Home", "/films/", "/films/index.html", "/old", "/wall", "/gone", "/films/0.html"),
            "/films/": html("Films", "/films/3.html", "/films/7.html"),
            "/films/index.html": html("Films", "/films/3.html", "/films/7.html"),
            "/wall": html("Just a moment..."),
            **films,
        },
    )
    site.page("/old", b"", status=301, Location="/films/5.html")
    for n in range(FILMS - 2):
        site.page(f"/i/{n}.png", b"\x89PNG" + bytes([n]) * 3000, Content_Type="image/png")


def watched(site, hunter):
    class Watched(dict):
        def get(self, path, default=None):
            write = super().get(path, default)
            return lambda request: hunter.answer(request, write)

    site.answers = Watched(site.answers)


def run(site, folder, hunter) -> int:
    hunter.process = subprocess.Popen(
        [sys.executable, "-m", "tests.importers.fetching.crawl.once", site.url("/"), str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    _, errors = hunter.process.communicate()
    assert errors == ""
    return hunter.process.returncode


def has_ended(folder) -> bool:
    journal = folder / JOURNAL
    events = list(read_journal(journal)) if journal.exists() else []
    return bool(events) and isinstance(events[-1], CrawlEnded)


def state(folder):
    """All that an archive says, without times: its events in order, and its bodies."""
    archive = open_archive(folder)
    events = [
        (event.name, event.asked, event.canonical, getattr(event, "digest", getattr(event, "code", "")))
        for event in read_journal(folder / JOURNAL)
        if not isinstance(event, CrawlStarted | CrawlEnded)
    ]
    captures = [event for event in read_journal(folder / JOURNAL) if isinstance(event, Capture)]
    assert all(archive.blobs.get(capture.digest) for capture in captures)
    return events, sorted(path.name for path in (folder / "blobs").glob("*/*")), archive.problems


def test_a_crawl_that_is_killed_ends_with_the_same_archive(site, tmp_path):
    festival(site)
    hunter, chance = Hunter(), random.Random()
    watched(site, hunter)
    assert run(site, tmp_path / "alone", hunter) == 0
    alone, asked_alone = state(tmp_path / "alone"), Counter(path for path, _ in site.asked)
    kills, number = 0, 0

    while kills < KILLS:
        number += 1
        folder, killed = tmp_path / f"killed-{number}", 0
        site.asked.clear()
        while True:
            hunter.seen, hunter.how = 0, chance.choice(["before", "half", "after"])
            hunter.at = chance.randint(1, 30) if kills + killed < KILLS else 0
            hunter.pause = chance.uniform(0, 0.03)
            code = run(site, folder, hunter)
            if code == 0:
                break
            assert code == -signal.SIGKILL
            killed += 1
            if has_ended(folder):  # killed between its last line and its exit: the next would be another crawl
                break
        asked = Counter(path for path, _ in site.asked)
        del asked["/robots.txt"], asked["/old"]  # one is asked at each start, the other is kept with where it leads
        assert state(folder) == alone
        assert sum((asked - asked_alone).values()) <= killed
        kills += killed

    assert hunter.most_at_once == 1
    assert kills >= KILLS
