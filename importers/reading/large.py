"""Pages too large to be taken apart. Nothing is read from them, but their account is whole: all of it is unplaced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree, html

from importers.reading.items import Account, Coverage
from importers.reading.markup import SILENT
from importers.reading.pictures import attribute_texts
from importers.reading.tags import cut_attributes

MOST_BYTES = 10 * 1024 * 1024
MOST_TAGS = 150_000
MOST_LINES = 30_000
"""No listing page comes near; a programme of that size is an export, and taking it apart would take minutes."""
_MOST_TEXTS, _PART = 2000, 10_000
"""Unplaced texts listed, and characters of each that are shown; the counts are whole."""


def is_large(text: str, *, is_markup: bool) -> bool:
    """Whether laying the page out would take minutes."""
    return text.count("<" if is_markup else "\n") > (MOST_TAGS if is_markup else MOST_LINES)


def account(text: str, *, is_markup: bool) -> Coverage:
    """The account of a page from which nothing was taken."""
    if not is_markup:
        lines = _Unplaced()
        for line in text.splitlines():
            lines.add(line)
        return Coverage(lines.account())
    body = cut_attributes(text)[0].encode("utf-8", "replace").lstrip()
    events: Any = _Events()
    parser = html.HTMLParser(target=events, encoding="utf-8", huge_tree=True)
    coverage: Any = etree.fromstring(body, parser) if body else Coverage()
    return coverage


class _Unplaced:
    """Counts texts, and keeps the first of them."""

    def __init__(self) -> None:
        self.total = 0
        self.kept: list[str] = []

    def add(self, text: str) -> None:
        size = sum(sum(map(len, text[at : at + _PART].split())) for at in range(0, len(text), _PART))
        self.total += size
        if size and len(self.kept) < _MOST_TEXTS:
            self.kept.append(" ".join(text.strip()[:_PART].split()))

    def account(self) -> Account:
        return Account(self.total, 0, 0, self.total, tuple(self.kept))


class _Events:
    """What lxml tells while it parses: the tree of such a page would take a gigabyte.

    The body is the first one directly inside the first `<html>`, as it is in the tree.
    """

    def __init__(self) -> None:
        self._texts, self._attributes = _Unplaced(), _Unplaced()
        self._depth = self._body = self._silent = 0
        self._text: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._end_text()
        self._depth += 1
        if not self._body and self._depth == 2 and tag == "body":
            self._body = self._depth
        elif self._body > 0 and not self._silent:
            if tag in SILENT:
                self._silent = self._depth
            elif attributes:
                for _, text in attribute_texts(attributes):
                    self._attributes.add(text)

    def end(self, tag: str) -> None:
        self._end_text()
        if self._depth in (self._body, 1):
            self._body = -1
        if self._depth == self._silent:
            self._silent = 0
        self._depth -= 1

    def data(self, data: str) -> None:
        if self._body > 0 and not self._silent:
            self._text.append(data)

    def comment(self, text: str) -> None:
        self._end_text()

    def close(self) -> Coverage:
        self._end_text()
        return Coverage(self._texts.account(), self._attributes.account())

    def _end_text(self) -> None:
        if self._text:
            self._texts.add("".join(self._text))
            self._text = []
