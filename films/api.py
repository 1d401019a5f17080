"""What the API shows of films beyond their own columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rest_framework.fields import Field
from wagtail.api import APIField

from cms.delivery.relations import RelatedPages, children, parent, parent_path_of

if TYPE_CHECKING:
    from films.screening import Screening

FESTIVAL_OF_PAGE = APIField("festival", serializer=parent("films.FestivalPage"))
FILMS_OF_FESTIVAL = APIField("films", serializer=children("films.FilmPage"))
SECTIONS_OF_FESTIVAL = APIField("sections", serializer=children("films.SectionPage", order_by=("path",)))
FILMS_OF_SECTION = APIField("films", serializer=RelatedPages("films.FilmPage", via="sections__section_id"))


class LocalTimeField(Field):
    """A time as clocks at the festival show it, with its offset: 2026-10-09T20:45:00+01:00."""

    def prime(self, instances: Sequence[Screening]) -> None:
        """One query for the time zones of all screenings."""
        from films.festival import FestivalPage

        paths = {id(screening): parent_path_of(screening.film) for screening in instances}
        zones = dict(FestivalPage.objects.filter(path__in=paths.values()).values_list("path", "time_zone"))
        for screening in instances:
            screening.__dict__["_zone"] = zones.get(paths[id(screening)], "UTC")

    def get_attribute(self, instance: Any) -> Any:
        if "_zone" not in instance.__dict__:
            self.prime([instance])
        return super().get_attribute(instance).astimezone(ZoneInfo(instance.__dict__["_zone"]))

    def to_representation(self, value: datetime) -> str:
        return value.isoformat()
