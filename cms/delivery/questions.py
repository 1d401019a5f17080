"""What may be asked of v3.

As it comes, v3 passes over parameters that it does not know (a misspelt filter finds all pages), filters by relations,
which tells of what the reader may not see, and fails on values that no column holds. Here each is a 422 that names the
parameter, in the form of v3's own validation errors.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja.operation import Operation
from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError
from wagtail.api.v3.errors import problem_response
from wagtail.api.v3.schemas.params import APIFieldFilterSchema
from wagtail.api.validators import APIFieldValidator
from wagtail.coreutils import resolve_model_string

from cms.delivery.filters import is_filterable, is_sortable, value_fault

FILTERING = {"list_pages", "list_snippets", "list_images", "list_documents", "list_redirects"}
"""Views that also take the fields of what they list as parameters."""

OF_EVERY_LIST = {"limit", "offset", "rich_text_format"}

NUMBERS = ("limit", "offset", "user_id")
"""Parameters that go into the database as they are."""

MAX_NUMBER = 2**31 - 1


def refuse_bad_questions(api: NinjaAPI) -> None:
    """To be called before the API's addresses are read."""
    APIFieldFilterSchema.get_validated_fields = _fields_asked
    api.add_decorator(_checked, mode="view")
    api.add_exception_handler(MultiPartParserError, _bad_body)


def _bad_body(request: HttpRequest, error: Any) -> HttpResponse:
    return problem_response(status=400, detail=str(error))


def _checked(run: Callable[..., Any]) -> Callable[..., Any]:
    operation: Operation = run.__self__  # type: ignore[attr-defined]
    models = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    known = {name for model in models for name in model.__ninja_flatten_map__}
    takes_fields = operation.view_func.__name__ in FILTERING

    @wraps(run)
    def checked(request: HttpRequest, **kwargs: Any) -> Any:
        if "pk" in kwargs and value_fault(resolve_model_string(kwargs["type"])._meta.pk, str(kwargs["pk"])):
            return problem_response(status=404, detail=f"Nothing has the key {kwargs['pk']}")
        unknown = set() if takes_fields else set(request.GET) - known
        errors = [{"type": "unknown_parameter", "loc": [name], "msg": _unknown(name)} for name in sorted(unknown)]
        errors += [
            {"type": "bad_value", "loc": [name], "msg": f"{name} must be a whole number from 0 to {MAX_NUMBER}"}
            for name in NUMBERS
            if name in request.GET and not _is_number(request.GET[name])
        ]
        if errors:
            return problem_response(status=422, detail="Validation failed", errors=errors)
        return run(request, **kwargs)

    return checked


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len(str(MAX_NUMBER)) and int(text) <= MAX_NUMBER


def _fields_asked(self: APIFieldFilterSchema, queryset: QuerySet[Any]) -> list[str]:
    """Stands for Wagtail's method: the fields to filter by, or an error for each parameter that is none."""
    model = queryset.model
    names = sorted(set(self.raw_params) - self.ignore_fields - OF_EVERY_LIST)
    allowed = APIFieldValidator(model=model, fields=[], base_fields=self.base_fields, db_fields_only=True)
    errors: list[InitErrorDetails] = []
    for name in names:
        if name not in allowed.allowed_fields - {"pk"} or not is_filterable(model, name):
            errors.append(_error("unknown_parameter", name, _unknown(name)))
            continue
        faults = (value_fault(model._meta.get_field(name), text) for text in self.raw_params.getlist(name))
        errors += [_error("bad_value", name, fault) for fault in faults if fault]
    for name in filter(None, self.raw_params.getlist("order")):
        if name != "random" and not is_sortable(model, name.removeprefix("-")):
            errors.append(_error("bad_value", "order", f"Nothing can be put in order by '{name}' here"))
    if errors:
        raise ValidationError.from_exception_data("Validation error", errors, hide_input=True)
    return names


def _error(kind: str, name: str, message: str) -> InitErrorDetails:
    said = PydanticCustomError(kind, message)
    return InitErrorDetails(type=said, loc=(name,), input=None)


def _unknown(name: str) -> str:
    return f"There is no parameter '{name}' here; fields of one type are filtered by with that type alone"
