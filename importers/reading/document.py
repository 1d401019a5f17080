"""One shape for every legacy page: the lines a person sees, in reading order, each knowing where it stands.

HTML and plain text both become a `LegacyDocument`, so that every reader works on both. Nothing visible is left out:
the passages hold every character of every text node under `<body>`, once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, Literal, NamedTuple, TypeVar, dataclass_transform

from lxml import etree

from importers.folding import fold
from importers.reading.items import Problem

PassageKind = Literal["heading", "paragraph", "item", "cell", "term", "definition", "caption", "option", "button"]


LARGE = "large-letters"
"""Stands among an element's words where it is shown in large letters."""
_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, eq_default=False)
def identified(cls: type[_Class]) -> type[_Class]:
    """A dataclass that is itself and equals nothing else. Frozen to the type checker only: a page has thousands of
    these, and checking each assignment when they are made would cost more than all the rest of laying it out."""
    return dataclass(slots=True, eq=False)(cls)


class TextNode(NamedTuple):
    """One text node as lxml parsed it. `size` counts its characters other than white space."""

    text: str
    size: int
    element: Any


class Piece(NamedTuple):
    """`nodes[node].text[start:end]`, which stands in the passage's text from `offset` on (white space collapsed)."""

    node: int
    start: int
    end: int
    offset: int


class Run(NamedTuple):
    """A stretch of a passage inside one inline element: bold, italic, a link, a span with a class."""

    start: int
    end: int
    tag: str
    words: frozenset[str] = frozenset()
    """The words of the element's class and id, in lower case: "field-name_director" gives field, name, director."""
    href: str = ""


class Cell(NamedTuple):
    """Where a passage stands in a table: numbers count from 0 inside that table, spans are counted once."""

    table: int
    row: int
    column: int
    header: bool = False


@identified
class Box:
    """A block element around passages. Boxes form a tree; the passages of one box are consecutive."""

    element: Any
    tag: str
    words: frozenset[str]
    parent: Box | None
    depth: int
    path: str
    """Tags and classes from the body down, without positions: the same on every page of one template."""


@identified
class Passage:
    """One visual line: a paragraph, heading, list item, table cell, or what stands between two `<br>`."""

    index: int
    text: str
    """White space collapsed to single spaces, none at the ends. Never empty."""
    kind: PassageKind
    box: Box
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    """1 to 6 for headings, else 0."""
    runs: tuple[Run, ...] = ()
    heading: int = -1
    """Index of the passage that is the heading over this one; -1 if there is none."""
    cell: Cell | None = None
    line: int = 0
    """Line number from 1; for HTML, of the element where lxml knows it."""
    remembered: dict[object, Any] = field(default_factory=dict)
    """What a reader found in this line alone, kept for when it is asked again: the keys are the reader's own."""

    @property
    def links(self) -> tuple[Run, ...]:
        return tuple([run for run in self.runs if run.href]) if self.runs else ()


@dataclass(frozen=True, slots=True)
class Picture:
    """An image named on the page: `<img>`, `<source>`, a CSS background. `after` is the passage it follows, or -1."""

    url: str
    element: Any
    box: Box
    after: int
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """An inline script: `kind` is its type attribute in lower case ("" for plain JavaScript), `name` its id."""

    kind: str
    name: str
    text: str
    locator: str


@dataclass(frozen=True, slots=True)
class AttributeText:
    """Text that a page holds in an attribute: alt, title, a caption. Accounted apart from the text nodes."""

    name: str
    text: str
    box: Box
    after: int
    picture: int = -1
    """Index of the picture it describes; -1 if none."""


@dataclass(frozen=True, eq=False)
class LegacyDocument:
    """A page. `root` is lxml's `<html>` element, None for plain text."""

    source: str
    url: str
    root: Any
    nodes: tuple[TextNode, ...] = ()
    passages: tuple[Passage, ...] = ()
    pictures: tuple[Picture, ...] = ()
    attributes: tuple[AttributeText, ...] = ()
    scripts: tuple[Script, ...] = ()
    metas: dict[str, str] = field(default_factory=dict)
    """`<meta>` name, property or itemprop in lower case → content; the first of each wins. Title as "title"."""
    problems: tuple[Problem, ...] = ()

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Each passage's text as `fold` gives it."""
        return tuple(fold(passage.text) for passage in self.passages)

    @cached_property
    def remembered(self) -> dict[object, Any]:
        """What a reader found in single passages, kept for when it is asked again: the keys are the reader's own."""
        return {}

    def locate(self, passage: int) -> str:
        """A CSS path to the passage's element, or `line N` in plain text."""
        here = self.passages[passage]
        return f"line {here.line}" if here.box.element is None else css_path(here.box.element)

    def find(self, text: str) -> tuple[Passage, ...]:
        """Passages whose text holds `text`, compared without case and accents: to corroborate values from scripts."""
        wanted = fold(text)
        return tuple(p for p, have in zip(self.passages, self.folded, strict=True) if wanted in have) if wanted else ()


def css_path(element: Any) -> str:
    """A selector for this one element: from the nearest id down, or from the body."""
    steps: list[str] = []
    while element is not None and element.tag not in ("body", "html"):
        name = element.get("id")
        if name and _PLAIN_ID.fullmatch(name):
            steps.append(f"#{name}")
            return " > ".join(reversed(steps))
        steps.append(_step(element))
        element = element.getparent()
    return " > ".join(reversed([*steps, "body"]))


_PLAIN_ID = re.compile(r"[A-Za-z][\w-]*", re.ASCII)


_PLAIN_TAG = re.compile(r"[A-Za-z][\w-]*", re.ASCII)


def _step(element: Any) -> str:
    if not _PLAIN_TAG.fullmatch(element.tag):
        return f"*:nth-child({1 + _before(element, '*')})"
    before = _before(element, element.tag)
    alone = not before and next(element.itersiblings(element.tag), None) is None
    return str(element.tag) if alone else f"{element.tag}:nth-of-type({before + 1})"


_FEW = 50


def _before(element: Any, tag: str) -> int:
    """Elements of this name before it. Among thousands libxml2 counts: every one of them may ask for its place."""
    counted = sum(1 for _ in islice(element.itersiblings(tag, preceding=True), _FEW))
    return counted if counted < _FEW else int(_counter(tag)(element))


@lru_cache(maxsize=64)
def _counter(tag: str) -> Any:
    return etree.XPath(f"count(preceding-sibling::{tag})")
