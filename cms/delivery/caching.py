"""HTTP caching of public answers: ETag from the bytes, Cache-Control from the settings, 304 where nothing changed."""

from __future__ import annotations

from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control


def cacheable(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The response with its caching headers, or the 304 that stands for it. `response` is rendered already."""
    if response.status_code != 200 or _is_never_the_same(request):
        patch_cache_control(response, no_store=True)
        return response
    etag = f'"{blake2b(response.content, digest_size=16).hexdigest()}"'  # type: ignore[attr-defined]
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=settings.MARQUEE_API_MAX_AGE)
    return get_conditional_response(request, etag=etag, response=response) or response  # type: ignore[arg-type]


def _is_never_the_same(request: HttpRequest) -> bool:
    return request.GET.get("order") == "random"
