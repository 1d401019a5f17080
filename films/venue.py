"""Where films are shown."""

from itertools import chain, count
from typing import Any

from django.db import models
from django.utils.text import slugify
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.search import index


class Venue(index.Indexed, models.Model):  # type: ignore[django-manager-missing]
    name = models.CharField(max_length=255, unique=True)
    slug = models.SlugField(
        max_length=255,
        unique=True,
        blank=True,
        help_text="The name as it appears in addresses, such as garden-cinema. Leave empty to have it made.",
    )
    address = models.TextField(blank=True, help_text="Street and number, one line each, without the city.")
    postal_code = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=255, blank=True, db_index=True)
    url = models.URLField("website", blank=True)
    accessibility = models.TextField(blank=True, help_text="Lifts, hearing loops, wheelchair places.")

    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        MultiFieldPanel(
            [FieldPanel("address"), FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city")])], heading="Address"
        ),
        FieldPanel("url"),
        FieldPanel("accessibility"),
    ]

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("city"),
        index.AutocompleteField("city"),
        index.SearchField("address"),
        index.FilterField("city"),
        index.FilterField("slug"),
    ]

    api_fields = [
        APIField("name"),
        APIField("slug"),
        APIField("address"),
        APIField("postal_code"),
        APIField("city"),
        APIField("url"),
        APIField("accessibility"),
    ]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or _free_slug(self.name)
        super().save(*args, **kwargs)


def _free_slug(name: str) -> str:
    slug = slugify(name)[:240] or "venue"
    taken = set(Venue.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(free for free in chain([slug], (f"{slug}-{n}" for n in count(2))) if free not in taken)
