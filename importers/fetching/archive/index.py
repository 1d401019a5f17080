"""What a journal adds up to: every capture by its address, what was missed last, which names mean the same site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from importers.fetching.archive.events import Alias, Capture, CrawlEnded, CrawlStarted, Event, Missed, Twin, Unchanged
from importers.fetching.crawl.canonical import canonical_url, origin_of


@dataclass(slots=True)
class Index:
    """captures   canonical address → its captures, oldest first; addresses in the order they were first kept
    spellings  every address that led to a capture → its canonical address
    missed     canonical address → the last attempt that failed, if none has succeeded since
    aliases    origin → the one it is the same site as, or itself where it is another
    twins      canonical address → that of the page which is the same
    crawls     each crawl with the reason of its end; None while it is unfinished
    """

    captures: defaultdict[str, list[Capture]] = field(default_factory=lambda: defaultdict(list))
    spellings: dict[str, str] = field(default_factory=dict)
    missed: dict[str, Missed] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    twins: dict[str, str] = field(default_factory=dict)
    crawls: list[tuple[CrawlStarted, str | None]] = field(default_factory=list)

    def add(self, event: Event) -> None:
        match event:
            case Capture():
                self._capture(event)
            case Unchanged(canonical=canonical):
                self._had(event.asked, canonical)
                self.spellings[event.asked] = canonical
            case Twin():
                self._had(event.asked, event.canonical)
                self.twins[event.canonical] = event.of
                self.spellings[event.asked] = event.of
            case Alias():
                self.aliases[event.origin] = event.of
            case Missed():
                self.missed[event.canonical] = event
            case CrawlStarted():
                self.crawls.append((event, None))
            case CrawlEnded() if self.crawls:
                self.crawls[-1] = (self.crawls[-1][0], event.reason)

    def _capture(self, event: Capture) -> None:
        self.captures[event.canonical].append(event)
        self._had(event.asked, event.canonical)
        for address in (event.asked, event.url, event.canonical, *(hop for hop, _ in event.redirects)):
            self.spellings[address] = event.canonical

    def _had(self, asked: str, canonical: str) -> None:
        """An address gave something, perhaps under another one."""
        for address in (canonical, canonical_url(self.renamed(asked))):
            self.missed.pop(address, None)

    def renamed(self, url: str) -> str:
        """The address under the name that its site prefers."""
        for _ in range(3):  # http://old → http://www.old → https://www.old
            origin = origin_of(url)
            preferred = self.aliases.get(origin, origin)
            if preferred == origin:
                break
            url = f"{preferred}{url.removeprefix(origin)}"
        return url

    def newest(self, canonical: str, as_of: datetime | None = None) -> Capture | None:
        """The newest capture of an address that is not younger than `as_of`."""
        known = self.captures.get(canonical, ())
        return next((one for one in reversed(known) if as_of is None or one.time <= as_of), None)

    def all_newest(self, role: str, as_of: datetime | None = None) -> Iterator[Capture]:
        for canonical in self.captures:
            found = self.newest(canonical, as_of)
            if found and found.role == role:
                yield found

    def every(self, role: str) -> Iterator[Capture]:
        """All captures of that role, also those of which there are newer ones."""
        return (one for captures in self.captures.values() for one in captures if one.role == role)
