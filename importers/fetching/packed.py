"""Folders and pages that come packed: zip, tar (also compressed), and single files as .gz. They are unpacked into a
temporary folder, nothing of them outside it, and read from there."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from importers.fetching.options import MEGABYTE
from importers.fetching.temporary import temporary_folder

_RATIO = 100
_SPARE = 1024 * MEGABYTE
_MOST_FILES = 2_000_000
_BLOCK = 512


class PackedError(Exception):
    """A packed file that cannot be used. The message says why, without the file's name."""


@dataclass
class Unpacked:
    """folder    where the files are
    name      what the folder would be called if it had been given itself
    problems  members that were left out, in words
    """

    folder: Path
    name: str
    problems: list[str] = field(default_factory=list)


def is_packed(path: Path) -> bool:
    return bool(_kind(path))


def _kind(path: Path) -> str:
    """zip, tar or gz; "" if a file is none of them. A tar may be gzipped."""
    start = b""
    try:
        with path.open("rb") as file:
            start = file.read(_BLOCK)
        if start[:4] in (b"PK\3\4", b"PK\5\6"):
            return "zip"
        if start[:3] != b"\x1f\x8b\x08":
            return "tar" if _is_tar(start) else ""
        with gzip.open(path) as packed:
            return "tar" if _is_tar(packed.read(_BLOCK)) else "gz"
    except (OSError, EOFError, zlib.error):
        return "gz" if start[:2] == b"\x1f\x8b" else ""


def _is_tar(start: bytes) -> bool:
    return start[257:262] == b"ustar"


def unpack(path: Path) -> Unpacked:
    """Raises PackedError for a file that is damaged from its start, or would fill the disk."""
    unpacked = Unpacked(
        temporary_folder(), path.name.split(".zip")[0].split(".tar")[0].split(".tgz")[0].removesuffix(".gz")
    )
    room = _Room(_SPARE + _RATIO * path.stat().st_size)
    try:
        kind = _kind(path)
        if kind == "zip":
            _unpack_zip(path, unpacked, room)
        elif kind == "tar":
            _unpack_tar(path, unpacked, room)
        else:
            with gzip.open(path) as packed:
                room.copy(packed, unpacked.folder / (path.name.removesuffix(".gz") or "page"))
    except (
        zipfile.BadZipFile,
        tarfile.TarError,
        gzip.BadGzipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
    ) as error:
        if not any(file.is_file() and file.stat().st_size for file in unpacked.folder.rglob("*")):
            raise PackedError(f"it cannot be unpacked: {error}") from error
        unpacked.problems.append(f"it breaks off or is damaged ({error}); what came before is read")
    return _inside_only_folder(unpacked)


@dataclass
class _Room:
    left: int
    files: int = 0

    def copy(self, packed: IO[bytes] | gzip.GzipFile, target: Path) -> None:
        """Raises PackedError where the limit is passed; the limit is counted in bytes unpacked, not in those declared."""
        self.files += 1
        if self.files > _MOST_FILES:
            raise PackedError(f"it holds more than {_MOST_FILES:,} files")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            while piece := packed.read(MEGABYTE):
                self.left -= len(piece)
                if self.left < 0:
                    raise PackedError(f"it unpacks to more than {_RATIO} times its size, as a zip bomb does")
                file.write(piece)


def _unpack_zip(path: Path, unpacked: Unpacked, room: _Room) -> None:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            target = _target(info.filename, unpacked)
            if target is None or info.is_dir():
                continue
            try:
                with archive.open(info) as packed:
                    room.copy(packed, target)
            except (RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error) as error:
                unpacked.problems.append(f"{info.filename} cannot be unpacked: {error}")


def _unpack_tar(path: Path, unpacked: Unpacked, room: _Room) -> None:
    with tarfile.open(path) as archive:
        for member in archive:
            target = _target(member.name, unpacked) if member.isfile() else None
            packed = archive.extractfile(member) if target else None
            if target and packed:
                room.copy(packed, target)


def _target(name: str, unpacked: Unpacked) -> Path | None:
    """Where a member goes; None for one that would land outside."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or ".." in parts or parts[0] == "/" or "\0" in name or parts[0].endswith(":"):
        unpacked.problems.append(f"{name!r} would be written outside the folder and was left out")
        return None
    return unpacked.folder.joinpath(*(part.encode()[:200].decode("utf-8", "ignore") for part in parts))


def _inside_only_folder(unpacked: Unpacked) -> Unpacked:
    """A packed folder is that folder."""
    inside = list(_shown(unpacked.folder))
    if len(inside) == 1 and inside[0].is_dir():
        return Unpacked(inside[0], inside[0].name, unpacked.problems)
    return unpacked


def _shown(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if not path.name.startswith(".") and path.name != "__MACOSX")
