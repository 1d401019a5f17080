"""People in the admin: a menu item with a searchable list, and the chooser that can add."""

from typing import Any

from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.viewsets.pages import PageListingViewSet

from people.choosers import person_chooser_viewset
from people.models import PersonPage


class PersonIndexView(PageListingViewSet.index_view_class):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("credits__film")


class PersonListingViewSet(PageListingViewSet):
    model = PersonPage
    icon = "user"
    menu_label = "People"
    menu_order = 120
    add_to_admin_menu = True
    index_view_class = PersonIndexView
    ordering = "sort_name"
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label="Name", sort_key="title", classname="title"),
        Column("sort_name", label="Sorted as", sort_key="sort_name"),
        Column("known_for", label="Known for", accessor="known_for"),
        DateColumn("latest_revision_created_at", label="Updated", sort_key="latest_revision_created_at", width="12%"),
        PageStatusColumn("status", label="Status", sort_key="live", width="12%"),
    ]


@hooks.register("register_admin_viewset")
def register_people() -> list[Any]:
    return [person_chooser_viewset, PersonListingViewSet("people")]
