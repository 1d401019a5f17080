"""An archive: a folder that keeps what was fetched from old websites, readable for years without this program.

    FOLDER/archive.json     what this folder is, and in which version of the format
    FOLDER/journal.jsonl    one line an event, in the order they happened; only ever added to
    FOLDER/blobs/ab/ab….gz  bodies, gzipped, named by the SHA-256 of their bytes before compression

`docs/migrating/archive.md` describes each line. `open_archive` lists and reads it; `crawl_site` writes it.
"""

from importers.fetching.archive.errors import (
    ArchiveBusyError,
    ArchiveDamagedError,
    ArchiveError,
    ArchiveFullError,
    NoArchiveError,
)
from importers.fetching.archive.events import Capture
from importers.fetching.archive.reader import Archive, is_archive, open_archive

__all__ = [
    "Archive",
    "ArchiveBusyError",
    "ArchiveDamagedError",
    "ArchiveError",
    "ArchiveFullError",
    "Capture",
    "NoArchiveError",
    "is_archive",
    "open_archive",
]
