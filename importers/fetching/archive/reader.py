"""An archive as a list of pages and a place to look media up."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from importers.fetching.addresses import host_of
from importers.fetching.answers import as_response
from importers.fetching.archive.blobs import BlobStore
from importers.fetching.archive.errors import ArchiveDamagedError, NoArchiveError
from importers.fetching.archive.events import Capture, Missed
from importers.fetching.archive.index import Index
from importers.fetching.archive.journal import DamagedLine, read_journal
from importers.fetching.crawl.canonical import canonical_url
from importers.responses import FetchFailure, Response

FORMAT = "marquee-archive"
VERSION = 1
MARK = "archive.json"
JOURNAL = "journal.jsonl"
BLOBS = "blobs"

AnyPath = str | os.PathLike[str]


def is_archive(path: AnyPath) -> bool:
    """Whether a folder says of itself that it is an archive; never raises."""
    return _stated_version(Path(path)) is not None


def open_archive(path: AnyPath) -> Archive:
    """An archive, for reading: nothing in it is changed, not even repaired. Raises NoArchiveError."""
    folder = Path(path)
    version = _stated_version(folder)
    if version is None:
        raise NoArchiveError(f"{folder} is no archive: it holds no {MARK}. Make one with crawl_site URL --archive.")
    if version > VERSION:
        raise NoArchiveError(
            f"{folder} was written by a later version of Marquee (format {version}; this one reads up to {VERSION})."
        )
    return Archive(folder)


def _stated_version(folder: Path) -> int | None:
    try:
        stated = json.loads((folder / MARK).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(stated, dict) or stated.get("format") != FORMAT:
        return None
    version = stated.get("version")
    return version if isinstance(version, int) else None


class Archive:
    """Lists from an index in memory (about 2 kB a page); bodies are read one at a time.

    problems   what is damaged in the journal, in words; the rest can be read
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blobs = BlobStore(folder / BLOBS)
        self.index = Index()
        self.problems: list[str] = []
        journal = folder / JOURNAL
        if journal.exists():
            for entry in read_journal(journal):
                if isinstance(entry, DamagedLine):
                    self.problems.append(f"{journal}: line {entry.number} is damaged and was passed over.")
                else:
                    self.index.add(entry)

    def pages(self, as_of: datetime | None = None) -> tuple[Capture, ...]:
        """The newest capture of each page, or the newest not younger than `as_of`; in the order first kept."""
        return tuple(self.index.all_newest("page", as_of))

    def first_day(self) -> datetime | None:
        """When the first of its pages was fetched; None where it has none."""
        return min((capture.time for capture in self.index.every("page")), default=None)

    def media(self, as_of: datetime | None = None) -> tuple[Capture, ...]:
        """Images and other files of pages, likewise."""
        return tuple(self.index.all_newest("media", as_of))

    def find(self, url: str, as_of: datetime | None = None) -> Capture | None:
        """What is kept of an address, whichever way it is spelt, redirects and twins followed."""
        for spelling in (url, canonical_url(url), canonical_url(self.index.renamed(url))):
            for canonical in (spelling, self.index.spellings.get(spelling), self.index.twins.get(spelling)):
                capture = self.index.newest(canonical, as_of) if canonical else None
                if capture:
                    return capture
        return None

    def read(self, capture: Capture, site: str | None = None) -> Response | FetchFailure:
        """The Response that fetching gave, the same in every field; a damaged body is a failure with words.

        `site` is the short name to give it; None: the host of its address.
        """
        name = site or host_of(capture.url)
        try:
            body = self.blobs.get(capture.digest)
        except ArchiveDamagedError as error:
            return FetchFailure(capture.asked, name, capture.url, "archive_damaged", f"{capture.asked}: {error}")
        return as_response(
            source=capture.asked,
            site=name,
            url=capture.url,
            body=body,
            status=capture.status,
            headers=capture.headers,
            fetched_at=capture.time,
        )

    def missed(self) -> tuple[Missed, ...]:
        """The pages and files that could not be had the last time they were asked for."""
        return tuple(one for one in self.index.missed.values() if one.role in ("page", "media", "document"))

    def bodies(self) -> Iterator[tuple[Capture, bytes]]:
        """Every capture with its body, oldest address first. Raises ArchiveDamagedError."""
        for captures in self.index.captures.values():
            for capture in captures:
                yield capture, self.blobs.get(capture.digest)
