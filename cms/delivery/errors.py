"""No API answer is an HTML error page, whatever went wrong and wherever.

v2 says `{"message": …}` as Wagtail documents it. All else below /api/ is Problem Details (RFC 9457).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError

API_ROOT = "/api/"

logger = logging.getLogger(__name__)


def problem(status: int, detail: str = "", headers: dict[str, str] | None = None) -> HttpResponse:
    phrase = HTTPStatus(status).phrase
    return JsonResponse(
        {"type": "about:blank", "title": phrase, "status": status, "detail": detail or phrase},
        status=status,
        content_type="application/problem+json",
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def not_found(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """For addresses below /api/ that lead nowhere."""
    return problem(404, f"There is no endpoint at {request.path}")


class ApiErrorsMiddleware:
    """Must stand first: it answers for everything that comes after it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(API_ROOT) and _is_html_error(response):
            _say_as_problem(response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Reports the fault as Django would, then answers it as an API does."""
        if not request.path.startswith(API_ROOT) or _django_answers(exception):
            return None
        logger.error("%s %s failed", request.method, request.path, exc_info=exception)
        got_request_exception.send(sender=type(self), request=request)
        return problem(500, "The server failed to answer. The fault has been logged.")


def _is_html_error(response: HttpResponse) -> bool:
    return response.status_code >= 400 and response.get("Content-Type", "text/html").startswith("text/html")


def _say_as_problem(response: HttpResponse) -> None:
    """In place: the headers that others have set (CORS, Allow) stay."""
    said = problem(response.status_code)
    response.content = said.content
    for name in ("Content-Type", "Cache-Control"):
        response[name] = said[name]
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))


def _django_answers(exception: Exception) -> bool:
    """Exceptions that are answers: Http404, PermissionDenied, BadRequest and their like."""
    return isinstance(exception, (Http404, PermissionDenied, BadRequest, SuspiciousOperation, MultiPartParserError))
