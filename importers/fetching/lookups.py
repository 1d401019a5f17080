"""The file of a folder that a page means by an address: as printed, as tools spell it on disk, in any case.

Nothing outside the folder is ever found: not by "..", not by an absolute path, not by a link.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from importers.fetching.addresses import is_web, spelt, twins
from importers.fetching.files import FilePlace
from importers.fetching.httrack import find_cache, saved_paths
from importers.fetching.places import printable
from importers.responses import Response


def find_in_folder(named: str, page: Response) -> FilePlace | None:
    """The file of the page's own folder that is meant, if it is there."""
    origin = page.origin
    assert origin  # noqa: S101 - only pages from folders are asked about
    root, here = Path(origin.roots[0]), Path(origin.path).parent
    for folder, path in _candidates(named, page.url, root, here):
        found = _find(folder, path, root)
        if found:
            relative = printable(found.relative_to(root))
            shown = page.source.removesuffix(printable(Path(origin.path).relative_to(root))).rstrip("/")
            return FilePlace(f"{shown or printable(root)}/{relative}", page.site, relative, str(found), str(root))
    return None


def _candidates(named: str, url: str, root: Path, here: Path) -> Iterator[tuple[Path, str]]:
    """Folders and paths in them to try: as a tool saved it, as printed, unquoted, without query, from the root."""
    yield from _saved_by_httrack(named, url, root)
    parts = urlsplit(named if not named.startswith("//") else f"http:{named}")
    web = parts.scheme in ("http", "https")
    if parts.scheme and not web:
        return
    for spelling in _spellings(parts.path, parts.query):
        if web:
            yield from ((root / host, spelling.lstrip("/")) for host in _host_folders(parts.netloc))
        if web or parts.path.startswith("/"):
            yield root, spelling.lstrip("/")
            yield from ((root / top, spelling.lstrip("/")) for top in here.relative_to(root).parts[:1])
        else:
            yield here, spelling


def _spellings(path: str, query: str) -> Iterator[str]:
    with_query = f"{path}?{query}" if query else ""
    asked = (with_query, with_query.replace("?", "@"), path)
    for printed in filter(None, asked):
        yield from dict.fromkeys((printed, as_bytes_named(printed)))


def _host_folders(netloc: str) -> tuple[str, ...]:
    return (netloc, netloc.replace(":", "_"), netloc.replace(":", "+")) if ":" in netloc else (netloc,)


def _saved_by_httrack(named: str, url: str, root: Path) -> Iterator[tuple[Path, str]]:
    cache = find_cache(root) if is_web(url) else None
    if cache:
        saved = saved_paths(cache)
        yield from ((root, saved[address]) for address in twins(spelt(urljoin(url, named))) if address in saved)


def as_bytes_named(name: str) -> str:
    """The name on disk of a file whose name is not UTF-8 and was printed with %XX."""
    return os.fsdecode(unquote_to_bytes(name)).replace("\0", "")


def _find(folder: Path, path: str, root: Path) -> Path | None:
    """The regular file at a path, in whatever case its parts are spelt, if it truly lies under the root."""
    if "\0" in path or not path:
        return None
    found = folder
    for part in path.replace("\\", "/").split("/"):
        if part in ("", "."):
            continue
        following = found.parent if part == ".." else _child(found, part)
        if following is None or not following.is_relative_to(root):
            return None
        found = following
    try:
        inside = found.is_file() and found.resolve().is_relative_to(root.resolve())
    except RuntimeError:  # a link that leads to itself
        return None
    return found if inside else None


def _child(folder: Path, name: str) -> Path | None:
    exact = folder / name
    if os.path.lexists(exact):
        return exact
    try:
        names = os.listdir(folder)
    except OSError:
        return None
    return next((folder / other for other in sorted(names) if other.lower() == name.lower()), None)
