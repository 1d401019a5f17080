"""Relations between pages that no foreign key of theirs states: children, parents, and pages over a row between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.db.models import F, Model, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Length, Substr
from rest_framework.fields import Field
from wagtail.models import Page

from cms.delivery.public import Gate, current_gate


class RelatedPages(Field):
    """Public pages that belong to a page, for `api_fields`: nested in v2, as references in v3.

    model      the type of the related pages
    via        what of a related page tells whose it is: a lookup or an expression
    key        what of the owner equals it
    order_by   of the related pages
    many       False for a relation to one page or none
    """

    def __init__(
        self,
        model: str,
        via: str | Combinable,
        key: Callable[[Any], Any] = attrgetter("pk"),
        order_by: Sequence[str] = ("title", "pk"),
        many: bool = True,
        serializer_class: Any = None,
    ) -> None:
        super().__init__(read_only=True)
        self.model_name, self.via, self.key, self.order_by, self.many = model, via, key, order_by, many
        self.serializer_class = serializer_class

    @property
    def model(self) -> type[Page]:
        return apps.get_model(self.model_name)

    def nesting(self, serializer_class: Any) -> RelatedPages:
        """This relation with its pages shown by a serializer."""
        return RelatedPages(self.model_name, self.via, self.key, self.order_by, self.many, serializer_class)

    def load(self, name: str, owners: Iterable[Model], gate: Gate) -> list[Page]:
        """Find the related pages of all owners in one query, and leave them where `get_attribute` finds them."""
        by_key: dict[Any, list[Page]] = defaultdict(list)
        owners = list(owners)
        pages = list(self._pages({self.key(owner) for owner in owners}, gate))
        for page in pages:
            by_key[page._owner_key].append(page)
        for owner in owners:
            owner.__dict__.setdefault("_related_pages", {})[name] = by_key[self.key(owner)]
        return pages

    def _pages(self, keys: set[Any], gate: Gate) -> QuerySet[Any]:
        via = F(self.via) if isinstance(self.via, str) else self.via
        pages = gate.filter(self.model._default_manager.all())
        return pages.annotate(_owner_key=via).filter(_owner_key__in=keys).order_by(*self.order_by)

    def get_attribute(self, instance: Any) -> Any:
        name = str(self.field_name)
        if name not in instance.__dict__.get("_related_pages", {}):
            self.load(name, [instance], current_gate())
        pages = instance.__dict__["_related_pages"][name]
        return pages if self.many else (pages[0] if pages else None)

    def to_representation(self, value: Any) -> Any:
        show = self.serializer_class(context=self.context).to_representation if self.serializer_class else reference
        return [show(page) for page in value] if self.many else show(value)


def children(model: str, order_by: Sequence[str] = ("title", "pk")) -> RelatedPages:
    parent_path = Substr("path", 1, Length("path") - Page.steplen)
    return RelatedPages(model, via=parent_path, key=attrgetter("path"), order_by=order_by)


def parent(model: str) -> RelatedPages:
    return RelatedPages(model, via="path", key=parent_path_of, many=False)


def parent_path_of(page: Page) -> str:
    return str(page.path[: -Page.steplen])


def reference(page: Page) -> dict[str, Any]:
    return {"id": page.pk, "meta": {"type": page._meta.label}, "title": page.title}
