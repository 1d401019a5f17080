"""However many films an answer has, it costs the same number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.programme import programme

pytestmark = pytest.mark.django_db

EXPRESSIONS = [
    "*",
    "credits(person(*))",
    "*,credits(person(*,credits(film(title))))",
    "*,sections(section(*,films(title))),screenings(venue(*))",
    "festival(*,sections(*))",
]


def queries(client, fields: str, limit: int) -> int:
    with CaptureQueriesContext(connection) as captured:
        answer = client.get("/api/v2/pages/", {"type": "films.FilmPage", "fields": fields, "limit": limit})
    assert answer.status_code == 200, answer.content
    assert len(answer.json()["items"]) == limit
    return len(captured)


@pytest.fixture
def films(db):
    return programme(12)


def test_list_of_films_costs_the_same_at_3_and_100(client):
    programme(300)
    queries(client, "*", 3)  # caches of content types and site roots

    counts = {fields: (queries(client, fields, 3), queries(client, fields, 100)) for fields in EXPRESSIONS}

    assert {fields: few for fields, (few, _) in counts.items()} == {
        fields: many for fields, (_, many) in counts.items()
    }
    assert {fields: few for fields, (few, _) in counts.items() if few > 40} == {}


def test_other_types_cost_the_same_at_1_and_all(client, films):
    for model in ("people.PersonPage", "films.SectionPage", "films.FestivalPage", "people.PersonIndexPage"):
        address = "/api/v2/pages/"
        ask = {"type": model, "fields": "*"}
        client.get(address, ask)
        with CaptureQueriesContext(connection) as one:
            client.get(address, {**ask, "limit": 1})
        with CaptureQueriesContext(connection) as all_of_them:
            client.get(address, {**ask, "limit": 100})

        assert len(one) == len(all_of_them), model


@pytest.mark.parametrize("endpoint", ["images", "documents", "redirects", "venues"])
def test_endpoint_costs_the_same_at_1_and_all(client, films, endpoint):
    client.get(f"/api/v2/{endpoint}/")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/api/v2/{endpoint}/", {"fields": "*", "limit": 1})
    with CaptureQueriesContext(connection) as all_of_them:
        client.get(f"/api/v2/{endpoint}/", {"fields": "*", "limit": 100})

    assert len(one) == len(all_of_them)
