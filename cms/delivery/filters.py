"""Wagtail's v2 filters and orders, for any value that a stranger writes into an address.

Stock Wagtail answers a date, a number or a relation that makes no sense with a server error. It also filters and sorts by
relations and by the raw JSON of StreamFields, which would tell about what the reader may not see.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.backends.base.operations import BaseDatabaseOperations
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
    if is_sortable(model, name):
        return True
    return any(field.name == name and isinstance(field, TaggableManager) for field in model._meta.get_fields())


class FieldsFilter(v2.FieldsFilter):
    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        model = queryset.model
        for name in view.get_available_fields(model, db_fields_only=True):
            if name not in request.GET or name in NOT_FILTERED:
                continue
            if not is_filterable(model, name):
                raise BadRequestError(f"cannot filter by '{name}'")
            for text in request.GET.getlist(name):
                if fault := value_fault(model._meta.get_field(name), text):
                    raise BadRequestError(f"field filter error. {fault}")
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


def value_fault(field: Any, text: str) -> str:
    """Why the column cannot hold a value, the same on every database; "" if it can. Booleans Wagtail reads itself."""
    if not isinstance(field, Field) or field.get_internal_type() == "BooleanField":
        return ""
    try:
        value = field.to_python(text)
    except (ValidationError, ValueError, OverflowError):
        return f"'{text}' is not a valid value for {field.name}"
    if isinstance(field, IntegerField) and value is not None:
        smallest, largest = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]
        if not smallest <= value <= largest:
            return f"'{text}' is out of range for {field.name}"
    return ""
