"""Films and venues in the admin: menu items with lists that search, sort and filter."""

from typing import Any

import django_filters
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn, ParentPageColumn
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from films.countries import country_choices
from films.festival import FestivalPage
from films.film import FilmPage
from films.section import SectionPage
from films.venue import Venue


class InEdition(django_filters.ModelChoiceFilter):
    """Films below the chosen edition."""

    def filter(self, queryset: Any, edition: FestivalPage | None) -> Any:
        return queryset.descendant_of(edition) if edition else queryset


class FilmFilterSet(PageListingViewSet.filterset_class):
    edition = InEdition(queryset=FestivalPage.objects.order_by("-starts_on"), label="Edition")
    section = django_filters.ModelChoiceFilter(
        field_name="sections__section", queryset=SectionPage.objects.order_by("title"), label="Section"
    )
    year = django_filters.NumberFilter(label="Year")
    country = django_filters.ChoiceFilter(field_name="countries__code", choices=country_choices, label="Country")
    live = django_filters.BooleanFilter(label="Published")

    class Meta:
        model = FilmPage
        fields: list[str] = []


class FilmIndexView(PageListingViewSet.index_view_class):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("credits__person")


class FilmListingViewSet(PageListingViewSet):
    model = FilmPage
    icon = "media"
    menu_label = "Films"
    menu_order = 110
    add_to_admin_menu = True
    index_view_class = FilmIndexView
    filterset_class = FilmFilterSet
    ordering = "title"
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label="Title", sort_key="title", classname="title"),
        Column("director_names", label="Director", accessor="director_names"),
        Column("year", label="Year", sort_key="year", width="7%"),
        Column("running_time", label="Minutes", sort_key="running_time", width="8%"),
        ParentPageColumn("parent", label="Edition"),
        DateColumn("latest_revision_created_at", label="Updated", sort_key="latest_revision_created_at", width="11%"),
        PageStatusColumn("status", label="Status", sort_key="live", width="11%"),
    ]


@hooks.register("register_admin_viewset")
def register_films() -> FilmListingViewSet:
    return FilmListingViewSet("films")


class VenueChooserViewSet(SnippetChooserViewSet):
    form_fields = ["name", "city"]
    creation_tab_label = "Add a venue"
    create_action_label = "Add this venue"


class VenueViewSet(SnippetViewSet):
    model = Venue
    chooser_viewset_class = VenueChooserViewSet
    icon = "site"
    menu_label = "Venues"
    menu_order = 130
    add_to_admin_menu = True
    list_display = ["name", "city", "url"]
    list_filter = {"city": ["exact"]}
    ordering = "name"


register_snippet(VenueViewSet)
