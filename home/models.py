"""The home page of the website."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import StoryStreamBlock
from cms.pages import BasePage, tabs
from films.models import FestivalPage
from home.api import FESTIVALS_OF_HOME
from people.models import PersonIndexPage


class HomePage(BasePage):
    introduction = StreamField(StoryStreamBlock(), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    edit_handler = tabs(content=content_panels)

    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]

    api_fields = [APIField("introduction"), FESTIVALS_OF_HOME]

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["films.FestivalPage", "people.PersonIndexPage"]
    template = "home/home.html"

    class Meta:
        verbose_name = "home page"

    @property
    def festivals(self) -> models.QuerySet:
        """The editions, newest first."""
        return FestivalPage.objects.child_of(self).order_by("-starts_on", "-pk")

    @property
    def indexes(self) -> models.QuerySet:
        return PersonIndexPage.objects.child_of(self)
