"""Which addresses belong to a crawl."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import translate
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from importers.fetching.crawl.canonical import origin_of
from importers.fetching.names import MEDIA_ENDINGS, ending

_PICTURES = frozenset(["jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "avif", "svg", "bmp", "tif", "tiff", "ico"])


@dataclass(frozen=True, slots=True)
class Scope:
    """start     the address the crawl begins at; its host, port included, is where the crawl stays
    prefix     pages' paths begin with this
    include    if any are given, a page's address matches one of these patterns, or is the start
    exclude    and none of these. Patterns are compared with path and query; * stands for anything, ? for one character
    depth      links to follow from the start, at most; None: no bound
    limit      pages to keep, at most; None: no bound
    media      whether the images of pages are fetched too, from whichever host
    documents  whether linked files that are no pages are fetched too: PDF, archives, sound
    """

    start: str
    prefix: str = "/"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    depth: int | None = None
    limit: int | None = None
    media: bool = True
    documents: bool = False

    def as_record(self) -> dict[str, Any]:
        """What the journal keeps of it."""
        return {
            "prefix": self.prefix,
            "include": list(self.include),
            "exclude": list(self.exclude),
            "depth": self.depth,
            "limit": self.limit,
            "media": self.media,
            "documents": self.documents,
        }

    def has_host(self, url: str) -> bool:
        """Whether an address, by its main name, is on the site: other names are told apart by evidence first."""
        return origin_of(url) == origin_of(self.start)

    def is_variant(self, url: str) -> bool:
        """Whether an address may be the site by another name: with or without www, http or https."""
        mine, other = urlsplit(self.start), urlsplit(url)
        same_name = (mine.hostname or "").removeprefix("www.") == (other.hostname or "").removeprefix("www.")
        same_port = mine.port == other.port
        return same_name and same_port and not self.has_host(url)

    def wants(self, url: str) -> bool:
        """Whether a page on the site's own host is inside prefix and patterns."""
        parts = urlsplit(url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if not parts.path.startswith(self.prefix) or any(_pattern(p).match(path) for p in self.exclude):
            return False
        return not self.include or url == self.start or any(_pattern(p).match(path) for p in self.include)


def is_picture(url: str) -> bool:
    return ending(urlsplit(url).path) in _PICTURES


def is_document(url: str) -> bool:
    """Whether an address, by its ending, is a file and no page; pictures among them."""
    return ending(urlsplit(url).path) in MEDIA_ENDINGS


@cache
def _pattern(printed: str) -> re.Pattern[str]:
    """A pattern that starts with "/" is compared from the start of the path, another anywhere in it."""
    glob = printed if printed.startswith(("/", "*")) else f"*{printed}"
    return re.compile(translate(glob if glob.endswith("*") else f"{glob}*"))
