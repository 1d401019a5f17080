"""What a crawl did, counted while it goes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from importers.fetching.archive.events import Capture, Event, Missed, Twin, Unchanged
from importers.refusals import WALLS

LEFT_OUT = {
    "out_of_scope": "outside the crawl's bounds",
    "robots": "forbidden by robots.txt",
    "endless": "calendars and lists without end",
    "document": "files that are no pages",
    "not_archived": "not in the archive",
    "over_limit": "beyond the limit",
}
"""Why an address was not asked for, with words for the table."""

OUR_CODES = frozenset(["out_of_scope", "robots", "document"])
"""Of these, the codes that a journal's `missed` lines may have: found out on the way, and no failures."""


@dataclass
class CrawlReport:
    """pages, media   outcome (new, changed, not modified, same as another) → number
    left_out        a key of LEFT_OUT → the addresses, each once
    missed          what could not be had, as it stands at the end: walls and failures, by the address asked
    asked           requests sent
    stopped         why the crawl ended before its end, in words; "" where it is complete
    messages        what a person should know besides
    """

    start: str = ""
    pages: Counter[str] = field(default_factory=Counter)
    media: Counter[str] = field(default_factory=Counter)
    left_out: dict[str, dict[str, None]] = field(default_factory=dict)
    missed: dict[str, Missed] = field(default_factory=dict)
    asked: int = 0
    waiting: int = 0
    stopped: str = ""
    interrupted: bool = False
    messages: list[str] = field(default_factory=list)

    def leave_out(self, reason: str, url: str) -> None:
        self.left_out.setdefault(reason, {})[url] = None

    def count(self, event: Event, *, changed: bool) -> None:
        """One outcome of a page or an image."""
        match event:
            case Capture() | Unchanged():
                self.missed.pop(event.asked, None)
                outcome = "not modified" if isinstance(event, Unchanged) else "changed" if changed else "new"
                if event.role in ("page", "document"):
                    self.pages[outcome] += 1
                elif event.role == "media":
                    self.media[outcome] += 1
            case Twin():
                self.missed.pop(event.asked, None)
                self.pages["same as another"] += 1
            case Missed(code=code) if code in OUR_CODES:
                self.leave_out(code, event.asked)
            case Missed():
                self.missed[event.asked] = event

    @property
    def pages_kept(self) -> int:
        return self.pages["new"] + self.pages["changed"] + self.pages["not modified"]

    @property
    def walls(self) -> Counter[str]:
        return Counter(one.code for one in self.missed.values() if one.code in WALLS)

    @property
    def failures(self) -> list[Missed]:
        """What could not be had and is no wall, by code and address."""
        others = (one for one in self.missed.values() if one.code not in WALLS)
        return sorted(others, key=lambda one: (one.code, one.asked))
