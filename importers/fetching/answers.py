"""What the headers of an answer say about its body, and the answer as a Response: one rule for the live web and for
everything kept of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.message import Message

from importers.responses import Origin, Response

Headers = tuple[tuple[str, str], ...]
"""Names in lower case, in the order sent."""


def header(headers: Iterable[tuple[str, str]], name: str) -> str:
    """The last value of a header, as servers and browsers agree; "" if it was not sent."""
    return dict(headers).get(name, "").strip()


def media_type(headers: Headers) -> tuple[str, str | None]:
    """The media type in lower case ("" where none was sent) and the charset (None likewise)."""
    sent = header(headers, "content-type")
    declared = Message()
    declared["content-type"] = sent or "application/octet-stream"
    return (declared.get_content_type() if sent else ""), declared.get_content_charset()


def as_response(
    *,
    source: str,
    site: str,
    url: str,
    body: bytes,
    status: int,
    headers: Headers,
    fetched_at: datetime,
    origin: Origin | None = None,
) -> Response:
    kind, charset = media_type(headers)
    return Response(
        source=source,
        site=site,
        url=url,
        body=body,
        content_type=kind,
        charset=charset,
        status=status,
        headers=headers,
        fetched_at=fetched_at,
        origin=origin,
    )
