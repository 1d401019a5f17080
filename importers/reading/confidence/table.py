"""From the ground a value stands on to how often such values are right."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

TABLE = Path(__file__).with_suffix(".toml")
ANY = "any"
Support = Literal["confirmed", "alone", "doubted"]
SUPPORTS: tuple[Support, ...] = ("confirmed", "alone", "doubted")


class Ground(NamedTuple):
    """What a value stands on: the key of the table."""

    field: str
    reader: str
    support: Support


def expected(found: Ground, known: Mapping[Ground, float] | None = None) -> float:
    """What the table says of the ground, or of the next wider one that it knows; 0 where it knows none."""
    known = table() if known is None else known
    return next((known[key] for key in wider(found) if key in known), 0.0)


def wider(found: Ground) -> Iterator[Ground]:
    """The ground, then those that include it, to the widest."""
    yield found
    yield found._replace(reader=ANY)
    yield found._replace(field=ANY, reader=ANY)


@cache
def table() -> dict[Ground, float]:
    """The file is part of the program: a broken one is an error at once."""
    told = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {
        Ground(field, reader, support): values[support]
        for field, readers in told.items()
        for reader, values in readers.items()
        for support in SUPPORTS
        if support in values
    }
