"""What the API shows of the home page beyond its own columns."""

from __future__ import annotations

from wagtail.api import APIField

from cms.delivery.relations import children

FESTIVALS_OF_HOME = APIField("festivals", serializer=children("films.FestivalPage", order_by=("-starts_on", "-pk")))
