"""The account of a page: every character ends as used, chrome or unplaced, exactly once.

The total is counted from the text nodes as lxml parsed them; what was used is told by the readings that won. The two
sides meet here, so that a reader can neither lose text nor count it twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from importers.reading.document import LegacyDocument
from importers.reading.items import Account, Coverage
from importers.reading.readings import Mention

UNPLACED, CHROME, USED = 0, 1, 2
_MOST_TEXTS = 2000
"""Unplaced texts listed for one page; the counts are always whole."""


class Ledger:
    """Marks characters of passages and whole attributes. A use outlives chrome, whatever the order of the calls."""

    def __init__(self, document: LegacyDocument) -> None:
        self._document = document
        self._marks: dict[int, bytearray] = {}
        self._attributes: dict[int, int] = {}

    def use(self, mentions: Iterable[Mention]) -> None:
        for mention in mentions:
            self._mark(mention.passage, mention.start, mention.end, USED)

    def call_chrome(self, passages: Iterable[int]) -> None:
        for index in passages:
            self._mark(index, 0, len(self._document.passages[index].text), CHROME)

    def use_attributes(self, attributes: Iterable[int]) -> None:
        for index in attributes:
            self._attributes[index] = USED

    def call_attributes_chrome(self, attributes: Iterable[int]) -> None:
        for index in attributes:
            self._attributes.setdefault(index, CHROME)

    def marks(self, passage: int) -> bytes:
        """One account a character of the passage's text."""
        return bytes(self._marks.get(passage) or len(self._document.passages[passage].text))

    def coverage(self) -> Coverage:
        return Coverage(self._text_account(), self._attribute_account())

    def _mark(self, passage: int, start: int, end: int, account: int) -> None:
        length = len(self._document.passages[passage].text)
        marks = self._marks.setdefault(passage, bytearray(length))
        start, end = max(start, 0), min(end, length)
        if account == USED:
            marks[start:end] = bytes([USED]) * max(end - start, 0)
        else:
            marks[start:end] = marks[start:end].replace(b"\x00", b"\x01")

    def _text_account(self) -> Account:
        total = sum(node.size for node in self._document.nodes)
        used = chrome = 0
        for index, marks in self._marks.items():
            text = self._document.passages[index].text
            used += marks.count(USED) - _spaces(text, marks, USED)
            chrome += marks.count(CHROME) - _spaces(text, marks, CHROME)
        return Account(total, used, chrome, total - used - chrome, tuple(self._unplaced_texts()))

    def _unplaced_texts(self) -> Iterator[str]:
        texts = (text for passage in self._document.passages for text in self._left_over(passage.index, passage.text))
        yield from (text for text, _ in zip(texts, range(_MOST_TEXTS), strict=False))

    def _left_over(self, index: int, text: str) -> Iterator[str]:
        marks = self._marks.get(index)
        if marks is None:
            yield text
            return
        start = 0
        for account, stretch in groupby(marks):
            end = start + len(list(stretch))
            if account == UNPLACED and (piece := text[start:end].strip()):
                yield piece
            start = end

    def _attribute_account(self) -> Account:
        sizes = [0, 0, 0]
        unplaced = []
        for index, attribute in enumerate(self._document.attributes):
            account = self._attributes.get(index, UNPLACED)
            sizes[account] += len(attribute.text) - attribute.text.count(" ")
            if account == UNPLACED:
                unplaced.append(attribute.text)
        return Account(sum(sizes), sizes[USED], sizes[CHROME], sizes[UNPLACED], tuple(unplaced[:_MOST_TEXTS]))


def _spaces(text: str, marks: bytearray, account: int) -> int:
    """How many of the so marked characters are the single spaces between words."""
    if marks.count(account) in (0, len(marks)):
        return text.count(" ") if account in marks else 0
    count, position = 0, text.find(" ")
    while position >= 0:
        count += marks[position] == account
        position = text.find(" ", position + 1)
    return count
