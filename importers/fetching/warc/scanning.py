"""Going through a WARC or ARC record by record, whatever state the file is in.

warcio parses the records; where they begin is found here, because a damaged file must be read on after the damage, and a
record must be found again by its offset. A gzipped file holds each record as a gzip member of its own (WARC 1.1, Annex D).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import brotli
from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from importers.fetching.options import MEGABYTE

HEAD = 65_536
"""Bytes of a record that are looked at while listing: its headers, and enough of the body to tell a page."""

_PIECE = 65_536
_GZIP = b"\x1f\x8b\x08"
_BEGINNINGS = (b"WARC/", b"filedesc://", b"http://", b"https://", b"dns:", b"ftp://")
_BOMB_SIZE, _BOMB_RATIO = 256 * MEGABYTE, 200
_UNREADABLE = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, AttributeError, TypeError)
"""What warcio raises on headers that are none."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The bytes of a file that are a WARC: all of it, or a member of a WACZ."""

    path: Path
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scanned:
    """A record's place, and what its first bytes tell; its body can be read only as far as they go."""

    offset: int
    record: ArcWarcRecord


@dataclass(frozen=True, slots=True)
class Damage:
    offset: int
    words: str


class SeveralInOneError(Exception):
    """The whole file was compressed at once: no record can be found in it without unpacking what comes before."""


def whole(path: Path) -> Stretch:
    return Stretch(path, 0, path.stat().st_size)


def scan(stretch: Stretch) -> Iterator[Scanned | Damage]:
    """Every record that can be found. Raises OSError, and SeveralInOneError before the first record."""
    with stretch.path.open("rb") as file:
        file.seek(stretch.start)
        is_gzip = file.read(3) == _GZIP
        yield from (_scan_gzip if is_gzip else _scan_plain)(file, stretch)


def parse(head: bytes) -> ArcWarcRecord:
    """The record that begins with these bytes. Raises one of several errors of warcio's, see _UNREADABLE."""
    return _loaded(io.BytesIO(head))


def read_record(path: Path, offset: int, limit: int) -> ArcWarcRecord:
    """The record at an offset with its body, as far as `limit` bytes go. Raises OSError, ValueError."""
    with path.open("rb") as file:
        file.seek(offset)
        head = file.read(3)
        file.seek(offset)
        raw = _unpacked(file, limit + MEGABYTE) if head == _GZIP else file.read(limit + MEGABYTE)
    try:
        return parse(raw)
    except _UNREADABLE as error:
        raise ValueError(f"no record begins at byte {offset}") from error


def content(record: ArcWarcRecord, limit: int) -> bytes:
    """The body without chunks and compression, as far as `limit` bytes go. Raises ValueError where it is damaged."""
    sent = record.http_headers.get_header if record.http_headers else lambda _: None
    try:
        if (sent("content-encoding") or "").strip().lower() != "br":
            return bytes(record.content_stream().read(limit))
        is_chunked = (sent("transfer-encoding") or "").strip().lower() == "chunked"
        packed = ChunkedDataReader(record.raw_stream) if is_chunked else record.raw_stream
        return bytes(brotli.Decompressor().process(packed.read(limit), output_buffer_limit=limit))[:limit]
    except (brotli.error, zlib.error, ChunkedDataException, *_UNREADABLE) as error:
        raise ValueError(f"the body is damaged: {error}") from error


def _unpacked(file: BinaryIO, limit: int) -> bytes:
    """One gzip member, as far as it goes and is sound."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    unpacked = bytearray()
    while not inflater.eof and len(unpacked) < limit:
        piece = inflater.unconsumed_tail or file.read(_PIECE)
        if not piece:
            break
        try:
            unpacked += inflater.decompress(piece, limit - len(unpacked))
        except zlib.error:
            break
    return bytes(unpacked)


def _scan_gzip(file: BinaryIO, stretch: Stretch) -> Iterator[Scanned | Damage]:
    offset, is_first = stretch.start, True
    while offset < stretch.end:
        member = _member(file, offset, stretch.end)
        if is_first and _holds_more(member):
            raise SeveralInOneError
        if member.head:
            yield from _scanned(offset, member.head)
        is_first = False
        if member.is_sound:
            offset = member.end
            continue
        if _is_padding(file, offset, stretch.end):
            return
        following = _find(file, _GZIP, offset + 1, stretch.end)
        yield _damage(offset, member.words, following)
        offset = stretch.end if following is None else following


@dataclass(frozen=True, slots=True)
class _Member:
    head: bytes
    size: int
    end: int
    words: str = ""

    @property
    def is_sound(self) -> bool:
        return not self.words


def _member(file: BinaryIO, offset: int, end: int) -> _Member:
    """One gzip member: its first bytes, its size when unpacked, and where it ends."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    head, size, at = bytearray(), 0, offset
    file.seek(offset)
    while not inflater.eof:
        piece = inflater.unconsumed_tail
        if not piece:
            piece = file.read(min(_PIECE, end - at))
            at += len(piece)
        if not piece:
            return _Member(bytes(head), size, end, "breaks off")
        try:
            unpacked = inflater.decompress(piece, MEGABYTE)
        except zlib.error:
            return _Member(bytes(head), size, at, "is damaged")
        size += len(unpacked)
        head += unpacked[: HEAD - len(head)]
        if size > _BOMB_SIZE and size > _BOMB_RATIO * (at - offset):
            return _Member(b"", size, at, f"unpacks to more than {_BOMB_RATIO} times its size, as a zip bomb does")
    return _Member(bytes(head), size, at - len(inflater.unused_data))


