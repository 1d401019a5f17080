"""One address asked politely: robots.txt first, one request at a time, pauses kept, retries that never hurry, redirects
followed only where the crawl may go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from importers.fetching.answers import header
from importers.fetching.bodies import AnswerError
from importers.fetching.crawl.canonical import origin_of
from importers.fetching.crawl.clock import Clock
from importers.fetching.crawl.politeness import MAX_RETRY_AFTER, Politeness, retry_after
from importers.fetching.crawl.robots import MOST_BYTES, Robots, read_robots, robots_for_status
from importers.fetching.session import Answer, WebSession
from importers.fetching.web import next_hop, refuse_errors

TRIES = 3
TRANSIENT = frozenset(["timeout", "connection_failed", "bad_answer", "server_error", "rate_limited"])
"""Codes after which asking again may help."""

_NEVER_SENT = frozenset(["address_refused", "host_not_found", "bad_url", "scheme_refused"])

Conditions = Callable[[str], Mapping[str, str]]
"""An address → the headers that make a request for it conditional."""


@dataclass(frozen=True, slots=True)
class Found:
    """A whole answer, or 304. `url` answered in the end; `redirects` are the addresses before it, with their status."""

    answer: Answer
    url: str
    redirects: tuple[tuple[str, int], ...] = ()


class KnownPage(Exception):
    """A redirect leads to a page that has been dealt with: there is no need to ask for it again."""

    def __init__(self, canonical: str) -> None:
        super().__init__(canonical)
        self.canonical = canonical


class Asker:
    """`sent` is the number of requests so far."""

    def __init__(self, session: WebSession, politeness: Politeness, clock: Clock, *, ignore_robots: bool) -> None:
        self.sent = 0
        self._session, self._politeness, self._clock = session, politeness, clock
        self._ignore_robots = ignore_robots
        self._robots: dict[str, Robots] = {}
        self._agent = session.options.user_agent

    def robots(self, url: str) -> Robots:
        """The rules of the address's host, asked for once."""
        origin = origin_of(url)
        if origin not in self._robots:
            self._robots[origin] = Robots() if self._ignore_robots else self._read_robots(origin)
            self._politeness.at_least(urlsplit(origin).netloc, self._robots[origin].delay(self._agent))
        return self._robots[origin]

    def _read_robots(self, origin: str) -> Robots:
        address = f"{origin}/robots.txt"
        try:
            found = self._with_retries(address, lambda: self._follow(address, None, None, limit=MOST_BYTES))
        except AnswerError as error:
            if error.code == "too_large":
                return Robots(refused=f"{address} is far too large")
            if error.status is not None and error.code != "empty_answer":
                return robots_for_status(error.status, address)
            if error.code in ("empty_answer", "too_many_redirects", "bad_url", "scheme_refused"):
                return Robots()
            return Robots(refused=f"{address}: {error.message}")
        return read_robots(found.answer.body)

    def ask(
        self,
        url: str,
        *,
        conditions: Conditions | None = None,
        may_go: Callable[[str], None] | None = None,
        tries: int = TRIES,
    ) -> Found:
        """The answer to an address. `may_go` is called with each address on the way, and raises to stop there.

        Raises AnswerError: what `WebSession.ask` raises, what `refuse_errors` raises, and robots.
        """
        return self._with_retries(url, lambda: self._follow(url, conditions, may_go), tries)

    def _with_retries(self, url: str, once: Callable[[], Found], tries: int = TRIES) -> Found:
        for attempt in range(1, tries + 1):
            try:
                return once()
            except AnswerError as error:
                too_long = isinstance(error, _AskLaterError) and error.seconds > MAX_RETRY_AFTER
                if error.code not in TRANSIENT or attempt == tries or too_long:
                    raise
        raise AssertionError("unreachable")

    def _follow(
        self,
        url: str,
        conditions: Conditions | None,
        may_go: Callable[[str], None] | None,
        limit: int | None = None,
    ) -> Found:
        here, hops = url, Counter[str]()
        redirects: list[tuple[str, int]] = []
        while True:
            is_robots = urlsplit(here).path == "/robots.txt"
            if not is_robots:
                self._allowed(here)
            if may_go:
                may_go(here)
            answer = self._one(here, conditions(here) if conditions else {}, limit)
            if not answer.location:
                if answer.status != 304:
                    self._refuse(answer, here)
                return Found(answer, here, tuple(redirects))
            hops[here] += 1
            redirects.append((here, answer.status))
            here = next_hop(answer, here, hops, self._session.options)

    def _allowed(self, url: str) -> None:
        robots = self.robots(url)
        if robots.refused:
            raise AnswerError("robots_unreachable", robots.refused)
        if not robots.allows(url, self._agent):
            raise AnswerError("robots", "robots.txt forbids it")

    def _one(self, url: str, headers: Mapping[str, str], limit: int | None) -> Answer:
        """One request, after the pause that its host is owed. Only a good answer eases the pause after it."""
        host = urlsplit(url).netloc
        self._politeness.wait(host)
        before = self._clock.elapsed()
        try:
            answer = self._session.ask(url, headers, limit)
        except AnswerError as error:
            self.sent += error.code not in _NEVER_SENT
            if error.code in TRANSIENT:
                self._politeness.failed(host)
            raise
        self.sent += 1
        if answer.status == 429 or answer.status >= 500:
            self._politeness.failed(host, self._seconds_asked(answer))
        else:
            self._politeness.answered(host, self._clock.elapsed() - before)
        return answer

    def _seconds_asked(self, answer: Answer) -> float:
        return retry_after(header(answer.headers, "retry-after"), self._clock.now()) or 0.0

    def _refuse(self, answer: Answer, url: str) -> None:
        try:
            refuse_errors(answer)
        except AnswerError as error:
            seconds = self._seconds_asked(answer)
            if answer.status in (429, 503) and seconds > MAX_RETRY_AFTER:
                words = f"{error.message}; it asks for {seconds:.0f} seconds of rest"
                raise _AskLaterError(error.code, words, error.status, seconds) from error
            raise


class _AskLaterError(AnswerError):
    """The site wants a longer rest than is waited for."""

    def __init__(self, code: str, message: str, status: int | None, seconds: float) -> None:
        super().__init__(code, message, status)
        self.seconds = seconds
