"""What the database holds, so that two states can be compared: without ids and times, references by name.

Append-only history is left out: revisions, log entries, and what runs tell of themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.fields.files import FieldFile
from wagtail.images import get_image_model
from wagtail.models import Page

from films.models import Venue
from importers.models import ImportRecord

HISTORY = {
    "importers.ImportRun",
    "importers.ImportStep",
    "importers.ImportResult",
    "wagtailcore.Revision",
    "wagtailcore.PageLogEntry",
    "wagtailcore.ModelLogEntry",
    "wagtailsearch.SQLiteFTSIndexEntry",  # the entries' words again, which SQLite keeps itself
    "contenttypes.ContentType",
    "auth.Permission",
    "sessions.Session",
}
PASSING = re.compile(
    r"(id|pk|uuid|translation_key|path|content_path_hash|.*_at|latest_revision.*|live_revision|revision|run|first_run"
    r"|page_ptr|autocomplete|.*_norm)$"
)
_THINGS: dict[str, type[models.Model]] = {
    "person": Page,
    "section": Page,
    "edition": Page,
    "image": get_image_model(),
    "venue": Venue,
}

_FREE_NAME = re.compile(r"_\w{7}(?=\.\w+$)")
"""What Django adds to the name of a file where another has it."""


def tables() -> dict[str, list[str]]:
    """Table → its rows, sorted; tables without rows are left out."""
    found = {
        model._meta.label: sorted(str(_row(row)) for row in model._base_manager.all())
        for model in apps.get_models()
        if model._meta.label not in HISTORY
    }
    return {label: rows for label, rows in found.items() if rows}


def _row(row: models.Model) -> dict[str, Any]:
    values = {}
    for field in row._meta.concrete_fields:
        if PASSING.fullmatch(field.name):
            continue
        if field.name in ("object_id", "to_object_id"):
            values[field.name] = _object(row, field.name)
        elif isinstance(field, models.ForeignKey):
            values[field.name] = _name(getattr(row, field.name))
        else:
            values[field.name] = _plain(field.value_from_object(row))
    return values


def _object(row: Any, name: str) -> str:
    """What a generic foreign key points at."""
    names = ["to_content_type"] if name == "to_object_id" else ["object_type", "base_content_type", "content_type"]
    content_type = next(getattr(row, one) for one in names if hasattr(row, f"{one}_id"))
    pk = getattr(row, name)
    return _found(content_type.model_class(), pk) if content_type and pk else ""


def _found(model: Any, pk: Any) -> str:
    return _name(model._base_manager.filter(pk=pk).first())


def _name(thing: Any) -> str:
    if isinstance(thing, Page):
        return f"page {Page.objects.get(pk=thing.pk).url_path}"
    if isinstance(thing, ImportRecord):
        return f"record {thing.site} {thing.kind} {thing.key}"
    if isinstance(thing, get_image_model()):
        return f"image {thing.file_hash}"
    if isinstance(thing, ContentType):
        return thing.model
    return str(thing)


def _plain(value: Any, key: str = "") -> Any:
    if hasattr(value, "get_prep_value"):  # a stream
        value = list(value.get_prep_value())
    if isinstance(value, Mapping):
        kind = value.get("type")
        inner = {name: held for name, held in value.items() if name != "pk"}
        return {
            name: _plain(held, kind if name == "value" and kind in _THINGS else name) for name, held in inner.items()
        }
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if key in _THINGS and isinstance(value, int):
        return _found(_THINGS[key], value)
    if isinstance(value, FieldFile):
        return _FREE_NAME.sub("", value.name)
    if key == "films" and isinstance(value, str):  # a hash over ids and titles
        return "films"
    if key == "key":  # a row's key holds the ids of what it points at
        return re.sub(r"(?:^|(?<=:))\d+(?=:|$)", "id", str(value))
    if isinstance(value, str):
        return re.sub(r"\b(?:credits|sections|screenings|gallery)\.\d+", "row", value)
    return value
