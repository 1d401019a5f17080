"""What a crawler looks at in a page: its links, its media, and its words. Nothing here decides what a page means."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import webencodings
from lxml import etree, html

from importers.fetching.crawl.canonical import absolute
from importers.folding import fold_long
from importers.responses import Response

MAX_LINKS = 5_000
"""Links taken from one page; a page with more is a dump or a trap."""

MAX_TEXT = 500_000
"""Characters of a page's text that are looked at."""
_MAX_LINES, _LOOKED_AT = 60, 2_000

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{1,40})""", re.I)
_REFRESH = re.compile(r"url\s{0,9}=", re.I)
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')\s]{1,1000})["']?\s*\)""", re.I)
_LINKED = {"a": "href", "area": "href", "frame": "src", "iframe": "src"}
_PICTURED = {
    "img": ("src", "data-src", "data-original", "data-lazy-src"),
    "input": ("src",),
    "video": ("poster",),
    "image": ("href", "{http://www.w3.org/1999/xlink}href"),
}
_RELATIONS = frozenset(
    [
        "next",
        "prev",
        "previous",
        "alternate",
        "canonical",
        "start",
        "contents",
        "index",
        "chapter",
        "section",
        "amphtml",
    ]
)
_SHARED_IMAGES = frozenset(["og:image", "og:image:url", "og:image:secure_url", "twitter:image"])
_COUNTER = ("0", "1", "0px", "1px")
"""Sizes of images that count visitors and show nothing."""
_UNSEEN = frozenset(["script", "style", "template", "noscript", "head"])
_PARAGRAPHS = frozenset(
    ["title", "h1", "h2", "h3", "h4", "p", "li", "td", "th", "dt", "dd", "div", "center", "font", "b", "strong", "span"]
)


@dataclass(frozen=True)
class CrawledPage:
    """A page as parsed, with its address. `root` is None where it cannot be parsed: it has no links and no words."""

    url: str
    encoding: str
    root: Any

    @cached_property
    def base(self) -> str:
        for element in [] if self.root is None else self.root.iter("base"):
            return absolute(element.get("href") or "", self.url, self.encoding) or self.url
        return self.url

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Addresses of other pages, in the order of the page, each once. Forms are not links."""
        return self._addresses(self._linked())

    @cached_property
    def media(self) -> tuple[str, ...]:
        """Addresses of images that the page shows."""
        return self._addresses(self._pictured())

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words a person sees, folded, and those of data in scripts, in order."""
        return tuple(fold_long(" ".join(self._texts())[:MAX_TEXT]).split())

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The title, headings and short lines, folded: at most the first 60."""
        return tuple(self._short_lines())

    @cached_property
    def long_text(self) -> int:
        """Characters in lines over 60 characters long: what a page holds besides its chrome."""
        return sum(len(text) for text in (text.strip() for text in self._texts(with_data=False)) if len(text) > 60)

    @cached_property
    def asks_password(self) -> bool:
        fields = [] if self.root is None else self.root.iter("input")
        return any((field.get("type") or "").lower() == "password" for field in fields)

    def _addresses(self, printed: Iterator[str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for link in printed:
            address = absolute(link, self.base, self.encoding)
            if address and len(found) < MAX_LINKS:
                found[address] = None
        return tuple(found)

    def _elements(self) -> Iterator[Any]:
        return (e for e in ([] if self.root is None else self.root.iter()) if isinstance(e.tag, str))

    def _linked(self) -> Iterator[str]:
        for element in self._elements():
            attribute = _LINKED.get(element.tag)
            if attribute and element.get(attribute):
                yield element.get(attribute)
            elif element.tag == "link" and _RELATIONS & set((element.get("rel") or "").lower().split()):
                if _is_page_type(element.get("type")):
                    yield element.get("href") or ""
            elif element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
                target = (element.get("content") or "").partition(";")[2].strip()
                named = _REFRESH.match(target)
                if target:
                    yield target[named.end() if named else 0 :].strip(" \t\r\n'\"")

    def _pictured(self) -> Iterator[str]:
        for element in self._elements():
            if element.get("width") in _COUNTER or element.get("height") in _COUNTER:
                continue
            for attribute in _PICTURED.get(element.tag, ()):
                if element.get(attribute):
                    yield element.get(attribute)
            if element.get("srcset"):
                yield from _candidates(element.get("srcset"))
            if element.get("background"):
                yield element.get("background")
            if "url(" in (element.get("style") or ""):
                yield from _CSS_URL.findall(element.get("style")[:20_000])
            if element.tag == "meta" and (element.get("property") or element.get("name")) in _SHARED_IMAGES:
                yield element.get("content") or ""

    def _texts(self, with_data: bool = True) -> Iterator[str]:
        if self.root is None:
            return
        for element in self.root.iter():
            tag = element.tag if isinstance(element.tag, str) else ""
            data = with_data and tag == "script" and "json" in (element.get("type") or "")
            if element.text and tag and (tag not in _UNSEEN or data):
                yield element.text
            if element.tail:
                yield element.tail

    def _short_lines(self) -> Iterator[str]:
        named = (e for e in self._elements() if e.tag in _PARAGRAPHS and (e.text or "").strip())
        lines = (fold_long(_start_of(element)) for element in islice(named, _LOOKED_AT))
        yield from islice((line for line in lines if line and len(line) < 90), _MAX_LINES)


def _start_of(element: Any) -> str:
    """The text of a title or paragraph with what is set off inside it; of others, what comes first."""
    if element.tag not in ("h1", "h2", "p"):
        return str(element.text)[:200]
    return "".join(islice(element.itertext(), 20))[:200]


def _is_page_type(printed: str | None) -> bool:
    return not printed or "html" in printed.lower()


def _candidates(srcset: str) -> Iterator[str]:
    """The largest picture of a srcset is the last or the one with the greatest number: all are named, one is taken."""
    parts = [part.split() for part in srcset[:20_000].split(",") if part.split()]
    if parts:
        yield max(parts, key=lambda part: _width(part[1]) if len(part) > 1 else 0.0)[0]


def _width(printed: str) -> float:
    try:
        return float(printed.rstrip("wx"))
    except ValueError:
        return 0.0


def is_markup(response: Response) -> bool:
    """Whether a Response is a page of HTML: by its type, and where none or a wrong one was sent, by its start."""
    start = response.body[:1024].lstrip().lower()
    looks = start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--", b"<?xml", b"<title"))
    kind = response.content_type
    return "html" in kind or (kind in ("", "text/plain", "application/octet-stream", "text/xml") and looks)


def parse_page(response: Response) -> CrawledPage:
    encoding = _encoding(response)
    text = encoding.codec_info.decode(response.body, "replace")[0].replace("\0", "")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, recover=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        root = None
    return CrawledPage(response.url, _python_name(encoding), root)


def _encoding(response: Response) -> webencodings.Encoding:
    """As declared by the answer, then by the page; else UTF-8 where it is that, else windows-1252."""
    found = _META_CHARSET.search(response.body[:4096])
    for label in (response.charset, found[1].decode("ascii", "ignore") if found else None):
        known = webencodings.lookup(label) if label else None
        if known:
            return known
    try:
        response.body.decode("utf-8")
    except UnicodeDecodeError:
        return webencodings.lookup("windows-1252")
    return webencodings.UTF8


def _python_name(encoding: webencodings.Encoding) -> str:
    """The name under which queries of links can be written; UTF-8 where Python has none."""
    try:
        return codecs.lookup(encoding.codec_info.name).name
    except LookupError:
        return "utf-8"
