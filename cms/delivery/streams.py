"""StreamField values for readers: one look-up for each kind of thing they point at, however many streams there are.

The raw JSON of all streams of an answer is walked along their block definitions for references (choosers and links in
rich text), what may be seen of them is fetched through the gate, and the native values are built from that. A chooser
whose target may not be seen holds None, whatever its block does with it, and a link loses its target.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from cms.delivery.public import Gate
from cms.delivery.richtext import Found, references, rewritten

Reference = tuple[type[Model], int]


def prime(texts: Iterable[tuple[Model, Any]], gate: Gate, *, expanded: bool) -> None:
    """Put values into StreamFields and rich text fields (of `text_fields`) that hold only what the gate lets through.

    `expanded`: whether links in rich text become addresses. The instances are for reading: never save them.
    """
    texts = list(texts)
    found = _fetched(_field_references(texts), gate)
    by_field: dict[Any, list[Model]] = defaultdict(list)
    for instance, field in texts:
        by_field[field].append(instance)
    for field, owners in by_field.items():
        _prime_field(field, owners, found, expanded)


def text_fields(model: type[Model]) -> list[Any]:
    """The fields whose content points at other things."""
    return [field for field in model._meta.concrete_fields if isinstance(field, (StreamField, RichTextField))]


def _prime_field(field: Any, owners: Sequence[Model], found: Found, expanded: bool) -> None:
    values = [_raw(field, owner) for owner in owners]
    if isinstance(field, StreamField):
        values = _natives(field.stream_block, values, found, expanded)
    else:
        values = [rewritten(value, found, expanded=expanded) for value in values]
    for owner, value in zip(owners, values, strict=True):
        setattr(owner, field.attname, value)


def _raw(field: Any, owner: Model) -> Any:
    value = getattr(owner, field.attname)
    if isinstance(field, StreamField):
        return list(value.raw_data) if value is not None else []
    return value or ""


def _field_references(texts: Iterable[tuple[Model, Any]]) -> Iterator[Reference]:
    for instance, field in texts:
        raw = _raw(field, instance)
        yield from _references(field.stream_block, raw) if isinstance(field, StreamField) else references(raw)


def _references(block: blocks.Block, raw: Any) -> Iterator[Reference]:
    """Everything a raw value points at."""
    if isinstance(block, blocks.ChooserBlock):
        if isinstance(raw, int):
            yield block.model_class, raw
    elif isinstance(block, blocks.RichTextBlock):
        yield from references(raw or "")
    else:
        for child, value in _children(block, raw):
            yield from _references(child, value)


def _children(block: blocks.Block, raw: Any) -> Iterator[tuple[blocks.Block, Any]]:
    if isinstance(block, blocks.BaseStreamBlock):
        known = block.child_blocks
        yield from ((known[item["type"]], item["value"]) for item in raw or [] if item["type"] in known)
    elif isinstance(block, blocks.BaseStructBlock):
        raw = raw if isinstance(raw, dict) else {}
        yield from ((child, raw[name]) for name, child in block.child_blocks.items() if name in raw)
    elif isinstance(block, blocks.ListBlock):
        yield from ((block.child_block, _item(item)[0]) for item in raw or [])


def _item(item: Any) -> tuple[Any, str | None]:
    """An item of a list, and its id: older lists hold bare values."""
    if isinstance(item, dict) and item.get("type") == "item" and "value" in item:
        return item["value"], item.get("id")
    return item, None


def _fetched(wanted: Iterable[Reference], gate: Gate) -> Found:
    """What may be seen of the things pointed at: one query a model."""
    pks: dict[type[Model], set[int]] = defaultdict(set)
    for model, pk in wanted:
        pks[model].add(pk)
    found: dict[Reference, Model] = {}
    for model, some in pks.items():
        instances = gate.filter(_light(model)).filter(pk__in=some)
        gate.remember(instances)
        found |= {(model, instance.pk): instance for instance in instances}
    return found


def _light(model: type[Model]) -> QuerySet[Any]:
    """Without what no reference shows: the streams of pages. With an image's renditions, which it does show."""
    queryset = model._default_manager.order_by()
    if issubclass(model, Page):
        return queryset.defer_streamfields()  # type: ignore[attr-defined]
    if issubclass(model, AbstractImage):
        return queryset.prefetch_related("renditions")
    if issubclass(model, AbstractDocument):
        return queryset.only("title", "file", "file_hash", "file_size")
    return queryset


def _natives(block: blocks.Block, raws: Sequence[Any], found: Found, expanded: bool) -> list[Any]:
    """As the block's own `bulk_to_python`, with choosers and rich text answered from what was found.

    A block that converts in a way of its own gets None in place of a value that points at something hidden.
    """
    for kind, convert in _CONVERTERS.items():
        if isinstance(block, kind) and type(block).bulk_to_python is kind.bulk_to_python:
            return convert(block, raws, found, expanded)
    return list(block.bulk_to_python([raw if found.keys() >= set(_references(block, raw)) else None for raw in raws]))


def _chosen(block: Any, raws: Sequence[Any], found: Found, expanded: bool) -> list[Any]:
    return [copy.copy(found.get((block.model_class, raw))) for raw in raws]


def _texts(block: Any, raws: Sequence[Any], found: Found, expanded: bool) -> list[Any]:
    return list(block.bulk_to_python([rewritten(raw or "", found, expanded=expanded) for raw in raws]))


def _streams(block: Any, raws: Sequence[Any], found: Found, expanded: bool) -> list[Any]:
    known = block.child_blocks
    streams = [[item for item in raw or [] if item["type"] in known] for raw in raws]
    values: dict[str, Iterator[Any]] = {}
    for name, child in known.items():
        of_type = [item["value"] for stream in streams for item in stream if item["type"] == name]
        values[name] = iter(_natives(child, of_type, found, expanded) if of_type else [])
    return [
        StreamValue(block, [(item["type"], next(values[item["type"]]), item.get("id")) for item in stream])
        for stream in streams
    ]


def _structs(block: Any, raws: Sequence[Any], found: Found, expanded: bool) -> list[Any]:
    columns: dict[str, Iterator[Any]] = {}
    for name, child in block.child_blocks.items():
        given = [raw[name] for raw in raws if name in raw]
        columns[name] = iter(_natives(child, given, found, expanded) if given else [])
    return [
        block._to_struct_value(
            {
                name: next(columns[name]) if name in raw else child.get_default()
                for name, child in block.child_blocks.items()
            }
        )
        for raw in raws
    ]


def _lists(block: Any, raws: Sequence[Any], found: Found, expanded: bool) -> list[Any]:
    items = [[_item(item) for item in raw or []] for raw in raws]
    values = iter(_natives(block.child_block, [value for row in items for value, _ in row], found, expanded))
    return [
        ListValue(block, bound_blocks=[ListValue.ListChild(block.child_block, next(values), id=pk) for _, pk in row])
        for row in items
    ]


_CONVERTERS: dict[Any, Callable[[Any, Sequence[Any], Found, bool], list[Any]]] = {
    blocks.ChooserBlock: _chosen,
    blocks.RichTextBlock: _texts,
    blocks.BaseStreamBlock: _streams,
    blocks.BaseStructBlock: _structs,
    blocks.ListBlock: _lists,
}
