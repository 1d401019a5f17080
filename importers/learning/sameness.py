"""Whether what a locator reads is what the person says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from importers.reading.document import fold
from importers.reading.items import stated
from importers.reading.profiles.profile import ROLE_OF, ROLES
from importers.reading.readings import Reading


def value_of(field: str, readings: Sequence[Reading]) -> Any:
    """The readings of one field as `read_listing` gives them; None where there are none."""
    if not readings:
        return None
    if field in ROLE_OF or field in ROLES:
        return list(dict.fromkeys(credit.name for reading in readings for credit in reading.value))
    if field in ("companies", "biographies", "screenings", "images", "credits"):
        return [stated(item) for reading in readings for item in reading.value]
    values = dict.fromkeys(reading.value for reading in readings)
    if len(values) > 1:
        return "\0".join(map(str, values))
    value = next(iter(values))
    return list(value) if isinstance(value, tuple) else value


def agrees(field: str, want: Any, got: Any) -> bool:
    """Texts are compared without case, accents and punctuation; lists in their order; of things such as showings what
    `want` tells of each."""
    if want is None or got is None:
        return want is None and got is None
    if isinstance(want, list) and isinstance(got, list) and field in _KEYS:
        return len(want) == len(got) and all(map(_tells, *_ordered(field, want, got)))
    return bool(_form(want) == _form(got))


_KEYS = {"screenings": "starts_at", "images": "url", "companies": "name", "biographies": "name", "credits": "name"}
"""By which key things are told apart."""


def _ordered(field: str, *lists: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    return [sorted(things, key=lambda thing: _name(thing.get(_KEYS[field]))) for things in lists]


def _name(value: Any) -> str:
    text = str(value or "")
    return fold(text.rsplit("/", 1)[-1]) or text


def _tells(want: dict[str, Any], got: dict[str, Any]) -> bool:
    return all(_same_part(key, value, got.get(key)) for key, value in want.items())


def _same_part(key: str, want: Any, got: Any) -> bool:
    if key == "starts_at":
        return str(want)[:16] == str(got or "")[:16]
    return _name(want) == _name(got) if key == "url" else _form(want) == _form(got)


def _form(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value) or value
    return [_form(item) for item in value] if isinstance(value, list) else value
