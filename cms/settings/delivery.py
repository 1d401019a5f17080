"""What the APIs need: CORS, cache headers, throttling."""

import environ

env = environ.Env()

CORS_ALLOWED_ORIGINS = env.list("MARQUEE_CORS_ORIGINS", default=[])
CORS_URLS_REGEX = r"^/api/.*$"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PATCH", "PUT", "DELETE"]

MARQUEE_API_MAX_AGE = env.int("MARQUEE_API_MAX_AGE", default=60)  # seconds
MARQUEE_API_RATE = env.str("MARQUEE_API_RATE", default="")  # such as 600/min; empty: no limit

WAGTAILAPI_RICH_TEXT_FORMAT = "html"  # links as addresses; ?rich_text_format=db_html for links as ids
