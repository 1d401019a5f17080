"""Which of a page's columns, rows and streams an import writes. What is not named here is the editors' alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wagtail.models import Page

from films.models import FestivalPage, FilmPage, SectionPage
from importers.writing.names import normal_form
from importers.writing.values import Json
from people.models import PersonPage


@dataclass(frozen=True, slots=True)
class PageSchema:
    """fields: plain columns. relations: child relation → its columns. streams: StreamFields."""

    model: type[Page]
    fields: tuple[str, ...]
    relations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    streams: tuple[str, ...] = ()


FILM = PageSchema(
    FilmPage,
    fields=("title", "original_title", "standfirst", "year", "running_time", "certificate", "byline", "premiere"),
    relations={
        "credits": ("person", "role", "role_as_printed", "credited_as", "character"),
        "countries": ("code",),
        "languages": ("tag", "kind"),
        "companies": ("role", "name"),
        "sections": ("section",),
        "screenings": ("starts_at", "venue", "screen", "booking_url"),
    },
    streams=("body", "gallery"),
)
PERSON = PageSchema(PersonPage, fields=("title",), streams=("biography",))
SECTION = PageSchema(SectionPage, fields=("title", "standfirst"), streams=("introduction",))
FESTIVAL = PageSchema(FestivalPage, fields=("title", "slug", "edition_number", "starts_on", "ends_on"))

IDENTITY = {
    "credits": ("role", "person", "credited_as", "character"),
    "countries": ("code",),
    "languages": ("kind", "tag"),
    "companies": ("role", "name"),
    "sections": ("section",),
    "screenings": ("starts_at", "venue", "screen"),
}
"""The columns that say which row it is: no film holds two rows that are equal in all of them."""


def row_key(relation: str, row: Mapping[str, Json]) -> str:
    """A row's key, from its content. A person who has a page is that page, however the film spells the name."""
    columns = [column for column in IDENTITY[relation] if not (column == "credited_as" and row.get("person"))]
    if relation == "credits":
        return ":".join(normal_form(str(row.get(column) or "")) for column in columns)
    return ":".join(str(row.get(column) or "") for column in columns)
