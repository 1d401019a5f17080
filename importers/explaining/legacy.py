"""The old page's own markup, made harmless: built anew from a list of what may stay, every text escaped.

Nothing that runs, asks for anything or leads anywhere is taken over; the frame that shows it forbids all that besides.
"""

from __future__ import annotations

import tomllib
from html import escape
from pathlib import Path
from typing import Any

from lxml import etree

from importers.explaining.marking import Marking
from importers.reading.analysis import Analysis
from importers.reading.document import Passage, Piece
from importers.reading.markup import SILENT
from importers.reading.profiles.locating import Page

_ALLOWED = tomllib.loads((Path(__file__).parent / "assets" / "allowed.toml").read_text(encoding="utf-8"))
_BLOCKS, _INLINE, _ATTRIBUTES = (frozenset(_ALLOWED[name].split()) for name in ("blocks", "inline", "attributes"))
_SHOWN_AS = {
    "body": "div",
    "form": "div",
    "details": "div",
    "summary": "div",
    "a": "u",
    "label": "span",
    "mark": "span",
}
_EMPTY = frozenset({"br", "hr", "col", "wbr"})
_DATA_IMAGES = ("data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp")
_DEEPEST = 200
"""Tags nested deeper are left out, with their text kept: browsers give up long before lxml does."""
PREFIX = "old-"
"""Ids of the old page are prefixed, so that none can pose as one of ours."""


def legacy_body(analysis: Analysis) -> str:
    """The inside of `<body>`: each stretch of text in a `<mark>` of its account, the first of passage 7 with the id `p7`."""
    writer = _Writer(analysis)
    if analysis.document.root is None:
        return "".join(f"<p>{writer.whole(passage)}</p>" for passage in analysis.document.passages)
    body = analysis.document.root.find("body")
    return writer.body(body) if body is not None else ""


class _Writer:
    def __init__(self, analysis: Analysis) -> None:
        document = analysis.document
        self._document, self._marking = document, Marking(analysis)
        self._out: list[str] = []
        self._depth = 0
        self._known: set[int] = set()
        self._stretches: dict[int, list[Any]] = {}
        holders = Page(document).holders if document.root is not None else ()
        self._nodes = {
            (node.element, holders[i] is not node.element): i for i, node in enumerate(document.nodes) if holders
        }
        self._pieces: dict[int, list[tuple[Passage, Piece, int]]] = {}
        for passage in document.passages:
            for number, piece in enumerate(passage.pieces):
                rest = passage.pieces[number + 1 : number + 2]
                end = rest[0].offset if rest else len(passage.text)
                self._pieces.setdefault(piece.node, []).append((passage, piece, end))

    def whole(self, passage: Passage) -> str:
        return self._marked(passage, 0, len(passage.text))

    def body(self, body: Any) -> str:
        self._text(body, is_tail=False)
        walker = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
        next(walker, None)
        for event, element in walker:
            if event == "start":
                self._start(element, walker)
            elif element is not body:
                if event == "end" and element.tag not in SILENT:
                    self._end(element)
                self._text(element, is_tail=True)
        return "".join(self._out)

    def _start(self, element: Any, walker: Any) -> None:
        if element.tag in SILENT:
            walker.skip_subtree()
            return
        self._depth += 1
        if element.tag == "img":
            self._out.append(_image(element))
        elif self._depth <= _DEEPEST:
            self._out.append(f"<{_tag(element)}{_attributes(element)}>")
        self._text(element, is_tail=False)

    def _end(self, element: Any) -> None:
        tag = _tag(element)
        if self._depth <= _DEEPEST and element.tag != "img" and tag not in _EMPTY:
            self._out.append(f"</{tag}>")
        self._depth -= 1

    def _text(self, element: Any, *, is_tail: bool) -> None:
        node = self._nodes.get((element, is_tail))
        raw = (element.tail if is_tail else element.text) or ""
        if node is None or not isinstance(raw, str):
            self._out.append(" " if raw else "")
            return
        for passage, piece, end in self._pieces.get(node, ()):
            stretch = self._document.nodes[node].text[piece.start : piece.end]
            lead, trail = (
                " " * stretch[:1].isspace(),
                "\n" if stretch.endswith(("\n", "\r")) else " " * stretch[-1:].isspace(),
            )
            self._out.append(lead + self._marked(passage, piece.offset, end).strip(" ") + trail)

    def _marked(self, passage: Passage, start: int, end: int) -> str:
        if passage.index not in self._stretches:
            self._stretches[passage.index] = list(self._marking.stretches(passage.index))
        out = []
        for stretch in self._stretches[passage.index]:
            a, b = max(start, stretch.start), min(end, stretch.end)
            if a >= b or passage.text[a:b].isspace():
                out.append(" " * (b > a))
                continue
            first = "" if passage.index in self._known else f' id="p{passage.index}"'
            self._known.add(passage.index)
            told = f"{stretch.account}: {', '.join(stretch.fields)}" if stretch.fields else stretch.account
            text = escape(passage.text[a:b])
            reached = f' data-e="{" ".join(stretch.entries)}" tabindex="0" role="button"' if stretch.entries else ""
            out.append(
                f'<mark{first} class="mq-{stretch.account}" data-p="{passage.index}"{reached} title="{escape(told)}">{text}</mark>'
            )
        return "".join(out)


def _tag(element: Any) -> str:
    tag = element.tag if isinstance(element.tag, str) else "span"
    if tag in _BLOCKS or tag in _INLINE:
        return _SHOWN_AS.get(tag, tag)
    return "div" if tag in ("option", "select", "button", "svg", "object", "iframe") else "span"


def _attributes(element: Any) -> str:
    told = []
    for name, value in element.attrib.items():
        if name in _ATTRIBUTES:
            told.append(f' {name}="{escape(PREFIX + value if name == "id" else value)}"')
    return "".join(told)


def _image(element: Any) -> str:
    """Pictures inside the page are shown; of all others only what they are said to show."""
    source = (element.get("src") or "").strip()
    alt = escape(" ".join((element.get("alt") or "").split()))
    if source.lower().startswith(_DATA_IMAGES) and len(source) < 300_000:
        return f'<img src="{escape(source)}" alt="{alt}">'
    return f'<span class="mq-image">image: {alt}</span>' if alt else ""
