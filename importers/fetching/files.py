"""Files on disk as Responses, and folders as lists of the pages in them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from importers.fetching.names import MEDIA_ENDINGS, NOT_PAGES, PAGE_ENDINGS, content_type, ending, without_orig
from importers.fetching.options import MEGABYTE, FetchOptions
from importers.responses import FetchFailure, Response

_SNIFFED = 4096
_MARKUP = re.compile(
    rb"<(?:!doctype|!--|html|head|title|meta|body|frameset|table|div|p|h[1-6]|center|font)\b|<\?xml", re.I
)


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A page on disk. `source` and `url` are what its Response will say, `path` is where to read it."""

    source: str
    site: str
    url: str
    path: Path


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file that lies in a given folder and is not taken for a page."""

    source: str
    reason: str


def printable(path: str | os.PathLike[str]) -> str:
    """A path as text that every encoding can carry: bytes that are not UTF-8 become %XX, separators become "/"."""
    text = os.fspath(path).replace(os.sep, "/")
    return re.sub(r"[\udc80-\udcff]", lambda found: f"%{ord(found.group()) - 0xDC00:02X}", text)


def site_of(folder: Path) -> str:
    """A folder's own name, also when it is given as "." or "films/.."."""
    return printable(folder.resolve().name) or "files"


def read_file(place: FilePlace, options: FetchOptions) -> Response | FetchFailure:
    """The bytes of one page; a file that cannot be read, is empty or too large is a failure with words."""
    try:
        with place.path.open("rb") as file:
            body = file.read(options.max_bytes + 1)
    except OSError as error:
        return _failure(place, "unreadable_file", f"{place.source} cannot be read: {error.strerror or error}.")
    if not body:
        return _failure(place, "empty_file", f"{place.source} is empty: fetch it again or leave it out.")
    if len(body) > options.max_bytes:
        limit = options.max_bytes / MEGABYTE
        return _failure(place, "too_large", f"{place.source} is larger than the limit of {limit:g} MB for one page.")
    return Response(place.source, place.site, place.url, body, content_type(place.url))


def _failure(place: FilePlace, code: str, message: str) -> FetchFailure:
    return FetchFailure(place.source, place.site, place.url, code, message)


def walk_folder(given: str, options: FetchOptions) -> Iterator[FilePlace | FetchFailure | Ignored]:
    """Everything in a folder and below it, in the order of its paths: pages, files that are not, what fails."""
    root, site = Path(given), options.site or site_of(Path(given))
    problems: list[OSError] = []
    for path in sorted(_files_below(root, problems), key=lambda path: path.relative_to(root).parts):
        relative = printable(path.relative_to(root))
        source = f"{printable(given).rstrip('/') or ''}/{relative}"
        try:
            reason = _why_ignored(path, root)
        except OSError as error:
            yield FetchFailure(source, site, relative, "unreadable_file", f"{source} cannot be read: {error.strerror}.")
            continue
        yield Ignored(source, reason) if reason else FilePlace(source, site, without_orig(relative), path)
    for problem in problems:
        name = printable(problem.filename or given)
        yield FetchFailure(name, site, name, "unreadable_folder", f"{name} cannot be listed: {problem.strerror}.")


def _files_below(root: Path, problems: list[OSError]) -> Iterator[Path]:
    for folder, folders, names in os.walk(root, onerror=problems.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder, name) for name in names if not name.startswith("."))
        yield from (Path(folder, name) for name in folders if Path(folder, name).is_symlink())


def _why_ignored(path: Path, root: Path) -> str:
    """Why a file is not a page; "" if it may be one."""
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        return "a link that leads out of the folder"
    if not stat.S_ISREG(path.stat().st_mode):
        return "not a file"
    if path.name.lower() in NOT_PAGES:
        return "written for machines, not a page"
    kept = path.with_name(without_orig(path.name))
    if kept != path and kept.exists():
        return f"the original of {printable(kept.name)}, which is read"
    return _why_not_by_ending(path)


def _why_not_by_ending(path: Path) -> str:
    found = ending(printable(path.name))
    if found in MEDIA_ENDINGS:
        return f"a .{found} file is not a page"
    if found in PAGE_ENDINGS:
        return ""
    with path.open("rb") as file:
        return _why_not_by_bytes(file.read(_SNIFFED), ending=found)


def _why_not_by_bytes(start: bytes, ending: str) -> str:
    """A name that tells nothing: markup is a page, and so is text without any ending; other text is not."""
    if _MARKUP.search(start.replace(b"\0", b"")):
        return ""
    if b"\0" in start:
        return "not text"
    return f"a .{ending} file without markup" if ending else ""
