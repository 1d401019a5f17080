"""The ordered rows of a film: who made it, where, in which languages, with which companies, in which sections."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.api import APIField

from cms.external_ids import ExternalId
from cms.ordering import OrderedRow
from films.countries import country_choices, country_name
from films.film import FilmPage
from films.languages import language_name, standard_tag, validate_language
from films.roles import COMPANY_ROLES, LanguageKind, Role
from films.section import SectionPage


class FilmCredit(OrderedRow):
    film = ParentalKey(FilmPage, on_delete=models.CASCADE, related_name="credits")
    person = models.ForeignKey(
        "people.PersonPage", null=True, blank=True, on_delete=models.SET_NULL, related_name="credits"
    )
    role = models.CharField(max_length=32, choices=Role, db_index=True)
    role_as_printed = models.CharField(
        max_length=255, blank=True, help_text="If the film calls it something else, such as “Additional music”."
    )
    credited_as = models.CharField(
        max_length=255, blank=True, db_index=True, help_text="If the name is printed otherwise, or has no page."
    )
    character = models.CharField(max_length=255, blank=True, help_text="For cast: who they play.")

    panels = [
        FieldRowPanel([FieldPanel("role"), FieldPanel("role_as_printed")]),
        FieldPanel("person"),
        FieldRowPanel([FieldPanel("credited_as"), FieldPanel("character")]),
    ]

    api_fields = [
        APIField("film"),
        APIField("person"),
        APIField("role"),
        APIField("role_as_printed"),
        APIField("credited_as"),
        APIField("character"),
    ]

    class Meta(OrderedRow.Meta):
        verbose_name = "credit"
        constraints = [
            models.CheckConstraint(
                name="films_credit_names_somebody",
                condition=models.Q(person__isnull=False) | ~models.Q(credited_as=""),
                violation_error_message="Choose a person, or write the name as printed.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"

    @property
    def name(self) -> str:
        """As the film prints it; the person's own name where it prints no other."""
        return self.credited_as or (self.person.title if self.person else "")


class FilmCountry(OrderedRow):
    film = ParentalKey(FilmPage, on_delete=models.CASCADE, related_name="countries")
    code = models.CharField(
        "country",
        max_length=4,
        db_index=True,
        choices=country_choices,
        error_messages={"invalid_choice": "“%(value)s” is no ISO 3166 country code."},
    )

    panels = [FieldPanel("code")]

    api_fields = [APIField("film"), APIField("code"), APIField("name")]

    class Meta(OrderedRow.Meta):
        verbose_name = "country of production"
        verbose_name_plural = "countries of production"
        constraints = [
            models.UniqueConstraint(
                fields=["film", "code"],
                name="films_country_once_per_film",
                violation_error_message="This country is there already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return country_name(self.code)


class FilmLanguage(OrderedRow):
    film = ParentalKey(FilmPage, on_delete=models.CASCADE, related_name="languages")
    tag = models.CharField(
        "language",
        max_length=35,
        db_index=True,
        validators=[validate_language],
        help_text="A tag such as fr, pt-BR or zh-Hant; zxx for a film without dialogue.",
    )
    kind = models.CharField(max_length=16, choices=LanguageKind, default=LanguageKind.SPOKEN, db_index=True)

    panels = [FieldRowPanel([FieldPanel("tag"), FieldPanel("kind")])]

    api_fields = [APIField("film"), APIField("tag"), APIField("name"), APIField("kind")]

    class Meta(OrderedRow.Meta):
        verbose_name = "language"
        constraints = [
            models.UniqueConstraint(
                fields=["film", "kind", "tag"],
                name="films_language_once_per_kind",
                violation_error_message="This language is there already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean_fields(self, exclude: set[str] | None = None) -> None:
        """An editor may write FR or en_gb: kept is the canonical tag."""
        try:
            self.tag = standard_tag(self.tag)
        except ValidationError as error:
            raise ValidationError({"tag": error}) from error
        super().clean_fields(exclude=exclude)

    @property
    def name(self) -> str:
        return language_name(self.tag)


class FilmCompany(OrderedRow):
    film = ParentalKey(FilmPage, on_delete=models.CASCADE, related_name="companies")
    role = models.CharField(
        max_length=64,
        db_index=True,
        default="distribution",
        validators=[RegexValidator(r"^[a-z]+(_[a-z]+)*$", "Write it in lower case, such as uk_distribution.")],
        help_text="production, sales, distribution, uk_distribution (any country's code does) or other.",
    )
    name = models.CharField(max_length=255, db_index=True)

    panels = [FieldRowPanel([FieldPanel("role"), FieldPanel("name")])]

    api_fields = [APIField("film"), APIField("role"), APIField("role_name"), APIField("name")]

    class Meta(OrderedRow.Meta):
        verbose_name = "company"
        verbose_name_plural = "companies"
        constraints = [
            models.UniqueConstraint(
                fields=["film", "role", "name"],
                name="films_company_once_per_role",
                violation_error_message="This company is there already with this role.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role_name}: {self.name}"

    @property
    def role_name(self) -> str:
        """ "UK distribution" of `uk_distribution`."""
        territory, _, rest = self.role.partition("_")
        if self.role in COMPANY_ROLES or not rest:
            return COMPANY_ROLES.get(self.role, self.role.capitalize())
        return f"{territory.upper()} {rest.replace('_', ' ')}"


class FilmSection(OrderedRow):
    film = ParentalKey(FilmPage, on_delete=models.CASCADE, related_name="sections")
    section = models.ForeignKey(SectionPage, on_delete=models.CASCADE, related_name="film_links")

    panels = [FieldPanel("section")]

    api_fields = [APIField("film"), APIField("section")]

    class Meta(OrderedRow.Meta):
        verbose_name = "section"
        constraints = [
            models.UniqueConstraint(
                fields=["film", "section"],
                name="films_section_once_per_film",
                violation_error_message="This section is there already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.section)


class FilmExternalId(ExternalId):
    film = ParentalKey(FilmPage, on_delete=models.CASCADE, related_name="external_ids")

    api_fields = [APIField("film"), APIField("scheme"), APIField("value")]

    class Meta(ExternalId.Meta):
        verbose_name = "external identifier"
        indexes = [models.Index(fields=["scheme", "value"], name="films_external_id")]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "scheme", "value"],
                name="films_external_id_once_per_film",
                violation_error_message="This identifier is there already.",
            )
        ]
