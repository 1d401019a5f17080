"""Wagtail's v2 serializers, reading what was fetched for the whole answer and nothing more."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from rest_framework.fields import Field
from wagtail.api.v2 import serializers as v2
from wagtail.contrib.redirects.api import RedirectSerializer as WagtailRedirectSerializer
from wagtail.documents.api.v2.serializers import DocumentSerializer as WagtailDocumentSerializer
from wagtail.images.api.v2.serializers import ImageSerializer as WagtailImageSerializer


class NestedField(v2.RelatedField):
    """One related object. The serializer is made once an answer, not once an object."""

    @cached_property
    def nested(self) -> Any:
        return self.serializer_class(context=self.context)

    def to_representation(self, value: Any) -> Any:
        return self.nested.to_representation(value)


class RowsField(v2.ChildRelationField):
    """The rows of a page, such as a film's credits."""

    @cached_property
    def nested(self) -> Any:
        return self.serializer_class(context=self.context)

    def to_representation(self, value: Any) -> list[Any]:
        return [self.nested.to_representation(row) for row in value.all()]


class TagsField(Field):
    def to_representation(self, value: Any) -> list[str]:
        return sorted(tag.name for tag in value.all())


class RowSerializer(v2.BaseSerializer):
    serializer_related_field = NestedField

    def build_property_field(self, field_name: str, model_class: Any) -> Any:
        field_class, kwargs = super().build_property_field(field_name, model_class)
        return (TagsField if field_class is v2.TagsField else field_class), kwargs


class PageSerializer(v2.PageSerializer, RowSerializer):
    def build_relational_field(self, field_name: str, relation_info: Any) -> Any:
        field_class, kwargs = super().build_relational_field(field_name, relation_info)
        return (RowsField if field_class is v2.ChildRelationField else field_class), kwargs


class ImageSerializer(WagtailImageSerializer, RowSerializer):
    pass


class DocumentSerializer(WagtailDocumentSerializer, RowSerializer):
    pass


class RedirectSerializer(WagtailRedirectSerializer, RowSerializer):
    pass
