"""How often one reader may ask."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework.throttling import SimpleRateThrottle

from cms.delivery.errors import problem


class ReaderThrottle(SimpleRateThrottle):
    """MARQUEE_API_RATE for each address, such as 600/min. Empty: no limit."""

    scope = "reader"

    def get_rate(self) -> str | None:
        return settings.MARQUEE_API_RATE or None

    def get_cache_key(self, request: Any, view: object) -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


def throttled(view: Callable[..., Any]) -> Callable[..., Any]:
    """For views that are not Django REST Framework's: 429 as Problem Details, before anything is looked up."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        throttle = ReaderThrottle()
        if throttle.allow_request(request, None):
            return view(request, *args, **kwargs)
        wait = math.ceil(throttle.wait() or 1)
        return problem(429, f"Too many questions. Ask again in {wait} seconds.", {"Retry-After": str(wait)})

    return asked
