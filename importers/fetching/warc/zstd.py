"""WARC files compressed with Zstandard (.warc.zst), unpacked beside.

Each record is a frame of its own. The dictionary that they need may lie in a skippable frame at the start, plain or itself
compressed (iipc.github.io/warc-specifications/specifications/warc-zstd).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import zstandard

from importers.fetching.options import MEGABYTE
from importers.fetching.temporary import temporary_folder

_FRAME = b"\x28\xb5\x2f\xfd"
_DICTIONARY_FRAME = b"\x5d\x2a\x4d\x18"
_PIECE = 1024
"""Bytes unpacked at once: they may become thirty thousand times as many."""

_LARGEST_DICTIONARY = 100 * MEGABYTE
_BOMB_SIZE, _BOMB_RATIO = 1024 * MEGABYTE, 200


def is_zstd(start: bytes) -> bool:
    """Whether bytes begin as a frame, or as one to be skipped."""
    return start.startswith(_FRAME) or (start[1:4] == _DICTIONARY_FRAME[1:] and 0x50 <= start[0] <= 0x5F)


def unpack_zstd(path: Path) -> tuple[Path, str]:
    """What is in a file, as far as it goes and is sound; and what is wrong with it, or "". Raises OSError."""
    target = temporary_folder() / path.name.removesuffix(".zst")
    most = max(_BOMB_SIZE, _BOMB_RATIO * path.stat().st_size)
    with path.open("rb") as packed, target.open("wb") as file:
        try:
            for piece in _unpacked(packed):
                file.write(piece)
                if file.tell() > most:
                    return target, f"it unpacks to more than {_BOMB_RATIO} times its size, as a zip bomb does"
        except (zstandard.ZstdError, EOFError) as error:
            return target, f"it is damaged ({error}); what came before is read"
    return target, ""


def _unpacked(packed: BinaryIO) -> Iterator[bytes]:
    """Frame after frame. Raises ZstdError, and EOFError where the file ends within a frame."""
    decompressor, frame, piece = _decompressor(packed), None, b""
    while piece := piece or packed.read(_PIECE):
        frame = frame or decompressor.decompressobj()
        yield frame.decompress(piece)
        piece, frame = (frame.unused_data, None) if frame.eof else (b"", frame)
    if frame is not None:
        raise EOFError("it breaks off")


def _decompressor(packed: BinaryIO) -> zstandard.ZstdDecompressor:
    """With the file's own dictionary, where it brings one; the file is then at its first record."""
    head = packed.read(8)
    size = int.from_bytes(head[4:], "little")
    if not head.startswith(_DICTIONARY_FRAME) or size > _LARGEST_DICTIONARY:
        packed.seek(0)
        return zstandard.ZstdDecompressor()
    words = packed.read(size)
    if words.startswith(_FRAME):
        words = zstandard.ZstdDecompressor().decompress(words, max_output_size=_LARGEST_DICTIONARY)
    return zstandard.ZstdDecompressor(dict_data=zstandard.ZstdCompressionDict(words))
