"""One page, written: what the source says is merged into what the page holds, and goes Wagtail's way from there.

What a run may make public: a page that is live already and has no draft of an editor's, or one that never was live and
that only imports have worked on. Nothing is ever unpublished, and what an editor took offline stays so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.db import connection
from wagtail.models import Page

from importers.reading.items import Problem, SourceKey
from importers.writing.aligning import align, recognise
from importers.writing.merging import Conflict, merge
from importers.writing.pages import PageRefused, add, apply, publish, save, snapshot
from importers.writing.register import Memory, Register, Step
from importers.writing.schemas import PageSchema, row_key
from importers.writing.values import Json, Part, Snapshot

IN_DRAFT = "an editor has a draft of this page: the new values went into it"
Outcome = Literal["new", "updated", "unchanged", "skipped"]


@dataclass(frozen=True, slots=True)
class Mode:
    publish: bool = False
    dry_run: bool = False
    user: Any = None


@dataclass(frozen=True, slots=True)
class Change:
    """What an import did to one value; None on the side where it was not there."""

    address: str
    before: Json
    after: Json


@dataclass(frozen=True, slots=True)
class Written:
    key: SourceKey
    outcome: Outcome
    page_id: int | None = None
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()


def write_page(
    schema: PageSchema, key: SourceKey, theirs: Snapshot, *, parent: Page | None, register: Register, mode: Mode
) -> Written:
    """Create the page of `key` below `parent`, or bring it up to date. Raises PageRefused; writes nothing in a dry run.

    `parent` may be None only in a dry run, where it would have been created itself.
    """
    memory = register.recall(key)
    if memory is None:
        return _create(schema, key, theirs, parent, register, mode)
    if memory.is_gone:
        told = f"{key.key}: the page was deleted here and stays deleted."
        return Written(key, "skipped", problems=(Problem("page.deleted", told),))
    return _update(schema, key, theirs, memory, register, mode)


def _create(
    schema: PageSchema, key: SourceKey, theirs: Snapshot, parent: Page | None, register: Register, mode: Mode
) -> Written:
    page = schema.model()
    empty = snapshot(page, schema)
    merged = merge(empty, empty, theirs).snapshot
    changes = tuple(changes_between(empty, merged))
    if mode.dry_run:
        register.remember(key, Memory(page_id=0, base=theirs))
        return Written(key, "new", None, changes)
    assert parent is not None  # noqa: S101 - the docstring's promise
    apply(page, schema, empty, merged)
    revision = add(page, parent, schema, mode.user)
    if mode.publish:
        publish(revision, mode.user)
    written = snapshot(page, schema)
    base = _with_row_keys(theirs, schema, written, merged)
    step = Step(None, _with_row_keys(merged, schema, written, merged), is_live=mode.publish)
    register.remember(key, Memory(page_id=page.pk, base=base, revision=revision.pk), step)
    return Written(key, "new", page.pk, changes)


def _update(
    schema: PageSchema, key: SourceKey, theirs: Snapshot, memory: Memory, register: Register, mode: Mode
) -> Written:
    if memory.page_id == 0:
        return Written(key, "unchanged")
    live = hold(schema, memory.page_id, mode)
    draft = live.get_latest_revision_as_object()
    ours = recognised(snapshot(draft, schema), memory.base, schema)
    aligned = Snapshot(theirs.fields, {n: align(n, memory.base.lists.get(n, ()), p) for n, p in theirs.lists.items()})
    result = merge(memory.base, ours, aligned)
    merged = without_twins(result.snapshot, schema)
    changes = tuple(changes_between(ours, merged))
    problems = [*_gone_quiet(memory.base, aligned, schema, key)]
    if changes and live.locked:
        raise PageRefused([("page", "an editor has locked it; unlock it and import again")])
    may_publish, reason = _publication(live, register, changes, mode)
    code = "page.not-published" if mode.publish else "page.editors-draft"
    problems += [Problem(code, f"{key.key}: {reason}")] if reason else []
    if not mode.dry_run:
        _store(schema, key, draft, (ours, merged, aligned), memory, register, mode, bool(changes), may_publish)
    if may_publish and not live.live:
        changes = (*changes, Change("live", False, True))
    outcome: Outcome = "updated" if changes else "unchanged"
    return Written(key, outcome, live.pk, changes, result.conflicts, tuple(problems))


def hold(schema: PageSchema, page_id: int | None, mode: Mode) -> Page:
    """The page as it is now, which nobody else can save until this transaction is through: an editor's save that comes
    in between would be lost. On SQLite the whole database is held."""
    if not mode.dry_run and connection.features.has_select_for_update:
        Page.objects.select_for_update().only("pk").get(pk=page_id)
    return schema.model._default_manager.get(pk=page_id)


def _store(
    schema: PageSchema,
    key: SourceKey,
    draft: Page,
    states: tuple[Snapshot, Snapshot, Snapshot],
    memory: Memory,
    register: Register,
    mode: Mode,
    is_changed: bool,
    may_publish: bool,
) -> None:
    ours, merged, theirs = states
    revision, was_live = None, draft.live
    if is_changed:
        apply(draft, schema, ours, merged)
        revision = save(draft, schema, mode.user)
    if may_publish:
        publish(revision or draft.get_latest_revision(), mode.user)
        draft = schema.model._default_manager.get(pk=draft.pk)
    written = snapshot(draft, schema) if is_changed else ours
    base = _with_row_keys(theirs.over(memory.base), schema, written, merged)
    remembered = replace(memory, base=base, revision=revision.pk if revision else memory.revision)
    if remembered != memory or is_changed or may_publish:
        after = _with_row_keys(merged, schema, written, merged)
        register.remember(key, remembered, Step(ours, after, was_live, was_live or may_publish))


def _publication(live: Page, register: Register, changes: tuple[Change, ...], mode: Mode) -> tuple[bool, str]:
    """Whether to publish, and what a person should know of why not."""
    edited = live.has_unpublished_changes and not register.wrote(live.pk, live.latest_revision_id)
    if not mode.publish:
        return False, IN_DRAFT if changes and edited else ""
    if live.live:
        if changes and edited:
            return False, f"{IN_DRAFT} and were not published"
        return bool(changes) or (live.has_unpublished_changes and not edited), ""
    if live.first_published_at is not None:
        return False, "it was taken offline here and stays so"
    if edited:
        return False, "an editor has worked on this page, which was never public: publish it when it is ready"
    return True, ""


def recognised(ours: Snapshot, base: Snapshot, schema: PageSchema) -> Snapshot:
    rows = {name: recognise(base.lists.get(name, ()), ours.lists[name]) for name in schema.relations}
    return Snapshot(ours.fields, {**ours.lists, **rows})


def without_twins(merged: Snapshot, schema: PageSchema) -> Snapshot:
    """Editor and source may add the same country, each in their own row: the first one stays."""
    lists: dict[str, tuple[Part, ...]] = dict(merged.lists)
    for name in schema.relations:
        first: dict[str, Part] = {}
        for part in merged.lists.get(name, ()):
            first.setdefault(row_key(name, part.value), part)
        lists[name] = tuple(first.values())
    return Snapshot(merged.fields, lists)


def _with_row_keys(theirs: Snapshot, schema: PageSchema, written: Snapshot, merged: Snapshot) -> Snapshot:
    """The new base: the source's values, each row with the primary key it has on the page now."""
    lists: dict[str, tuple[Part, ...]] = dict(theirs.lists)
    for name in schema.relations:
        rows = zip(merged.lists.get(name, ()), written.lists.get(name, ()), strict=True)
        keys = {part.key: row.pk for part, row in rows}
        lists[name] = tuple(replace(part, pk=keys.get(part.key)) for part in theirs.lists.get(name, ()))
    return Snapshot(theirs.fields, {name: parts for name, parts in lists.items() if parts})


