"""An edition of the festival."""

import zoneinfo
from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import StoryStreamBlock
from cms.pages import BasePage, tabs
from films.api import FILMS_OF_FESTIVAL, SECTIONS_OF_FESTIVAL


@cache
def time_zones() -> tuple[str, ...]:
    return tuple(sorted(zoneinfo.available_timezones()))


def time_zone_choices() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in time_zones() if "/" in name or name == "UTC"]


def validate_time_zone(name: str) -> None:
    if name not in time_zones():
        raise ValidationError(
            "“%(name)s” is no IANA time zone. Write one such as Europe/London.",
            code="unknown_time_zone",
            params={"name": name},
        )


class FestivalPage(BasePage):
    edition_name = models.CharField(
        max_length=255, blank=True, help_text="As printed on the poster, such as “57th Lantern Film Festival”."
    )
    edition_number = models.PositiveSmallIntegerField(
        null=True, blank=True, db_index=True, help_text="57 for the fifty-seventh. Leave empty if it has none."
    )
    starts_on = models.DateField("first day", null=True, blank=True, db_index=True)
    ends_on = models.DateField("last day", null=True, blank=True, db_index=True)
    time_zone = models.CharField(
        max_length=64,
        default="Europe/London",
        validators=[validate_time_zone],
        help_text="Times of screenings are written and shown as clocks in this place show them.",
    )
    introduction = StreamField(StoryStreamBlock(), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("edition_name"), FieldPanel("edition_number")]),
        FieldPanel("introduction"),
    ]
    programme_panels = [
        MultiFieldPanel([FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")])], heading="Dates"),
        FieldPanel("time_zone", widget=forms.Select(choices=time_zone_choices())),
    ]
    edit_handler = tabs(content=content_panels, programme=programme_panels)

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("edition_name", boost=2),
        index.AutocompleteField("edition_name"),
        index.SearchField("introduction"),
        index.FilterField("edition_number"),
        index.FilterField("starts_on"),
        index.FilterField("ends_on"),
    ]

    api_fields = [
        APIField("edition_name"),
        APIField("edition_number"),
        APIField("starts_on"),
        APIField("ends_on"),
        APIField("time_zone"),
        APIField("introduction"),
        SECTIONS_OF_FESTIVAL,
        FILMS_OF_FESTIVAL,
    ]

    parent_page_types = ["home.HomePage"]
    subpage_types = ["films.SectionPage", "films.FilmPage"]
    template = "films/festival.html"

    class Meta:
        verbose_name = "festival edition"
        constraints = [
            models.CheckConstraint(
                name="films_festival_ends_after_start",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message="The last day is before the first day.",
            ),
            models.CheckConstraint(
                name="films_festival_edition_number_positive",
                condition=models.Q(edition_number__gt=0),
                violation_error_message="Editions are counted from 1.",
            ),
        ]

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def films(self) -> models.QuerySet:
        from films.film import FilmPage

        return FilmPage.objects.child_of(self).order_by("title", "pk")

    @property
    def sections(self) -> models.QuerySet:
        from films.section import SectionPage

        return SectionPage.objects.child_of(self)

    def listed_films(self) -> models.QuerySet:
        """With what a list of films prints, in a constant number of queries."""
        return self.films.prefetch_related("credits__person")
