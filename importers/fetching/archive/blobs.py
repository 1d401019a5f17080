"""Bodies by what they are: each is kept once, gzipped, under the SHA-256 of its bytes."""

from __future__ import annotations

import errno
import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from importers.fetching.archive.errors import ArchiveDamagedError, ArchiveFullError

_UNFINISHED = ".unfinished"
_NO_ROOM = frozenset([errno.ENOSPC, errno.EDQUOT, errno.EFBIG])


def digest_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def full_or(error: OSError, folder: Path) -> Exception:
    """What to raise for an error of writing: in words where the disk is full, else the error itself."""
    if error.errno in _NO_ROOM:
        return ArchiveFullError(
            f"{folder}: there is no room left to write ({error.strerror}). Everything archived so far is safe; "
            "make room and run the same command again."
        )
    return error


class BlobStore:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.gz"

    def put(self, body: bytes) -> str:
        """Keeps a body and gives its digest. It is on the disk, whole, when this returns; a sound body that is there
        already is not written again. Raises ArchiveFullError."""
        digest = digest_of(body)
        if self._is_sound(digest):
            return digest
        path = self.path(digest)
        unfinished = path.with_suffix(_UNFINISHED)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                file.write(gzip.compress(body, mtime=0))
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise full_or(error, self.folder.parent) from error
        return digest

    def get(self, digest: str) -> bytes:
        """The body. Raises ArchiveDamagedError where it is missing, torn, or not what its name says."""
        path = self.path(digest)
        try:
            body = gzip.decompress(path.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise ArchiveDamagedError(f"{path} cannot be read ({error}). Crawl the site again to mend it.") from error
        if digest_of(body) != digest:
            raise ArchiveDamagedError(f"{path} has changed since it was written. Crawl the site again to mend it.")
        return body

    def sweep(self) -> int:
        """Removes what a killed writer left unfinished; their number."""
        return sum(1 for _ in self._swept())

    def _swept(self) -> Iterator[Path]:
        for path in self.folder.glob(f"*/*{_UNFINISHED}"):
            path.unlink()
            yield path

    def _is_sound(self, digest: str) -> bool:
        if not self.path(digest).exists():
            return False
        try:
            self.get(digest)
        except ArchiveDamagedError:
            return False
        return True
