"""Crawling a site into an archive.

Pages are visited in the order they were found. Each answer is kept, then told to the journal, before the next request.
A crawl that goes on after a stop walks the same way again, takes what the journal tells for an answer, and asks from
where it broke off: its state is nowhere but in the journal.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from importers.fetching.archive.errors import ArchiveFullError
from importers.fetching.archive.events import CrawlEnded, CrawlStarted, Missed, Twin
from importers.fetching.archive.journal import read_journal
from importers.fetching.archive.reader import JOURNAL
from importers.fetching.archive.writer import ArchiveWriter
from importers.fetching.crawl.absent import MAX_KINDS, Absence, impossible, kind_of, learn_absence
from importers.fetching.crawl.asking import TRANSIENT, Asker
from importers.fetching.crawl.canonical import absolute
from importers.fetching.crawl.clock import Clock, SystemClock
from importers.fetching.crawl.history import Outcome, read_history
from importers.fetching.crawl.names import SiteNames
from importers.fetching.crawl.pages import CrawledPage, is_markup, parse_page
from importers.fetching.crawl.politeness import Politeness
from importers.fetching.crawl.report import OUR_CODES, CrawlReport
from importers.fetching.crawl.scope import is_document, is_picture
from importers.fetching.crawl.settings import CrawlOptions
from importers.fetching.crawl.sitemaps import MAX_SITEMAPS, read_sitemap
from importers.fetching.crawl.traps import Novelty, static_trap
from importers.fetching.crawl.visits import Target, Visits
from importers.fetching.options import FetchOptions
from importers.fetching.session import WebSession
from importers.responses import Response

PATIENCE = 8
"""Pages in a row that fail, or are walls, before the crawl stops: it would go on hammering a site in trouble."""

AGAIN_LATER = TRANSIENT | {"bot_wall", "rate_limit_page", "maintenance", "empty_answer", "host_not_found"}
"""What is asked for once more when everything else is done."""

Progress = Callable[[CrawlReport, str], None]


class _StopError(Exception):
    """Ends the crawl before its end; the message is for the report."""


def crawl(
    writer: ArchiveWriter,
    options: CrawlOptions,
    fetching: FetchOptions,
    *,
    clock: Clock | None = None,
    progress: Progress = lambda report, url: None,
) -> CrawlReport:
    """Crawls, and says what came of it. Never raises for what a site does, for Ctrl-C, or for a full disk."""
    with WebSession(fetching) as session:
        crawler = _Crawler(writer, options, session, clock or SystemClock(), progress)
        report = crawler.report
        try:
            crawler.run()
        except KeyboardInterrupt:
            report.stopped, report.interrupted = "You stopped it.", True
        except (ArchiveFullError, _StopError) as stopped:
            report.stopped = str(stopped)
        report.asked, report.waiting = crawler.asker.sent, len(crawler.queue)
    return report


class _Crawler:
    def __init__(
        self, writer: ArchiveWriter, options: CrawlOptions, session: WebSession, clock: Clock, progress: Progress
    ) -> None:
        self.options, self.clock, self.progress, self.writer = options, clock, progress, writer
        self.report = CrawlReport(start=options.scope.start, messages=list(writer.repairs))
        self.history = read_history(read_journal(writer.archive.folder / JOURNAL), options.scope.start)
        self.asker = Asker(session, Politeness(options.delay, clock), clock, ignore_robots=options.ignore_robots)
        self.names = SiteNames(options.scope, writer, self.asker, clock, offline=options.offline)
        self.visits = Visits(writer, self.asker, self.names, clock, self.history, options)
        self.queue: deque[Target] = deque()
        self._media: deque[Target] = deque()
        self._later: list[Target] = []
        self._seen: set[str] = set()
        self._considered: dict[str, int] = {}
        self._novelty = Novelty()
        self._absences: dict[tuple[str, ...], Absence | None] = {}
        self._home: CrawledPage | None = None
        self._failures = 0
        self._started: datetime = clock.now()

    def run(self) -> None:
        self._begin()
        self._enqueue(self.names.scope.start, 0)
        self._drain()
        for address in self._sitemaps():
            self._consider(address, 1)
        self._drain()
        later, self._later = self._later, []
        for target in later:
            self._visit(replace(target, again=True))
        self._drain()
        self._end("complete")

    def _begin(self) -> None:
        options, history = self.options, self.history
        resumes = history.started is not None and history.ended != "complete" and not options.restart
        if resumes and history.started and not options.offline:
            self._started = history.started
            self.report.messages.append(f"Going on with the crawl that began on {history.started:%d %B %Y, %H:%M} UTC.")
            self.history.arrange(self.names.key)
        if not options.offline:
            scope = options.scope
            self.writer.add(CrawlStarted(self.clock.now(), scope.start, scope.as_record(), resumes))
            refused = self.asker.robots(self.names.scope.start).refused
            if refused:
                raise _StopError(f"{refused}.")

    def _end(self, reason: str) -> None:
        if not self.options.offline:
            self.writer.add(CrawlEnded(self.clock.now(), reason))

    def _drain(self) -> None:
        while self.queue:
            limit = self.options.scope.limit
            if limit is not None and self.report.pages_kept >= limit:
                self._leave_the_rest()
                self._end("limit")
                raise _StopError(f"The limit of {limit:,} pages is reached.")
            target = self.queue.popleft()
            if self.visits.has_kept(target.url):
                continue
            if self._novelty.is_closed(target.url):
                self.report.leave_out("endless", target.url)
            else:
                self._visit(target)

    def _leave_the_rest(self) -> None:
        for target in self.queue:
            self.report.leave_out("over_limit", target.url)
        self.queue.clear()

    def _visit(self, target: Target) -> None:
        """One page, and then the images it shows."""
        outcome, page = self.visits.visit(target, lambda: self._absence_for(target.url))
        if outcome is None:
            self.report.leave_out("not_archived", target.url)
            return
        if not self.visits.was_counted(outcome):
            self.report.count(outcome, changed=self.visits.changed(outcome))
        self._tell(target)
        if target.depth == 0 and isinstance(outcome, Missed) and outcome.code in OUR_CODES:
            raise _StopError(f"{outcome.message} Give the address where the site is.")
        self._watch(target, outcome)
        if isinstance(outcome, Missed) and outcome.code == "soft_404":
            self._novelty.note(target.url, ())
        if page is not None and not isinstance(outcome, Twin):
            self._follow(target, page)
        self._fetch_media()

    def _watch(self, target: Target, outcome: Outcome) -> None:
        """Counts failures in a row, and keeps what to ask for again."""
        bad = isinstance(outcome, Missed) and outcome.code in AGAIN_LATER
        if bad and not target.again:
            self._later.append(target)
        if not self.visits.last_was_live:
            return
        self._failures = self._failures + 1 if bad else 0
        if self._failures >= PATIENCE:
            raise _StopError(
                f"{self._failures} pages in a row could not be had (the last: {outcome.asked}), so the site is left "
                "alone for now. Run the same command later: it goes on from here."
            )

    def _follow(self, target: Target, response: Response) -> None:
        if not is_markup(response):
            return
        page = parse_page(response)
        self._home = self._home or page
        self._seen.add(self.names.key(response.url))
        if self._novelty.watches(target.url):
            self._novelty.note(target.url, page.words)
        for link in page.links:
            self._consider(link, target.depth + 1)
        if self.options.scope.media:
            for address in page.media:
                self._enqueue_media(address)

    def _consider(self, link: str, depth: int) -> None:
        """Puts an address into the queue, or counts why not: once, unless it turns out to be nearer the start."""
        if self._considered.get(link, depth + 1) <= depth:
            return
        self._considered[link] = depth
        url = self.names.settled(link, ask=True)
        scope = self.names.scope
        if not scope.has_host(url):
            return
        if is_document(url) and not self.options.scope.documents:
            if is_picture(url) and scope.media:
                self._enqueue_media(url)
            elif not is_picture(url):
                self.report.leave_out("document", url)
        elif not scope.wants(url) or (scope.depth is not None and depth > scope.depth):
            self.report.leave_out("out_of_scope", url)
        elif static_trap(url, self._started):
            self.report.leave_out("endless", url)
        else:
            self._enqueue(url, depth)

    def _enqueue(self, url: str, depth: int) -> None:
        key = self.names.key(url)
        if key not in self._seen:
            self._seen.add(key)
            self.queue.append(Target(url, depth))

    def _enqueue_media(self, address: str) -> None:
        url = self.names.settled(address, ask=False)
        key = self.names.key(url)
        if key not in self._seen and urlsplit(url).scheme in ("http", "https"):
            self._seen.add(key)
            self._media.append(Target(url, 0, media=True))

    def _fetch_media(self) -> None:
        while self._media:
            target = self._media.popleft()
            outcome, _ = self.visits.visit(target)
            if outcome is None:
                self.report.leave_out("not_archived", target.url)
            else:
                self.report.count(outcome, changed=self.visits.changed(outcome))
            self._tell(target)

    def _tell(self, target: Target) -> None:
        self.report.asked, self.report.waiting = self.asker.sent, len(self.queue)
        self.progress(self.report, target.url)

    def _sitemaps(self) -> Iterator[str]:
        """The addresses that the site's sitemaps list; a site without any is usual."""
        start = self.names.scope.start
        named = () if self.options.offline else self.asker.robots(start).sitemaps
        waiting = deque(named or [absolute("/sitemap.xml", start) or start])
        seen: set[str] = set()
        while waiting and len(seen) < MAX_SITEMAPS:
            address = self.names.settled(absolute(waiting.popleft(), start) or "", ask=False)
            if address in seen or not self.names.scope.has_host(address):
                continue
            seen.add(address)
            sitemap = read_sitemap(self.visits.sitemap(address) or b"")
            waiting.extend(sitemap.sitemaps)
            yield from (found for page in sitemap.pages if (found := absolute(page, address)))

    def _absence_for(self, url: str) -> Absence | None:
        """How the site shows that a page like this one is missing; asked for once for each kind of address."""
        kind = kind_of(url)
        if kind not in self._absences:
            self._absences[kind] = None
            if len(self._absences) <= MAX_KINDS:
                self._absences[kind] = self._learn(url)
        return self._absences[kind]

    def _learn(self, url: str) -> Absence | None:
        first, second = impossible(url)
        one = self.visits.probe(first)
        other = self.visits.probe(second) if one else None
        return learn_absence(one, other, self._home) if one and other else None
