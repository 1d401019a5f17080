"""The base of every page type."""

from typing import Any

from django.db.models import Model, QuerySet, UniqueConstraint
from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel, TabbedInterface
from wagtail.models import Page
from wagtail.search.index import insert_or_update_object
from wagtail.url_routing import RouteResult

from cms.delivery.public import current_gate


class BasePage(Page):
    """A page that is served only while it and everything above it are live.

    Stock Wagtail serves a live page below an unpublished one. Here an unpublished edition embargoes its films.
    """

    rows_in_search: frozenset[str] = frozenset()
    """Relations whose rows are searched for: Wagtail indexes a page before it saves the rows."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            renew_clashing_rows(self)
        changed = self.rows_in_search.intersection(getattr(self, "_cluster_related_objects", {}))
        super().save(*args, **kwargs)
        if changed:
            insert_or_update_object(self)

    def is_live_now(self) -> bool:
        """Live, and the clock is between `go_live_at` and `expire_at`."""
        now = timezone.now()
        begun = self.go_live_at is None or self.go_live_at <= now
        ended = self.expire_at is not None and self.expire_at <= now
        return self.live and begun and not ended

    @property
    def meta_description(self) -> str:
        return self.search_description or getattr(self, "standfirst", "")

    def public_ancestors(self) -> QuerySet:
        """The way from the home page down to here, as far as the public may see it."""
        return current_gate().filter(Page.objects.ancestor_of(self).filter(depth__gt=1)).order_by("path")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if not self.is_live_now():
            raise Http404(f"{self} is not public")
        return super().route(request, path_components)


def tabs(**panels: list[Panel]) -> TabbedInterface:
    """Editing tabs in the order given, named by their keywords, with Wagtail's promote tab last."""
    lists = [ObjectList(children, heading=name.capitalize()) for name, children in panels.items()]
    return TabbedInterface([*lists, ObjectList(PROMOTE_PANELS, heading="Promote")])


PROMOTE_PANELS = [
    FieldPanel("slug", help_text="The last part of the page's address. Changing it breaks links unless redirected."),
    MultiFieldPanel([FieldPanel("seo_title"), FieldPanel("search_description")], heading="For search engines"),
    FieldPanel("show_in_menus"),
]


def renew_clashing_rows(page: Page) -> None:
    """Let rows that exchange their values (two countries, say) be written anew.

    Rows are saved one by one, and the first of the two would break a unique constraint that the second still holds.
    Without its primary key, a row is deleted and inserted: deletions come first.
    """
    for relation, rows in getattr(page, "_cluster_related_objects", {}).items():
        model = page._meta.get_field(relation).related_model
        keys = [
            tuple(c.fields) for c in model._meta.constraints if isinstance(c, UniqueConstraint) and not c.expressions
        ]
        if keys and len(rows) > 1:
            _renew(page, relation, rows, keys)


def _renew(page: Page, relation: str, rows: list[Model], keys: list[tuple[str, ...]]) -> None:
    parent = page._meta.get_field(relation).field.name
    stored = type(rows[0])._default_manager.filter(**{parent: page.pk})
    for key in keys:
        held = {_values(row, key, parent): row.pk for row in stored}
        for row in rows:
            if row.pk and held.get(_values(row, key, parent), row.pk) != row.pk:
                row.pk = None


def _values(row: Model, key: tuple[str, ...], parent: str) -> tuple[Any, ...]:
    fields = (row._meta.get_field(name) for name in key if name != parent)
    return tuple(field.value_from_object(row) for field in fields)  # type: ignore[union-attr]
