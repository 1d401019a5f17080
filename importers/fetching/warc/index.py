"""What WARC files hold: of each address its captures, and which of them is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from warcio.recordloader import ArcWarcRecord

from importers.fetching.addresses import is_web, spelt, twins
from importers.fetching.names import MEDIA_ENDINGS, NOT_PAGES, ending, is_markup
from importers.fetching.places import Ignored, Tally
from importers.fetching.warc.scanning import Damage, Stretch, content, scan

_SNIFFED = 4096
_LONG_AGO = datetime(1990, 1, 1, tzinfo=UTC)
_PAGE_TYPES = frozenset(["text/html", "application/xhtml+xml"])
_UNTOLD = frozenset(["", "application/octet-stream", "unk", "no-type"])
_CAPTURES = frozenset(["response", "resource", "conversion", "revisit"])


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture of an address: where its record lies. For a revisit, `body` is where what it repeats lies."""

    url: str
    when: datetime
    path: Path
    offset: int
    kind: str
    digest: str = ""
    refers_to: tuple[str, str] | None = None
    body: tuple[Path, int] | None = None


@dataclass
class WarcIndex:
    """Pages and other files by address, the oldest capture first.

    problems   what is damaged or missing: (file, code, words)
    """

    pages: dict[str, list[Capture]] = field(default_factory=dict)
    texts: dict[str, list[Capture]] = field(default_factory=dict)
    media: dict[str, list[Capture]] = field(default_factory=dict)
    problems: list[tuple[Path, str, str]] = field(default_factory=list)
    ignored: Tally = field(default_factory=Tally)
    revisits: list[Capture] = field(default_factory=list)
    bodies: dict[str, Capture] = field(default_factory=dict)

    def add_file(self, stretch: Stretch) -> None:
        """Raises OSError and SeveralInOneError."""
        for entry in scan(stretch):
            if isinstance(entry, Damage):
                self.problems.append((stretch.path, "archive_damaged", entry.words))
            elif capture := self._capture(entry.record, stretch.path, entry.offset):
                self._add(capture)

    def settle(self) -> None:
        """Once every file is in: revisits get the body that they repeat, and captures their order in time."""
        for revisit in self.revisits:
            original = self._original(revisit)
            if original is None:
                words = f"{revisit.url} of {revisit.when:%Y-%m-%d} only repeats a capture that is in none of the files given"
                self.problems.append(
                    (revisit.path, "revisit_without_original", f"{words}; give the file that holds it too")
                )
                continue
            of_kind = self.pages if original.kind == "page" else self.media
            body = (original.path, original.offset)
            found = Capture(
                revisit.url, revisit.when, revisit.path, revisit.offset, original.kind, revisit.digest, None, body
            )
            of_kind.setdefault(revisit.url, []).append(found)
        for of_kind in (self.pages, self.texts, self.media):
            for captures in of_kind.values():
                captures.sort(key=lambda capture: capture.when)
        self.revisits.clear()

    def find(self, url: str, as_of: datetime | None) -> Capture | None:
        """What is kept of a file that a page names, under either scheme."""
        for address in twins(spelt(url)):
            for of_kind in (self.media, self.pages):
                if found := newest(of_kind.get(address, ()), as_of):
                    return found
        return None

    def chosen(self, as_of: datetime | None) -> Iterator[Capture | Ignored]:
        """One capture of each page, in the order in which pages first occur; texts where there is no page."""
        first = min((captures[0].when for captures in [*self.pages.values(), *self.texts.values()]), default=None)
        for url, captures in [*self.pages.items(), *self.texts.items()]:
            if captures[0].kind == "text" and url in self.pages:
                yield Ignored(url, "the text of a page that is there itself", len(captures), "record")
                continue
            found = newest(captures, as_of)
            if found is None:
                reason = f"captured only after {as_of:%Y-%m-%d}; the first capture of a page is of {first:%Y-%m-%d}"
                yield Ignored(url, reason, len(captures), "record")
                continue
            yield found
            if others := len(captures) - 1:
                reason = "another capture of a page of which one is read"
                yield Ignored(url, reason, others, "record")
            if _is_contested(found, captures):
                yield Ignored(
                    url, "captured twice at one time with different content; the last in the file is read", 1, "page"
                )

    def _capture(self, record: ArcWarcRecord, path: Path, offset: int) -> Capture | None:
        if record.rec_type not in _CAPTURES:
            self.ignored.add(Ignored(f"{path.name}#{offset}", f"{record.rec_type} records are no pages", 1, "record"))
            return None
        headers = record.rec_headers
        url = spelt(headers.get_header("WARC-Target-URI") or headers.get_header("uri") or "")
        reason = _why_left(record, url)
        if reason:
            self.ignored.add(Ignored(url or f"{path.name}#{offset}", reason, 1, "record"))
            return None
        refers_to = (
            spelt(headers.get_header("WARC-Refers-To-Target-URI") or url),
            headers.get_header("WARC-Refers-To-Date") or "",
        )
        return Capture(
            url,
            _time(headers.get_header("WARC-Date")),
            path,
            offset,
            _kind(record, url),
            headers.get_header("WARC-Payload-Digest") or "",
            refers_to if record.rec_type == "revisit" else None,
        )

    def _add(self, capture: Capture) -> None:
        if capture.refers_to:
            self.revisits.append(capture)
            return
        of_kind = {"page": self.pages, "text": self.texts}.get(capture.kind, self.media)
        of_kind.setdefault(capture.url, []).append(capture)
        if capture.digest:
            self.bodies.setdefault(capture.digest, capture)

    def _original(self, revisit: Capture) -> Capture | None:
        url, date = revisit.refers_to or ("", "")
        known = [*self.pages.get(url, ()), *self.media.get(url, ())]
        dated = [capture for capture in known if date and capture.when == _time(date) and capture.body is None]
        return dated[0] if dated else self.bodies.get(revisit.digest) if revisit.digest else None


