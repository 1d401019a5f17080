"""How often one reader may ask."""

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class ReaderThrottle(SimpleRateThrottle):
    """MARQUEE_API_RATE for each address, such as 600/min. Empty: no limit."""

    scope = "reader"

    def get_rate(self) -> str | None:
        return settings.MARQUEE_API_RATE or None

    def get_cache_key(self, request: Request, view: object) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}
