"""What the API shows of people beyond their own columns."""

from __future__ import annotations

from wagtail.api import APIField

from cms.delivery.relations import children

PEOPLE_OF_INDEX = APIField("people", serializer=children("people.PersonPage", order_by=("sort_name", "pk")))