def changes_between(ours: Snapshot, merged: Snapshot) -> Iterator[Change]:
    for name, value in merged.fields.items():
        if value != ours.fields.get(name):
            yield Change(name, ours.fields.get(name), value)
    for name, parts in merged.lists.items():
        yield from _list_changes(name, ours.lists.get(name, ()), parts)


def _list_changes(name: str, ours: tuple[Part, ...], merged: tuple[Part, ...]) -> Iterator[Change]:
    before, after = _values(ours), _values(merged)
    for key in dict.fromkeys([*before, *after]):
        if before.get(key) != after.get(key):
            yield Change(f"{name}/{key}", before.get(key), after.get(key))
    common = before.keys() & after.keys()
    orders = [[key for key in keys if key in common] for keys in (before, after)]
    if orders[0] != orders[1]:
        yield Change(f"{name}/order", *orders)


def _values(parts: tuple[Part, ...]) -> Mapping[str, Json]:
    return {part.key: part.value for part in parts}


def _gone_quiet(base: Snapshot, theirs: Snapshot, schema: PageSchema, key: SourceKey) -> Iterator[Problem]:
    """What the source no longer mentions is kept: perhaps it is gone, perhaps the page only looks different now."""
    if not theirs.fields:
        return
    held = {**base.fields, **base.lists}
    for name in (*schema.fields, *schema.relations, *schema.streams):
        if held.get(name) and name not in theirs.fields and name not in theirs.lists:
            yield Problem("source.silent", f"{key.key}: the source no longer states {name}; what was imported stays.")
