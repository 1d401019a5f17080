"""The journal: read line by line, added to at its end, repaired where a write was torn.

A line is on the disk before `append` returns. A writer killed half-way leaves a last line that is no event: it is cut
off and kept beside the journal. A line damaged in the middle is passed over and told, and never touched.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from importers.fetching.archive.blobs import full_or
from importers.fetching.archive.events import Event, from_line, to_line


@dataclass(frozen=True, slots=True)
class DamagedLine:
    """A line that is no event: its number, counted from 1, and where it starts, in bytes."""

    number: int
    start: int


def read_journal(path: Path) -> Iterator[Event | DamagedLine]:
    """Every event in order; damaged lines where they stand. Kinds of events not known here are left out."""
    start = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                event = from_line(line) if line.endswith(b"\n") else DamagedLine(number, start)
            except ValueError:
                event = DamagedLine(number, start)
            if event is not None:
                yield event
            start += len(line)


def torn_end(path: Path) -> int | None:
    """Where the torn end of the journal starts, in bytes: the damaged lines after the last good one. None if sound."""
    first: int | None = None
    for entry in read_journal(path):
        if not isinstance(entry, DamagedLine):
            first = None
        elif first is None:
            first = entry.start
    return first


def repair(path: Path) -> str | None:
    """Cuts a torn end off and keeps it beside the journal. What was done, in words; None where nothing was torn."""
    start = torn_end(path)
    if start is None:
        return None
    aside = next(name for name in _aside(path) if not name.exists())
    with path.open("r+b") as file:
        file.seek(start)
        torn = file.read()
        aside.write_bytes(torn)
        file.truncate(start)
        os.fsync(file.fileno())
    return (
        f"{path}: the last write was cut off ({len(torn)} bytes, kept as {aside.name}). "
        "It was taken off; nothing else is affected."
    )


def _aside(path: Path) -> Iterator[Path]:
    number = 1
    while True:
        yield path.with_name(f"{path.name}.torn-{number}")
        number += 1


class JournalWriter:
    """Adds events to a journal that is sound."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def append(self, event: Event) -> None:
        """Raises ArchiveFullError, with the journal as it was before."""
        line = to_line(event)
        before = os.fstat(self._file).st_size
        try:
            written = 0
            while written < len(line):
                written += os.write(self._file, line[written:])
            os.fsync(self._file)
        except OSError as error:
            os.ftruncate(self._file, before)
            raise full_or(error, self._path.parent) from error

    def close(self) -> None:
        os.close(self._file)
