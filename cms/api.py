"""Every API the project serves.

/api/v2/  Wagtail's stable API: public content only, for everybody, cacheable. See docs/frontends/v2.md.
/api/v3/  Wagtail's new API, for bearer tokens: drafts, writing, automation. See docs/frontends/v3.md.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path
from wagtail.api.v2.router import WagtailAPIRouter

from cms.delivery.endpoints import PublicDocuments, PublicImages, PublicPages, PublicRedirects, PublicSnippets
from cms.delivery.errors import not_found
from cms.delivery.tokens import token_api
from films.models import Venue

v2 = WagtailAPIRouter("wagtailapi")
v2.register_endpoint("pages", PublicPages)
v2.register_endpoint("images", PublicImages)
v2.register_endpoint("documents", PublicDocuments)
v2.register_endpoint("redirects", PublicRedirects)
v2.register_endpoint("venues", PublicSnippets.of(Venue))

urlpatterns: list[URLPattern | URLResolver] = [
    path("v2/", v2.urls),
    path("v3/", token_api()),
    re_path(r"^.*$", not_found),
]
