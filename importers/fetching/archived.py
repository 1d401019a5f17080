"""An archive that `crawl_site` made, as a source: the pages it keeps, and the files they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urljoin

from importers.fetching.addresses import host_of
from importers.fetching.archive import Archive, Capture, NoArchiveError, open_archive
from importers.fetching.options import FetchOptions
from importers.fetching.places import Ignored, Place, printable
from importers.responses import FetchFailure, Origin, Response


@dataclass(frozen=True, slots=True)
class ArchivedPlace:
    """A page in an archive; its body is found by its content."""

    source: str
    site: str
    url: str
    folder: str
    capture: Capture

    def open(self, options: FetchOptions) -> Response | FetchFailure:
        found = _opened(self.folder).read(self.capture, self.site)
        if isinstance(found, FetchFailure):
            return found
        return replace(found, origin=Origin("archive", (self.folder,), self.url))


def list_archive(folder: str, options: FetchOptions) -> Iterator[Place | Ignored]:
    """Every page, then what is damaged."""
    name, site = printable(folder), options.site or ""
    try:
        archive = open_archive(folder)
    except NoArchiveError as error:
        yield FetchFailure(name, site, name, "archive_damaged", str(error))
        return
    pages = archive.pages(options.as_of)
    yield from (_place(folder, capture, options.site) for capture in pages)
    first = archive.first_day() if not pages and options.as_of else None
    if first and options.as_of:
        reason = f"fetched only after {options.as_of:%Y-%m-%d}; the first page was fetched on {first:%Y-%m-%d}"
        yield Ignored(name, reason, len(archive.pages()), "page")
    media = archive.media(options.as_of)
    if media:
        yield Ignored(media[0].url, "an image or other file, not a page", len(media), "file")
    for problem in archive.problems:
        yield FetchFailure(name, site, name, "archive_damaged", problem)


def find_archived(named: str, page: Response, options: FetchOptions) -> ArchivedPlace | None:
    """A file that an archived page names."""
    assert page.origin  # noqa: S101 - only pages from archives are asked about
    folder = page.origin.roots[0]
    found = _opened(folder).find(urljoin(page.url, named), options.as_of)
    return _place(folder, found, page.site) if found else None


def _place(folder: str, capture: Capture, site: str | None) -> ArchivedPlace:
    return ArchivedPlace(capture.asked, site or host_of(capture.url), capture.url, folder, capture)


@lru_cache(maxsize=2)
def _opened(folder: str) -> Archive:
    return open_archive(folder)
