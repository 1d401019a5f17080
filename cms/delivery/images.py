"""The sizes of an image that readers are offered: those that exist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, prefetch_related_objects
from rest_framework.fields import Field

Json = dict[str, Any]

SOURCE_FILTERS = ("width-", "max-")
"""Renditions of the whole image. Crops are made for one place and would mislead everywhere else."""


def image_sources(image: Any) -> list[Json]:
    """The sizes that exist already, smallest first. None is made here: a reader's GET writes nothing."""
    renditions = [made for made in image.renditions.all() if made.filter_spec.startswith(SOURCE_FILTERS)]
    sources = [{"url": made.url, "width": made.width, "height": made.height} for made in renditions]
    return sorted(sources, key=lambda source: (source["width"], source["url"]))


class SourcesField(Field):
    """`sources` of an image in `api_fields`."""

    def prime(self, instances: Sequence[Model]) -> None:
        prefetch_related_objects(instances, "renditions")

    def get_attribute(self, instance: Any) -> Any:
        return instance

    def to_representation(self, value: Any) -> list[Json]:
        return image_sources(value)
