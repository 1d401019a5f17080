"""Asking websites: a requests session on guarded connections, one request at a time, nothing followed by itself."""

from __future__ import annotations

import http.client
import ssl
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.exceptions import InvalidSchema, InvalidURL, MissingSchema
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.exceptions import TimeoutError as UrllibTimeout
from urllib3.util import parse_url

from importers.fetching.answers import Headers
from importers.fetching.bodies import AnswerError, read_body
from importers.fetching.connections import Deadline, GuardedAdapter
from importers.fetching.guard import HostNotFoundError, RefusedAddressError, RefusedError
from importers.fetching.options import FetchOptions

_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_ENOUGH = 65_536
"""Bytes of the body of an error or a redirect: enough to tell what it is, and to use the connection again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request gave. `location` is where it redirects to, as sent; "" where it does not.

    The body of an error or a redirect is cut to its first 64 kB, and empty where it could not be read.
    """

    status: int
    headers: Headers
    body: bytes
    location: str = ""


class WebSession:
    """Keeps connections and cookies; for one thread. Use it in a `with` statement."""

    def __init__(self, options: FetchOptions) -> None:
        self.options = options
        self._adapter = GuardedAdapter(allow_private=options.allow_private)
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("http://", self._adapter)
        self._session.mount("https://", self._adapter)
        self._session.headers.clear()
        self._session.headers.update(
            {
                "User-Agent": options.identification,
                "Accept": "text/html,application/xhtml+xml,image/*;q=0.9,*/*;q=0.8",
                "Accept-Encoding": "gzip, deflate",
            }
        )

    def ask(self, url: str, headers: Mapping[str, str] | None = None, limit: int | None = None) -> Answer:
        """One request, one answer, no redirect followed. `limit` is the most bytes taken; None: the options' limit.

        Raises AnswerError with code bad_url, scheme_refused, address_refused, host_not_found, connection_failed,
        tls_failed, timeout, bad_answer or too_large.
        """
        target = _checked(url)
        options = self.options
        timeouts = (options.connect_timeout, min(options.read_timeout, options.total_timeout))
        with Deadline(options.total_timeout) as deadline:
            self._adapter.deadline = deadline
            try:
                answer = self._session.get(
                    target, headers=headers, allow_redirects=False, stream=True, timeout=timeouts
                )
                with answer:
                    found = self._answer(answer, options.max_bytes if limit is None else limit)
            except (OSError, HTTPError, http.client.HTTPException, zlib.error, RefusedError, ValueError) as error:
                raise (_too_slow(options) if deadline.over else _named(error, options)) from error
        if deadline.over:
            raise _too_slow(options)
        return found

    def _answer(self, answer: requests.Response, limit: int) -> Answer:
        headers = tuple((name.lower(), value) for name, value in answer.raw.headers.items())
        location = _as_utf8(answer.raw.headers.get("location", "")) if answer.status_code in _REDIRECTS else ""
        if not location and answer.status_code < 400:
            return Answer(answer.status_code, headers, read_body(answer.raw, limit))
        try:
            body = read_body(answer.raw, _ENOUGH)
        except (AnswerError, HTTPError, OSError, zlib.error):
            body = b""  # what it would have said does not matter
        return Answer(answer.status_code, headers, body, location)

    def close(self) -> None:
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def without_user(url: str) -> str:
    """The address without user and password: what may be shown, kept and asked."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else url


def _as_utf8(header: str) -> str:
    """Headers come as Latin-1; addresses in them are often UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _checked(url: str) -> str:
    try:
        where = parse_url(url)
    except LocationParseError as error:
        raise AnswerError("bad_url", "this is not an address that can be asked") from error
    if where.scheme not in ("http", "https"):
        words = f"only http and https are asked, not {where.scheme or 'an address without one'}"
        raise AnswerError("scheme_refused", words)
    if not where.host:
        raise AnswerError("bad_url", "the address names no host")
    return without_user(url)


def _too_slow(options: FetchOptions) -> AnswerError:
    return AnswerError("timeout", f"the answer was not complete after {options.total_timeout:g} seconds")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what it wraps: requests wraps urllib3's, and that the system's."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        here = waiting.pop(0)
        if isinstance(here, BaseException) and id(here) not in seen:
            seen.add(id(here))
            yield here
            waiting += [*here.args, getattr(here, "reason", None), here.__cause__, here.__context__]


def _named(error: Exception, options: FetchOptions) -> AnswerError:
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, RefusedAddressError):
            return AnswerError("address_refused", f"{cause}; set MARQUEE_FETCH_PRIVATE=1 to ask it all the same")
        if isinstance(cause, HostNotFoundError):
            return AnswerError("host_not_found", str(cause))
        if isinstance(cause, InvalidURL | MissingSchema | InvalidSchema | UnicodeError):
            return AnswerError("bad_url", "this is not an address that can be asked")
    return _broken(causes, options)


def _broken(causes: list[BaseException], options: FetchOptions) -> AnswerError:
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return AnswerError("tls_failed", f"no secure connection: {cause.reason or cause}")
        if isinstance(cause, TimeoutError | UrllibTimeout | requests.Timeout):
            seconds = min(options.read_timeout, options.total_timeout)
            return AnswerError("timeout", f"no answer within {seconds:g} seconds")
    for cause in causes:
        if isinstance(cause, ConnectionError) and not isinstance(cause, http.client.HTTPException):
            return AnswerError("connection_failed", f"no connection: {cause.strerror or cause}")
        if type(cause) is OSError:
            return AnswerError("connection_failed", f"no connection: {cause.strerror or cause}")
    return AnswerError("bad_answer", f"the answer breaks off or is no HTTP: {causes[-1]}")
