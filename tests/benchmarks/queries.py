"""How many queries v2 costs here and with Wagtail as it comes, on the same content."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from cms.delivery.endpoints import PublicPages

EXPRESSIONS = ["*", "credits(person(*))"]
LIMITS = (3, 20, 100)


def count(endpoint: type[PagesAPIViewSet], fields: str, limit: int) -> int:
    request: Any = RequestFactory().get("/", {"type": "films.FilmPage", "fields": fields, "limit": limit})
    request.wagtailapi_router = WagtailAPIRouter("wagtailapi")
    request.wagtailapi_router.register_endpoint("pages", endpoint)
    with CaptureQueriesContext(connection) as captured:
        answer = endpoint.as_view({"get": "listing_view"})(request)
    if answer.status_code != 200:
        raise RuntimeError(f"{fields}: {answer.status_code} {answer.data}")
    return len(captured)


def table() -> list[str]:
    lines = [f"{'fields':40}{'limit':>6}{'Wagtail':>9}{'Marquee':>9}"]
    for fields in EXPRESSIONS:
        for limit in LIMITS:
            stock, ours = count(PagesAPIViewSet, fields, limit), count(PublicPages, fields, limit)
            lines.append(f"{fields:40}{limit:>6}{stock:>9}{ours:>9}")
    return lines


def main() -> None:
    """300 films in a database that is made for this and thrown away."""
    from django.test.runner import DiscoverRunner
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        from tests.api.programme import programme

        programme(300)
        count(PublicPages, "*", 3)  # fills the caches of content types and site roots
        print("Queries of a v2 list, 300 films in the database")
        print("\n".join(table()))
    finally:
        runner.teardown_databases(databases)
        teardown_test_environment()
