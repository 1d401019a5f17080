"""One visit: what an address gives, from the journal where this crawl has been there, else from the site; judged, kept,
and told to the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from importers.fetching.addresses import host_of
from importers.fetching.answers import as_response, header
from importers.fetching.archive.blobs import digest_of
from importers.fetching.archive.errors import ArchiveDamagedError
from importers.fetching.archive.events import Capture, Missed, Twin, Unchanged
from importers.fetching.archive.writer import ArchiveWriter
from importers.fetching.bodies import AnswerError
from importers.fetching.crawl.absent import Absence
from importers.fetching.crawl.asking import Asker, Found, KnownPage
from importers.fetching.crawl.canonical import twin_key
from importers.fetching.crawl.clock import Clock
from importers.fetching.crawl.history import History, Outcome
from importers.fetching.crawl.names import SiteNames
from importers.fetching.crawl.pages import CrawledPage, is_markup, parse_page
from importers.fetching.crawl.settings import CrawlOptions
from importers.fetching.crawl.walls import wall
from importers.refusals import WALLS
from importers.responses import Response

_IMAGE_STARTS = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"RIFF",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"<svg",
    b"<?xml",
    b"\0\0\1\0",
)


@dataclass(frozen=True, slots=True)
class Target:
    """depth   links from the start      media   an image, which may lie on any host
    again   the second time that this crawl asks for it
    """

    url: str
    depth: int
    media: bool = False
    again: bool = False


class Visits:
    """`last_was_live` tells whether the last visit asked the site."""

    def __init__(
        self,
        writer: ArchiveWriter,
        asker: Asker,
        names: SiteNames,
        clock: Clock,
        history: History,
        options: CrawlOptions,
    ) -> None:
        self._writer, self._asker, self._names, self._clock = writer, asker, names, clock
        self._history, self._options = history, options
        self._archive = writer.archive
        self._twins: dict[str, dict[str, str]] = {}
        self._counted: set[str] = set()
        self.last_was_live = False

    def visit(
        self, target: Target, absence: Callable[[], Absence | None] = lambda: None
    ) -> tuple[Outcome | None, Response | None]:
        """What the address gives, and the page where it is one. (None, None) where nothing may be asked and nothing is
        kept. `absence` learns what missing pages look like; it is called before the address is asked for."""
        key = self._names.key(target.url)
        missing = None if target.media or target.depth == 0 or self._options.offline else absence()
        outcome = self._history.next(key, "page")
        self.last_was_live = False
        if outcome is None and (self._options.offline or self._options.only_missing):
            outcome = self._kept(target.url)
        if outcome is None and self._options.offline:
            return None, None
        if outcome is None:
            self.last_was_live = True
            outcome = self._ask(target, key, missing)
        self._remember(outcome)
        return outcome, None if target.media else self._response(outcome)

    def sitemap(self, url: str) -> bytes | None:
        """A sitemap's body, kept in the archive; None where there is none."""
        return self._plain(url, "sitemap")

    def probe(self, url: str) -> CrawledPage | None:
        """The page that is sent for an address that cannot exist; None where the site says that it does not."""
        body = self._plain(url, "probe")
        capture = self._archive.index.newest(self._names.key(url))
        if body is None or capture is None or capture.redirects:
            return None
        response = self._as_response(url, capture, body)
        return parse_page(response) if is_markup(response) else None

    def changed(self, outcome: Outcome) -> bool:
        """Whether a capture is not the first of its address."""
        return isinstance(outcome, Capture) and len(self._archive.index.captures[outcome.canonical]) > 1

    def has_kept(self, url: str) -> bool:
        """Whether this crawl holds the page already, because another address redirected to it."""
        return self._names.key(url) in self._counted

    def was_counted(self, outcome: Outcome) -> bool:
        """Whether this page was counted before: two addresses may redirect to it."""
        if not isinstance(outcome, Capture | Unchanged):
            return False
        if outcome.canonical in self._counted:
            return True
        self._counted.add(outcome.canonical)
        return False

    def _kept(self, url: str) -> Unchanged | None:
        found = self._archive.find(self._names.settled(url, ask=False))
        if found is None:
            return None
        return Unchanged(found.time, url, found.canonical, found.role, found.status, found.digest)

    def _ask(self, target: Target, key: str, missing: Absence | None) -> Outcome:
        now = self._clock.now
        role = "media" if target.media else "page"
        outcome: Outcome
        try:
            found = self._asker.ask(
                target.url, conditions=self._conditions, may_go=lambda here: self._may_go(here, target)
            )
            outcome = self._judged(target, key, found, missing)
        except KnownPage as known:
            outcome = Twin(now(), target.url, key, known.canonical)
        except AnswerError as error:
            message = f"{target.url}: {error.message}."
            outcome = Missed(now(), target.url, key, role, error.code, message, error.status)
        self._writer.add(outcome)
        return outcome

    def _may_go(self, here: str, target: Target) -> None:
        if here == target.url or target.media:
            return
        if target.depth == 0 and self._names.scope.is_variant(here):
            self._names.moved(here)
        settled = self._names.settled(here, ask=False)
        if not self._names.scope.has_host(settled) or (target.depth and not self._names.scope.wants(settled)):
            raise AnswerError("out_of_scope", f"it redirects to {here}, which is outside the crawl's bounds")
        key = self._names.key(here)
        if key in self._counted:
            raise KnownPage(key)

    def _conditions(self, url: str) -> Mapping[str, str]:
        """Headers that let the site answer "not modified", where the archive holds a sound body."""
        capture = self._archive.index.newest(self._names.key(url))
        if capture is None or capture.role not in ("page", "media", "document"):
            return {}
        try:
            self._archive.blobs.get(capture.digest)
        except ArchiveDamagedError:
            return {}
        sent = {
            "If-None-Match": header(capture.headers, "etag"),
            "If-Modified-Since": header(capture.headers, "last-modified"),
        }
        return {name: value for name, value in sent.items() if value}

    def _judged(self, target: Target, key: str, found: Found, missing: Absence | None) -> Outcome:
        """What an answer is: a page to keep, one that is kept already, or none."""
        canonical, now = self._names.key(found.url), self._clock.now()
        role = "media" if target.media else "page"
        newest = self._archive.index.newest(canonical)
        if found.answer.status == 304:
            if newest is None:
                raise AnswerError("bad_answer", "it answers 304, not modified, to somebody who has never seen it", 304)
            return Unchanged(now, target.url, canonical, newest.role, 304, newest.digest)
        capture = self._capture(target, canonical, role, found)
        response = self._as_response(target.url, capture, found.answer.body)
        role, refused = self._role(target, response, missing)
        if refused:
            message = f"{target.url}: {WALLS.get(refused) or _WORDS[refused]}."
            return Missed(now, target.url, key, role, refused, message, capture.status)
        twin = self._twin_of(canonical, capture.digest) if role == "page" else None
        if twin:
            return Twin(now, target.url, canonical, twin)
        if newest is not None and newest.digest == capture.digest and newest.role == role:
            self._writer.keep(found.answer.body)
            return Unchanged(now, target.url, canonical, role, capture.status, capture.digest)
        self._writer.keep(found.answer.body)
        return self._capture(target, canonical, role, found)

    def _role(self, target: Target, response: Response, missing: Absence | None) -> tuple[str, str]:
        """What it is kept as; and why it is not, or ""."""
        kind = response.content_type
        image = kind.startswith("image/") or (
            kind in ("", "application/octet-stream") and response.body.startswith(_IMAGE_STARTS)
        )
        if target.media:
            return "media", "" if image else "not_an_image"
        if is_markup(response):
            return "page", self._wall(response, missing)
        if image:
            return "media", ""
        if kind in ("text/plain", ""):
            return "page", ""
        return "document", "" if self._options.scope.documents else "document"

    def _wall(self, response: Response, missing: Absence | None) -> str:
        page = parse_page(response)
        if found := wall(page, response.body):
            return found
        return "soft_404" if missing is not None and missing.matches(page) else ""

    def _twin_of(self, canonical: str, digest: str) -> str | None:
        """Another address of the same folder, or of a page with and without slash, that sent the same bytes."""
        known = self._twins.get(twin_key(canonical), {})
        return next((other for other, its in known.items() if its == digest and other != canonical), None)

    def _remember(self, outcome: Outcome) -> None:
        if isinstance(outcome, Capture | Unchanged) and outcome.role == "page":
            self._twins.setdefault(twin_key(outcome.canonical), {})[outcome.canonical] = outcome.digest

    def _capture(self, target: Target, canonical: str, role: str, found: Found) -> Capture:
        answer = found.answer
        return Capture(
            time=self._clock.now(),
            asked=target.url,
            url=found.url,
            canonical=canonical,
            role=role,
            status=answer.status,
            digest=digest_of(answer.body),
            length=len(answer.body),
            headers=answer.headers,
            redirects=found.redirects,
        )

    def _response(self, outcome: Outcome) -> Response | None:
        if not isinstance(outcome, Capture | Unchanged) or outcome.role != "page":
            return None
        capture = self._archive.index.newest(outcome.canonical)
        read = self._archive.read(capture) if capture else None
        return read if isinstance(read, Response) else None

    def _as_response(self, source: str, capture: Capture, body: bytes) -> Response:
        return as_response(
            source=source,
            site=host_of(capture.url),
            url=capture.url,
            body=body,
            status=capture.status,
            headers=capture.headers,
            fetched_at=capture.time,
        )

    def _plain(self, url: str, role: str) -> bytes | None:
        """A body that is no page: asked for once a crawl, kept with its role."""
        key = self._names.key(url)
        outcome = self._history.next(key, role)
        if outcome is None and not self._options.offline:
            outcome = self._ask_plain(url, key, role)
        known = self._archive.index.newest(key) if self._options.offline else outcome
        digest = known.digest if isinstance(known, Capture | Unchanged) else None
        try:
            return self._archive.blobs.get(digest) if digest else None
        except ArchiveDamagedError:
            return None

    def _ask_plain(self, url: str, key: str, role: str) -> Outcome:
        outcome: Outcome
        try:
            found = self._asker.ask(url, tries=1 if role == "probe" else 3)
        except AnswerError as error:
            message = f"{url}: {error.message}."
            outcome = Missed(self._clock.now(), url, key, role, error.code, message, error.status)
        else:
            digest, newest = self._writer.keep(found.answer.body), self._archive.index.newest(key)
            outcome = self._capture(Target(url, 0), key, role, found)
            if newest is not None and (newest.digest, newest.role) == (digest, role):
                outcome = Unchanged(outcome.time, url, key, role, outcome.status, digest)
        self._writer.add(outcome)
        return outcome


_WORDS = {
    "not_an_image": "the answer is no image",
    "document": "the answer is a file and no page",
}
"""Why an answer that is whole is not kept."""
