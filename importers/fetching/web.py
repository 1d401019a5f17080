"""One page over HTTP or HTTPS, guarded: schemes, addresses, redirects, time, size and decompressed size.

Nothing raises: what goes wrong is a FetchFailure with a stable code and words. Crawling, robots.txt and conditional
requests stand on top of this; they are not here.

Codes: bad_url, scheme_refused, address_refused, host_not_found, connection_failed, tls_failed, timeout, bad_answer,
too_many_redirects, too_large, empty_answer, forbidden, not_found, rate_limited, server_error, http_error.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from typing import Self
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, parse_url

from importers.fetching.guard import HostNotFoundError, RefusedAddressError, RefusedError, guarded_connection
from importers.fetching.options import MEGABYTE, FetchOptions
from importers.responses import FetchFailure, Response

_PIECE = 16_384
_REDIRECTS = frozenset([301, 302, 303, 307, 308])


class _Failed(Exception):
    """Ends one fetch; becomes the FetchFailure."""

    def __init__(self, code: str, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    location: str = ""


def fetch(url: str, source: str, site: str, options: FetchOptions) -> Response | FetchFailure:
    """What the address answers, redirects followed. The Response's url is the one that answered in the end."""
    here = url
    try:
        for _ in range(options.max_redirects + 1):
            answer = _ask(here, options)
            if not answer.location:
                return _response(answer, here, source, site)
            here = urljoin(here, answer.location)
        raise _Failed("too_many_redirects", f"it redirects more than {options.max_redirects} times, last to {here}")
    except _Failed as failed:
        via = f" (redirected to {here})" if here != url else ""
        return FetchFailure(source, site, url, failed.code, f"{url}{via}: {failed.message}.", failed.status)


def _response(answer: _Answer, url: str, source: str, site: str) -> Response:
    if answer.status >= 400:
        code, words = _status_words(answer.status)
        raise _Failed(code, f"the server answers {answer.status}, {words}", answer.status)
    if not answer.body:
        raise _Failed("empty_answer", f"the server answers {answer.status} with nothing in it", answer.status)
    declared = Message()
    declared["content-type"] = dict(answer.headers).get("content-type", "") or "application/octet-stream"
    named = "content-type" in dict(answer.headers)
    return Response(
        source=source,
        site=site,
        url=url,
        body=answer.body,
        content_type=declared.get_content_type() if named else "",
        charset=declared.get_content_charset(),
        status=answer.status,
        headers=answer.headers,
        fetched_at=datetime.now(UTC),
    )


_STATUS_WORDS = {
    401: ("forbidden", "it wants a log-in"),
    403: ("forbidden", "it does not let us see this"),
    404: ("not_found", "there is no such page"),
    410: ("not_found", "the page is gone"),
    429: ("rate_limited", "we asked too often; try again later"),
    503: ("server_error", "it is busy or under maintenance; try again later"),
}


def _status_words(status: int) -> tuple[str, str]:
    usual = ("server_error", "an error of its own") if status >= 500 else ("http_error", "an error")
    return _STATUS_WORDS.get(status, usual)


def _ask(url: str, options: FetchOptions) -> _Answer:
    """One request, one answer, no redirect followed."""
    where = _parsed(url)
    connection = guarded_connection(
        where.scheme or "",
        (where.host or "").strip("[]"),
        where.port,
        connect_timeout=options.connect_timeout,
        read_timeout=min(options.read_timeout, options.total_timeout),
        allow_private=options.allow_private,
    )
    with closing(connection), _Deadline(options.total_timeout) as deadline:
        try:
            connection.connect()
            deadline.socket = connection.sock
            answer = _talk(connection, where, options)
        except (OSError, HTTPError, http.client.HTTPException, zlib.error, RefusedError) as error:
            raise (_too_slow(options) if deadline.over else _failed(error, options)) from error
    if deadline.over:
        raise _too_slow(options)
    return answer


