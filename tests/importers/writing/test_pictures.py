"""What is taken for a picture, and what is refused with words."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from importers.reading.items import Problem
from importers.writing.pictures import Limits, Picture, check

LIMITS = Limits(max_bytes=100_000, max_pixels=1_000_000)


def png(width=40, height=30) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "PNG")
    return file.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 60,000 by 60,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def test_check_of_a_picture_gives_its_size_name_and_hash():
    picture = check("stills/Salt%20Lines.jpg?w=600", png(), LIMITS)

    assert isinstance(picture, Picture)
    assert (picture.width, picture.height, picture.file_name) == (40, 30, "Salt Lines.png")
    assert len(picture.sha1) == 40


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "image.empty"),
        (b"x" * 100_001, "image.too-large"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image.svg"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- x --><svg/>", "image.svg"),
        (b"<html>404</html>", "image.unknown-type"),
        (png()[:60], "image.broken"),
        (bomb(), "image.too-many-pixels"),
    ],
)
def test_check_refuses(body, code):
    problem = check("stills/1.png", body, LIMITS)

    assert isinstance(problem, Problem)
    assert problem.code == code
    assert "stills/1.png" in problem.message


def test_check_bomb_says_the_limit_in_plain_words():
    assert check("stills/1.png", bomb(), LIMITS) == Problem(
        "image.too-many-pixels",
        "images: stills/1.png: more than the 1,000,000 pixels allowed. The page was imported without it.",
    )
