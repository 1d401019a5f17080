"""A walk over every endpoint, type and relation of v2 and v3, nested to depth 3, that finds nothing that is not public."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import APIToken, GroupPagePermission, Page, get_page_models

from cms.delivery.relations import RelatedPages
from cms.urls import urlpatterns as project_urls
from films.models import FilmCredit
from tests.api.hidden import MARK, Site, site
from tests.factories import FestivalPageFactory, FilmPageFactory, UserFactory

pytestmark = pytest.mark.django_db

DEPTH = 3

stock = WagtailAPIRouter("stock")
stock.register_endpoint("pages", PagesAPIViewSet)
urlpatterns = [path("stock/", stock.urls), *project_urls]


@pytest.fixture
def hidden(db) -> Site:
    return site()


def expressions(model: Any, depth: int) -> Iterator[str]:
    """Every way of nesting the model's relations, to the depth."""
    for name, related in relations(model):
        yield f"{name}(*)"
        if depth > 1:
            yield from (f"{name}(*,{inner})" for inner in expressions(related, depth - 1))


def relations(model: Any) -> Iterator[tuple[str, Any]]:
    for field in getattr(model, "api_fields", ()):
        if isinstance(field.serializer, RelatedPages):
            yield field.name, field.serializer.model
        elif field.serializer is None:
            django_field = next((f for f in model._meta.get_fields() if f.name == field.name), None)
            if django_field is not None and django_field.is_relation:
                yield field.name, django_field.related_model


def addresses(hidden: Site) -> Iterator[str]:
    pages = Page.objects.filter(depth__gt=1)
    for model in get_page_models():
        label = model._meta.label
        yield f"pages/?type={label}&fields=*&limit=100"
        yield from (f"pages/?type={label}&fields=*,{e}&limit=100" for e in expressions(model, DEPTH))
        yield from (f"pages/?type={label}&fields=*&order={order}" for order in ("title", "-slug", "first_published_at"))
    for page in pages:
        yield from (f"pages/{page.pk}/", f"pages/find/?id={page.pk}", f"pages/find/?html_path={page.url_path[5:]}")
        yield from (
            f"pages/?{of}={page.pk}&fields=*" for of in ("child_of", "descendant_of", "ancestor_of", "translation_of")
        )
        yield f"pages/?slug={page.slug}&fields=*"
    yield from (
        "pages/?limit=100&fields=*",
        "pages/?order=random",
        "pages/?child_of=root&fields=*",
        "pages/?locale=en-gb",
    )
    yield from (f"{kind}/?search={MARK}" for kind in ("pages", "images", "documents"))
    for kind, pks in (("images", "image"), ("documents", "document")):
        yield f"{kind}/?fields=*&limit=100"
        yield from (f"{kind}/{pk}/" for pk in hidden.hidden_ids[pks])
    yield from ("redirects/?fields=*&limit=100", "venues/?fields=*&limit=100")
    yield from (f"redirects/{pk}/" for pk in range(1, 30))
    yield from (f"redirects/find/?html_path=/old-{pk}-{MARK}" for pk in hidden.hidden_ids["page"])


def leaks(answer: Any, hidden: Site) -> list[str]:
    """What an answer tells: a mark, or the id of something hidden where an id of that type stands."""
    found = [MARK] if MARK in answer.content.decode().replace(f"-{MARK}\\", "") else []
    if answer.get("Content-Type", "").startswith("application/json"):
        found += [
            f"{kind} {pk}" for kind, pk in ids(json.loads(answer.content)) if pk in hidden.hidden_ids.get(kind, ())
        ]
    return found


def ids(value: Any) -> Iterator[tuple[str, int]]:
    if isinstance(value, list):
        yield from chain.from_iterable(map(ids, value))
    elif isinstance(value, dict):
        label = value.get("type") or (value.get("meta") or {}).get("type")
        if isinstance(value.get("id"), int) and label:
            yield kind_of(label), value["id"]
        yield from chain.from_iterable(map(ids, value.values()))
        if isinstance(value.get("redirect_page_id"), int):
            yield "page", value["redirect_page_id"]


def kind_of(label: str) -> str:
    kinds = {"cms.Image": "image", "wagtaildocs.Document": "document"}
    if label not in kinds and "." in label and issubclass(apps.get_model(label), Page):
        return "page"
    return kinds.get(label, label)


def walk(client: Any, root: str, some: Iterator[str], hidden: Site, **headers: Any) -> dict[str, list[str]]:
    answers = {address: client.get(root + address, follow=True, **headers) for address in some}
    assert {address for address, answer in answers.items() if answer.status_code >= 500} == set()
    assert len([1 for answer in answers.values() if answer.status_code == 200]) > 20
    return {address: found for address, answer in answers.items() if (found := leaks(answer, hidden))}


def test_v2_tells_nothing_hidden(client, hidden):
    assert walk(client, "/api/v2/", addresses(hidden), hidden) == {}


