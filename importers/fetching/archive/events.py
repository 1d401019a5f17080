"""The lines of a journal. Each event is one JSON object on one line, `{"event": NAME, …}` with the fields below.

Times are ISO 8601 with offset; `canonical` is the form of an address under which two spellings of it meet
(`importers.fetching.crawl.canonical`); a digest is the SHA-256 of the body, in hex.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, ClassVar

from importers.fetching.answers import Headers


@dataclass(frozen=True, slots=True)
class CrawlStarted:
    """A crawl begins: where, and within which limits (as `Scope.as_record` writes them); or goes on after a stop."""

    name: ClassVar[str] = "crawl"
    time: datetime
    start: str
    scope: dict[str, Any]
    resumes: bool = False


@dataclass(frozen=True, slots=True)
class Capture:
    """A body was kept.

    asked       the address asked for; `url` is the one that answered in the end
    redirects   each address on the way that sent us on, with its status, in order
    role        page, media, document, sitemap, or probe: the answer to an address that cannot exist
    length      of the body, in bytes, decompressed
    """

    name: ClassVar[str] = "capture"
    time: datetime
    asked: str
    url: str
    canonical: str
    role: str
    status: int
    digest: str
    length: int
    headers: Headers = ()
    redirects: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server said that what is kept is still right (304), or sent the same bytes again."""

    name: ClassVar[str] = "unchanged"
    time: datetime
    asked: str
    canonical: str
    role: str
    status: int
    digest: str


@dataclass(frozen=True, slots=True)
class Twin:
    """Another address of a page that is kept: it redirects there, or sends the same bytes."""

    name: ClassVar[str] = "twin"
    time: datetime
    asked: str
    canonical: str
    of: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a whole site (with www and without, http and https), found out by asking. Where `of` is the
    same as `origin`, it is another site."""

    name: ClassVar[str] = "alias"
    time: datetime
    origin: str
    of: str


@dataclass(frozen=True, slots=True)
class Missed:
    """Nothing was kept: a failure, or a page that is a wall and not what its address promises. `code` is stable."""

    name: ClassVar[str] = "missed"
    time: datetime
    asked: str
    canonical: str
    role: str
    code: str
    message: str
    status: int | None = None


@dataclass(frozen=True, slots=True)
class CrawlEnded:
    """A crawl is over: `complete`, or stopped by its `limit`."""

    name: ClassVar[str] = "end"
    time: datetime
    reason: str


Event = CrawlStarted | Capture | Unchanged | Twin | Alias | Missed | CrawlEnded

_KINDS: dict[str, type[Any]] = {
    kind.name: kind for kind in (CrawlStarted, Capture, Unchanged, Twin, Alias, Missed, CrawlEnded)
}


def to_line(event: Event) -> bytes:
    record = {"event": event.name, **asdict(event), "time": event.time.isoformat()}
    return json.dumps(record, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def from_line(line: bytes) -> Event | None:
    """The event; None for kinds that this version does not know. Raises ValueError for a line that is none."""
    record = json.loads(line)
    if not isinstance(record, dict) or not isinstance(record.get("event"), str):
        raise ValueError("not an event")
    kind = _KINDS.get(record["event"])
    if kind is None:
        return None
    try:
        known = {one.name: _value(one.name, record[one.name]) for one in fields(kind) if one.name in record}
        event: Event = kind(**known)
    except TypeError as error:
        raise ValueError(f"an incomplete {record['event']} line") from error
    return event


def _value(name: str, value: Any) -> Any:
    if name == "time":
        return datetime.fromisoformat(value)
    if name in ("headers", "redirects"):
        return tuple((first, second) for first, second in value)
    return value
