"""Everything a v2 answer shows, fetched level by level: one query a relation, however many items the answer has.

A `fields=` expression becomes a tree of serializer classes (Wagtail's), and that tree says what will be read. Each
relation of it is fetched for all items at once, through the gate, before anything is serialized.
See docs/decisions/0302-constant-queries.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, runtime_checkable

from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects
from taggit.managers import TaggableManager
from wagtail.models import Page

from cms.delivery.public import Gate
from cms.delivery.relations import RelatedPages
from cms.delivery.streams import prime, text_fields

SerializerClass = Any
Level = tuple[list[Model], SerializerClass]


@runtime_checkable
class Primed(Protocol):
    """A serializer field that needs more than its instance: it is given all instances before the first is shown."""

    def prime(self, instances: Sequence[Model]) -> None: ...


def load(instances: Sequence[Model], serializer: SerializerClass, gate: Gate, *, expanded: bool) -> None:
    """Fetch all that the serializer class and those nested in it will show of the instances."""
    levels = list(_levels(list(instances), serializer, gate))
    texts = {
        (id(instance), field.name): (instance, field)
        for some, shown in levels
        for field in _shown_texts(shown)
        for instance in some
    }
    prime(texts.values(), gate, expanded=expanded)


def _levels(instances: list[Model], serializer: SerializerClass, gate: Gate) -> Iterator[Level]:
    """The instances of each level with what shows them, fetched on the way down."""
    if not instances:
        return
    yield instances, serializer
    _prefetch_tags(instances, serializer)
    for name, child in serializer.child_serializer_classes.items():
        declared = serializer._declared_fields.get(name)
        if isinstance(declared, RelatedPages):
            related: Iterable[Model] = declared.load(name, instances, gate)
        else:
            related = _prefetched(instances, name, child, gate)
        yield from _levels(_distinct(related), child, gate)
    for field in serializer._declared_fields.values():
        if isinstance(field, Primed):
            field.prime(instances)


def _prefetched(instances: list[Model], name: str, child: SerializerClass, gate: Gate) -> Iterator[Model]:
    queryset = gate.filter(_rows(child))
    prefetch_related_objects(instances, Prefetch(name, queryset=queryset))
    for instance in instances:
        related = getattr(instance, name)
        if related is None or isinstance(related, Model):
            yield from [related] if related else []
        else:
            yield from related.all()


def _rows(child: SerializerClass) -> QuerySet[Any]:
    """The rows of a relation in their own order, ties broken; pages without the streams that are not shown."""
    model = child.Meta.model
    queryset = model._default_manager.order_by(*model._meta.ordering, "pk")
    if "locale" in child.Meta.fields:
        queryset = queryset.select_related("locale")
    if issubclass(model, Page) and not _shown_texts(child):
        return queryset.defer_streamfields()
    return queryset


def _shown_texts(serializer: SerializerClass) -> list[Any]:
    return [field for field in text_fields(serializer.Meta.model) if field.name in serializer.Meta.fields]


def _prefetch_tags(instances: list[Model], serializer: SerializerClass) -> None:
    for name in serializer.Meta.fields:
        if isinstance(getattr(serializer.Meta.model, name, None), TaggableManager) or _is_tags(serializer, name):
            prefetch_related_objects(instances, name)


def _is_tags(serializer: SerializerClass, name: str) -> bool:
    return any(
        field.name == name and isinstance(field, TaggableManager) for field in serializer.Meta.model._meta.get_fields()
    )


def _distinct(instances: Iterable[Model]) -> list[Model]:
    return list({id(instance): instance for instance in instances}.values())
