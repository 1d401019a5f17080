"""What a run tells: how many pages became what, and each that failed or needs a person's eye."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from importers.fetching.addresses import is_web
from importers.reading.items import Problem
from importers.runs.invoking import invocation

OUTCOMES = ("new", "updated", "unchanged", "skipped", "failed")


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """festival  slug of the edition; None: derived from the source
    publish   make public what may be; else new pages and changes are drafts
    limit     read at most so many pages
    site      the source's short name, part of every page's identity; None: the folder's name or the URL's host
    only      addresses of the pages to write; empty: all of them
    retry_failed  only pages that failed when they were imported last
    processes read on so many; None: one for each core
    as_of     of several captures of a page the newest up to the end of this day; None: the newest
    profiles  site profiles to read every page with, by file or name; empty: those that know the site
    """

    festival: str | None = None
    publish: bool = False
    dry_run: bool = False
    limit: int | None = None
    site: str | None = None
    only: tuple[str, ...] = ()
    processes: int | None = None
    as_of: date | None = None
    profiles: tuple[str, ...] = ()
    retry_failed: bool = False

    def arguments(self) -> list[str]:
        """As they are written on the command line, without --only and --limit."""
        as_of = self.as_of.isoformat() if self.as_of else None
        pairs = (("--festival", self.festival), ("--site", self.site), ("--as-of", as_of))
        named = [part for name, value in pairs if value for part in (name, value)]
        named += [part for profile in self.profiles for part in ("--profile", profile)]
        return named + ["--publish"] * self.publish


@dataclass(frozen=True, slots=True)
class PageEntry:
    """What became of one page of the source. `errors` are (field, reason); empty unless it failed."""

    source: str
    site: str
    url: str
    outcome: str
    title: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    conflicts: int = 0
    made: tuple[str, ...] = ()
    unplaced: int = 0
    changes: tuple[str, ...] = ()

    @property
    def is_of_a_source(self) -> bool:
        """Whether it is no page that failed, but a file or folder in which pages may lie that nobody could tell yet: a
        damaged WARC, a folder that may not be listed."""
        return self.source == self.url and not is_web(self.url)


@dataclass
class RunReport:
    sources: tuple[str, ...]
    options: ImportOptions
    run_id: int | None = None
    messages: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    """Kind → how many people, venues, sections, … were created on the way."""
    entries: list[PageEntry] = field(default_factory=list)
    """Only pages that a person should look at: the others are in the counts and in the database."""
    conflicts: int = 0
    unplaced: int = 0
    seconds: float = 0.0

    def add(self, entry: PageEntry) -> None:
        self.counts[entry.outcome] += 1
        self.made.update(entry.made)
        self.conflicts += entry.conflicts
        self.unplaced += entry.unplaced
        if entry.errors or entry.problems or (self.options.dry_run and entry.changes):
            self.entries.append(entry)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def failures(self) -> list[PageEntry]:
        return [entry for entry in self.entries if entry.outcome == "failed"]

    @property
    def exit_code(self) -> int:
        """0 all fine; 3 some pages failed, or there was nothing to import."""
        is_empty = not self.total and not self.options.retry_failed
        return 3 if self.counts["failed"] or is_empty else 0

    def retry_command(self, entries: Sequence[PageEntry]) -> str:
        only = [part for entry in entries for part in ("--only", entry.url)]
        if any(entry.is_of_a_source for entry in entries):
            only = []
        sites = {entry.site for entry in entries if entry.site}
        site = [] if self.options.site or len(sites) != 1 else ["--site", *sites]
        return invocation("import_listings", [*self.sources, *self.options.arguments(), *site, *only])

    def as_json(self) -> dict[str, Any]:
        return {
            "messages": self.messages,
            "counts": {outcome: self.counts[outcome] for outcome in OUTCOMES},
            "made": dict(self.made),
            "conflicts": self.conflicts,
            "unplaced": self.unplaced,
            "seconds": round(self.seconds, 3),
            "pages": [asdict(entry) for entry in self.entries],
        }
