"""What a journal already says about a crawl: a crawl that goes on is told the same answers again, in the same order, and
asks only from where it stopped."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from importers.fetching.archive.events import Capture, CrawlEnded, CrawlStarted, Event, Missed, Twin, Unchanged
from importers.fetching.archive.journal import DamagedLine

Outcome = Capture | Unchanged | Twin | Missed


@dataclass
class History:
    """started   when the crawl began; None where there is none to go on with
    ended     the reason of its end; None while it is unfinished
    """

    started: datetime | None = None
    ended: str | None = None
    _outcomes: list[Outcome] = field(default_factory=list)
    _by_key: defaultdict[str, deque[Outcome]] = field(default_factory=lambda: defaultdict(deque))

    def arrange(self, key: Callable[[str], str]) -> None:
        """Sorts the outcomes by the key of the address asked."""
        self._by_key.clear()
        for outcome in self._outcomes:
            self._by_key[f"{outcome_role(outcome)} {key(outcome.asked)}"].append(outcome)

    def next(self, key: str, role: str) -> Outcome | None:
        """The next answer to this address that the crawl had; None where it must be asked for."""
        known = self._by_key.get(f"{role} {key}")
        return known.popleft() if known else None


def outcome_role(outcome: Outcome) -> str:
    """Pages that turned out to be files were asked for as pages."""
    role = "page" if isinstance(outcome, Twin) else outcome.role
    return role if role in ("sitemap", "probe") else "page"


def read_history(entries: Iterable[Event | DamagedLine], start: str) -> History:
    """The last crawl that began at `start`, across all its interruptions."""
    history, ours = History(), False
    for entry in entries:
        if isinstance(entry, CrawlStarted):
            ours = entry.start == start
            if ours and not (entry.resumes and history.started):
                history = History(started=entry.time)
            if ours:
                history.ended = None
        elif ours and isinstance(entry, CrawlEnded):
            history.ended = entry.reason
        elif ours and isinstance(entry, Capture | Unchanged | Twin | Missed):
            history._outcomes.append(entry)
    return history
