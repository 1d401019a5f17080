"""Images and other files that a page names: from wherever the page itself was read, or over guarded HTTP.

A page from a folder, WARC, archive or saved page asks the web only where `fetch_remote_media` says so.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from urllib.parse import unquote_to_bytes, urljoin

from importers.fetching.addresses import is_web
from importers.fetching.archived import find_archived
from importers.fetching.lookups import find_in_folder
from importers.fetching.mhtml import find_saved
from importers.fetching.options import MEGABYTE, FetchOptions
from importers.fetching.places import Openable, printable
from importers.fetching.warc import find_captured
from importers.fetching.web import fetch
from importers.responses import FetchFailure, Origin, Response

_MAX_DATA_URI = 5 * MEGABYTE


def fetch_media(url: str, page: Response, options: FetchOptions) -> Response | FetchFailure:
    """The file that `url`, as the page prints it, stands for. Its Response has the page's site."""
    named = url.strip()
    if named[:5].lower() == "data:":
        return _from_data_uri(named, page)
    address = _absolute(named, page.url)
    if page.origin:
        found = _kept(named, page, page.origin, options)
        if found is not None:
            return found
        if not is_web(address):
            return _failure(named, page, "media_missing", f"{_NAMES[page.origin.kind]} of the page holds no such file")
        if not options.fetch_remote_media:
            where = _NAMES[page.origin.kind]
            return _failure(
                named,
                page,
                "media_not_fetched",
                f"it is not in {where} of the page; set MARQUEE_FETCH_MEDIA=1 to ask the web for it",
            )
    if not is_web(address) and not is_web(page.url):
        return _failure(named, page, "media_missing", "nothing tells where this is")
    return fetch(address, address, page.site, options)


def is_kept(url: str, page: Response) -> bool:
    """Whether what the page was read from holds the file now."""
    kept = _kept(url.strip(), page, page.origin, FetchOptions()) if page.origin else None
    return isinstance(kept, Response)


_NAMES = {"folder": "the folder", "warc": "the WARC", "archive": "the archive", "mhtml": "the saved page"}


def _absolute(named: str, base: str) -> str:
    try:
        return urljoin(base, named) if is_web(base) else f"https:{named}" if named.startswith("//") else named
    except ValueError:
        return named


_finders: dict[str, Callable[[str, Response, FetchOptions], Openable | None]] = {
    "folder": lambda named, page, _: find_in_folder(named, page),
    "warc": find_captured,
    "archive": find_archived,
    "mhtml": find_saved,
}


def _kept(named: str, page: Response, origin: Origin, options: FetchOptions) -> Response | FetchFailure | None:
    """What the page's origin keeps of a file; None where it does not have it."""
    try:
        place = _finders[origin.kind](named, page, options)
    except ValueError:  # no address at all: "http://[::1/a.png"
        return None
    return place.open(options) if place else None


def _failure(url: str, page: Response, code: str, reason: str) -> FetchFailure:
    shown = printable(url) if len(url) < 300 else f"{printable(url[:100])}…"
    return FetchFailure(shown, page.site, shown, code, f"{shown}: {reason}.")


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
