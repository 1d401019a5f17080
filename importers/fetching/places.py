"""What a source is listed as: pages to open, and what was passed over."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from importers.fetching.options import FetchOptions
from importers.responses import FetchFailure, Response


class Openable(Protocol):
    """A page that can be read when it is its turn, in whichever process: places are small and can be pickled."""

    @property
    def source(self) -> str: ...
    @property
    def site(self) -> str: ...
    @property
    def url(self) -> str: ...
    def open(self, options: FetchOptions) -> Response | FetchFailure: ...


Place = Openable | FetchFailure


@dataclass(frozen=True, slots=True)
class Ignored:
    """What lies in a source and is not taken for a page: `count` of them for one reason, the first by its name."""

    source: str
    reason: str
    count: int = 1
    noun: str = "file"

    @property
    def words(self) -> str:
        """Its name if it is the only one, else how many there are."""
        return self.source if self.count == 1 else f"{self.count:,} {self.noun}s"


class Tally:
    """Counts what is passed over by reason, in memory that does not grow with its number."""

    def __init__(self) -> None:
        self._by_reason: dict[tuple[str, str], Ignored] = {}

    def add(self, ignored: Ignored) -> None:
        key = (ignored.reason, ignored.noun)
        known = self._by_reason.get(key)
        self._by_reason[key] = replace(known, count=known.count + ignored.count) if known else ignored

    def add_all(self, ignored: Iterable[Ignored]) -> None:
        for entry in ignored:
            self.add(entry)

    @property
    def total(self) -> int:
        return sum(entry.count for entry in self._by_reason.values())

    def entries(self) -> tuple[Ignored, ...]:
        return tuple(self._by_reason.values())


def printable(path: str | os.PathLike[str]) -> str:
    """A path as text that every encoding can carry: bytes that are not UTF-8 become %XX, separators become "/"."""
    text = os.fspath(path).replace(os.sep, "/")
    return re.sub(r"[\udc80-\udcff]", lambda found: f"%{ord(found.group()) - 0xDC00:02X}", text)
