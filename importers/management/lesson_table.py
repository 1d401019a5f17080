"""What was learned of a site, as a table that a person likes to read."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from importers.learning.learn import Checked, Lesson

_MOST = 20
_WIDEST = 60


def print_lesson(lesson: Lesson, out: Any) -> None:
    console = Console(file=getattr(out, "_out", out))
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("field")
    table.add_column("selector", overflow="fold")
    table.add_column("expected")
    for heading in ("found", "agrees", "differs", "missed"):
        table.add_column(heading, justify="right")
    for checked in lesson.fields:
        table.add_row(*map(Text, _row(lesson, checked)))
    console.print(table)
    _print_differences(console, lesson)
    _print_missed(console, lesson)
    of = f"{lesson.pages - lesson.others} of the other {lesson.pages} pages"
    console.print(f"Learned from {lesson.examples} example{'s' * (lesson.examples != 1)}, checked on {of}.")


def _row(lesson: Lesson, checked: Checked) -> list[str]:
    choice = checked.choice
    if choice.why:
        return [choice.field, f"({choice.why})", "", "", "", "", ""]
    if choice.locator is None:
        return [choice.field, "(never stated)", "", "", "", "", ""]
    differing = sum(1 for one in lesson.differences if one.field == choice.field)
    numbers = (
        f"{checked.found}/{checked.pages}",
        str(checked.agreeing),
        str(differing or ""),
        str(checked.missed or ""),
    )
    return [choice.field, choice.locator.words, choice.locator.expected.words, *numbers]


def _print_differences(console: Console, lesson: Lesson) -> None:
    if lesson.differences:
        console.print("\nWhere the profile and the general readers differ:")
    for one in lesson.differences[:_MOST]:
        told = f"  {one.source} {one.field}: profile {_short(one.profile)}, readers {_short(one.read)}"
        console.print(Text(told), soft_wrap=True)
    if len(lesson.differences) > _MOST:
        console.print(f"  and {len(lesson.differences) - _MOST} more")


def _print_missed(console: Console, lesson: Lesson) -> None:
    never = [checked.choice.field for checked in lesson.fields if checked.pages and not checked.found]
    if never:
        console.print(Text(f"Found on no other page: {', '.join(never)}."))
    for source, field in lesson.missed[:_MOST]:
        console.print(Text(f"  {source} {field}: not as many as expected"), soft_wrap=True)


def _short(value: Any) -> str:
    shown = "nothing" if value is None else repr(value)
    return shown if len(shown) <= _WIDEST else f"{shown[: _WIDEST - 1]}…"
