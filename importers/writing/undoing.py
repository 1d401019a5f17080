"""Taking back what an import did to one page: a merge, so that what anybody did since stays.

What the import left is the base, the page of now is ours, and what was there before the import is theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from importers.writing.merging import Conflict, merge
from importers.writing.pages import PageRefused, apply, publish, save, snapshot
from importers.writing.register import Register, Step
from importers.writing.schemas import PageSchema
from importers.writing.values import Snapshot
from importers.writing.writer import Change, Mode, changes_between, hold, recognised, without_twins


@dataclass(frozen=True, slots=True)
class Undone:
    """values: what the page holds then. kept: values that somebody changed since the import, which stay."""

    values: Snapshot
    changes: tuple[Change, ...] = ()
    kept: tuple[Conflict, ...] = ()
    unpublished: bool = False
    in_draft_of_editor: bool = False
    reason: str = ""
    """Why readers go on seeing what they see, where that is not what was there before."""


def undo_page(schema: PageSchema, page_id: int, step: Step, register: Register, mode: Mode) -> Undone:
    """Raises PageRefused; writes nothing in a dry run. `mode.publish`: the import made its changes public."""
    assert step.before is not None  # noqa: S101 - pages that an import made are deleted, not restored
    assert step.after is not None  # noqa: S101 - what has no values before has none after
    live = hold(schema, page_id, mode)
    if live.locked:
        raise PageRefused([("page", "an editor has locked it; unlock it and take the run back again")])
    draft = live.get_latest_revision_as_object()
    ours = recognised(snapshot(draft, schema), step.after, schema)
    result = merge(step.after, ours, step.before)
    values = without_twins(result.snapshot, schema)
    changes = tuple(changes_between(ours, values))
    edited = live.has_unpublished_changes and not register.wrote(live.pk, live.latest_revision_id)
    unpublished, reason = _visibility(live, step, register, edited=edited)
    if not mode.dry_run:
        revision = None
        if changes:
            apply(draft, schema, ours, values)
            revision = save(draft, schema, mode.user)
        if unpublished:
            live.unpublish(user=mode.user, log_action=True)
        elif step.was_live and changes and not edited:
            _publish_again(revision, live, schema, values, mode)
    return Undone(values, changes, result.conflicts, unpublished, edited, reason)


def _visibility(live: Page, step: Step, register: Register, *, edited: bool) -> tuple[bool, str]:
    """Whether the page goes back to being a draft, and why not where it should."""
    if step.was_live or not step.is_live or not live.live:
        return False, ""
    if edited or not register.wrote(live.pk, live.live_revision_id):
        return False, "an editor has worked on it since it was made public; it stays public"
    return True, ""


def _publish_again(revision: Any, live: Page, schema: PageSchema, values: Snapshot, mode: Mode) -> None:
    """Public again what was public before; also where the draft now says no more than the public page."""
    if mode.publish or _values(snapshot(live, schema)) == _values(values):
        publish(revision, mode.user)


def _values(held: Snapshot) -> tuple[dict[str, Any], dict[str, Any]]:
    return dict(held.fields), {name: [part.value for part in parts] for name, parts in held.lists.items() if parts}
