"""Bodies of answers, decompressed in steps: never more in memory than the limit and one piece.

AnswerError is how one request ends that gave no whole answer; its code and words become those of the FetchFailure.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from urllib3.response import BaseHTTPResponse

from importers.fetching.options import MEGABYTE

_PIECE = 16_384


class AnswerError(Exception):
    """`message` is a clause that follows an address and a colon, without its full stop."""

    def __init__(self, code: str, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


def read_body(answer: BaseHTTPResponse, limit: int) -> bytes:
    """The whole body, decompressed. Raises AnswerError where it is larger than `limit` bytes, breaks off, or is
    compressed in a way that was not asked for; and what urllib3 raises for a connection that breaks."""
    stated = answer.headers.get("content-length", "")
    if stated.isdecimal() and len(stated) < 20 and int(stated) > limit:
        raise _too_large(limit)
    encoding = answer.headers.get("content-encoding", "").strip().lower()
    body = bytearray()
    for piece in _decompressed(answer.stream(_PIECE, decode_content=False), encoding, limit):
        body += piece
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def _too_large(limit: int) -> AnswerError:
    return AnswerError("too_large", f"the answer is larger than the limit of {limit / MEGABYTE:g} MB")


def _decompressed(pieces: Iterator[bytes], encoding: str, limit: int) -> Iterator[bytes]:
    if encoding in ("", "identity"):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise AnswerError("bad_answer", f"the answer is compressed as {encoding}, which was not asked for")
    inflater = None
    for piece in pieces:
        inflater = inflater or _inflater(encoding, piece)
        yield from _inflated(inflater, piece, limit)
    if inflater is None or not inflater.eof:
        raise AnswerError("bad_answer", "the compressed answer breaks off")


def _inflater(encoding: str, start: bytes) -> zlib._Decompress:
    """deflate comes with and without its header; the first byte tells."""
    bare = encoding == "deflate" and (start[:1] or b"x")[0] & 0x0F != 8
    return zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)


def _inflated(inflater: zlib._Decompress, piece: bytes, limit: int) -> Iterator[bytes]:
    step = min(limit + 1, MEGABYTE)
    yield inflater.decompress(piece, step)
    while inflater.unconsumed_tail:
        yield inflater.decompress(inflater.unconsumed_tail, step)
