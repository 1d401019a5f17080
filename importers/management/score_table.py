"""A score as tables that a person likes to read."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from importers.scoring.rules import OUTCOMES, Verdict
from importers.scoring.score import Change, Score

_WIDEST = 110


def print_score(total: Score, changed: list[Change] | None, low: dict[str, tuple[int, int]], out: Any) -> None:
    """`changed` is None where there was no score before."""
    console = Console(file=getattr(out, "_out", out))
    for what in ("field", "site"):
        console.print(_table(what, total))
        console.print()
    for verdict in total.misses:
        console.print(_miss(verdict), soft_wrap=True)
    for change in changed or ():
        before, now = change.before or "right", change.now or "right"
        console.print(
            Text(f"{'better' if not change.now else 'worse':7} {change.value}: was {before}, is {now}"), soft_wrap=True
        )
    if changed is not None and not changed:
        console.print("Nothing changed since the last score.")
    right, invented = sum(total.right.values()), len(total.invented())
    pages = f"{total.pages} page" + "s" * (total.pages != 1)
    console.print(f"{right} of {total.stated} values right on {pages} = {total.share:.3f}; {invented} invented.")
    for name, (have, floor) in low.items():
        console.print(Text(f"{name}: {have} right, the floor is {floor}.", style="red"))


def _table(what: str, total: Score) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    table.add_column(what)
    for outcome in OUTCOMES:
        table.add_column(outcome, justify="right")
    for name, counts in total.by(what).items():
        table.add_row(Text(name), *(str(counts[outcome] or "") for outcome in OUTCOMES))
    return table


def _miss(verdict: Verdict) -> Text:
    want, got = (_short(value) for value in (verdict.want, verdict.got))
    return Text(f"{verdict.outcome:8} {verdict.page} {verdict.field}: want {want} got {got}")


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= _WIDEST else f"{shown[: _WIDEST - 1]}…"
