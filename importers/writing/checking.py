"""Refusing what a page cannot hold, value by value, before anything is written.

A value that cannot be taken is refused and told; the page goes on without it. Only a page whose title is refused fails:
a film without its name would be found by nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from importers.reading.items import Problem
from importers.writing.describing import Ref
from importers.writing.pages import PageRefused, block_errors, load_choosers, stream_field
from importers.writing.schemas import PageSchema
from importers.writing.text import refusal, sanitised
from importers.writing.values import Json, Part, Snapshot

Report = Callable[[Problem], None]


def without_unreadable(snapshot: Snapshot, report: Report) -> Snapshot:
    """The snapshot without values that hold NUL or U+FFFD."""
    fields = {name: value for name, value in snapshot.fields.items() if not _told(name, value, report)}
    if "title" in snapshot.fields and "title" not in fields:
        raise PageRefused([("title", "it holds characters that cannot be taken")])
    lists = {
        name: tuple(part for part in parts if not _told(name, part.value, report))
        for name, parts in snapshot.lists.items()
    }
    return Snapshot(fields, {name: parts for name, parts in lists.items() if parts})


def without_invalid(snapshot: Snapshot, schema: PageSchema, report: Report) -> Snapshot:
    """The snapshot without values that the page's columns, rows or blocks refuse; references are resolved already."""
    fields = {name: value for name, value in snapshot.fields.items() if _field_is_valid(schema, name, value, report)}
    lists: dict[str, tuple[Part, ...]] = {}
    for name, parts in snapshot.lists.items():
        is_valid = _row_is_valid if name in schema.relations else _block_is_valid
        lists[name] = tuple(part for part in parts if is_valid(schema, name, part.value, report))
    return Snapshot(fields, {name: parts for name, parts in lists.items() if parts})


def with_clean_markup(snapshot: Snapshot, schema: PageSchema, report: Report) -> Snapshot:
    """Rich text as the editor's own sanitiser leaves it."""
    lists = dict(snapshot.lists)
    for name in schema.streams:
        if name in lists:
            lists[name] = tuple(_clean_part(schema, name, part, report) for part in lists[name])
    return Snapshot(snapshot.fields, lists)


def _clean_part(schema: PageSchema, name: str, part: Part, report: Report) -> Part:
    kind, value = part.value["type"], part.value["value"]
    block = stream_field(schema.model, name).stream_block.child_blocks.get(kind)
    if block is None:
        raise PageRefused([(name, f"no block is called {kind}")])
    return Part(part.key, {"type": kind, "value": _clean_value(name, block, value, report)}, part.pk)


def _clean_value(name: str, block: Any, value: Json, report: Report) -> Json:
    if hasattr(block, "features") and isinstance(value, str):
        rich = sanitised(value, block.features or [])
        for removal in rich.removals:
            report(Problem("markup.removed", f"{name}: {removal}"))
        return rich.html
    children = getattr(block, "child_blocks", None)
    if isinstance(value, Mapping) and children:
        return {key: _clean_value(name, children[key], inner, report) for key, inner in value.items()}
    return value


def _told(name: str, value: Json, report: Report) -> bool:
    problems = [problem for text in _texts(value) if (problem := refusal(name, text))]
    for problem in problems[:1]:
        report(problem)
    return bool(problems)


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Ref):
        yield from (value.name, value.note)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)


def _field_is_valid(schema: PageSchema, name: str, value: Json, report: Report) -> bool:
    column = schema.model._meta.get_field(name)
    assert isinstance(column, models.Field)  # noqa: S101 - schemas name columns only
    try:
        column.clean(value, None)
    except ValidationError as error:
        if name == "title":
            raise PageRefused([(name, " ".join(error.messages))]) from error
        report(_refused(name, value, error.messages))
        return False
    return True


def _row_is_valid(schema: PageSchema, name: str, value: Json, report: Report) -> bool:
    model = getattr(schema.model, name).rel.related_model
    plain = {column: inner for column, inner in value.items() if not _points_away(model, column)}
    untold = {column.name for column in model._meta.fields} - plain.keys()
    try:
        model(**plain).clean_fields(exclude=untold)
    except ValidationError as error:
        reasons = [f"{column}: {reason}" for column, messages in error.message_dict.items() for reason in messages]
        report(_refused(name, value, reasons))
        return False
    return True


def _points_away(model: type[models.Model], column: str) -> bool:
    return isinstance(model._meta.get_field(column), models.ForeignKey)


def _block_is_valid(schema: PageSchema, name: str, value: Json, report: Report) -> bool:
    if _awaits_creation(value):
        return True
    load_choosers()
    block = stream_field(schema.model, name).stream_block.child_blocks[value["type"]]
    try:
        block.clean(block.to_python(value["value"]))
    except ValidationError as error:
        report(_refused(name, value["value"], block_errors(error)))
        return False
    return True


def _awaits_creation(value: Json) -> bool:
    """In a dry run a block may point at a person or an image that is not there yet: {"new": …}."""
    if isinstance(value, Mapping):
        return "new" in value or any(_awaits_creation(inner) for inner in value.values())
    return False


def _refused(name: str, value: Json, reasons: list[str]) -> Problem:
    shown = str(value)
    shown = shown if len(shown) <= 80 else f"{shown[:80]}… ({len(shown):,} characters)"
    return Problem("value.refused", f"{name}: {shown} was refused: {' '.join(reasons)}")
