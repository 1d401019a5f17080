"""From names to objects: a described snapshot whose references are looked up or made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from importers.reading.items import SourceKey
from importers.writing.describing import Ref
from importers.writing.schemas import PageSchema, row_key
from importers.writing.values import Json, Part, Snapshot, filled, unique_keys


class Found(Protocol):
    @property
    def id(self) -> Json: ...

    @property
    def base(self) -> Snapshot: ...


class Finder(Protocol):
    def find(self, ref: Ref, asked_by: SourceKey) -> Found: ...


def resolve(described: Snapshot, schema: PageSchema, key: SourceKey, finder: Finder, base: Snapshot) -> Snapshot:
    """Rows get their keys here. A picture that cannot be had now stays as it was imported before, if it was."""
    lists: dict[str, tuple[Part, ...]] = {}
    for name, parts in described.lists.items():
        before = {part.key: part for part in base.lists.get(name, ())}
        found = (_part(part, key, finder, before) for part in parts)
        present = [part for part in found if part]
        lists[name] = tuple(_keyed(name, present)) if name in schema.relations else tuple(present)
    return Snapshot(described.fields, {name: parts for name, parts in lists.items() if parts})


def _keyed(relation: str, rows: list[Part]) -> Iterator[Part]:
    """A row that says the same as one before it says nothing."""
    seen: dict[str, Part] = {}
    for row in rows:
        seen.setdefault(row_key(relation, row.value), row)
    return iter(unique_keys(replace(row, key=key) for key, row in seen.items()))


def _part(part: Part, key: SourceKey, finder: Finder, before: Mapping[str, Part]) -> Part | None:
    if "section" in part.value:
        row = _row(part.value, key, finder)
        return replace(part, value=row) if row else None
    if not isinstance(part.value.get("value"), Mapping):
        return replace(part, value=_row(part.value, key, finder))
    inner = part.value["value"]
    if isinstance(inner.get("image"), Ref):
        return _image(part, inner, key, finder, before)
    return replace(part, value={**part.value, "value": _row(inner, key, finder)})


def _row(value: Mapping[str, Json], key: SourceKey, finder: Finder) -> dict[str, Json]:
    row = dict(value)
    for column, ref in value.items():
        if isinstance(ref, Ref):
            found = finder.find(ref, key)
            row[column] = found.id
            if (
                ref.kind == "person"
                and found.id is not None
                and row.get("credited_as") == found.base.fields.get("title")
            ):
                row.pop("credited_as", None)
    return filled(row)


def _image(
    part: Part, value: Mapping[str, Json], key: SourceKey, finder: Finder, before: Mapping[str, Part]
) -> Part | None:
    """The alt text stands at the image where this import brought it, and in the block where the page has another."""
    alt_text = value.get("alt_text") or ""
    found = finder.find(replace(value["image"], note=alt_text), key)
    if found.id is None:
        return before.get(part.key)
    own = "" if found.base.fields.get("alt_text") == alt_text else alt_text
    return replace(part, value={**part.value, "value": filled({**value, "image": found.id, "alt_text": own})})
