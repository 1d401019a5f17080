"""People: those who make films."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import StoryStreamBlock
from cms.external_ids import ExternalId
from cms.ordering import OrderedRow
from cms.pages import BasePage, tabs
from people.api import PEOPLE_OF_INDEX


class PersonIndexPage(BasePage):
    introduction = StreamField(StoryStreamBlock(), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    edit_handler = tabs(content=content_panels)

    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]

    api_fields = [APIField("introduction"), PEOPLE_OF_INDEX]

    parent_page_types = ["home.HomePage"]
    subpage_types = ["people.PersonPage"]
    max_count_per_parent = 1
    template = "people/person_index.html"

    class Meta:
        verbose_name = "index of people"
        verbose_name_plural = "indexes of people"

    @property
    def people(self) -> models.QuerySet:
        return PersonPage.objects.child_of(self).order_by("sort_name", "pk")


class PersonPage(BasePage):
    """Somebody's page; its title is the name as it is read ("Rosa Marlin"), `sort_name` as it is sorted."""

    sort_name = models.CharField(
        max_length=255,
        blank=True,
        db_index=True,
        help_text="As in an index, such as “Marlin, Rosa”. Leave empty to have it made from the name.",
    )
    portrait = models.ForeignKey("cms.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    biography = StreamField(StoryStreamBlock(), blank=True)

    content_panels = [
        FieldPanel("title", heading="Name", help_text="As it is printed, such as “Rosa Marlin”."),
        FieldPanel("sort_name"),
        InlinePanel("also_known_as", label="other name", heading="Also known as"),
        FieldPanel("portrait"),
        FieldPanel("biography"),
        InlinePanel("external_ids", label="identifier", heading="In other databases"),
    ]
    edit_handler = tabs(content=content_panels)

    search_fields = [
        *BasePage.search_fields,
        index.AutocompleteField("sort_name"),
        index.SearchField("other_names"),
        index.AutocompleteField("other_names"),
        index.SearchField("biography"),
        index.FilterField("sort_name"),
    ]

    api_fields = [
        APIField("sort_name"),
        APIField("also_known_as"),
        APIField("portrait"),
        APIField("biography"),
        APIField("credits"),
        APIField("external_ids"),
    ]

    rows_in_search = frozenset({"also_known_as"})
    parent_page_types = ["people.PersonIndexPage"]
    subpage_types: list[str] = []
    template = "people/person.html"

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"

    def listed_credits(self) -> models.QuerySet:
        return self.credits.select_related("film").order_by("-film__year", "film__title", "sort_order")

    def other_names(self) -> str:
        return "\n".join(row.name for row in self.also_known_as.all())

    def known_for(self) -> str:
        """Three films by title, for telling people of one name apart."""
        titles = dict.fromkeys(credit.film.title for credit in self.credits.all())
        return ", ".join(list(titles)[:3])

    known_for.short_description = "Known for"  # type: ignore[attr-defined]

    def full_clean(self, *args: object, **kwargs: object) -> None:
        self.sort_name = self.sort_name or sort_name(self.title)
        super().full_clean(*args, **kwargs)


def sort_name(name: str) -> str:
    """ "Marlin, Rosa" of "Rosa Marlin": the last word first. Right for most names; editors mend the others."""
    given, _, family = name.strip().rpartition(" ")
    return f"{family}, {given.strip()}" if given else family


class PersonAlias(OrderedRow):
    """Another name of the same person. Rows, not a list in JSON: they can be searched, and matched by an index."""

    person = ParentalKey(PersonPage, on_delete=models.CASCADE, related_name="also_known_as")
    name = models.CharField(max_length=255, db_index=True)

    panels = [FieldPanel("name")]

    api_fields = [APIField("person"), APIField("name")]

    class Meta(OrderedRow.Meta):
        verbose_name = "other name"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"],
                name="people_alias_once_per_person",
                violation_error_message="This name is there already.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PersonExternalId(ExternalId):
    person = ParentalKey(PersonPage, on_delete=models.CASCADE, related_name="external_ids")

    api_fields = [APIField("person"), APIField("scheme"), APIField("value")]

    class Meta(ExternalId.Meta):
        verbose_name = "external identifier"
        indexes = [models.Index(fields=["scheme", "value"], name="people_external_id")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "scheme", "value"],
                name="people_external_id_once",
                violation_error_message="This identifier is there already.",
            )
        ]
