"""When and where a film is shown."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.api import APIField

from cms.ordering import OrderedRow
from films.api import LocalTimeField
from films.film import FilmPage
from films.roles import ScreeningStatus
from films.venue import Venue


class Screening(OrderedRow):
    film = ParentalKey(FilmPage, on_delete=models.CASCADE, related_name="screenings")
    starts_at = models.DateTimeField("starts", db_index=True, help_text="As clocks at the festival show it.")
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.PROTECT, related_name="screenings")
    screen = models.CharField(max_length=100, blank=True, help_text="If the venue has several, such as Screen 2.")
    status = models.CharField(max_length=16, choices=ScreeningStatus, default=ScreeningStatus.SCHEDULED, db_index=True)
    booking_url = models.URLField("booking address", max_length=1000, blank=True)
    note = models.CharField(max_length=500, blank=True, help_text="Such as “Followed by a talk with the director”.")

    panels = [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("status")]),
        FieldRowPanel([FieldPanel("venue"), FieldPanel("screen")]),
        FieldRowPanel([FieldPanel("booking_url"), FieldPanel("note")]),
    ]

    api_fields = [
        APIField("film"),
        APIField("starts_at", serializer=LocalTimeField()),
        APIField("venue"),
        APIField("screen"),
        APIField("status"),
        APIField("booking_url"),
        APIField("note"),
    ]

    class Meta(OrderedRow.Meta):
        verbose_name = "screening"
        constraints = [
            models.UniqueConstraint(
                fields=["film", "starts_at", "venue", "screen"],
                name="films_screening_once",
                violation_error_message="This screening is there already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M %Z}"
