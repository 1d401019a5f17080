"""Adding to an archive: one writer at a time, each body before the line that names it."""

from __future__ import annotations

import fcntl
import json
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from importers.fetching.archive.blobs import full_or
from importers.fetching.archive.errors import ArchiveBusyError, NoArchiveError
from importers.fetching.archive.events import Event
from importers.fetching.archive.journal import JournalWriter, repair
from importers.fetching.archive.reader import BLOBS, FORMAT, JOURNAL, MARK, VERSION, Archive, is_archive, open_archive

_README = """This folder is an archive of old web pages, made by Marquee.

journal.jsonl  says what was fetched, one JSON object a line, oldest first.
blobs/         holds the pages and images: blobs/ab/abcdef….gz is the gzipped body whose SHA-256 is abcdef….

A line {"event": "capture", "url": …, "digest": …} names the body of an address. To see it:  gunzip -c blobs/ab/abcdef….gz
"""


class ArchiveWriter:
    """An archive that is open for adding to. Use it in a `with` statement.

    repairs   what was found torn and mended while opening, in words
    """

    def __init__(self, folder: Path) -> None:
        """Opens the archive, or makes one of a folder that is empty or not there.

        Raises NoArchiveError for a folder that holds something else, ArchiveBusyError, ArchiveFullError.
        """
        _prepare(folder)
        self._lock = _locked(folder)
        self.repairs = [told for told in [repair(folder / JOURNAL)] if told]
        self.archive: Archive = open_archive(folder)
        self.archive.blobs.sweep()
        self._journal = JournalWriter(folder / JOURNAL)

    def keep(self, body: bytes) -> str:
        """Stores a body and gives its digest."""
        return self.archive.blobs.put(body)

    def add(self, event: Event) -> None:
        self._journal.append(event)
        self.archive.index.add(event)

    def close(self) -> None:
        self._journal.close()
        os.close(self._lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if is_archive(folder):
            return
        ours = {MARK, f"{MARK}.new", "lock", "README.txt", JOURNAL, BLOBS}
        if {path.name for path in folder.iterdir()} - ours:
            raise NoArchiveError(f"{folder} holds other files: give a new or empty folder for the archive.")
        (folder / BLOBS).mkdir(exist_ok=True)
        (folder / JOURNAL).touch()
        (folder / "README.txt").write_text(_README, encoding="utf-8")
        mark = folder / f"{MARK}.new"
        mark.write_text(json.dumps({"format": FORMAT, "version": VERSION}) + "\n", encoding="utf-8")
        mark.replace(folder / MARK)
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        raise NoArchiveError(f"{folder} cannot be used as an archive: {error.strerror}.") from error
    except OSError as error:
        raise full_or(error, folder) from error


def _locked(folder: Path) -> int:
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise ArchiveBusyError(f"{folder}: another crawl is writing to this archive. Wait until it ends.") from error
    return lock
