"""What the APIs need: CORS, cache headers, throttling."""

import re

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def rate(text: str) -> str:
    """A number of requests and a unit of time, as Django REST Framework reads them."""
    if text and not re.fullmatch(r"[1-9]\d*/(s|sec|second|m|min|minute|h|hour|d|day)", text):
        raise ImproperlyConfigured(f"MARQUEE_API_RATE is {text!r}: write it as 600/min, with s, min, hour or day")
    return text


CORS_ALLOWED_ORIGINS = env.list("MARQUEE_CORS_ORIGINS", default=[])
CORS_URLS_REGEX = r"^/api/.*$"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PATCH", "PUT", "DELETE"]

MARQUEE_API_MAX_AGE = env.int("MARQUEE_API_MAX_AGE", default=60)  # seconds
MARQUEE_API_RATE = rate(env.str("MARQUEE_API_RATE", default=""))  # such as 600/min; empty: no limit

WAGTAILAPI_RICH_TEXT_FORMAT = "html"  # links as addresses; ?rich_text_format=db_html for links as ids
