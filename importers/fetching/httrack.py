"""What HTTrack remembers of a mirror: for each page its address, and the bytes as the server sent them.

`hts-cache/new.zip` holds one member an address, named by it; HTTrack's own headers stand in the member's extra field, among
them X-Save, where the rewritten page lies (htscache.c of HTTrack 3.49). Pages are read from here rather than from the mirror,
whose links and names were changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.parser import BytesHeaderParser
from functools import lru_cache
from pathlib import Path

from importers.fetching.addresses import spelt
from importers.fetching.zips import Member, ZipDamagedError, local_header, members

CACHES = ("hts-cache/new.zip", "hts-cache/old.zip")
OWN_FILES = frozenset(["backblue.gif", "fade.gif", "hts-log.txt", "cookies.txt", "hts-in_progress.lock"])


@dataclass(frozen=True, slots=True)
class Kept:
    """One address of the cache. `member` is None where only its headers were kept."""

    url: str
    status: int
    content_type: str
    charset: str | None
    saved_as: str
    member: Member | None


def find_cache(root: Path) -> Path | None:
    return next((root / name for name in CACHES if (root / name).is_file()), None)


@lru_cache(maxsize=4)
def read_cache(path: Path) -> dict[str, Kept]:
    """What the cache knows, by where it was saved ("host/films/42.html"). Raises ZipDamagedError."""
    kept: dict[str, Kept] = {}
    for member in members(path):
        _, extra = local_header(path, member)
        found = _kept(member, extra)
        if found.saved_as:
            kept[found.saved_as] = found
    return kept


@lru_cache(maxsize=4)
def saved_paths(path: Path) -> dict[str, str]:
    """Address → where it was saved, for the files that pages name."""
    try:
        return {kept.url: saved for saved, kept in read_cache(path).items()}
    except ZipDamagedError:
        return {}


def _kept(member: Member, extra: bytes) -> Kept:
    fields = extra.partition(b"\r\n")[2]
    headers = BytesHeaderParser().parsebytes(fields)
    status = headers.get("X-StatusCode", "")
    return Kept(
        url=spelt(member.name),
        status=int(status) if status.isdecimal() else 0,
        content_type=headers.get_content_type() if "Content-Type" in headers else "",
        charset=headers.get("X-Charset") or headers.get("Charset") or headers.get_content_charset(),
        saved_as=str(headers.get("X-Save", "")).strip().removeprefix("./"),
        member=member if member.size and headers.get("X-In-Cache") == "1" else None,
    )
