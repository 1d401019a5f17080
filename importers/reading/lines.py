"""Laying out text nodes as lines: what stands between two block boundaries or `<br>` becomes one passage."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from importers.reading.document import Box, Cell, Passage, PassageKind, Piece, Run, TextNode

_INNERMOST = 12
"""How many of the inline elements open around a line are remembered; unclosed tags nest by the thousand."""


class OpenRun(NamedTuple):
    """An inline element that is open; `start` is where it begins in the text of passage `passage`."""

    tag: str
    words: frozenset[str]
    href: str
    passage: int
    start: int


@dataclass(slots=True)
class Place:
    """Where the line being laid out stands."""

    box: Box
    kind: PassageKind = "paragraph"
    level: int = 0
    cell: Cell | None = None


@dataclass(slots=True)
class LineLayout:
    """Takes text nodes and boundaries in document order; yields nodes and passages."""

    nodes: list[TextNode] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    open_runs: list[OpenRun] = field(default_factory=list)
    _headings: list[int] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _runs: list[Run] = field(default_factory=list)
    _separators: set[int] = field(default_factory=set)
    _length: int = 0
    _space: bool = False
    _beside: bool = False
    """An inline element with a name of its own begins just where another ended: a style sheet parts the two."""

    def add(self, text: str, element: object) -> None:
        """Append one text node to the current line."""
        words = text.split()
        if not words:
            self._space = self._space or bool(text)
            return
        collapsed = " ".join(words)
        self.nodes.append(TextNode(text, len(collapsed) - len(words) + 1, element))
        self._append(len(self.nodes) - 1, text, 0, len(text), collapsed)

    def add_lines(self, text: str, element: object, place: Place) -> None:
        """Append one text node whose line breaks are visible, as in `<pre>`."""
        words = text.split()
        if not words:
            if "\n" in text:
                self.end_line(place)
            return
        self.nodes.append(TextNode(text, sum(map(len, words)), element))
        node, start = len(self.nodes) - 1, 0
        for row in text.splitlines(keepends=True):
            if collapsed := " ".join(row.split()):
                self._append(node, row, start, start + len(row), collapsed)
            if row[-1] in "\r\n":
                self.end_line(place)
            start += len(row)

    def _append(self, node: int, raw: str, start: int, end: int, collapsed: str) -> None:
        if self._length and (self._space or raw[0].isspace() or (self._beside and raw[0].isalnum())):
            self._separators.add(self._length)
            self._texts.append(" ")
            self._length += 1
        self._pieces.append(Piece(node, start, end, self._length))
        self._texts.append(collapsed)
        self._length += len(collapsed)
        self._space, self._beside = raw[-1].isspace(), False

    def open_inline(self, tag: str, words: frozenset[str], href: str) -> None:
        if self._runs and _is_named(tag, words) and self._runs[-1].end == self._length:
            last = self._runs[-1]
            self._beside = self._beside or (_is_named(last.tag, last.words) and last.end - last.start > 1)
        self.open_runs.append(OpenRun(tag, words, href, len(self.passages), self._length))

    def close_inline(self) -> None:
        self._record(self.open_runs.pop())

    def _record(self, run: OpenRun) -> None:
        start = run.start if run.passage == len(self.passages) else 0
        if start < self._length:
            start += start in self._separators
            self._runs.append(Run(start, self._length, run.tag, run.words, run.href))

    @property
    def begun(self) -> bool:
        """Whether the current line holds text."""
        return bool(self._pieces)

    def skip_line(self) -> None:
        """Go on to the next line; the current one holds no text."""
        self._space = False

    def end_line(self, place: Place, line: int = 0) -> None:
        """Close the current line; if it holds text it becomes a passage."""
        if not self._pieces:
            self.skip_line()
            return
        for run in self.open_runs[-_INNERMOST:]:
            self._record(run)
        self._emit(place, line)
        self._texts, self._pieces, self._runs, self._separators = [], [], [], set()
        self._length, self._space, self._beside = 0, False, False

    def _emit(self, place: Place, line: int) -> None:
        index = len(self.passages)
        runs = tuple(sorted(self._runs, key=_place_of_run) if len(self._runs) > 1 else self._runs)
        if place.level:
            while self._headings and self.passages[self._headings[-1]].level >= place.level:
                self._headings.pop()
        over = self._headings[-1] if self._headings else -1
        self.passages.append(
            Passage(
                index,
                "".join(self._texts),
                place.kind,
                place.box,
                tuple(self._pieces),
                place.level,
                runs,
                over,
                place.cell,
                line,
            )
        )
        if place.level:
            self._headings.append(index)


_NAMED = frozenset(["a", "time", "label", "span", "abbr"])
"""Inline elements that hold a thing of its own, whatever they are called; others are letters in bold."""


def _is_named(tag: str, words: frozenset[str]) -> bool:
    return tag in _NAMED or bool(words)


def _place_of_run(run: Run) -> tuple[int, int]:
    return run.start, -run.end
