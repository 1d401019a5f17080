"""Images and other files that a page names: from the folder the page lies in, or over guarded HTTP.

A file source never leaves the folder it was given as: not by "..", not by an absolute path, not by a link. It asks the
web only where `fetch_remote_media` says so.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from importers.fetching.files import FilePlace, printable, read_file
from importers.fetching.options import MEGABYTE, FetchOptions
from importers.fetching.web import fetch
from importers.responses import FetchFailure, Response

_MAX_DATA_URI = 5 * MEGABYTE


def fetch_media(url: str, page: Response, options: FetchOptions) -> Response | FetchFailure:
    """The file that `url`, as the page prints it, stands for. Its Response has the page's site."""
    named = url.strip()
    if named[:5].lower() == "data:":
        return _from_data_uri(named, page)
    if _is_web(page.url):
        address = urljoin(page.url, named)
        return fetch(address, address, page.site, options)
    if place := _in_folder(named, page):
        return read_file(place, options)
    address = f"https:{named}" if named.startswith("//") else named
    if not _is_web(address):
        return _failure(named, page, "media_missing", f"the folder holds no {printable(named)}")
    if options.fetch_remote_media:
        return fetch(address, address, page.site, options)
    return _failure(named, page, "media_not_fetched", f"{address} is not in the folder; allow fetching it from the web")


def is_in_folder(url: str, page: Response) -> bool:
    """Whether the folder that the page lies in holds the file now."""
    return not _is_web(page.url) and _in_folder(url.strip(), page) is not None


def _is_web(address: str) -> bool:
    return address[:8].lower().startswith(("http://", "https://"))


def _failure(url: str, page: Response, code: str, reason: str) -> FetchFailure:
    shown = printable(url) if len(url) < 300 else f"{printable(url[:100])}…"
    return FetchFailure(shown, page.site, shown, code, f"{page.source}: {reason}.")


def _from_data_uri(uri: str, page: Response) -> Response | FetchFailure:
    declared, comma, data = uri[5:].partition(",")
    if not comma or len(data) > _MAX_DATA_URI:
        return _failure(uri, page, "bad_data_uri", "an image inside the page is broken or too large")
    kind, *parameters = [part.strip().lower() for part in declared.split(";")]
    body = unquote_to_bytes(data)
    if "base64" in parameters:
        try:
            body = base64.b64decode(b"".join(body.split()), validate=True)
        except binascii.Error:
            return _failure(uri, page, "bad_data_uri", "an image inside the page is not valid base64")
    if not body:
        return _failure(uri, page, "empty_file", "an image inside the page is empty")
    return Response(page.source, page.site, f"{uri[:60]}…" if len(uri) > 60 else uri, body, kind or "text/plain")


def _in_folder(named: str, page: Response) -> FilePlace | None:
    """The file of the page's own folder that is meant, if it is there."""
    root, here = _folders(page)
    if root is None:
        return None
    for folder, path in _candidates(named, root, here):
        found = _find(folder, path, root)
        if found:
            relative = printable(found.relative_to(root))
            prefix = printable(root).rstrip("/")
            return FilePlace(f"{prefix}/{relative}", page.site, relative, found)
    return None


def _folders(page: Response) -> tuple[Path | None, Path]:
    """The folder the source was given as, and the one the page lies in. For a file given alone both are the same."""
    path = next((Path(name) for name in (page.source, _as_bytes_named(page.source)) if os.path.isfile(name)), None)
    if path is None:
        return None, Path()
    depth = page.url.count("/")
    return path.parents[depth], path.parent


def _as_bytes_named(name: str) -> str:
    """The name on disk of a file whose name is not UTF-8 and was printed with %XX."""
    return os.fsdecode(unquote_to_bytes(name)).replace("\0", "")


def _candidates(named: str, root: Path, here: Path) -> Iterator[tuple[Path, str]]:
    """Folders and paths in them to try: as printed, unquoted, without fragment, without query, from the root."""
    parts = urlsplit(named if not named.startswith("//") else f"http:{named}")
    web = parts.scheme in ("http", "https")
    if parts.scheme and not web:
        return
    without_query = parts.path
    with_query = f"{parts.path}?{parts.query}" if parts.query else ""
    for path in filter(None, (with_query, with_query.replace("?", "@"), without_query)):
        for spelling in dict.fromkeys((path, _as_bytes_named(path))):
            if web:
                yield root, f"{parts.netloc}/{spelling.lstrip('/')}"
            if web or path.startswith("/"):
                yield root, spelling.lstrip("/")
                yield from ((root / top, spelling.lstrip("/")) for top in here.relative_to(root).parts[:1])
            else:
                yield here, spelling


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
    inside = found.is_file() and found.resolve().is_relative_to(root.resolve())
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
