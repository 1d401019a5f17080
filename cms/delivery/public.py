"""The gate: what a reader may see. Every list, relation, reference, filter and search hit of the APIs passes it.

*Public* means: the page and every page above it are live, the clock is between `go_live_at` and `expire_at` of each,
and none of them has a view restriction; an image's or a document's collection, and every collection above it, has none.
The gate is SQL that the fetching query carries, so that it bites at the instant it is due; `visible()` answers the same
question for many ids at once. See docs/decisions/0301-one-public-gate.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Exists, ForeignKey, Model, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Substr
from django.utils import timezone
from wagtail.models import (
    Collection,
    CollectionMember,
    CollectionViewRestriction,
    DraftStateMixin,
    Page,
    PageViewRestriction,
)
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

MAX_DEPTH = 12
"""The gate looks at this many levels of the tree, the root included. What lies deeper is not public."""

M = TypeVar("M", bound=Model)


class Gate:
    """What anonymous readers may see, at the moment of each question."""

    def __init__(self) -> None:
        self._known: dict[tuple[type[Model], Any], bool] = {}

    def pages(self) -> QuerySet[Page]:
        return _below_nothing_of(Page.objects.order_by(), _closed_pages())

    def collections(self, model: type[Model]) -> QuerySet[Collection]:
        """The collections whose members of `model` (images, documents) may be seen."""
        return _below_nothing_of(Collection.objects.order_by(), _restricted_collections())

    def filter(self, queryset: QuerySet[M]) -> QuerySet[M]:
        """The rows of any model that may be seen.

        A row that cannot be without another (its film, its section) is seen where that other is.
        """
        model = queryset.model
        if issubclass(model, Page):
            return queryset.filter(pk__in=self.pages().values("pk"))
        if issubclass(model, CollectionMember):
            return queryset.filter(collection__in=self.collections(model).values("pk"))
        if issubclass(model, DraftStateMixin):
            return queryset.exclude(_closed())
        for field in _owners(model):
            owners = self.filter(field.related_model._default_manager.order_by())
            queryset = queryset.filter(**{f"{field.name}__in": owners.values("pk")})
        return queryset

    def visible(self, model: type[Model], pks: Iterable[Any]) -> set[Any]:
        """Those of the primary keys that may be seen, in one query, remembered for as long as this gate is used."""
        root = _root(model)
        wanted = set(pks)
        unknown = {pk for pk in wanted if (root, pk) not in self._known}
        if unknown:
            seen = set(self.filter(root._default_manager.filter(pk__in=unknown)).values_list("pk", flat=True))
            self._known |= {(root, pk): pk in seen for pk in unknown}
        return {pk for pk in wanted if self._known[root, pk]}

    def remember(self, instances: Iterable[Model]) -> None:
        """These came through `filter` already: no need to ask again."""
        self._known |= {(_root(type(instance)), instance.pk): True for instance in instances}

    def sees(self, instance: Model) -> bool:
        return bool(self.visible(type(instance), [instance.pk]))


class TokenGate(Gate):
    """What the owner of a bearer token may see: what is public, and what Wagtail lets them work on."""

    PAGE_ACTIONS = frozenset({"change", "publish"})
    COLLECTION_ACTIONS = frozenset({"add", "change", "choose"})

    def __init__(self, user: AbstractBaseUser | AnonymousUser) -> None:
        super().__init__()
        self.user = user

    def own_pages(self) -> QuerySet[Page]:
        policy = PagePermissionPolicy()
        return policy.instances_user_has_any_permission_for(self.user, self.PAGE_ACTIONS).order_by()

    def pages(self) -> QuerySet[Page]:
        own = self.own_pages().values("pk")
        return Page.objects.order_by().filter(Q(pk__in=own) | Q(pk__in=super().pages().values("pk")))

    def collections(self, model: type[Model]) -> QuerySet[Collection]:
        policy = policy_registry.get_by_type(model)
        own = policy.collections_user_has_any_permission_for(self.user, self.COLLECTION_ACTIONS).values("pk")
        public = super().collections(model).values("pk")
        return Collection.objects.order_by().filter(Q(pk__in=own) | Q(pk__in=public))


_current: ContextVar[Gate | None] = ContextVar("gate", default=None)


@contextmanager
def looking_through(gate: Gate) -> Iterator[Gate]:
    """While the block runs, serializers and StreamField blocks see with the eyes of this gate."""
    token = _current.set(gate)
    try:
        yield gate
    finally:
        _current.reset(token)


def current_gate() -> Gate:
    """The gate of the request being answered; outside of one, the public's."""
    return _current.get() or Gate()


def is_public(instance: Model) -> bool:
    """Whether the reader of this answer may see the instance; outside the APIs, whether anybody may."""
    return current_gate().sees(instance)


def _closed() -> Q:
    now = timezone.now()
    return Q(live=False) | Q(go_live_at__gt=now) | Q(expire_at__lte=now)


def _closed_pages() -> QuerySet[Page]:
    restrictions = PageViewRestriction.objects.exclude(restriction_type=PageViewRestriction.NONE)
    return Page.objects.order_by().filter(_closed() | Q(pk__in=restrictions.values("page")))


def _restricted_collections() -> QuerySet[Collection]:
    restrictions = CollectionViewRestriction.objects.exclude(restriction_type=CollectionViewRestriction.NONE)
    return Collection.objects.order_by().filter(pk__in=restrictions.values("collection"))


def _below_nothing_of(nodes: QuerySet[M], closed: QuerySet[M]) -> QuerySet[M]:
    """The tree's nodes that are none of the closed ones and have none of them above.

    A node's ancestors are the prefixes of its path, so this is a few look-ups in the index of paths.
    """
    step = nodes.model.steplen  # type: ignore[attr-defined]
    prefixes: list[Combinable] = [Substr(OuterRef("path"), 1, step * level) for level in range(1, MAX_DEPTH)]
    above = closed.filter(path__in=[*prefixes, OuterRef("path")])
    return nodes.filter(~Exists(above), depth__lte=MAX_DEPTH)


def _owners(model: type[Model]) -> list[ForeignKey[Any, Any]]:
    """The foreign keys to gated models without which a row of this model could not be."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and not field.null and is_gated(field.related_model)
    ]


def is_gated(model: type[Model] | Any) -> bool:
    """Whether some of the model's instances may be hidden from some readers."""
    return issubclass(model, (Page, CollectionMember, DraftStateMixin))


def _root(model: type[Model]) -> type[Model]:
    """Pages of all types share their primary keys: what is known of one type is known of all."""
    return Page if issubclass(model, Page) else model
