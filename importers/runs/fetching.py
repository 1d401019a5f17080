"""The project's settings, as fetching wants them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.conf import settings

from importers.fetching.options import MEGABYTE, FetchOptions


def fetch_options(site: str | None = None, as_of: date | None = None) -> FetchOptions:
    return FetchOptions(
        site=site,
        contact=settings.MARQUEE_CONTACT,
        fetch_remote_media=settings.MARQUEE_FETCH_MEDIA,
        allow_private=settings.MARQUEE_FETCH_PRIVATE,
        max_bytes=settings.MARQUEE_FETCH_MAX_MB * MEGABYTE,
        as_of=datetime.combine(as_of, time.max, UTC) if as_of else None,
    )
