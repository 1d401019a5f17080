"""The project's settings, as fetching wants them."""

from __future__ import annotations

from django.conf import settings

from importers.fetching.options import MEGABYTE, FetchOptions


def fetch_options(site: str | None = None) -> FetchOptions:
    return FetchOptions(
        site=site,
        contact=settings.MARQUEE_CONTACT,
        fetch_remote_media=settings.MARQUEE_FETCH_MEDIA,
        allow_private=settings.MARQUEE_FETCH_PRIVATE,
        max_bytes=settings.MARQUEE_FETCH_MAX_MB * MEGABYTE,
    )
