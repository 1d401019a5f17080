"""Pages in and out: a page's values as a Snapshot, a Snapshot's values onto a page, and the page's way into Wagtail.

The only module that saves pages. Each save is a revision; nothing is saved that Wagtail's own forms would refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import get_resolver
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from importers.writing.schemas import PageSchema, row_key
from importers.writing.values import Json, Part, Snapshot, filled, unique_keys

EDITOR_KEYS = re.compile(r' data-block-key="[^"]*"')
"""Draftail numbers the paragraphs it saves: no change of content."""


class PageRefused(Exception):
    """Wagtail or the database would not take the page. `errors` is [(field, reason)]."""

    def __init__(self, errors: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{field}: {reason}" for field, reason in errors))
        self.errors = errors


def snapshot(page: Page, schema: PageSchema) -> Snapshot:
    """What the page holds, in the form in which the importer describes what a source says."""
    fields = {name: _plain(getattr(page, name)) for name in schema.fields}
    rows = {name: unique_keys(_rows(page, name, columns)) for name, columns in schema.relations.items()}
    streams = {name: unique_keys(_blocks(page, name)) for name in schema.streams}
    return Snapshot(fields, {**rows, **streams})


def apply(page: Page, schema: PageSchema, ours: Snapshot, merged: Snapshot) -> None:
    """Set what differs between the two snapshots, and touch nothing else: an editor's block stays byte for byte."""
    for name in schema.fields:
        if merged.fields.get(name) != ours.fields.get(name):
            setattr(page, name, _for_column(page, name, merged.fields.get(name)))
    for name, columns in schema.relations.items():
        if merged.lists.get(name, ()) != ours.lists.get(name, ()):
            _set_rows(page, name, columns, ours.lists.get(name, ()), merged.lists[name])
    for name in schema.streams:
        if merged.lists.get(name, ()) != ours.lists.get(name, ()):
            _set_blocks(page, name, ours.lists.get(name, ()), merged.lists[name])


def validate(page: Page, schema: PageSchema) -> None:
    """All that Wagtail's edit form would check; the models themselves check neither streams nor rows."""
    errors = [*_stream_errors(page, schema), *_row_errors(page, schema)]
    try:
        page.full_clean()
    except ValidationError as error:
        errors += list(_messages(error))
    if errors:
        raise PageRefused(errors)


def add(page: Page, parent: Page, schema: PageSchema, user: Any = None) -> Revision:
    """A new page as a draft. Treebeard counts children in memory, so the parent is read anew."""
    page.live = False
    page.has_unpublished_changes = True
    errors = [*_stream_errors(page, schema), *_row_errors(page, schema)]
    if errors:
        raise PageRefused(errors)
    try:
        type(parent)._default_manager.get(pk=parent.pk).add_child(instance=page)
    except ValidationError as error:
        raise PageRefused(list(_messages(error))) from error
    return page.save_revision(user=user, clean=False)


def save(page: Page, schema: PageSchema, user: Any = None) -> Revision:
    validate(page, schema)
    return page.save_revision(user=user, log_action=True, clean=False)


def publish(revision: Revision, user: Any = None) -> None:
    revision.publish(user=user, skip_permission_checks=True)


def _rows(page: Page, relation: str, columns: tuple[str, ...]) -> Iterator[Part]:
    for row in getattr(page, relation).all():
        value = filled({name: _plain(getattr(row, row._meta.get_field(name).attname)) for name in columns})
        yield Part(row_key(relation, value), value, row.pk)


def _blocks(page: Page, name: str) -> Iterator[Part]:
    for block in raw_blocks(page, name):
        yield Part(block["id"], {"type": block["type"], "value": filled(_without_editor_keys(block["value"]))})


def raw_blocks(page: Page, name: str) -> list[dict[str, Json]]:
    return list(getattr(page, name).get_prep_value())


