"""A page's reading as a table that a person likes to read."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from importers.reading.items import Account, PageReading
from importers.wording import counted

_MOST_UNPLACED = 20


def print_reading(reading: PageReading, out: Any) -> None:
    console = Console(file=getattr(out, "_out", out))
    console.print(Text(f"{reading.source}  {reading.kind or 'could not be read'}", style="bold"))
    record = reading.as_json()
    if record.keys() - {"source", "kind", "coverage", "evidence", "problems"}:
        console.print(_fields(reading, record))
    for problem in reading.problems:
        console.print(Text(f"! {problem.code}: {problem.message}", style="yellow"))
    if reading.coverage:
        _print_coverage(console, reading.coverage.text)
    console.print()


def _fields(reading: PageReading, record: dict[str, Any]) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    for heading in ("field", "value", "found at", "by", "sure"):
        table.add_column(heading, overflow="fold")
    for name, value in record.items():
        if name in ("source", "kind", "coverage", "evidence", "problems"):
            continue
        found = (reading.evidence or {}).get(name)
        where = (found.locator, found.reader, f"{found.confidence:.2f}") if found else ("", "", "")
        table.add_row(Text(name), Text(_value(value)), *map(Text, where))
    return table


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(_value(item) for item in value)
    if isinstance(value, dict):
        return " · ".join(
            str(part) if not isinstance(part, list) else ", ".join(map(_value, part)) for part in value.values()
        )
    text = str(value)
    return text if len(text) <= 400 else f"{text[:250]} … {text[-120:]}"


def _print_coverage(console: Console, account: Account) -> None:
    if account.unplaced_texts:
        console.print(Text("Left unplaced:", style="bold"))
    for text in account.unplaced_texts[:_MOST_UNPLACED]:
        console.print(Text(f"  {text[:150]}", style="dim"))
    if len(account.unplaced_texts) > _MOST_UNPLACED:
        console.print(Text(f"  and {len(account.unplaced_texts) - _MOST_UNPLACED} more", style="dim"))
    total = account.total or 1
    shares = (
        (account.used, "used", "green"),
        (account.chrome, "chrome", "blue"),
        (account.unplaced, "unplaced", "red"),
    )
    bar = Text()
    for number, _, colour in shares:
        bar.append("█" * round(40 * number / total), style=colour)
    words = ", ".join(f"{number:,} {name}" for number, name, _ in shares)
    console.print(bar, Text(f"{counted(account.total, 'character')}: {words}"))
