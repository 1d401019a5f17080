"""What a person reads as one row of a programme: a table row, a list item, or a repeated box of day, hour and place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from importers.reading.chrome import around
from importers.reading.document import Box, Passage
from importers.reading.prose import is_prose
from importers.reading.readings import Mention, whole
from importers.reading.titlelines import read_title_line
from importers.reading.vocabulary.dates import find_days, find_times

LONGEST_ROW = 260
"""Characters of the longest line that is still a row, not prose, and that may name an hour."""
_MOST_PARTS = 9
"""Lines in the longest row that is no table row: title, day, hour, place, screen, price, note, links."""
_LONGEST_CELL = 120
"""Characters of a title with its facts in one cell."""
_LEVELS = 6
_LISTS = frozenset(["table", "tbody", "thead", "tfoot", "ul", "ol", "dl"])
"""Elements that hold rows and are none."""
_GAP = " | "


@dataclass(slots=True)
class Row:
    """Passages that a person reads as one line: the cells of a table row, the parts of a box, or one passage."""

    passages: tuple[Passage, ...]
    titles: Mapping[int, str] = field(default_factory=dict)
    """index of a passage → the title of the film that it is known to name."""
    text: str = ""
    starts: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        texts = [passage.text for passage in self.passages]
        self.text = _GAP.join(texts)
        self.starts = tuple(accumulate([len(text) + len(_GAP) for text in texts[:-1]], initial=0))

    @property
    def level(self) -> int:
        """Of a heading that is a row by itself; else 0."""
        return self.passages[0].level if len(self.passages) == 1 else 0

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(whole(passage) for passage in self.passages)

    def at(self, position: int) -> tuple[Passage, int]:
        """The passage at a place of the row's text, and the place in that passage."""
        index = max(i for i, start in enumerate(self.starts) if start <= position)
        return self.passages[index], position - self.starts[index]

    def mention(self, start: int, end: int) -> Mention:
        passage, begin = self.at(start)
        return Mention(passage.index, begin, min(begin + end - start, len(passage.text)))


class _Told(NamedTuple):
    """What a passage tells of a showing."""

    passage: Passage
    prose: bool
    timed: bool
    dayed: bool


@dataclass(slots=True)
class _Contents:
    """What the passages of a box hold, counted."""

    passages: int = 0
    characters: int = 0
    timed: int = 0
    dayed: int = 0
    both: int = 0
    prose: bool = False
    texts: bool = False
    """A cell holds a paragraph, which is no part of the row."""
    columns: set[int] = field(default_factory=set)
    numbers: int = 0
    """Cells that hold a number alone: the days of a month's grid."""
    hours: set[int] = field(default_factory=set)
    """Columns with an hour."""

    def add(self, one: _Told) -> None:
        text, cell = one.passage.text, one.passage.cell
        if one.prose and cell:
            self.texts = True
            return
        self.passages += 1
        self.characters += len(text)
        if cell:
            self.columns.add(cell.column)
            self.numbers += len(text) <= 2 and text.isdecimal()
        self.prose = self.prose or one.prose
        self.timed += one.timed
        if one.timed and cell:
            self.hours.add(cell.column)
        self.dayed += one.dayed
        self.both += one.timed and one.dayed

    def make_row(self, box: Box) -> bool:
        """A table row unless it only lays out the page; another box where it holds one hour and at most one day."""
        if self.prose or self.characters > LONGEST_ROW or box.tag in _LISTS:
            return False
        if box.tag == "tr":
            apart = self.timed <= 2 * len(self.hours) and (self.timed == len(self.hours) or len(self.hours) > 1)
            return self.numbers < 3 and self.both <= 1 and apart and self.passages <= 2 * len(self.columns) + 1
        return not self.texts and self.timed == 1 and self.dayed <= 1 and 1 < self.passages <= _MOST_PARTS


def rows(passages: Sequence[Passage], titles: Mapping[int, str] | None = None) -> Iterator[Row]:
    """The passages in order, grouped: each is in one row."""
    row_of, titles = _row_boxes(passages), titles or {}
    group: list[Passage] = []
    aside: list[Passage] = []
    current: Box | None = None
    for passage in passages:
        box = row_of.get(passage.box)
        if group and (box is None or box is not current):
            yield Row(tuple(group), titles)
            group = []
        if aside and box is not current:
            yield from (Row((text,), titles) for text in aside)
            aside = []
        if box is not None and passage.cell and _is_text(passage):
            aside.append(passage)
            current = box
            continue
        group.append(passage)
        current = box
    if group:
        yield Row(tuple(group), titles)
    yield from (Row((text,), titles) for text in aside)


def _is_text(passage: Passage) -> bool:
    """A paragraph; a line of a table's cell that is dense with facts is none."""
    if len(passage.text) > LONGEST_ROW:
        return True
    if not is_prose(passage.text):
        return False
    return not passage.cell or len(passage.text) > _LONGEST_CELL or not read_title_line(passage)


def _near(box: Box) -> list[Box]:
    """The boxes around a passage's own among which its row is looked for, from the outside in."""
    return [one for one in around(box, _LEVELS) if one.tag != "body"][::-1]


def _row_boxes(passages: Sequence[Passage]) -> dict[Box, Box]:
    """For the boxes of passages the outermost around them that is a row. Only table rows and what holds an hour can be."""
    near = {box: _near(box) for box in {passage.box for passage in passages}}
    told = [_told(passage) for passage in passages]
    timed = {box for one in told if one.timed for box in near[one.passage.box]}
    contents: defaultdict[Box, _Contents] = defaultdict(_Contents)
    for one in told:
        for box in near[one.passage.box]:
            if box in timed or box.tag == "tr":
                contents[box].add(one)
    made = {box for box, held in contents.items() if held.make_row(box)}
    outermost = {box: next(filter(made.__contains__, boxes), None) for box, boxes in near.items()}
    return {box: row for box, row in outermost.items() if row is not None}


def _told(passage: Passage) -> _Told:
    told: _Told | None = passage.remembered.get(_Told)
    if told is None:
        prose = _is_text(passage)
        timed, dayed = (False, False) if prose else (bool(find_times(passage.text)), bool(find_days(passage.text)))
        told = passage.remembered[_Told] = _Told(passage, prose, timed, dayed)
    return told