@pytest.mark.parametrize("rich_text_format", ["db_html", "html", "markdown", "db_markdown"])
def test_v2_rich_text_tells_nothing_hidden(client, hidden, rich_text_format):
    answer = client.get(f"/api/v2/pages/{hidden.film.pk}/", {"rich_text_format": rich_text_format})

    assert answer.status_code == 200
    assert leaks(answer, hidden) == []
    text = answer.json()["body"][0]["value"]
    assert "text stays" in text
    assert not any(f'id="{pk}"' in text or f"page/{pk})" in text for pk in hidden.hidden_ids["page"])


def test_credit_of_hidden_person_keeps_printed_name(client, hidden):
    answer = client.get("/api/v2/pages/", {"type": "films.FilmPage", "slug": hidden.film.slug, "fields": "credits"})

    names = [
        (credit["person"] and credit["person"]["title"], credit["credited_as"])
        for credit in answer.json()["items"][0]["credits"]
    ]
    assert names == [("Open Person", ""), (None, "Printed Name"), (None, "Printed Name")]


def test_logged_in_editor_sees_no_more_in_v2(admin_client, hidden):
    for pk in hidden.hidden_ids["page"]:
        assert admin_client.get(f"/api/v2/pages/{pk}/").status_code == 404


def test_walk_finds_what_stock_wagtail_leaks(client, hidden, settings):
    settings.ROOT_URLCONF = __name__
    some = (address for address in addresses(hidden) if address.startswith("pages/?type=films.FilmPage"))

    assert len(walk(client, "/stock/", (a for a in some if "festival(" not in a), hidden)) > 10


def limited_token(festival: Any) -> str:
    """Of somebody who may change and publish the pages of one edition, and nothing else."""
    group = Group.objects.create(name="One edition")
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=festival, permission=permission)
    user = UserFactory()
    user.groups.add(group)
    return APIToken.create_token(user=user, name="limited")[1]


@pytest.fixture
def own(hidden):
    """An edition of one's own, with a draft that points at what is hidden elsewhere."""
    festival = FestivalPageFactory(title="Own edition", introduction=hidden.festival.introduction)
    film = FilmPageFactory(
        parent=festival, title="Own draft", live=False, body=hidden.film.body, gallery=hidden.film.gallery
    )
    film.credits.set([credit_of(page) for page in hidden.hidden_pages if page.specific_class.__name__ == "PersonPage"])
    film.save()
    film.save_revision()
    return film


def credit_of(person: Any) -> FilmCredit:
    return FilmCredit(person=person, role="cast", credited_as="Printed Name")


def v3_addresses(hidden: Site) -> Iterator[str]:
    yield from ("pages/?limit=100", f"pages/?search={MARK}", "images/?limit=100", f"images/?search={MARK}")
    yield from (
        "documents/?limit=100",
        "redirects/?limit=100",
        "whoami/",
        "schema/",
        "sites/",
        "locales/",
        "snippets/films.Venue/",
    )
    yield from (f"pages/?type={model._meta.label}&limit=100" for model in get_page_models())
    for page in Page.objects.filter(depth__gt=1):
        yield from (f"pages/{page.pk}/", f"pages/{page.pk}/?version=draft", f"pages/{page.pk}/revisions/")
        yield from (f"pages/{page.pk}/revisions/{revision.pk}/" for revision in page.specific.revisions.all())
        yield from (f"pages/find/?id={page.pk}", f"pages/find/?html_path={page.url_path[5:]}")
        yield from (f"pages/?{of}={page.pk}" for of in ("child_of", "descendant_of", "ancestor_of", "translation_of"))
    for kind, pks in (("images", "image"), ("documents", "document")):
        yield from (f"{kind}/{pk}/" for pk in hidden.hidden_ids[pks])
    yield from (f"redirects/{pk}/" for pk in range(1, 30))


def test_v3_tells_nothing_hidden_to_a_limited_token(client, hidden, own):
    token = limited_token(own.get_parent())

    assert walk(client, "/api/v3/", v3_addresses(hidden), hidden, headers={"Authorization": f"Bearer {token}"}) == {}


def test_v3_shows_owners_their_drafts(client, hidden, own):
    token = limited_token(own.get_parent())
    answer = client.get(f"/api/v3/pages/{own.pk}/?version=draft", headers={"Authorization": f"Bearer {token}"})

    assert answer.json()["title"] == "Own draft"
    assert [credit["person"] for credit in answer.json()["credits"]] == [None, None]


@pytest.mark.parametrize("action", ["copy", "create_alias", "publish", "unpublish", "convert_alias"])
def test_v3_actions_on_hidden_pages_are_404(client, hidden, own, action):
    token = limited_token(own.get_parent())
    body = json.dumps({"destination_id": own.get_parent().pk})
    for pk in hidden.hidden_ids["page"]:
        answer = client.post(
            f"/api/v3/pages/{pk}/actions/{action}/",
            body,
            "application/json",
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.status_code == 404
        assert leaks(answer, hidden) == []
