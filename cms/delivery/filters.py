"""Wagtail's v2 filters and orders, for any value that a stranger writes into an address.

Stock Wagtail answers a date, a number or a relation that makes no sense with a server error. It also filters and sorts by
relations and by the raw JSON of StreamFields, which would tell about what the reader may not see.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connection
from django.db.models import Field, IntegerField, Model, QuerySet
from rest_framework.request import Request
from taggit.managers import TaggableManager
from wagtail.api.v2 import filters as v2
from wagtail.api.v2.utils import BadRequestError
from wagtail.fields import RichTextField, StreamField

NOT_FILTERED = {"locale"}
"""Fields with a query parameter of their own."""


def is_sortable(model: type[Model], name: str) -> bool:
    """Whether the field is a plain column, one that says nothing about other objects."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return bool(field.concrete) and not field.is_relation and not isinstance(field, (StreamField, RichTextField))


def is_filterable(model: type[Model], name: str) -> bool:
    return is_sortable(model, name) or isinstance(model._meta.get_field(name), TaggableManager)


class FieldsFilter(v2.FieldsFilter):
    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        model = queryset.model
        for name in view.get_available_fields(model, db_fields_only=True):
            if name not in request.GET or name in NOT_FILTERED:
                continue
            if not is_filterable(model, name):
                raise BadRequestError(f"cannot filter by '{name}'")
            _check_value(model._meta.get_field(name), request.GET[name])
        return super().filter_queryset(request, queryset, view)


class OrderingFilter(v2.OrderingFilter):
    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        for name in filter(None, request.GET.get("order", "").split(",")):
            known = name.lstrip("-") in view.get_available_fields(queryset.model, db_fields_only=True)
            if known and not is_sortable(queryset.model, name.lstrip("-")):
                raise BadRequestError(f"cannot order by '{name}'")
        return super().filter_queryset(request, queryset, view)


class SearchFilter(v2.SearchFilter):
    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        operator = request.GET.get("search_operator")
        if operator not in (None, "and", "or"):
            raise BadRequestError(f"search_operator must be 'and' or 'or', not '{operator}'")
        return super().filter_queryset(request, queryset, view)


def _check_value(field: Any, text: str) -> None:
    """Raises BadRequestError for a value that the column cannot hold. Booleans Wagtail reads itself."""
    if not isinstance(field, Field) or field.get_internal_type() == "BooleanField":
        return
    try:
        value = field.to_python(text)
    except (ValidationError, ValueError, OverflowError) as error:
        raise BadRequestError(f"field filter error. '{text}' is not a valid value for {field.name}") from error
    if isinstance(field, IntegerField):
        smallest, largest = connection.ops.integer_field_range(field.get_internal_type())
        if value is not None and not (smallest or value) <= value <= (largest or value):
            raise BadRequestError(f"field filter error. '{text}' is out of range for {field.name}")
