"""Pages saved as one file with all they need (MHTML, RFC 2557), as browsers write them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin

from importers.fetching.addresses import is_web, spelt
from importers.fetching.files import failure, read_bytes, site_at
from importers.fetching.options import FetchOptions
from importers.fetching.places import printable
from importers.responses import FetchFailure, Origin, Response

_HEAD = 16_384


@dataclass(frozen=True, slots=True)
class SavedPlace:
    """The page of an MHTML file or, where `part` is its address, a file that the page names."""

    source: str
    site: str
    url: str
    path: str
    part: str = ""

    def open(self, options: FetchOptions) -> Response | FetchFailure:
        read = read_bytes(Path(self.path), self, options)
        if isinstance(read, FetchFailure):
            return read
        saved = message_from_bytes(read)
        part = _part(saved, self.part) if self.part else _page(saved)
        body = part.get_payload(decode=True) if part else None
        if part is None or not isinstance(body, bytes) or not body:
            return failure(self, "saved_page_damaged", f"{self.source} holds no page: save it from the browser again.")
        return Response(
            self.source,
            self.site,
            self.url,
            body,
            part.get_content_type(),
            part.get_content_charset(),
            fetched_at=_date(saved),
            origin=Origin("mhtml", (self.path,), self.url),
        )


def is_mhtml(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).lower()
    except OSError:
        return False
    return b"mime-version:" in head and b"multipart/related" in head


def saved_place(path: Path, source: str, options: FetchOptions) -> SavedPlace:
    """Its address stands in its headers: Snapshot-Content-Location in Chrome's files, Content-Location in others."""
    with path.open("rb") as file:
        headers = BytesHeaderParser().parsebytes(file.read(_HEAD))
    stated = str(headers.get("Snapshot-Content-Location") or headers.get("Content-Location") or "").strip()
    url = spelt(stated) if is_web(stated) else printable(path.name)
    return SavedPlace(source, site_at(url, path.parent, options.site), url, str(path))


def find_saved(named: str, page: Response, options: FetchOptions) -> SavedPlace | None:
    """A file that a saved page names, in the same MHTML file."""
    assert page.origin  # noqa: S101 - only saved pages are asked about
    path = page.origin.roots[0]
    read = read_bytes(Path(path), SavedPlace(page.source, page.site, page.url, path), options)
    if isinstance(read, FetchFailure):
        return None
    saved = message_from_bytes(read)
    for address in (named, urljoin(page.url, named)):
        if _part(saved, address):
            return SavedPlace(f"{printable(path)}#{address}", page.site, address, path, address)
    return None


def _parts(saved: Message) -> Iterator[Message]:
    return (part for part in saved.walk() if not part.is_multipart())


def _page(saved: Message) -> Message | None:
    start = saved.get_param("start")
    parts = list(_parts(saved))
    started = [part for part in parts if start and part.get("Content-ID") == start]
    return next(
        (part for part in [*started, *parts] if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )


def _part(saved: Message, address: str) -> Message | None:
    cid = f"<{address[4:]}>" if address.lower().startswith("cid:") else None
    for part in _parts(saved):
        if (cid and part.get("Content-ID") == cid) or (part.get("Content-Location") or "").strip() == address:
            return part
    return None


def _date(saved: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(str(saved.get("Date", ""))).astimezone(UTC)
    except ValueError:
        return None