def _holds_more(member: _Member) -> bool:
    """Whether more follows in the member than the record that it begins with."""
    try:
        stream = io.BytesIO(member.head)
        record = _headers_only(stream)
    except _UNREADABLE:
        return False
    return member.size > stream.tell() + (record.length or 0) + 1024


def _scan_plain(file: BinaryIO, stretch: Stretch) -> Iterator[Scanned | Damage]:
    offset = stretch.start
    while True:
        file.seek(offset)
        read = file.read(min(HEAD, stretch.end - offset))
        head = read.lstrip(b"\r\n")
        offset += len(read) - len(head)
        if not head:
            return
        following = _next_plain(file, offset, head, stretch.end)
        if following.offset is None or following.is_sound:
            yield from _scanned(offset, head)
        if not following.is_sound:
            yield _damage(offset, following.words, following.offset)
        if following.offset is None:
            return
        offset = following.offset


@dataclass(frozen=True, slots=True)
class _Following:
    offset: int | None
    words: str = ""

    @property
    def is_sound(self) -> bool:
        return not self.words


def _next_plain(file: BinaryIO, offset: int, head: bytes, end: int) -> _Following:
    """Where the next record begins; None where none does."""
    stream = io.BytesIO(head)
    try:
        length = _headers_only(stream).length
    except _UNREADABLE:
        return _Following(_found_after(file, offset, end), "is no record")
    after = offset + stream.tell() + (length or 0)
    if after <= end:
        return _Following(after)
    words = f"says that it is {length:,} bytes long, but the file ends after {end - offset:,}"
    return _Following(_found_after(file, offset + stream.tell(), end), words)


def _found_after(file: BinaryIO, offset: int, end: int) -> int | None:
    found = _find(file, b"\nWARC/", offset, end)
    return None if found is None else found + 1


def _headers_only(stream: io.BytesIO) -> ArcWarcRecord:
    return _loaded(stream, no_record_parse=True)


def _loaded(stream: io.BytesIO, *, no_record_parse: bool = False) -> ArcWarcRecord:
    """warcio takes any line of five words for the header of an ARC record: what begins as none is refused here."""
    if not stream.getbuffer()[:12].tobytes().startswith(_BEGINNINGS):
        raise ValueError("neither a WARC nor an ARC record begins here")
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=True)
    return loader.parse_record_stream(stream, no_record_parse=no_record_parse)


def _scanned(offset: int, head: bytes) -> Iterator[Scanned | Damage]:
    try:
        yield Scanned(offset, parse(head))
    except _UNREADABLE:
        yield Damage(offset, f"the record at byte {offset} is no record that can be read")


def _damage(offset: int, words: str, following: int | None) -> Damage:
    rest = "nothing after it can be read" if following is None else f"reading goes on at byte {following}"
    return Damage(offset, f"the record at byte {offset} {words}; {rest}")


def _is_padding(file: BinaryIO, offset: int, end: int) -> bool:
    file.seek(offset)
    return end - offset <= _PIECE and not file.read(end - offset).strip(b"\0\r\n")


def _find(file: BinaryIO, mark: bytes, offset: int, end: int) -> int | None:
    """Where a mark next stands; of gzip's, only one after which something unpacks that begins as a record does."""
    kept = len(mark) - 1
    at, before = offset, b""
    file.seek(offset)
    while piece := file.read(min(MEGABYTE, end - at)):
        window = before + piece
        start = at - len(before)
        found = window.find(mark)
        while found >= 0:
            if mark != _GZIP or _begins_record(file, start + found):
                return start + found
            found = window.find(mark, found + 1)
        at += len(piece)
        before = window[-kept:]
        file.seek(at)
    return None


def _begins_record(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    try:
        start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(file.read(1024), 64)
    except zlib.error:
        return False
    return start.startswith(_BEGINNINGS)
