"""One finished page of the sample site: where it lies, its bytes, and what a careful person reads off it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any


@dataclass(frozen=True)
class Page:
    path: str
    body: bytes
    answer: dict[str, Any]


def text(value: object) -> str:
    return escape(str(value), quote=False)


def attr(value: object) -> str:
    return escape(str(value), quote=True)


def lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


def day_name(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def short_day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def sort_key(title: str) -> str:
    """How a list from A to Z files a title: without its article and what is not a letter or digit."""
    bare = re.sub(r"[^\w ]", "", title).strip().lower()
    return re.sub(r"^(the|a|an) (?=\S)", "", bare).replace("ž", "z").replace("é", "e")


def initial(title: str) -> str:
    """The letter a title is filed under, "0-9" for figures."""
    first = sort_key(title)[0].upper()
    return first if first.isalpha() else "0-9"
