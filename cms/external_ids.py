"""Identifiers that other databases use for our films and people."""

from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel

from cms.ordering import OrderedRow


class ExternalIdScheme(models.TextChoices):
    EIDR = "eidr", "EIDR"
    IMDB = "imdb", "IMDb"
    ISAN = "isan", "ISAN"
    ISNI = "isni", "ISNI"
    LETTERBOXD = "letterboxd", "Letterboxd"
    TMDB = "tmdb", "TMDB"
    VIAF = "viaf", "VIAF"
    WIKIDATA = "wikidata", "Wikidata"
    OTHER = "other", "Other"


class ExternalId(OrderedRow):
    scheme = models.CharField("database", max_length=20, choices=ExternalIdScheme)
    value = models.CharField(
        "identifier",
        max_length=100,
        validators=[RegexValidator(r"^\S+$", "An identifier has no spaces. Paste the identifier, not the address.")],
        help_text="For IMDb such as tt2852470, for Wikidata such as Q1053158.",
    )

    panels = [FieldPanel("scheme"), FieldPanel("value")]

    class Meta(OrderedRow.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"