def newest(captures: Sequence[Capture], as_of: datetime | None) -> Capture | None:
    """The last of captures in the order of their time; of several at one time the last in the file."""
    in_time = [capture for capture in captures if as_of is None or capture.when <= as_of]
    return in_time[-1] if in_time else None


@lru_cache(maxsize=2)
def index_of(stretches: tuple[Stretch, ...]) -> WarcIndex:
    """The index of files that belong together. Raises OSError and SeveralInOneError."""
    index = WarcIndex()
    for stretch in stretches:
        index.add_file(stretch)
    index.settle()
    return index


def _is_contested(found: Capture, captures: Sequence[Capture]) -> bool:
    return any(other.when == found.when and other.digest != found.digest for other in captures)


def _why_left(record: ArcWarcRecord, url: str) -> str:
    if not is_web(url):
        return "not from the web"
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if record.rec_type == "revisit" and status == "304":
        status = "200"
    if status != "200":
        return f"answered with status {status or 'unknown'}"
    if url.partition("?")[0].rpartition("/")[2].lower() in NOT_PAGES:
        return "written for machines, not a page"
    return ""


def _kind(record: ArcWarcRecord, url: str) -> str:
    """page, text (a text dump of one, as in WET files) or media."""
    if record.rec_type == "conversion":
        return "text"
    sent = record.http_headers.get_header("Content-Type") if record.http_headers else record.content_type
    told = (sent or "").partition(";")[0].strip().lower()
    if told in _PAGE_TYPES:
        return "page"
    if told == "text/plain":
        return "media" if ending(url.partition("?")[0]) in MEDIA_ENDINGS else "page"
    return "page" if told in _UNTOLD and is_markup(_start(record)) else "media"


def _start(record: ArcWarcRecord) -> bytes:
    try:
        return content(record, _SNIFFED)
    except ValueError:
        return b""


def _time(stated: str | None) -> datetime:
    try:
        found = datetime.fromisoformat(stated or "")
    except ValueError:
        return _LONG_AGO
    return found if found.tzinfo else found.replace(tzinfo=UTC)
