"""Sitemaps: lists of a site's addresses, as XML, gzipped XML or plain text, and lists of such lists."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from importers.fetching.options import MEGABYTE

MAX_BYTES = 50 * MEGABYTE
"""Of one sitemap, decompressed: the protocol's own limit (sitemaps.org), as is the next."""
MAX_ADDRESSES = 50_000
MAX_SITEMAPS = 100
"""Sitemaps read of one site."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The addresses of pages, and of further sitemaps, in order."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_sitemap(body: bytes) -> Sitemap:
    """What a sitemap lists. Entities are not expanded, nothing is loaded; a broken one gives what comes before the
    break, and something else altogether gives nothing."""
    text = _unpacked(body).removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] != b"<":
        return Sitemap(pages=_lines(text))
    pages: list[str] = []
    sitemaps: list[str] = []
    try:
        parsed = etree.iterparse(
            BytesIO(text), events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False
        )
        for _, element in parsed:
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if name == "loc" and element.text:
                inside = element.getparent()
                listed = sitemaps if inside is not None and etree.QName(inside).localname == "sitemap" else pages
                listed.append(element.text.strip())
            elif name in ("url", "sitemap"):
                element.clear()
            if len(pages) + len(sitemaps) >= MAX_ADDRESSES:
                break
    except etree.XMLSyntaxError:
        return Sitemap(tuple(pages), tuple(sitemaps))
    return Sitemap(tuple(pages), tuple(sitemaps))


def _lines(text: bytes) -> tuple[str, ...]:
    lines = (line.strip() for line in text.decode("utf-8", "replace").splitlines()[:MAX_ADDRESSES])
    return tuple(line for line in lines if line.startswith(("http://", "https://")))


def _unpacked(body: bytes) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body[:MAX_BYTES]
    try:
        with gzip.open(BytesIO(body)) as file:
            return file.read(MAX_BYTES)
    except (OSError, EOFError, zlib.error):
        return b""
