"""A section of the programme (a strand)."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import StoryStreamBlock
from cms.pages import BasePage, tabs
from films.api import FESTIVAL_OF_PAGE, FILMS_OF_SECTION


class SectionPage(BasePage):
    standfirst = models.TextField(blank=True, help_text="One or two sentences that say what this section is.")
    introduction = StreamField(StoryStreamBlock(), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("standfirst"), FieldPanel("introduction")]
    edit_handler = tabs(content=content_panels)

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("introduction"),
    ]

    api_fields = [FESTIVAL_OF_PAGE, APIField("standfirst"), APIField("introduction"), FILMS_OF_SECTION]

    parent_page_types = ["films.FestivalPage"]
    subpage_types: list[str] = []
    template = "films/section.html"

    class Meta:
        verbose_name = "section"

    @property
    def films(self) -> models.QuerySet:
        from films.film import FilmPage

        return FilmPage.objects.filter(sections__section=self).order_by("title", "pk")

    def listed_films(self) -> models.QuerySet:
        """With what a list of films prints, in a constant number of queries."""
        return self.films.prefetch_related("credits__person")
