"""The endpoints of /api/v2/: Wagtail's, through the gate, in a constant number of queries, always JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignObjectRel, Model, Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.exceptions import APIException
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from taggit.managers import TaggableManager
from wagtail.api.v2.filters import (
    AncestorOfFilter,
    ChildOfFilter,
    DescendantOfFilter,
    LocaleFilter,
    TranslationOfFilter,
)
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.serializers import get_serializer_class
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.api.validators import SiteFilterValidator
from wagtail.contrib.redirects.api import RedirectsAPIViewSet
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from cms.delivery.caching import cacheable
from cms.delivery.filters import FieldsFilter, OrderingFilter, SearchFilter
from cms.delivery.loading import load
from cms.delivery.public import Gate, looking_through
from cms.delivery.relations import RelatedPages
from cms.delivery.richtext import is_expanded
from cms.delivery.serializers import (
    DocumentSerializer,
    ImageSerializer,
    PageSerializer,
    RedirectSerializer,
    RowSerializer,
)
from cms.delivery.throttling import ReaderThrottle

FieldsConfig = Sequence[tuple[str, bool, Any]]

MAX_NESTING = 6
"""How deep a `fields=` expression may nest. Each level multiplies what one request can ask for."""

MAX_NUMBER = 2**31 - 1


class JsonOnly(BaseContentNegotiation):
    """Whatever the client accepts and whatever `format` says."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class PublicEndpoint(BaseAPIViewSet):
    """What all endpoints of v2 share. Everybody is anonymous here: answers can be cached for everybody."""

    renderer_classes = [JSONRenderer]
    content_negotiation_class = JsonOnly
    authentication_classes: list[Any] = []
    permission_classes: list[Any] = []
    throttle_classes = [ReaderThrottle]
    base_serializer_class = RowSerializer
    filter_backends = [FieldsFilter, OrderingFilter, SearchFilter]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.gate = Gate()

    # Answering

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        return cacheable(request, response.render() if hasattr(response, "render") else response)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        _check_parameters(request)

    def listing_view(self, request: Request) -> Response:
        queryset = self.get_queryset()
        self.check_query_parameters(queryset)
        instances = list(self.paginate_queryset(self.filter_queryset(queryset)))
        return self.get_paginated_response(self.shown(instances))

    def detail_view(self, request: Request, pk: int) -> Response:
        return Response(self.shown([self.get_object()])[0])

    def shown(self, instances: list[Any]) -> list[Any]:
        """The JSON of the instances, as `fields=` asks for it."""
        serializer_class = self.get_serializer_class()
        context = self.get_serializer_context()
        with looking_through(self.gate):
            self.gate.remember(instances)
            expanded = is_expanded(context["_wagtail_rich_text_format"])
            load(instances, serializer_class, self.gate, expanded=expanded)
            serializer = serializer_class(context=context)
            return [serializer.to_representation(instance) for instance in instances]

    def handle_exception(self, exc: Exception) -> Response:
        response = super().handle_exception(exc)
        if isinstance(exc, APIException):
            response.data = {"message": str(exc.detail)}
        return response

    def find_object(self, queryset: QuerySet[Any], request: Request) -> Any:
        if not request.GET.get("id", "0").isdecimal():
            raise BadRequestError("id must be a positive integer")
        return super().find_object(queryset, request)

    # Choosing the serializer

    @classmethod
    def _get_serializer_class(
        cls,
        router: WagtailAPIRouter,
        model: type[Model],
        fields_config: FieldsConfig,
        show_details: bool = False,
        nested: bool = False,
        depth: int = 0,
        came_by: str | None = None,
    ) -> Any:
        """As Wagtail's, and also nests relations that are no foreign keys, and gives rows their fields unasked.

        `came_by`: the row's field that leads back to where we came from; it is shown only if asked for.
        """
        if depth > MAX_NESTING:
            raise BadRequestError(f"fields error: nested deeper than {MAX_NESTING} levels")
        names, nested_fields = cls._chosen(model, fields_config, show_details, nested, came_by)
        overrides = cls.get_field_serializer_overrides(model)
        children: dict[str, Any] = {}
        for name in names:
            relation = _relation(model, name, overrides.get(name))
            if relation is None:
                if name in nested_fields:
                    raise BadRequestError(f"'{name}' does not support nested fields")
                continue
            endpoint = _endpoint(router, relation.model)
            children[name] = endpoint._get_serializer_class(
                router, relation.model, nested_fields.get(name, []), nested=True, depth=depth + 1, came_by=relation.back
            )
        return get_serializer_class(
            model,
            names,
            meta_fields=cls.get_meta_fields_names(model),
            field_serializer_overrides={
                name: override.nesting(children[name]) if isinstance(override, RelatedPages) else override
                for name, override in overrides.items()
                if name in names
            },
            child_serializer_classes=children,
            base=cls.base_serializer_class,
        )

    @classmethod
    def _chosen(
        cls, model: type[Model], config: FieldsConfig, show_details: bool, nested: bool, came_by: str | None
    ) -> tuple[list[str], dict[str, FieldsConfig]]:
        """The fields that an expression asks for, in their own order, and the expressions nested in it."""
        known = list(dict.fromkeys(cls.get_body_fields_names(model) + cls.get_meta_fields_names(model)))
        known = [name for name in known if show_details or name not in cls.detail_only_fields]
        unknown = {name for name, _, _ in config if name not in ("*", "_")} - set(known)
        if unknown:
            raise BadRequestError(f"unknown fields: {', '.join(sorted(unknown))}")
        chosen = cls._at_first(model, known, config, show_details, nested) - {came_by}
        chosen |= {name for name, negated, _ in config if not negated}
        chosen -= {name for name, negated, _ in config if negated}
        return [name for name in known if name in chosen], {name: inner for name, _, inner in config if inner}

    @classmethod
    def _at_first(
        cls, model: type[Model], known: list[str], config: FieldsConfig, show_details: bool, nested: bool
    ) -> set[str]:
        """The fields that are shown before the expression adds and removes some."""
        first = config[0][0] if config else ""
        if first == "_":
            return set()
        if first == "*":
            return set(known)
        if show_details:
            return set(cls.get_detail_default_fields(model))
        return set(cls.get_nested_default_fields(model) if nested else cls.get_listing_default_fields(model))


