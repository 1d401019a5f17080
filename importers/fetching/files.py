"""Files on disk as Responses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from importers.fetching.addresses import host_of, is_web
from importers.fetching.httrack import Kept
from importers.fetching.mirrors import stated_address
from importers.fetching.names import content_type
from importers.fetching.options import MEGABYTE, FetchOptions
from importers.fetching.places import Openable, printable
from importers.fetching.zips import ZipDamagedError, read_member
from importers.responses import FetchFailure, Origin, Response


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A page on disk: what its Response will say, where to read it, and the folder it was found in.

    `url` and `site` are as far as names tell; what a tool wrote into the page itself is more exact and is preferred.
    """

    source: str
    site: str
    url: str
    path: str
    root: str

    def open(self, options: FetchOptions) -> Response | FetchFailure:
        body = read_bytes(Path(self.path), self, options)
        if isinstance(body, FetchFailure):
            return body
        return file_response(self, body, options)


@dataclass(frozen=True, slots=True)
class CachedPlace:
    """A page of an HTTrack mirror, as the cache beside the mirror keeps it."""

    source: str
    site: str
    url: str
    path: str
    root: str
    cache: str
    kept: Kept

    def open(self, options: FetchOptions) -> Response | FetchFailure:
        body: bytes | FetchFailure
        if self.kept.member is None:
            body = read_bytes(Path(self.path), self, options)
        else:
            body = self._from_cache(self.kept, options)
        if isinstance(body, FetchFailure):
            return body
        return Response(
            self.source,
            self.site,
            self.url,
            body,
            self.kept.content_type or content_type(self.path),
            self.kept.charset,
            origin=Origin("folder", (self.root,), self.path),
        )

    def _from_cache(self, kept: Kept, options: FetchOptions) -> bytes | FetchFailure:
        assert kept.member  # noqa: S101 - asked only where there is one
        try:
            return checked(read_member(Path(self.cache), kept.member, options.max_bytes), self, options)
        except ZipDamagedError as error:
            return failure(self, "cache_damaged", f"{self.source}: HTTrack's cache {self.cache}: {error}.")


def file_response(place: FilePlace, body: bytes, options: FetchOptions) -> Response:
    """The page as it lies in a file, under the address that it or its place tells."""
    stated, fetched_at = stated_address(body, place.url)
    url = stated or place.url
    site = host_of(url) if stated and not options.site else place.site
    kind = content_type(printable(Path(place.path).name))
    origin = Origin("folder", (place.root,), place.path)
    return Response(place.source, site, url, body, kind, fetched_at=fetched_at, origin=origin)


def read_bytes(path: Path, place: Openable, options: FetchOptions) -> bytes | FetchFailure:
    """What a file holds; one that cannot be read, is empty or too large is a failure with words."""
    try:
        with path.open("rb") as file:
            return checked(file.read(options.max_bytes + 1), place, options)
    except OSError as error:
        return failure(place, "unreadable_file", f"{place.source} cannot be read: {error.strerror or error}.")


def checked(body: bytes, place: Openable, options: FetchOptions) -> bytes | FetchFailure:
    """The bytes, if there are any and not too many."""
    if not body:
        return failure(place, "empty_file", f"{place.source} is empty: fetch it again or leave it out.")
    if len(body) > options.max_bytes:
        limit = options.max_bytes / MEGABYTE
        return failure(place, "too_large", f"{place.source} is larger than the limit of {limit:g} MB for one page.")
    return body


def failure(place: Openable, code: str, message: str) -> FetchFailure:
    return FetchFailure(place.source, place.site, place.url, code, message)


def site_of(folder: Path) -> str:
    """A folder's own name, also when it is given as "." or "films/.."."""
    return printable(folder.resolve().name) or "files"


def site_at(url: str, folder: Path, site: str | None) -> str:
    """The short name of a page's site: the one asked for, else its host, else the folder's name."""
    return site or (host_of(url) if is_web(url) else site_of(folder))
