"""Tables whose first row says what each column holds: "Year | Film | Country"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from importers.reading.document import LegacyDocument, Passage
from importers.reading.readers.labelled import TEXT_FIELDS
from importers.reading.readings import Reading, whole
from importers.reading.values import read_value
from importers.reading.vocabulary.labels import Label, find_label

READER = "column"
_CONFIDENCE = 0.93


def read_columns(document: LegacyDocument, passages: Sequence[Passage]) -> Iterator[Reading]:
    """A reading for each cell under a label that names a fact."""
    for cells in _tables(passages).values():
        heads = _heads(cells)
        for passage in cells:
            if passage.cell is None or passage.cell.row == 0:
                continue
            label = heads.get(passage.cell.column)
            if label is None or label.field in TEXT_FIELDS:
                continue
            for field, value in read_value(label, passage.text, marked=True):
                yield Reading(field, value, READER, _CONFIDENCE, (whole(passage),))


def title_columns(passages: Sequence[Passage]) -> frozenset[tuple[int, int]]:
    """Table and number of the columns that are headed "Film", "Title" and the like."""
    return frozenset(
        (table, column)
        for table, cells in _tables(passages).items()
        for column, label in _heads(cells).items()
        if label.field == "title"
    )


def _tables(passages: Sequence[Passage]) -> dict[int, list[Passage]]:
    tables: defaultdict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.cell:
            tables[passage.cell.table].append(passage)
    return tables


def _heads(cells: Sequence[Passage]) -> dict[int, Label]:
    """Column → label, where the first of several rows is mostly labels, or marked as heads, and labels nothing else."""
    first = [passage for passage in cells if passage.cell and passage.cell.row == 0]
    columns = {passage.cell.column for passage in first if passage.cell}
    rows = {passage.cell.row for passage in cells if passage.cell}
    labels = {p.cell.column: label for p in first if p.cell and (label := find_label(p.text))}
    marked = all(passage.cell is not None and passage.cell.header for passage in first)
    if len(columns) < 2 or len(first) != len(columns) or len(rows) < 2:
        return {}
    return labels if len(labels) >= (1 if marked else max(2, 0.6 * len(columns))) else {}
