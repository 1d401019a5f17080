"""Each stretch of a passage with its account, and with the fields that used it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from importers.reading.accounts import CHROME, USED
from importers.reading.analysis import Analysis
from importers.reading.readings import Reading
from importers.reading.resolve import DERIVED

ACCOUNTS = {USED: "used", CHROME: "chrome"}
UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Stretch:
    """`passage.text[start:end]`, all of one account and used by the same fields."""

    start: int
    end: int
    account: str
    fields: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    """The values in the panel that came from it, by their names there."""


class Marking:
    """The account of a page, passage by passage."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._used: defaultdict[int, list[tuple[int, int, Use]]] = defaultdict(list)
        for use in used(analysis):
            for mention in use.reading.mentions:
                self._used[mention.passage].append((mention.start, mention.end, use))

    def stretches(self, passage: int) -> Iterator[Stretch]:
        """From the beginning of the passage to its end, without gaps."""
        marks = self._analysis.ledger.marks(passage)
        spans = self._used.get(passage, ())
        edges = {0, len(marks), *(edge for start, end, _ in spans for edge in (start, min(end, len(marks))))}
        edges |= {at for at in range(1, len(marks)) if marks[at] != marks[at - 1]}
        ordered = sorted(edges)
        for start, end in pairwise(ordered):
            account = ACCOUNTS.get(marks[start], UNPLACED)
            uses = [use for a, b, use in spans if a <= start and end <= b] if account == "used" else []
            fields = tuple(dict.fromkeys(use.field for use in uses))
            yield Stretch(
                start, end, account, fields, tuple(dict.fromkeys(name for use in uses for name in use.entries))
            )


@dataclass(frozen=True, slots=True)
class Use:
    """A reading that stands behind a value: the field as told to a person, and the entries of the panel that it fills."""

    field: str
    reading: Reading
    entries: tuple[str, ...]


def used(analysis: Analysis) -> Iterator[Use]:
    """The readings that stand behind the page's values and those of the films it lists."""
    for reading in analysis.resolved.agreeing:
        yield Use(reading.field, reading, tuple(_entries("", reading)))
    for number, (_, resolved) in enumerate(analysis.records):
        for reading in resolved.agreeing:
            yield Use(f"films: {reading.field}", reading, tuple(_entries(film(number), reading)))


def film(number: int) -> str:
    """With what the names of a listed film's entries begin."""
    return f"film{number}-"


def _entries(prefix: str, reading: Reading) -> Iterator[str]:
    """People's names fill the field of their role, and the credits."""
    yield prefix + reading.field
    if reading.field == "credits":
        roles = {credit.role for credit in reading.value}
        yield from (prefix + field for field, role in DERIVED.items() if role in roles)
