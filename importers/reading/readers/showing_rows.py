"""What a person reads as one row of a programme: a table row, a list item, or a repeated box of day, hour and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from importers.reading.document import Box, Passage
from importers.reading.prose import is_prose
from importers.reading.readings import Mention
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
        starts, at = [], 0
        for passage in self.passages:
            starts.append(at)
            at += len(passage.text) + len(_GAP)
        self.starts = tuple(starts)
        self.text = _GAP.join(passage.text for passage in self.passages)

    @property
    def level(self) -> int:
        """Of a heading that is a row by itself; else 0."""
        return self.passages[0].level if len(self.passages) == 1 else 0

    def at(self, position: int) -> tuple[Passage, int]:
        """The passage at a place of the row's text, and the place in that passage."""
        index = max(i for i, start in enumerate(self.starts) if start <= position)
        return self.passages[index], position - self.starts[index]

    def mention(self, start: int, end: int) -> Mention:
        passage, begin = self.at(start)
        return Mention(passage.index, begin, min(begin + end - start, len(passage.text)))


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

    def add(self, passage: Passage, *, prose: bool, timed: bool, dayed: bool) -> None:
        if prose and passage.cell:
            self.texts = True
            return
        self.passages += 1
        self.characters += len(passage.text)
        if passage.cell:
            self.columns.add(passage.cell.column)
            self.numbers += len(passage.text) <= 2 and passage.text.isdecimal()
        self.prose = self.prose or prose
        self.timed += timed
        if timed and passage.cell:
            self.hours.add(passage.cell.column)
        self.dayed += dayed
        self.both += timed and dayed

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
    boxes, titles = _row_boxes(passages), titles or {}
    group: list[Passage] = []
    aside: list[Passage] = []
    current: Box | None = None
    for passage in passages:
        box = next((around for around in reversed(_near(passage)) if around in boxes), None) if boxes else None
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


def _near(passage: Passage) -> list[Box]:
    """The boxes around a passage among which its row is looked for, from the inside out."""
    near: list[Box] = []
    box: Box | None = passage.box
    for _ in range(_LEVELS):
        if box is None:
            break
        if box.tag != "body":
            near.append(box)
        box = box.parent
    return near


def _row_boxes(passages: Sequence[Passage]) -> set[Box]:
    contents: dict[Box, _Contents] = {}
    for passage in passages:
        prose = _is_text(passage)
        timed = not prose and bool(find_times(passage.text))
        dayed = not prose and bool(find_days(passage.text))
        for box in _near(passage):
            held = contents.get(box)
            if held is None:
                held = contents[box] = _Contents()
            held.add(passage, prose=prose, timed=timed, dayed=dayed)
    return {box for box, held in contents.items() if held.make_row(box)}
