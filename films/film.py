"""A film in an edition's programme."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks import BodyStreamBlock, GalleryBlock
from cms.pages import BasePage, tabs
from cms.panels import RowsPanel
from films.api import FESTIVAL_OF_PAGE
from films.festival import FestivalPage
from films.forms import FilmLanguageForm, FilmPageForm, FilmSectionForm, ScreeningForm
from films.roles import Role

FIRST_YEAR, LAST_YEAR = 1888, 2100
"""Roundhay Garden Scene is of 1888; nobody announces films for after 2100."""

YEAR_RANGE = f"The year must be between {FIRST_YEAR} and {LAST_YEAR}."
AT_LEAST_A_MINUTE = "The running time must be at least one minute."


class FilmPage(BasePage):
    original_title = models.CharField(
        max_length=255, blank=True, db_index=True, help_text="In the film's own language, if it differs from the title."
    )
    standfirst = models.TextField(blank=True, help_text="One or two sentences that make people want to see it.")
    year = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        db_index=True,
        validators=[MinValueValidator(FIRST_YEAR, YEAR_RANGE), MaxValueValidator(LAST_YEAR, YEAR_RANGE)],
        help_text="When it was finished, not when we show it.",
    )
    running_time = models.PositiveIntegerField(
        null=True,
        blank=True,
        db_index=True,
        validators=[MinValueValidator(1, AT_LEAST_A_MINUTE)],
        help_text="In minutes.",
    )
    certificate = models.CharField(
        max_length=100, blank=True, db_index=True, help_text="For which ages, such as 15 or PG."
    )
    byline = models.CharField(max_length=255, blank=True, help_text="Who wrote the programme note.")
    premiere = models.CharField(
        max_length=255, blank=True, db_index=True, help_text="Such as “UK premiere”. Leave empty if it is none."
    )
    body = StreamField(BodyStreamBlock(), blank=True, help_text="The synopsis, biographies and whatever else belongs.")
    gallery = StreamField(GalleryBlock(), blank=True, help_text="The first image stands for the film in lists.")

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("original_title"),
        FieldPanel("standfirst"),
        FieldPanel("body"),
        FieldPanel("byline"),
        FieldPanel("gallery"),
    ]
    credits_panels = [
        InlinePanel("credits", label="credit", heading="Credits"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("year"), FieldPanel("running_time"), FieldPanel("certificate")]),
            ],
            heading="Production",
        ),
        InlinePanel("countries", label="country", heading="Countries of production"),
        RowsPanel("languages", form=FilmLanguageForm, label="language", heading="Languages and subtitles"),
        InlinePanel("companies", label="company", heading="Companies"),
        InlinePanel("external_ids", label="identifier", heading="In other databases"),
    ]
    programme_panels = [
        FieldPanel("premiere"),
        RowsPanel("sections", form=FilmSectionForm, label="section", heading="Sections"),
        RowsPanel("screenings", form=ScreeningForm, label="screening", heading="Screenings"),
    ]
    edit_handler = tabs(content=content_panels, credits=credits_panels, programme=programme_panels)
    base_form_class = FilmPageForm
    rows_in_search = frozenset({"credits"})

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("original_title", boost=2),
        index.AutocompleteField("original_title"),
        index.SearchField("standfirst"),
        index.SearchField("body"),
        index.SearchField("byline"),
        index.SearchField("names_in_credits"),
        index.FilterField("original_title"),
        index.FilterField("year"),
        index.FilterField("running_time"),
        index.FilterField("certificate"),
        index.FilterField("premiere"),
    ]

    api_fields = [
        FESTIVAL_OF_PAGE,
        APIField("original_title"),
        APIField("standfirst"),
        APIField("year"),
        APIField("running_time"),
        APIField("certificate"),
        APIField("byline"),
        APIField("premiere"),
        APIField("credits"),
        APIField("countries"),
        APIField("languages"),
        APIField("companies"),
        APIField("sections"),
        APIField("screenings"),
        APIField("external_ids"),
        APIField("body"),
        APIField("gallery"),
    ]

    parent_page_types = ["films.FestivalPage"]
    subpage_types: list[str] = []
    template = "films/film.html"

    class Meta:
        verbose_name = "film"
        constraints = [
            models.CheckConstraint(
                name="films_film_year_in_range",
                condition=models.Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                violation_error_message=YEAR_RANGE,
            ),
            models.CheckConstraint(
                name="films_film_running_time_positive",
                condition=models.Q(running_time__gt=0),
                violation_error_message=AT_LEAST_A_MINUTE,
            ),
        ]

    def names_in_credits(self) -> str:
        """For searching: everybody who made the film, and whom they play."""
        rows = self.credits.select_related("person") if self.pk else []
        return "\n".join(f"{row.name} {row.character}".strip() for row in rows)

    def director_names(self) -> str:
        return ", ".join(row.name for row in self.credits.all() if row.role == Role.DIRECTOR)

    director_names.short_description = "Director"  # type: ignore[attr-defined]

    @property
    def festival(self) -> FestivalPage | None:
        """The edition this film is in: its nearest ancestor of that type."""
        return FestivalPage.objects.ancestor_of(self).order_by("-depth").first()
