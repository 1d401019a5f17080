"""Images checked before anything keeps them: decoded whole, of a type the site takes, of a size it can bear."""

from __future__ import annotations

import hashlib
import warnings
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image as Pillow
from PIL import UnidentifiedImageError

from importers.reading.items import Problem

EXTENSIONS = {"AVIF": "avif", "GIF": "gif", "JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


@dataclass(frozen=True, slots=True)
class Limits:
    max_bytes: int
    max_pixels: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Bytes that decode to an image. `sha1` is Wagtail's `file_hash`."""

    url: str
    body: bytes
    file_name: str
    width: int
    height: int
    sha1: str


def check(url: str, body: bytes, limits: Limits) -> Picture | Problem:
    """The picture in these bytes, or why there is none; nothing but the bytes is believed."""
    if not body:
        return _problem("image.empty", url, "the file is empty")
    if len(body) > limits.max_bytes:
        return _problem("image.too-large", url, f"{len(body):,} bytes, more than the {limits.max_bytes:,} allowed")
    if _is_svg(body):
        return _problem("image.svg", url, "SVG is a document that can hold scripts, not a picture; convert it to PNG")
    return _decoded(url, body, limits)


def _decoded(url: str, body: bytes, limits: Limits) -> Picture | Problem:
    """Pillow knows the size before it decodes, so a decompression bomb is refused unopened."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            image = Pillow.open(BytesIO(body), formats=tuple(EXTENSIONS))
            width, height = image.size
            if width * height * getattr(image, "n_frames", 1) > limits.max_pixels:
                pixels = f"{width} × {height} pixels, more than the {limits.max_pixels:,} allowed"
                return _problem("image.too-many-pixels", url, pixels)
            image.load()
    except UnidentifiedImageError:
        kinds = ", ".join(EXTENSIONS)
        return _problem("image.unknown-type", url, f"not an image of a type that is taken ({kinds})")
    except Pillow.DecompressionBombError:
        return _problem("image.too-many-pixels", url, f"more than the {limits.max_pixels:,} pixels allowed")
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        return _problem("image.broken", url, f"it cannot be decoded ({error})")
    sha1 = hashlib.sha1(body, usedforsecurity=False).hexdigest()
    return Picture(url, body, _file_name(url, EXTENSIONS[str(image.format)], sha1), width, height, sha1)


def store(image: Any, picture: Picture) -> None:
    """Save the bytes as the file of an image. Raises OSError, and leaves no file that is cut off."""
    try:
        image.file.save(picture.file_name, ContentFile(picture.body), save=False)
    except OSError:
        column, storage = image._meta.get_field("file"), image.file.storage
        _remove_beginning(storage, column.generate_filename(image, picture.file_name), picture.body)
        raise


def _remove_beginning(storage: Storage, wanted: str, body: bytes) -> None:
    """What a storage wrote before it failed has a name that only it knows: one that begins as the wanted one does."""
    folder, _, name = wanted.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    with suppress(OSError):
        for found in storage.listdir(folder)[1]:
            if found.startswith(stem) and found.endswith(dot + ending):
                path = f"{folder}/{found}"
                if storage.size(path) < len(body) and body.startswith(_held(storage, path)):
                    storage.delete(path)


def _held(storage: Storage, path: str) -> bytes:
    with storage.open(path) as file:
        held: bytes = file.read()
    return held


def _is_svg(body: bytes) -> bool:
    start = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<") and b"<svg" in start


def _file_name(url: str, extension: str, sha1: str) -> str:
    stem = PurePosixPath(unquote(urlsplit(url).path)).stem or sha1[:12]
    return f"{stem[:60]}.{extension}"


def _problem(code: str, url: str, words: str) -> Problem:
    return Problem(code, f"images: {url}: {words}. The page was imported without it.")