class _Deadline:
    """Cuts the connection when its time is over: servers that drip a byte now and then never time out otherwise."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self.socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        self.over = True
        if self.socket:
            with suppress(OSError):  # closed in the same moment: nothing left to cut
                self.socket.shutdown(socket.SHUT_RDWR)


def _talk(connection: HTTPConnection, where: Url, options: FetchOptions) -> _Answer:
    headers = {
        "User-Agent": options.identification,
        "Accept": "text/html,application/xhtml+xml,image/*;q=0.9,*/*;q=0.8",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    connection.request("GET", where.request_uri, headers=headers, preload_content=False)
    answer = connection.getresponse()
    received = tuple((name.lower(), value) for name, value in answer.headers.items())
    location = answer.headers.get("location", "") if answer.status in _REDIRECTS else ""
    body = b"" if location or answer.status >= 400 else _body(answer, options)
    return _Answer(answer.status, received, body, location)


def _parsed(url: str) -> Url:
    try:
        where = parse_url(url)
    except LocationParseError as error:
        raise _Failed("bad_url", "this is not an address that can be asked") from error
    if where.scheme not in ("http", "https"):
        raise _Failed(
            "scheme_refused", f"only http and https are asked, not {where.scheme or 'an address without one'}"
        )
    if not where.host:
        raise _Failed("bad_url", "the address names no host")
    return where


def _body(answer: BaseHTTPResponse, options: FetchOptions) -> bytes:
    """The body, decompressed; never more of it in memory than the limit and one piece."""
    stated = answer.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > options.max_bytes:
        raise _too_large(options)
    encoding = answer.headers.get("content-encoding", "").strip().lower()
    body = bytearray()
    for piece in _decompressed(answer.stream(_PIECE, decode_content=False), encoding, options.max_bytes):
        body += piece
        if len(body) > options.max_bytes:
            raise _too_large(options)
    return bytes(body)


def _decompressed(pieces: Iterator[bytes], encoding: str, limit: int) -> Iterator[bytes]:
    if encoding in ("", "identity"):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise _Failed("bad_answer", f"the answer is compressed as {encoding}, which was not asked for")
    inflater = None
    for piece in pieces:
        inflater = inflater or _inflater(encoding, piece)
        yield from _inflated(inflater, piece, limit)
    if inflater is None or not inflater.eof:
        raise _Failed("bad_answer", "the compressed answer breaks off")


def _inflater(encoding: str, start: bytes) -> zlib._Decompress:
    """deflate comes with and without its header; the first byte tells."""
    bare = encoding == "deflate" and (start[:1] or b"x")[0] & 0x0F != 8
    return zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)


def _inflated(inflater: zlib._Decompress, piece: bytes, limit: int) -> Iterator[bytes]:
    step = min(limit + 1, MEGABYTE)
    yield inflater.decompress(piece, step)
    while inflater.unconsumed_tail:
        yield inflater.decompress(inflater.unconsumed_tail, step)


def _too_large(options: FetchOptions) -> _Failed:
    return _Failed("too_large", f"the answer is larger than the limit of {options.max_bytes / MEGABYTE:g} MB")


def _too_slow(options: FetchOptions) -> _Failed:
    return _Failed("timeout", f"the answer was not complete after {options.total_timeout:g} seconds")


def _failed(error: Exception, options: FetchOptions) -> _Failed:
    if isinstance(error, RefusedAddressError):
        return _Failed("address_refused", f"{error}; allow private addresses if this is meant")
    if isinstance(error, HostNotFoundError):
        return _Failed("host_not_found", str(error))
    if isinstance(error, ssl.SSLError):
        return _Failed("tls_failed", f"no secure connection: {error.reason or error}")
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return _Failed("timeout", f"no answer within {min(options.read_timeout, options.total_timeout):g} seconds")
    if isinstance(error, OSError) and not isinstance(error, http.client.HTTPException):
        return _Failed("connection_failed", f"no connection: {error.strerror or error}")
    return _Failed("bad_answer", f"the answer breaks off or is no HTTP: {error}")