def _without_editor_keys(value: Json) -> Json:
    if isinstance(value, str):
        return EDITOR_KEYS.sub("", value)
    if isinstance(value, Mapping):
        return {key: _without_editor_keys(inner) for key, inner in value.items()}
    return [_without_editor_keys(inner) for inner in value] if isinstance(value, list) else value


def _plain(value: Any) -> Json:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value


def _for_column(target: models.Model, name: str, value: Json) -> Any:
    column: Any = target._meta.get_field(name)
    if value is None:
        return None if column.null else column.get_default()
    return column.to_python(value)


def _set_rows(
    page: Page, relation: str, columns: tuple[str, ...], ours: tuple[Part, ...], merged: tuple[Part, ...]
) -> None:
    manager = getattr(page, relation)
    existing = {part.key: row for part, row in zip(ours, manager.all(), strict=True)}
    before = {part.key: part.value for part in ours}
    rows = []
    for position, part in enumerate(merged):
        row = existing.get(part.key) or manager.model()
        if before.get(part.key) != part.value:
            for name in columns:
                _set_column(row, name, part.value.get(name))
        row.sort_order = position
        rows.append(row)
    setattr(page, relation, rows)


def _set_column(row: models.Model, name: str, value: Json) -> None:
    column = row._meta.get_field(name)
    if isinstance(column, models.ForeignKey):
        setattr(row, column.attname, value)
    else:
        setattr(row, name, _for_column(row, name, value))


def _set_blocks(page: Page, name: str, ours: tuple[Part, ...], merged: tuple[Part, ...]) -> None:
    kept = {part.key: (part.value, raw) for part, raw in zip(ours, raw_blocks(page, name), strict=True)}
    raw = []
    for part in merged:
        value, block = kept.get(part.key, (None, None))
        raw.append(block if block and value == part.value else {**part.value, "id": part.key})
    known = stream_field(page, name).stream_block.child_blocks
    unknown = sorted({block["type"] for block in raw} - known.keys())
    if unknown:
        raise PageRefused([(name, f"no block is called {', '.join(unknown)}; there are {', '.join(known)}")])
    setattr(page, name, raw)


def stream_field(page: Page | type[Page], name: str) -> StreamField:
    column = page._meta.get_field(name)
    assert isinstance(column, StreamField)  # noqa: S101 - schemas name streams only
    return column


@cache
def load_choosers() -> None:
    """Blocks validate through their form widgets, and Wagtail registers those of choosers with the admin's URLs."""
    _ = get_resolver().url_patterns


def _stream_errors(page: Page, schema: PageSchema) -> Iterator[tuple[str, str]]:
    load_choosers()
    for name in schema.streams:
        try:
            stream_field(page, name).stream_block.clean(getattr(page, name))
        except ValidationError as error:
            yield from ((name, reason) for reason in block_errors(error))


def block_errors(error: ValidationError) -> list[str]:
    """A stream's, struct's or list's errors lie in `block_errors`, by position or name."""
    inner = getattr(error, "block_errors", None)
    if not inner:
        return list(getattr(error, "messages", [str(error)]))
    pairs = inner.items() if isinstance(inner, dict) else enumerate(inner)
    return [f"{place}: {reason}" for place, one in pairs if one for reason in block_errors(one)]


def _row_errors(page: Page, schema: PageSchema) -> Iterator[tuple[str, str]]:
    for relation in schema.relations:
        parent = getattr(type(page), relation).field.name
        for number, row in enumerate(getattr(page, relation).all(), 1):
            try:
                row.full_clean(exclude=[parent], validate_unique=False, validate_constraints=False)
            except ValidationError as error:
                yield from ((f"{relation} {number}", f"{name}: {reason}") for name, reason in _messages(error))


def _messages(error: ValidationError) -> Iterator[tuple[str, str]]:
    if hasattr(error, "error_dict"):
        for name, messages in error.message_dict.items():
            yield from ((name, message) for message in messages)
    else:
        yield from (("page", message) for message in error.messages)
