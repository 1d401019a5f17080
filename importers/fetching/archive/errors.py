"""What can be wrong with an archive. Each message names the folder and says what to do.

ArchiveError
├── NoArchiveError         the folder is none, or one of a later version
├── ArchiveBusyError       another crawl is writing to it
├── ArchiveFullError       the disk has no room; nothing that was there is lost
└── ArchiveDamagedError    a body is missing, or is not what its name says
"""

from __future__ import annotations


class ArchiveError(Exception):
    pass


class NoArchiveError(ArchiveError):
    pass


class ArchiveBusyError(ArchiveError):
    pass


class ArchiveFullError(ArchiveError):
    pass


class ArchiveDamagedError(ArchiveError):
    pass
