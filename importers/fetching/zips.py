"""Single members of zip files, read where they lie: the list of members is read once, each body when it is its turn."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

_LOCAL_HEADER = 30


class ZipDamagedError(Exception):
    """A zip file, or a member of it, that cannot be read. The message says what is wrong, without the file's name."""


@dataclass(frozen=True, slots=True)
class Member:
    """Where a member lies in a zip file. `is_stored` tells that it is not compressed."""

    name: str
    header: int
    compressed: int
    size: int
    is_stored: bool


def members(path: Path) -> list[Member]:
    """Every file in a zip, in the order of its list. Raises ZipDamagedError; encrypted members are left out.

    HTTrack names members by addresses: a name that ends in "/" is a folder only where it holds nothing.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise ZipDamagedError(str(error)) from error
    kinds = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return [
        Member(info.filename, info.header_offset, info.compress_size, info.file_size, info.compress_type == kinds[0])
        for info in infos
        if (info.file_size or not info.is_dir()) and info.compress_type in kinds and not info.flag_bits & 1
    ]


def local_header(path: Path, member: Member) -> tuple[int, bytes]:
    """(where the data begins, the extra field): HTTrack keeps what it knows of a page in the latter."""
    try:
        with path.open("rb") as file:
            file.seek(member.header)
            header = file.read(_LOCAL_HEADER)
            if header[:4] != b"PK\3\4" or len(header) < _LOCAL_HEADER:
                raise ZipDamagedError(f"the zip is damaged at {member.name}")
            named, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
            file.seek(named, 1)
            return member.header + _LOCAL_HEADER + named + extra, file.read(extra)
    except OSError as error:
        raise ZipDamagedError(error.strerror or str(error)) from error


def read_member(path: Path, member: Member, limit: int) -> bytes:
    """The bytes of a member, at most `limit` and one more: whoever gets more than the limit knows it is larger."""
    start, _ = local_header(path, member)
    try:
        with path.open("rb") as file:
            file.seek(start)
            if member.is_stored:
                return file.read(min(member.size, limit + 1))
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(file.read(member.compressed), limit + 1)
    except (OSError, zlib.error) as error:
        raise ZipDamagedError(f"{member.name} cannot be unpacked: {error}") from error
