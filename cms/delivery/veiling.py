"""Pages as v3 is about to show them, without what their reader may not see.

v3 serializes what a view returns by walking the object itself, live page or draft. So the object is veiled: foreign keys
to what is hidden become None, rows that cannot be without it go, streams are rewritten, and a hidden parent, alias or
address is not told. Veiled objects are for one answer: never save them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignKey, ForeignObjectRel, Model
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.api import APIField
from wagtail.models import Page

from cms.delivery.public import Gate, is_gated
from cms.delivery.richtext import is_expanded, output_format
from cms.delivery.streams import prime, text_fields


def veil(instances: Iterable[Any], gate: Gate, request: HttpRequest) -> None:
    instances = list(instances)
    pages = [instance for instance in instances if isinstance(instance, Page)]
    _veil_ancestors(pages, gate)
    _veil_keys(instances, gate)
    shown = [(page, field) for page in pages for field in text_fields(type(page)) if field.name in _shown(page)]
    prime(shown, gate, expanded=is_expanded(output_format({"request": request})))
    for instance in instances:
        for relation in _relations(instance):
            _veil_rows(instance, relation, gate)


def veil_listed(instances: Iterable[Any], gate: Gate, request: HttpRequest) -> None:
    """For lists, which show of a page no more than its name and address; of other things all they have."""
    instances = list(instances)
    pages = [instance for instance in instances if isinstance(instance, Page)]
    _veil_ancestors(pages, gate)
    _veil_keys(pages, gate)
    veil([instance for instance in instances if not isinstance(instance, Page)], gate, request)


def _veil_ancestors(pages: Sequence[Page], gate: Gate) -> None:
    """A hidden parent is not named, and no address spells a hidden ancestor's slug."""
    paths = {page.pk: set(_paths_above(page)) for page in pages}
    above = dict(Page.objects.filter(path__in=set().union(*paths.values())).values_list("path", "pk"))
    visible = gate.visible(Page, above.values())
    hidden = {path for path, pk in above.items() if pk not in visible}
    for page in pages:
        if paths[page.pk] & hidden:
            page.get_full_url = lambda request=None: None
        if page.path[: -Page.steplen] in hidden:
            page._cached_parent_obj = None


def _paths_above(page: Page) -> Iterator[str]:
    return (page.path[:end] for end in range(Page.steplen, len(page.path), Page.steplen))


def _veil_keys(instances: Sequence[Model], gate: Gate) -> list[Model]:
    """Empty the foreign keys to what is hidden. Returns the instances that cannot be without it."""
    keys = [(instance, key) for instance in instances for key in _gated_keys(type(instance))]
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    for instance, key in keys:
        wanted[key.related_model].add(getattr(instance, key.attname))
    visible = {model: gate.visible(model, pks - {None}) for model, pks in wanted.items()}
    orphans = []
    for instance, key in keys:
        if getattr(instance, key.attname) not in visible[key.related_model] | {None}:
            if key.null:
                setattr(instance, key.name, None)
            else:
                orphans.append(instance)
    return orphans


def _gated_keys(model: type[Model]) -> list[Any]:
    """Foreign keys to gated models, except those that say what a row is part of."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey)
        and not isinstance(field, ParentalKey)
        and not field.remote_field.parent_link
        and is_gated(field.related_model)
    ]


def _veil_rows(instance: Any, relation: ForeignObjectRel, gate: Gate) -> None:
    manager = getattr(instance, str(relation.get_accessor_name()))
    rows = list(manager.all())
    if isinstance(relation.field, ParentalKey):
        orphans = _veil_keys(rows, gate)
        manager.set([row for row in rows if row not in orphans])
    else:
        visible = gate.visible(type(rows[0]), [row.pk for row in rows]) if rows else set()
        _veil_keys(rows, gate)
        queryset = manager.all()
        queryset._result_cache = [row for row in rows if row.pk in visible]
        queryset._prefetch_done = True
        instance.__dict__.setdefault("_prefetched_objects_cache", {})[relation.get_accessor_name()] = queryset


def _relations(instance: Model) -> Iterator[ForeignObjectRel]:
    """The rows that the API shows of an instance."""
    for name in _shown(instance):
        try:
            field = instance._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if isinstance(field, ForeignObjectRel):
            yield field


def _shown(instance: Model) -> set[str]:
    return {field.name for field in APIField.get_fields_for_model(type(instance))}
