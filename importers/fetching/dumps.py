"""Text dumps of several pages in one file, where something tells the pages apart.

Taken for that: form feeds; lines such as "==> films/42.txt <==", as head and tail print them; and lines with an address
alone, bare or after "URL:", if the first line is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from importers.fetching.addresses import is_web, spelt
from importers.fetching.files import FilePlace, checked, failure, site_at
from importers.fetching.options import MEGABYTE, FetchOptions
from importers.fetching.places import Place
from importers.responses import FetchFailure, Origin, Response

_LARGEST = 200 * MEGABYTE
_NAMED = re.compile(rb"^==> ([^\r\n]{1,500}?) <==[ \t]*\r?$", re.M)
_ADDRESSED = re.compile(rb"^(?:[=#*-]{1,80} {1,9})?(?:url|source): {0,9}(https?://[^\s<>]{4,1500})(?: {1,9}[=#*-]{1,80})?[ \t]*\r?$|"
                        rb"^[=#*-]{3,80} {0,9}(https?://[^\s<>]{4,1500}?) {0,9}[=#*-]{3,80}[ \t]*\r?$", re.M | re.I)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartPlace:
    """One page of a dump: the bytes from `start` to `end` of the file."""

    source: str
    site: str
    url: str
    path: str
    start: int
    end: int

    def open(self, options: FetchOptions) -> Response | FetchFailure:
        try:
            with Path(self.path).open("rb") as file:
                file.seek(self.start)
                body = checked(file.read(min(self.end - self.start, options.max_bytes + 1)), self, options)
        except OSError as error:
            return failure(self, "unreadable_file", f"{self.source} cannot be read: {error.strerror or error}.")
        if isinstance(body, FetchFailure):
            return body
        origin = Origin("folder", (str(Path(self.path).parent),), self.path)
        return Response(self.source, self.site, self.url, body, "text/plain", origin=origin)


def pages_of(whole: FilePlace, options: FetchOptions) -> list[Place]:
    """The pages of a text file: itself, if nothing tells several apart."""
    path = Path(whole.path)
    try:
        body = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
    except OSError:
        return [whole]
    parts = [part for part in _parts(body) if body[part[1] : part[2]].strip()]
    if len(parts) < 2:
        return [whole]
    return [_place(whole, number, part, options) for number, part in enumerate(parts, 1)]


def _place(whole: FilePlace, number: int, part: tuple[str, int, int], options: FetchOptions) -> PartPlace:
    name, start, end = part
    url = spelt(name) if is_web(name) else name or f"{whole.url}#{number}"
    site = site_at(url, Path(whole.path).parent, options.site) if is_web(name) else whole.site
    return PartPlace(f"{whole.source}#{name or number}", site, url, whole.path, start, end)


def _parts(body: bytes) -> Iterator[tuple[str, int, int]]:
    """(name or address, start, end) of each page."""
    if b"\f" in body:
        start = 0
        for piece in body.split(b"\f"):
            yield "", start, start + len(piece)
            start += len(piece) + 1
        return
    blank = len(body) - len(body.lstrip())
    for pattern in (_NAMED, _ADDRESSED):
        if pattern.match(body, blank):
            marks = list(pattern.finditer(body))
            ends = [*(mark.start() for mark in marks[1:]), len(body)]
            for mark, end in zip(marks, ends, strict=True):
                yield next(filter(None, mark.groups())).decode("utf-8", "replace"), mark.end(), end
            return
