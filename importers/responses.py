"""What fetching hands to reading and writing: bytes, and where they came from. Nothing is parsed here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Origin:
    """Where on this machine a page was read from; the files it names are looked for there.

    kind   what it lies in
    roots  the paths of the folder, WARC files, archive or saved page that was given
    path   a file's path, or an address inside the others
    """

    kind: Literal["folder", "warc", "archive", "mhtml"]
    roots: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Response:
    """One page or file of a legacy site, as it was received.

    source        as the person gave it, or as it lies inside what they gave ("old-site/films/42.html")
    site          the short name of the site it belongs to: a host, or a folder's or archive's name
    url           its address on the old site where that is known; else a path relative to the source
    body          the bytes, decompressed, not decoded
    content_type  the media type in lower case, without parameters; "" where nobody said
    charset       as the transport declared it; None where it did not
    status        the HTTP status; 200 for files
    fetched_at    when it was received; None for files that do not tell
    origin        where it lies on this machine; None for what came over the network. No part of what the page is
    """

    source: str
    site: str
    url: str
    body: bytes
    content_type: str = ""
    charset: str | None = None
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    fetched_at: datetime | None = None
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """A page that could not be had. `code` is stable and machine-readable, `message` is for a person."""

    source: str
    site: str
    url: str
    code: str
    message: str
    status: int | None = field(default=None)
