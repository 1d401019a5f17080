"""How often values are right by how sure we said they were, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from importers.scoring.reliability import Observation, Reliability, by_bin, by_ground


def print_reliability(observed: Sequence[Observation], out: Any) -> None:
    """By confidence, then by field and reader."""
    console = Console(file=getattr(out, "_out", out))
    for name, rows in (("confidence", by_bin(observed)), ("field and reader", by_ground(observed))):
        console.print(_table(name, rows))
        console.print()


def _table(name: str, rows: Sequence[Reliability]) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column(name)
    for column in ("given", "right", "wrong", "not stated", "right of given"):
        table.add_column(column, justify="right")
    for row in rows:
        share = f"{row.share:.3f}" if row.given else ""
        table.add_row(row.name, *(str(n or "") for n in (row.given, row.right, row.wrong, row.unstated)), share)
    return table
