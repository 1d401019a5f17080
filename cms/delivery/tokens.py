"""/api/v3/: Wagtail's new API, for bearer tokens only, and only for what the token's owner may see.

As it comes, v3 answers anybody, takes a bad token for none, and shows whatever the pages it returns point at. Here
- every address but the OpenAPI document wants a valid token (`_guarded`),
- writing to a page, and copying it, wants permission for that page: a copy takes drafts along,
- every answer passes the gate of the token's owner before it is serialized (`_gated`): see `cms.delivery.veiling`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from ninja.pagination import paginate
from ninja.responses import Status
from wagtail.api.v3.api import api
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.documents.api.v3 import router as documents
from wagtail.images import get_image_model
from wagtail.images.api.v3 import router as images
from wagtail.models import Revision

from cms.delivery.errors import not_found, problem
from cms.delivery.public import TokenGate, current_gate, looking_through
from cms.delivery.questions import refuse_bad_questions
from cms.delivery.throttling import throttled
from cms.delivery.veiling import veil, veil_listed

View = Callable[..., Any]

OPEN = "openapi-json"
"""The name of the one address that needs no token."""

READING = {"GET", "HEAD", "OPTIONS"}


def token_api() -> tuple[list[URLPattern], str, str]:
    """v3's addresses, guarded, for `path()`."""
    images.get_images_queryset = _visible_images
    documents.get_documents_queryset = _visible_documents
    api.add_decorator(_gated, mode="operation")
    refuse_bad_questions(api)
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        view = pattern.callback if pattern.name == OPEN else _guarded(pattern.callback)
        pattern.callback = throttled(view)
    return [*patterns, re_path(r"^.*$", throttled(_guarded(not_found)))], app_name, namespace


def _guarded(view: View) -> View:
    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if BearerTokenAuth()(request) is None:
            return problem(401, "This API wants a valid bearer token.", {"WWW-Authenticate": "Bearer"})
        gate = TokenGate(request.user)
        if not _may_touch(request, gate, kwargs):
            return problem(404)
        with looking_through(gate):
            response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded


def _may_touch(request: HttpRequest, gate: TokenGate, kwargs: dict[str, Any]) -> bool:
    """Writing to a page, and any action on it, is for those who may work on it."""
    if "page_id" not in kwargs or request.method in READING:
        return True
    return gate.own_pages().filter(pk=kwargs["page_id"]).exists()


def _gated(view: View) -> View:
    """Let nothing through to the serializers that the token's owner may not see."""
    view = _gated_redirects(view) if view.__name__ == "list_redirects" else view

    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        answer = view(request, *args, **kwargs)
        _veil_answer(answer.value if isinstance(answer, Status) else answer, request)
        return answer

    return gated


def _veil_answer(answer: Any, request: HttpRequest) -> None:
    gate = current_gate()
    if isinstance(answer, Revision):
        version = answer.as_object()
        veil([version], gate, request)
        answer.as_object = lambda: version
    elif isinstance(answer, Redirect) and not _visible_redirects(Redirect.objects.filter(pk=answer.pk)).exists():
        raise Http404("No Redirect matches the given query.")
    elif isinstance(answer, dict) and "items" in answer:
        veil_listed(answer["items"], gate, request)
    elif isinstance(answer, Model):
        veil([answer], gate, request)


def _gated_redirects(view: View) -> View:
    """The stock list takes all redirects there are: pages must be counted after the gate, not before."""
    unpaginated = view.__wrapped__  # type: ignore[attr-defined]

    @wraps(unpaginated)
    def visible(request: HttpRequest, **kwargs: Any) -> QuerySet[Redirect]:
        return _visible_redirects(unpaginated(request, **kwargs))

    return paginate(WagtailLimitOffsetPagination, pass_parameter="pagination_info")(visible)  # noqa: S106


def _visible_redirects(redirects: QuerySet[Redirect]) -> QuerySet[Redirect]:
    return redirects.filter(Q(redirect_page=None) | Q(redirect_page__in=current_gate().pages().values("pk")))


def _visible_images(request: HttpRequest) -> QuerySet[Any]:
    return current_gate().filter(get_image_model().objects.prefetch_related("tags", "renditions").order_by("pk"))


def _visible_documents(request: HttpRequest) -> QuerySet[Any]:
    return current_gate().filter(get_document_model().objects.prefetch_related("tags").order_by("pk"))
