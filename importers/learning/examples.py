"""Examples to learn from: a page, and what a person says stands on it."""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from importers.reading.analysis import Analysis
from importers.reading.document import LegacyDocument
from importers.reading.items import KINDS
from importers.reading.profiles.locating import Page
from importers.reading.profiles.profile import FIELDS, ROLE_OF

_NOT_TAUGHT = ("source", "coverage", "evidence", "problems", "_note")


class ExampleError(ValueError):
    """An example that nothing can be learned from; the message names the file and the key."""


@dataclass(frozen=True)
class Example:
    """`values` has what the person says, by field; an empty value says that the page states none. A field that is not
    in it was not looked at."""

    analysis: Analysis
    values: Mapping[str, Any]
    site: str

    @property
    def document(self) -> LegacyDocument:
        return self.analysis.document

    @property
    def page(self) -> Page:
        return Page(self.document)


def load_values(path: Path) -> dict[str, Any]:
    """A JSON or TOML file with any of `read_listing`'s keys; null, false or an empty value: the page states none.

    Raises ExampleError.
    """
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except (OSError, ValueError) as error:
        raise ExampleError(f"{path}: the values cannot be read: {error}.") from error
    if not isinstance(data, dict):
        raise ExampleError(f"{path}: an object of fields is expected.")
    return {field: checked(str(path), field, value) for field, value in data.items() if field not in _NOT_TAUGHT}


def checked(where: str, field: str, value: Any) -> Any:
    """The value as learning wants it: None for none. Raises ExampleError."""
    if field == "films":
        return _checked_films(where, value)
    if field != "kind" and field not in FIELDS:
        near = difflib.get_close_matches(field, FIELDS, 1)
        raise ExampleError(f"{where}: there is no field “{field}”." + (f" Did you mean “{near[0]}”?" if near else ""))
    if field == "kind" and value not in KINDS:
        raise ExampleError(f"{where}: kind: {value!r} is none of {', '.join(KINDS)}.")
    if value in (None, False, "", []):
        return None
    wanted = _type(field)
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise ExampleError(f"{where}: {field}: {value!r} is no {_WORDS[wanted]}.")
    if isinstance(value, list) and not all(isinstance(item, dict if field in _OBJECTS else str) for item in value):
        raise ExampleError(f"{where}: {field}: a list of {'objects' if field in _OBJECTS else 'texts'} is expected.")
    return value


def _checked_films(where: str, value: Any) -> list[dict[str, Any]] | None:
    """The films of a list, each with what the page says of it."""
    if value in (None, False, []):
        return None
    if not isinstance(value, list) or not all(isinstance(film, dict) and film.get("title") for film in value):
        raise ExampleError(f"{where}: films: a list of objects with a title each is expected.")
    return [
        {field: checked(f"{where}: {film['title']}", field, told) for field, told in film.items()} for film in value
    ]


_OBJECTS = ("credits", "companies", "biographies", "screenings", "images")
_WORDS = {int: "number", list: "list", str: "text"}


def _type(field: str) -> type:
    if field in ("year", "running_time"):
        return int
    texts = (
        "kind",
        "title",
        "original_title",
        "standfirst",
        "section",
        "byline",
        "certificate",
        "premiere",
        "synopsis",
    )
    return str if field in texts else list


def wanted_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values by the fields of a profile: credits become the names of each role."""
    apart = ("credits", "kind", "films")
    wanted: dict[str, Any] = {field: value for field, value in values.items() if field not in apart}
    for credit in values.get("credits") or ():
        role = credit.get("role")
        field = next((name for name, own in ROLE_OF.items() if own == role), role)
        if field in FIELDS and field != "other" and field not in values:
            names = wanted.setdefault(field, [])
            if credit.get("name") not in names:
                names.append(credit.get("name"))
    return wanted
