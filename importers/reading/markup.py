"""HTML becomes a `LegacyDocument`.

lxml's tree is walked once, without recursion: legacy pages nest tags by the thousand. Every text node under `<body>`
that is not script, style, template, noscript or comment reaches exactly one passage, hidden or not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree, html

from importers.reading.document import (
    LARGE,
    Box,
    Cell,
    LegacyDocument,
    PassageKind,
    Script,
    css_path,
)
from importers.reading.items import Problem
from importers.reading.lines import LineLayout, Place
from importers.reading.pictures import PictureCollector
from importers.reading.tags import cut_attributes

SILENT = frozenset({"script", "style", "template", "noscript"})
INLINE = frozenset(tomllib.loads((Path(__file__).parent / "words" / "tags.toml").read_text())["inline"])
KINDS: dict[str, PassageKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "p": "paragraph",
    "div": "paragraph",
    "section": "paragraph",
    "article": "paragraph",
    "li": "item",
    "td": "cell",
    "th": "cell",
    "dt": "term",
    "dd": "definition",
    "figcaption": "caption",
    "caption": "caption",
    "option": "option",
    "button": "button",
}
_LASTING = frozenset({"heading", "caption", "term", "definition", "option", "button"})
"""Kinds that a paragraph or div inside does not change."""
_BREAKS = frozenset({"br", "hr"})
_TABLE = frozenset({"table", "tr", "td", "th"})
_PREFORMATTED = frozenset({"pre", "xmp", "listing", "plaintext"})
_NO_WORDS: frozenset[str] = frozenset()


def read_markup(text: str, source: str = "", url: str = "") -> LegacyDocument:
    """The page as lines. Raises nothing for broken markup; what lxml cannot nest is told as a problem."""
    parsed = parse(text)
    root = parsed.root
    if root is None:
        return LegacyDocument(source, url, None)
    walk = _Walk(LineLayout(), PictureCollector())
    body = root.find("body")
    if body is not None:
        walk.through(body)
    return LegacyDocument(
        source,
        url,
        root,
        tuple(walk.layout.nodes),
        tuple(walk.layout.passages),
        tuple(walk.pictures.pictures),
        tuple(walk.pictures.attributes),
        tuple(_scripts(root)),
        _metas(root),
        tuple(_parsing_problems(parsed, source)),
    )


@dataclass(frozen=True, slots=True)
class Parsed:
    """lxml's tree, None where there is nothing to parse, and what it could not take in."""

    root: Any
    is_too_deep: bool = False
    attributes_cut: int = 0


def parse(text: str) -> Parsed:
    """The page as lxml parses it. Never fails."""
    text, attributes_cut = cut_attributes(text)
    body = text.encode("utf-8", "replace").lstrip()
    if not text.strip():
        return Parsed(None)
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(body, parser)
    return Parsed(root, any("depth" in entry.message for entry in parser.error_log), attributes_cut)


class _Walk:
    """One pass over the tree: boundaries and text to the layout, images and attributes to the collector."""

    def __init__(self, layout: LineLayout, pictures: PictureCollector) -> None:
        self.layout = layout
        self.pictures = pictures
        self._places: list[Place] = []
        self._tables: list[_TableCursor] = []
        self._table_count = 0
        self._preformatted = 0

    @property
    def place(self) -> Place:
        return self._places[-1]

    def through(self, body: Any) -> None:
        self._places.append(Place(Box(body, "body", element_words(body.attrib), None, 0, "body")))
        self._text(body.text, body)
        walker = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
        next(walker, None)
        for event, element in walker:
            if event == "start":
                tag = element.tag
                if tag in SILENT:
                    self.pictures.unseen(element, self.place.box, len(self.layout.passages) - 1)
                    walker.skip_subtree()
                    continue
                self._start(element, tag)
                text = element.text
            elif element is body:
                break
            else:
                if event == "end":
                    self._end(element, element.tag)
                text = element.tail
            if text:
                self._text(text, element)
        self._end_line(body)

    def _start(self, element: Any, tag: str) -> None:
        attributes = dict(element.items())
        if tag in INLINE:
            words = element_words(attributes) if attributes else _NO_WORDS
            self.layout.open_inline(tag, words, attributes.get("href", ""))
        elif tag in _BREAKS:
            self._end_line(element)
        else:
            self._open_block(element, tag, attributes)
        if attributes:
            self.pictures.element(element, tag, attributes, self.place.box, len(self.layout.passages) - 1)

    def _open_block(self, element: Any, tag: str, attributes: dict[str, str]) -> None:
        self._end_line(element)
        over = self._places[-1]
        cell = (self._enter_table(tag, attributes) if tag in _TABLE else None) or over.cell
        kind, level = _kind(tag, over)
        words = element_words(attributes) if attributes else _NO_WORDS
        step = f"{tag}.{attributes.get('class', '')}" if attributes else f"{tag}."
        box = Box(element, tag, words, over.box, over.box.depth + 1, f"{over.box.path[-160:]}>{step[:80]}")
        self._places.append(Place(box, kind, level, cell))
        self._preformatted += tag in _PREFORMATTED

    def _enter_table(self, tag: str, attributes: dict[str, str]) -> Cell | None:
        if tag == "table":
            self._tables.append(_TableCursor(self._table_count))
            self._table_count += 1
        elif self._tables and tag == "tr":
            self._tables[-1].next_row()
        elif self._tables:
            return self._tables[-1].next_cell(tag == "th", attributes.get("colspan"))
        return None

    def _end(self, element: Any, tag: str) -> None:
        if tag in INLINE:
            self.layout.close_inline()
        elif tag not in SILENT and tag not in _BREAKS:
            self._end_line(element)
            self._places.pop()
            self._preformatted -= tag in _PREFORMATTED
            if tag == "table" and self._tables:
                self._tables.pop()

    def _text(self, text: str | None, element: Any) -> None:
        if not text:
            return
        if self._preformatted:
            self.layout.add_lines(text, element, self.place)
        else:
            self.layout.add(text, element)

    def _end_line(self, element: Any) -> None:
        if self.layout.begun:
            self.layout.end_line(self._places[-1], element.sourceline or 0)
        else:
            self.layout.skip_line()


