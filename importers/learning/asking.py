"""Correcting what was read, one field at a time: Enter keeps it, text replaces it, `-` says that the page states none."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from importers.learning.examples import ExampleError, checked

FIELDS = (
    "kind", "title", "original_title", "standfirst", "directors", "producers", "screenwriters", "cast", "countries", "year",
    "running_time", "languages", "subtitles", "certificate", "premiere", "section", "byline", "synopsis",
)  # fmt: skip
"""Asked one by one. What is a list of things (showings, companies, images) is taken from a values file."""
NONE = "-"
SEPARATOR = ";"
PARAGRAPH = "||"


def ask(read: Mapping[str, Any], hear: Callable[[str], str], say: Callable[[str], None]) -> dict[str, Any]:
    """What the person says of each field. `hear` is given a prompt and returns a line; EOFError ends the questions."""
    told: dict[str, Any] = {}
    for field in FIELDS:
        say(f"{field}: {_shown(read.get(field))}")
        try:
            told[field] = _heard(field, read.get(field), hear, say)
        except EOFError:
            break
    return {field: value for field, value in told.items() if field != "kind" or value is not None}


def _heard(field: str, had: Any, hear: Callable[[str], str], say: Callable[[str], None]) -> Any:
    while True:
        line = hear("  Enter keeps, - for none, or type: ").strip()
        try:
            return had if not line else checked("that", field, None if line == NONE else _typed(field, line))
        except ExampleError as error:
            say(f"  {error}")


def _typed(field: str, line: str) -> Any:
    """The line as a value: numbers for years and minutes, lists parted by semicolons, paragraphs by `||`."""
    if field in ("year", "running_time"):
        return int(line) if line.isdecimal() else line
    if field == "synopsis":
        return "\n\n".join(part.strip() for part in line.split(PARAGRAPH))
    if field in ("directors", "producers", "screenwriters", "cast", "countries", "languages", "subtitles"):
        return [part.strip() for part in line.split(SEPARATOR) if part.strip()]
    return line


def _shown(value: Any) -> str:
    if value is None:
        return "(none)"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return f"{SEPARATOR} ".join(value)
    return value.replace("\n\n", f" {PARAGRAPH} ") if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
