"""Reading on several processes: the same readings in the same order as on one, with few pages in memory at a time.

Two passes, as on one process: what the sites repeat is counted over the whole source, then its pages are read with that
knowledge. A worker that dies, or reads one page for minutes, costs that page.
"""

from __future__ import annotations

import os
import pickle
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol

from pebble import ProcessExpired

from importers.fetching.options import FetchOptions
from importers.fetching.places import Openable
from importers.reading.items import PageReading, Problem
from importers.reading.learned import Buckets, LearnedChrome, buckets_of
from importers.reading.pages import open_survived, read_pages, read_survived
from importers.reading.profiles import Profiles
from importers.responses import FetchFailure, Response
from importers.runs.workers import SECONDS, Lost, Workers

SMALL = 200
"""Sources of fewer pages are read by one process: by the time others had started, it would be done."""

Read = tuple[Response | FetchFailure, PageReading]
Handed = Response | FetchFailure | Openable


class Source(Protocol):
    """Pages that can be gone through more than once. `handle` gives what another process can open."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Response | FetchFailure]: ...
    def __getitem__(self, number: int) -> Response | FetchFailure: ...
    def handle(self, number: int) -> Handed: ...


def all_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Plan:
    """processes   None: one for each core, and one alone for a small source
    learning    called after each page from which the chrome of its site was learned, with how many were
    """

    processes: int | None = None
    learning: Callable[[int], None] | None = None

    def number_for(self, pages: int) -> int:
        if self.processes is None:
            return all_cores() if pages >= SMALL else 1
        return min(self.processes, max(pages, 1))


def read_source(
    source: Source, numbers: Sequence[int], profiles: Profiles, fetching: FetchOptions, plan: Plan
) -> Iterator[Read]:
    """The pages of these numbers, in their order, read with what all pages of the source repeat."""
    processes = plan.number_for(len(source))
    if processes == 1:
        return read_pages((source[number] for number in numbers), profiles, _counted(source, plan))
    return _read_in_parallel(source, numbers, profiles, fetching, plan, processes)


def _read_in_parallel(
    source: Source, numbers: Sequence[int], profiles: Profiles, fetching: FetchOptions, plan: Plan, processes: int
) -> Iterator[Read]:
    with Workers(processes, _begin, fetching, profiles) as workers, NamedTemporaryFile() as file:
        pickle.dump(_learned_by(workers, source, plan), file)
        file.flush()
        read = partial(_read, learned_in=file.name)
        for handed, result in workers.each(read, map(source.handle, numbers)):
            yield _lost(handed, result.cause) if isinstance(result, Lost) else result


def _learned_by(workers: Workers, source: Source, plan: Plan) -> dict[str, LearnedChrome]:
    learned: defaultdict[str, LearnedChrome] = defaultdict(LearnedChrome)
    for done, (_, found) in enumerate(workers.each(_learn, map(source.handle, range(len(source)))), 1):
        if isinstance(found, tuple):
            site, buckets = found
            learned[site].count(buckets)
        if plan.learning:
            plan.learning(done)
    return dict(learned)


def _counted(source: Source, plan: Plan) -> Iterator[Response | FetchFailure]:
    for done, response in enumerate(source, 1):
        yield response
        if plan.learning:
            plan.learning(done)


def _lost(page: Handed, cause: BaseException) -> Read:
    """A page that took its reader along."""
    if isinstance(cause, TimeoutError):
        code, words = "reader_too_slow", f"reading was ended after {SECONDS} seconds"
    elif isinstance(cause, ProcessExpired):
        code, words = "reader_died", f"the process that read it ended ({cause.exitcode}), perhaps for want of memory"
    else:
        code, words = "reader_failed", f"reading broke off with {type(cause).__name__}: {cause}"
    message = f"{page.source}: {words}. Other pages are not touched by it. Please report the page."
    failure = FetchFailure(page.source, page.site, page.url, code, message)
    return failure, PageReading(page.source, problems=(Problem(code, message),))


_fetching: FetchOptions
_profiles: Profiles


def _begin(fetching: FetchOptions, profiles: Profiles) -> None:
    """What each worker is told once, when it starts."""
    global _fetching, _profiles
    _fetching, _profiles = fetching, profiles


def _learn(page: Handed) -> tuple[str, Buckets] | None:
    """The site of a page and what counts of it; None where it cannot be opened, which is told when it is read."""
    response = _opened(page)
    document = open_survived(response) if isinstance(response, Response) else None
    return (response.site, buckets_of(document)) if document is not None else None


def _read(page: Handed, learned_in: str) -> Read:
    response = _opened(page)
    return response, read_survived(response, _learned(learned_in).get(response.site), _profiles)


@lru_cache(maxsize=1)
def _learned(file: str) -> dict[str, LearnedChrome]:
    learned: dict[str, LearnedChrome] = pickle.loads(Path(file).read_bytes())  # noqa: S301 - written by our parent
    return learned


def _opened(page: Handed) -> Response | FetchFailure:
    return page if isinstance(page, Response | FetchFailure) else page.open(_fetching)