class Rows(PublicEndpoint):
    """Rows of pages, and other things without an endpoint of their own: nested, they show all they have."""

    meta_fields = ["type"]

    @classmethod
    def get_nested_default_fields(cls, model: type[Model]) -> list[str]:
        return cls.get_available_fields(model)


class PublicPages(PublicEndpoint, PagesAPIViewSet):
    base_serializer_class = PageSerializer
    filter_backends = [
        FieldsFilter,
        ChildOfFilter,
        AncestorOfFilter,
        DescendantOfFilter,
        OrderingFilter,
        TranslationOfFilter,
        LocaleFilter,
        SearchFilter,
    ]

    def get_base_queryset(self) -> QuerySet[Page]:
        """All public pages of the site, or of the one named in `?site=`."""
        try:
            site = SiteFilterValidator(site=self.request.GET.get("site"), request=self.request).site_obj
        except ValueError as error:
            raise BadRequestError(str(error)) from error
        if site is None:
            return Page.objects.none()
        return self.gate.filter(_pages_of_site(site))


class PublicImages(PublicEndpoint, ImagesAPIViewSet):
    base_serializer_class = ImageSerializer
    nested_default_fields = [*ImagesAPIViewSet.nested_default_fields, "width", "height"]

    @classmethod
    def get_nested_default_fields(cls, model: type[Model]) -> list[str]:
        return cls.get_available_fields(model)

    def get_queryset(self) -> QuerySet[Any]:
        return self.gate.filter(self.model.objects.order_by("pk"))


class PublicDocuments(PublicEndpoint, DocumentsAPIViewSet):
    base_serializer_class = DocumentSerializer

    def get_queryset(self) -> QuerySet[Any]:
        return self.gate.filter(self.model.objects.order_by("pk"))


class PublicRedirects(PublicEndpoint, RedirectsAPIViewSet):
    base_serializer_class = RedirectSerializer
    body_fields = [*RedirectsAPIViewSet.body_fields, "is_permanent"]
    find_query_parameters = RedirectsAPIViewSet.find_query_parameters | {"html_path"}

    def get_queryset(self) -> QuerySet[Redirect]:
        """Those to other websites and to public pages."""
        public = Q(redirect_page=None) | Q(redirect_page__in=self.gate.pages().values("pk"))
        return Redirect.objects.filter(public).select_related("redirect_page").order_by("pk")

    def find_object(self, queryset: QuerySet[Any], request: Request) -> Any:
        found = super().find_object(queryset, request)
        return found if found and queryset.filter(pk=found.pk).exists() else None


class PublicSnippets(PublicEndpoint):
    """Snippets of one type, such as venues."""

    @classmethod
    def of(cls, model: type[Model]) -> type[PublicSnippets]:
        listing = [*cls.listing_default_fields, *cls.get_body_fields_names(model)[1:2]]
        attributes = {"model": model, "name": str(model._meta.verbose_name_plural), "listing_default_fields": listing}
        return type(f"Public{model.__name__}s", (cls,), attributes)

    @classmethod
    def get_nested_default_fields(cls, model: type[Model]) -> list[str]:
        return cls.get_available_fields(model)

    def get_queryset(self) -> QuerySet[Any]:
        return self.gate.filter(self.model.objects.order_by("pk"))


@dataclass(frozen=True)
class _Relation:
    model: type[Model]
    back: str | None = None


def _relation(model: type[Model], name: str, override: Any) -> _Relation | None:
    """Where the field leads, if it is a relation that can be nested."""
    if isinstance(override, RelatedPages):
        return _Relation(override.model)
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    if override is not None or not field.is_relation or isinstance(field, TaggableManager):
        return None
    back = field.field.name if isinstance(field, ForeignObjectRel) else None
    return _Relation(cast(type[Model], field.related_model), back)


def _endpoint(router: WagtailAPIRouter, model: type[Model]) -> Any:
    found = router.get_model_endpoint(model)
    return found[1] if found else Rows


def _pages_of_site(site: Site) -> PageQuerySet:
    pages = Page.objects.descendant_of(site.root_page, inclusive=True)
    if settings.WAGTAIL_I18N_ENABLED:
        for translation in site.root_page.get_translations():
            pages |= Page.objects.descendant_of(translation, inclusive=True)
    return pages


def _check_parameters(request: Request) -> None:
    """Raises BadRequestError for what no database can take."""
    for name, values in request.GET.lists():
        if any("\x00" in value for value in values):
            raise BadRequestError(f"null characters are not allowed in {name}")
    for name in ("limit", "offset"):
        given = request.GET.get(name, "")
        if len(given) > len(str(MAX_NUMBER)) or (given.isdecimal() and int(given) > MAX_NUMBER):
            raise BadRequestError(f"{name} cannot be higher than {MAX_NUMBER}")
