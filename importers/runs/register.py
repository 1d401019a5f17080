"""The importer's memory in the database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.images import get_image_model

from importers.reading.items import SourceKey
from importers.reading.pages import NO_PROFILES
from importers.reading.profiles import Profiles
from importers.runs.models import ImportRecord, ImportRun, stored_key
from importers.runs.steps import note, state_of
from importers.writing.register import Memory, Step
from importers.writing.values import Snapshot


@dataclass
class DatabaseRegister:
    """`run` is None in a dry run: then nothing is stored, but what would have been is known until the run ends.

    `profiles` are what pages are read with; `read_from` is the record of the page that is being written, which new records will point to.
    """

    run: ImportRun | None
    profiles: Profiles = NO_PROFILES
    read_from: ImportRecord | None = None
    _known: dict[SourceKey, Memory | None] = field(default_factory=dict)

    def recall(self, key: SourceKey) -> Memory | None:
        if key not in self._known:
            self._known[key] = _load(key)
        return self._known[key]

    def remember(self, key: SourceKey, memory: Memory, step: Step | None = None) -> None:
        self._known[key] = memory
        if self.run is not None:
            _store(key, memory, self.run, self.read_from, step)

    def wrote(self, page_id: int, revision: int | None) -> bool:
        return ImportRecord.objects.filter(page_id=page_id, revision=revision).exists()

    def forget(self) -> None:
        """After a rollback, or between batches: what was known may not be true."""
        if self.run is not None:
            self._known.clear()


def _load(key: SourceKey) -> Memory | None:
    record = ImportRecord.objects.filter(site=key.site, kind=key.kind, key=stored_key(key.key)).first()
    if record is None:
        return None
    memory = Memory(
        page_id=record.page_id,
        object_id=record.object_id,
        base=Snapshot.from_json(record.base),
        revision=record.revision,
        notes=record.base.get("notes", {}),
    )
    model = record.object_type.model_class() if record.object_type else None
    is_lost = memory.object_id is not None and not (
        model and model._default_manager.filter(pk=memory.object_id).exists()
    )
    return replace(memory, object_id=None) if is_lost else memory


def _store(key: SourceKey, memory: Memory, run: ImportRun, read_from: ImportRecord | None, step: Step | None) -> None:
    base = memory.base.as_json() | ({"notes": dict(memory.notes)} if memory.notes else {})
    values: dict[str, Any] = {
        "page_id": memory.page_id,
        "object_id": memory.object_id,
        "base": base,
        "revision": memory.revision,
    }
    values |= {"object_type": _object_type(key.kind) if memory.object_id else None, "run": run}
    identity = {"site": key.site, "kind": key.kind, "key": stored_key(key.key)}
    record = ImportRecord.objects.filter(**identity).first()
    before = state_of(record) if record else None
    record = record or ImportRecord(**identity, first_run=run, read_from=read_from)
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    note(run, record, before, step)


def _object_type(kind: str) -> ContentType:
    model = get_image_model() if kind == "image" else apps.get_model("films", "Venue")
    return ContentType.objects.get_for_model(model)
