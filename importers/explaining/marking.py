"""Each stretch of a passage with its account, and with the fields that used it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from importers.reading.accounts import CHROME, USED
from importers.reading.analysis import Analysis
from importers.reading.readings import Reading

ACCOUNTS = {USED: "used", CHROME: "chrome"}
UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Stretch:
    """`passage.text[start:end]`, all of one account and used by the same fields."""

    start: int
    end: int
    account: str
    fields: tuple[str, ...] = ()


class Marking:
    """The account of a page, passage by passage."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._used: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for field, reading in used(analysis):
            for mention in reading.mentions:
                self._used[mention.passage].append((mention.start, mention.end, field))

    def stretches(self, passage: int) -> Iterator[Stretch]:
        """From the beginning of the passage to its end, without gaps."""
        marks = self._analysis.ledger.marks(passage)
        spans = self._used.get(passage, ())
        edges = {0, len(marks), *(edge for start, end, _ in spans for edge in (start, min(end, len(marks))))}
        edges |= {at for at in range(1, len(marks)) if marks[at] != marks[at - 1]}
        ordered = sorted(edges)
        for start, end in pairwise(ordered):
            account = ACCOUNTS.get(marks[start], UNPLACED)
            fields = tuple(dict.fromkeys(name for a, b, name in spans if a <= start and end <= b))
            yield Stretch(start, end, account, fields if account == "used" else ())


def used(analysis: Analysis) -> Iterator[tuple[str, Reading]]:
    """The readings that stand behind the page's values and those of the films it lists, by field."""
    for reading in analysis.resolved.agreeing:
        yield reading.field, reading
    for _, resolved in analysis.records:
        for reading in resolved.agreeing:
            yield f"films: {reading.field}", reading
