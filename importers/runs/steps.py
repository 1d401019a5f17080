"""What a run does, noted as it does it, so that it can be taken back: see `importers.runs.undoing`."""

from __future__ import annotations

from typing import Any

from importers.reading.items import SourceKey
from importers.runs.models import ImportRecord, ImportRun, ImportStep, Passage
from importers.writing.register import Step
from importers.writing.values import Snapshot

UNKEPT = ("id", "site", "kind", "key", "created_at", "updated_at")
"""Columns of a record that do not change, or that nobody compares."""

EVIDENCE = ("field", "locator", "text", "reader", "confidence")


def note(run: ImportRun, record: ImportRecord, before: dict[str, Any] | None, step: Step | None = None) -> None:
    """`before` is the record as `state_of` gave it before the run changed it; None where the run made it."""
    known = ImportStep.objects.filter(run=run, record=record).first()
    if known is not None and step is None:
        return
    known = known or ImportStep(run=run, record=record, made_record=before is None, record_before=before)
    if step is not None:
        if not known.touches_object:
            known.made_object, known.was_live = step.made, step.was_live
            known.before = step.before.as_json() if step.before else None
        known.after = step.after.as_json() if step.after else None
        known.is_live = step.is_live
    known.save()


def state_of(record: ImportRecord) -> dict[str, Any]:
    """All columns of a record that a run may change, and what it knows of its values' places."""
    columns = [field.attname for field in ImportRecord._meta.concrete_fields if field.name not in UNKEPT]
    evidence = [list(row) for row in record.passages.values_list(*EVIDENCE)]
    return {**{name: getattr(record, name) for name in columns}, "passages": evidence}


def restore(record: ImportRecord, state: dict[str, Any]) -> None:
    """The record as it was, with its evidence."""
    for name, value in state.items():
        if name != "passages":
            setattr(record, name, value)
    record.save()
    record.passages.all().delete()
    rows = (dict(zip(EVIDENCE, row, strict=True)) for row in state["passages"])
    Passage.objects.bulk_create(Passage(record=record, **row) for row in rows)


def snapshot_of(data: dict[str, Any] | None) -> Snapshot | None:
    return Snapshot.from_json(data) if data is not None else None


def key_of(record: ImportRecord) -> SourceKey:
    return SourceKey(record.site, record.kind, record.key)