class _TableCursor:
    """The next cell of one table."""

    def __init__(self, number: int) -> None:
        self.number, self.row, self.column = number, -1, 0

    def next_row(self) -> None:
        self.row, self.column = self.row + 1, 0

    def next_cell(self, header: bool, colspan: str | None) -> Cell:
        cell = Cell(self.number, max(self.row, 0), self.column, header)
        self.column += int(colspan) if colspan and colspan.isascii() and colspan.isdigit() and len(colspan) < 4 else 1
        return cell


def _kind(tag: str, over: Place) -> tuple[PassageKind, int]:
    kind = KINDS.get(tag)
    if kind == "heading":
        return kind, int(tag[1])
    if kind in (None, "paragraph") and (over.kind in _LASTING or kind is None):
        return over.kind, over.level
    return kind or over.kind, 0


_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_a-zA-Z]+")


@lru_cache(maxsize=20_000)
def attribute_words(text: str) -> frozenset[str]:
    """The words of a class or id: "field-name_filmDirector2" → field, name, film, director."""
    return frozenset(word.lower() for word in _WORD.findall(text[:400]))


def element_words(attributes: Mapping[str, str]) -> frozenset[str]:
    """The words of an element's class, id and itemprop."""
    named = " ".join([attributes[name] for name in ("class", "id", "itemprop") if name in attributes])
    words = attribute_words(named) if named else _NO_WORDS
    return words | {LARGE} if _is_large(attributes) else words


_SIZE = re.compile(
    r"font-size\s?:\s?(?:(?:[2-6]\d(?:\.\d)?)(?:px|pt)|(?:1\.[5-9]|[2-5])\d?(?:em|rem)|(?:x-|xx-)?large|(?:1[6-9]|[2-4]\d)\d%)"
)


def _is_large(attributes: Mapping[str, str]) -> bool:
    if attributes.get("size"):
        return attributes["size"] in _LARGE_SIZES
    return (
        "style" in attributes and "font-size" in attributes["style"] and _SIZE.search(attributes["style"]) is not None
    )


_LARGE_SIZES = frozenset(["4", "5", "6", "7", "+1", "+2", "+3", "+4"])


def _scripts(root: Any) -> Iterator[Script]:
    for element in root.iter("script"):
        if element.text and element.text.strip():
            kind = (element.get("type") or "").split(";")[0].strip().lower()
            yield Script(kind, element.get("id") or "", element.text, css_path(element))


def _metas(root: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in root.iter("meta"):
        content = (element.get("content") or "").strip()
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        if name and content:
            metas.setdefault(name, content)
    title = next(root.iter("title"), None)
    if title is not None and title.text:
        metas["title"] = " ".join(title.text.split())
    return metas


def _parsing_problems(parsed: Parsed, source: str) -> Iterator[Problem]:
    if parsed.attributes_cut:
        yield Problem(
            "too_many_attributes",
            f"{source}: {parsed.attributes_cut} attributes were left out: a tag holds more than a page can need.",
        )
    if parsed.is_too_deep:
        yield Problem(
            "nested_too_deep",
            f"{source}: tags are nested more than 2,000 deep; what stands deeper could not be read. "
            "Repair the page's unclosed tags, or give it as plain text.",
        )
