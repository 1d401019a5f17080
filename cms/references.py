"""What the API says in place of a page, an image or a link that content points at.

The one place where blocks meet the public gate: what is not public loses its target, never its text.
"""

from __future__ import annotations

from typing import Any

from wagtail.api.rich_text import APIRichText
from wagtail.models import Page

from cms.delivery.images import image_sources
from cms.delivery.public import is_public
from cms.delivery.richtext import output_format
from cms.images import Image

Json = dict[str, Any]


def page_reference(page: Page | None, context: Json | None = None) -> Json | None:
    if page is None or not is_public(page):
        return None
    return {"id": page.pk, "type": page.specific_class._meta.label, "title": page.title, "url": page.get_url()}


def image_reference(image: Image | None, context: Json | None = None, alt: str | None = None) -> Json | None:
    if image is None or not is_public(image):
        return None
    return {
        "id": image.pk,
        "title": image.title,
        "alt": alt or image.description,
        "width": image.width,
        "height": image.height,
        "url": image.file.url,
        "sources": image_sources(image),
    }


def rich_text(source: str, context: Json | None = None) -> Any:
    """In the format of `?rich_text_format=`; HTML with the targets' addresses where nothing is asked for."""
    return APIRichText.serialize(source, format=output_format(context))
