"""How long to wait before a host is asked again. Errors and slow answers make it longer, nothing makes it shorter than
what was set; each host by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from importers.fetching.crawl.clock import Clock

MAX_DELAY = 60.0
"""Seconds between two requests that errors and slow answers may lead to, and the most that robots.txt is given."""

MAX_RETRY_AFTER = 300.0
"""Seconds that a Retry-After is obeyed for; a longer one puts the page off to the end of the crawl."""

_EASING = 0.7


@dataclass(slots=True)
class _Host:
    floor: float
    delay: float
    ready: float = 0.0


@dataclass
class Politeness:
    """`delay` is the least time between an answer and the next request to the same host, in seconds."""

    delay: float
    clock: Clock
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def at_least(self, host: str, seconds: float) -> None:
        """What robots.txt asks for; up to MAX_DELAY."""
        known = self._host(host)
        known.floor = max(self.delay, min(seconds, MAX_DELAY))
        known.delay = max(known.delay, known.floor)

    def wait(self, host: str) -> None:
        """Returns when the host may be asked."""
        missing = self._host(host).ready - self.clock.elapsed()
        if missing > 0:
            self.clock.sleep(missing)

    def answered(self, host: str, seconds: float) -> None:
        """After a good answer that took `seconds`: the pause is at least as long as the site needed."""
        known = self._host(host)
        eased = known.floor + (known.delay - known.floor) * _EASING
        known.delay = min(MAX_DELAY, max(known.floor, eased, seconds))
        self._pause(known, known.delay)

    def failed(self, host: str, retry_after: float | None = None) -> None:
        """After an error: the pause doubles, and is at least what the site asks for."""
        known = self._host(host)
        known.delay = min(MAX_DELAY, max(known.delay * 2, 1.0 if self.delay else 0.0))
        self._pause(known, max(known.delay, min(retry_after or 0.0, MAX_RETRY_AFTER)))

    def delay_of(self, host: str) -> float:
        return self._host(host).delay

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host(self.delay, self.delay))

    def _pause(self, host: _Host, seconds: float) -> None:
        host.ready = self.clock.elapsed() + seconds


def retry_after(printed: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, given as a number or as a date; None where it says neither."""
    if printed.isascii() and printed.isdecimal():
        return float(printed[:9])
    try:
        then = parsedate_to_datetime(printed)
    except (TypeError, ValueError, OverflowError):
        return None
    aware = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
