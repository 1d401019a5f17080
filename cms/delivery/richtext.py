"""Rich text for readers: what it points at is looked up in bulk, and what they may not see loses its target.

In the database a link reads `<a linktype="page" id="7">`. Wagtail expands it one text at a time, whatever it points at.
Here the texts of a whole answer are collected first (`references`) and rewritten from what was found (`rewritten`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model
from django.utils.html import escape
from wagtail.api.rich_text import APIRichText
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text.rewriters import FIND_A_TAG, FIND_EMBED_TAG, extract_attrs

Found = Mapping[tuple[type[Model], int], Model]
"""What was found of the things that content points at, each by its model and primary key."""


def references(html: str) -> Iterator[tuple[type[Model], int]]:
    for pattern in (FIND_A_TAG, FIND_EMBED_TAG):
        for match in pattern.finditer(html):
            reference = _reference(extract_attrs(match.group(1)))
            if reference:
                yield reference


def rewritten(html: str, found: Found, *, expanded: bool) -> str:
    """The text with its targets: as addresses if `expanded`, else as the database has them; those not found dropped."""

    def link(match: re.Match[str]) -> str:
        attrs = extract_attrs(match.group(1))
        if "linktype" not in attrs:
            return match.group(0)
        target = found.get(_reference(attrs) or (Model, 0))
        url = _url(target) if target else None
        if not target or not url:
            return "<a>"
        return f'<a href="{escape(url)}">' if expanded else match.group(0)

    def embed(match: re.Match[str]) -> str:
        attrs = extract_attrs(match.group(1))
        if attrs.get("embedtype") == "media":
            return _media_link(attrs.get("url", "")) if expanded else match.group(0)
        image: Any = found.get(_reference(attrs) or (Model, 0))
        if image is None:
            return ""
        alt = escape(attrs.get("alt", ""))
        return f'<img src="{escape(image.file.url)}" alt="{alt}">' if expanded else match.group(0)

    return FIND_EMBED_TAG.sub(embed, FIND_A_TAG.sub(link, html))


def output_format(context: Mapping[str, Any] | None) -> str:
    """The format asked for in `?rich_text_format=`, or the one of the settings; raises RichTextFormatError."""
    request = (context or {}).get("request")
    return str(APIRichText.resolve_format(request.GET.get("rich_text_format") if request else None))


def is_expanded(rich_text_format: str) -> bool:
    return not rich_text_format.startswith("db_")


def _reference(attrs: Mapping[str, str]) -> tuple[type[Model], int] | None:
    kind = attrs.get("linktype") or attrs.get("embedtype")
    pk = attrs.get("id", "")
    models = {"page": Page, "document": get_document_model(), "image": get_image_model()}
    return (models[kind], int(pk)) if kind in models and pk.isdecimal() else None


def _url(target: Any) -> str | None:
    return target.get_url() if isinstance(target, Page) else target.url


def _media_link(url: str) -> str:
    """Not the player: fetching its code would be a request to another site while a reader waits."""
    return f'<a href="{escape(url)}">{escape(url)}</a>'
