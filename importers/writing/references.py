"""Who points at a thing that an import made: what is still used is not deleted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page, ReferenceIndex

from importers.writing.values import Json, Snapshot

Reference = tuple[str, int]
"""What is pointed at: page (people and sections are pages), venue or image, and its id."""

_COLUMNS = {"person": "page", "section": "page", "page": "page", "venue": "venue", "image": "image"}
_IMAGE = re.compile(r'<embed[^>]*\bembedtype="image"[^>]*>')
_LINK = re.compile(r'<a[^>]*\blinktype="page"[^>]*>')
_ID = re.compile(r'\bid="(\d+)"')


def references_in(values: Snapshot) -> frozenset[Reference]:
    """All that a page's rows and blocks point at."""
    return frozenset(found for parts in values.lists.values() for part in parts for found in _within(part.value))


def _within(value: Json) -> Iterator[Reference]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name in _COLUMNS and isinstance(inner, int):
                yield _COLUMNS[name], inner
            elif name == "value" and isinstance(inner, int) and value.get("type") in _COLUMNS:
                yield _COLUMNS[str(value["type"])], inner
            else:
                yield from _within(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _within(inner)
    elif isinstance(value, str) and "<" in value:
        yield from (("image", int(_id[1])) for tag in _IMAGE.findall(value) if (_id := _ID.search(tag)))
        yield from (("page", int(_id[1])) for tag in _LINK.findall(value) if (_id := _ID.search(tag)))


class Drafts:
    """What drafts point at that are not public yet, which Wagtail's index does not know: read as that index reads what is
    saved, from pages of every type. Each draft is opened once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[int | None, frozenset[tuple[int, str]]]] = {}

    def pointing_at(self, thing: models.Model, apart: Collection[int]) -> str | None:
        """The title of a page whose draft points at it; pages of `apart` (ids) do not count."""
        wanted = (ReferenceIndex._get_base_content_type(thing).pk, str(thing.pk))
        drafts = Page.objects.filter(has_unpublished_changes=True).exclude(
            pk=thing.pk if isinstance(thing, Page) else None
        )
        for pk, revision, title in drafts.values_list("pk", "latest_revision_id", "title"):
            if pk not in apart and wanted in self._of(pk, revision):
                return str(title)
        return None

    def _of(self, pk: int, revision: int | None) -> frozenset[tuple[int, str]]:
        known = self._known.get(pk)
        if known is None or known[0] != revision:
            draft = Page.objects.get(pk=pk).get_latest_revision_as_object()
            found = ReferenceIndex._extract_references_from_object(draft)
            known = self._known[pk] = (revision, frozenset((kind, str(to)) for kind, to, _, _ in found))
        return known[1]


def pointing_at(thing: models.Model, apart: Collection[int]) -> str | None:
    """The name of something saved that points at it; None where nothing does but pages of `apart`."""
    page_type = ContentType.objects.get_for_model(Page).pk
    for reference in ReferenceIndex.get_references_to(thing).select_related("base_content_type"):
        is_page = reference.base_content_type_id == page_type
        if is_page and int(reference.object_id) in apart:
            continue
        model = reference.base_content_type.model_class()
        user = model and model._default_manager.filter(pk=reference.object_id).first()
        if user is not None and user != thing:
            return str(user)
    return None
