"""What a page holds, as plain values: what merging compares, what a record remembers, what a plan will show.

Child rows (credits, screenings, …) and StreamField blocks are the same thing here: parts of an ordered list, each with
a key that stays the same from import to import.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Json = Any
"""None, bool, int, float, str, list or dict: what JSON holds."""


@dataclass(frozen=True, slots=True)
class Part:
    """One child row or one block. A block's value is {"type": …, "value": …}, a row's its columns that are filled.

    `pk` is the row's primary key where it has one; it tells a row that an editor changed from a new one, and is no
    part of the value.
    """

    key: str
    value: Json
    pk: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The values of one page. In what a source says, a name that is absent is a thing the source is silent about."""

    fields: Mapping[str, Json] = field(default_factory=dict)
    lists: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Json]:
        return {
            "fields": dict(self.fields),
            "lists": {name: [_part_json(part) for part in parts] for name, parts in self.lists.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Snapshot:
        lists = data.get("lists", {}).items()
        return cls(
            fields=dict(data.get("fields", {})),
            lists={name: tuple(Part(p["key"], p["value"], p.get("pk")) for p in parts) for name, parts in lists},
        )

    def over(self, older: Snapshot) -> Snapshot:
        """This snapshot, and where it is silent, the older one."""
        return Snapshot({**older.fields, **self.fields}, {**older.lists, **self.lists})


def unique_keys(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The second and later parts of one key get `#2`, `#3`: equal paragraphs are two paragraphs."""
    seen: dict[str, int] = {}
    result = []
    for part in parts:
        seen[part.key] = number = seen.get(part.key, 0) + 1
        result.append(part if number == 1 else replace(part, key=f"{part.key}#{number}"))
    return tuple(result)


def filled(value: Json) -> Json:
    """The value without what is empty in it: a block's optional child left out and one left blank are the same."""
    if isinstance(value, Mapping):
        pairs = ((key, filled(inner)) for key, inner in value.items())
        return {key: inner for key, inner in pairs if inner not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [filled(inner) for inner in value]
    return value


def _part_json(part: Part) -> dict[str, Json]:
    data = {"key": part.key, "value": part.value}
    return data if part.pk is None else {**data, "pk": part.pk}
