"""v3, with a token: what may be asked, what it costs, and how often."""

import json
import urllib.error
import urllib.request

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import APIToken

from tests.api.programme import programme
from tests.factories import FestivalPageFactory, FilmPageFactory, UserFactory, VenueFactory

pytestmark = pytest.mark.django_db

BIG = "99999999999"


@pytest.fixture
def token():
    return APIToken.create_token(user=UserFactory(is_superuser=True), name="all")[1]


@pytest.fixture
def ask(client, token):
    return lambda address, **more: client.get(
        f"/api/v3/{address}", headers={"Authorization": f"Bearer {token}", "Accept": "text/html"}, **more
    )


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("pages/?yaer=2013", ["yaer"]),
        ("pages/?year=2013", ["year"]),
        ("pages/?type=films.FilmPage&year__gte=2005", ["year__gte"]),
        ("pages/?type=films.FilmPage&credits=1&body=x", ["body", "credits"]),
        ("pages/?pk=1", ["pk"]),
        ("pages/?format=html", ["format"]),
        ("pages/find/?nope=1&id=3", ["nope"]),
        ("images/?nope=1", ["nope"]),
        ("documents/?nope=1", ["nope"]),
        ("redirects/?nope=1", ["nope"]),
        ("snippets/films.Venue/?nope=1", ["nope"]),
        ("whoami/?nope=1", ["nope"]),
        ("pages/?type=films.FilmPage&order=credits", ["order"]),
        (f"pages/?type=films.FilmPage&year={BIG}", ["year"]),
        ("pages/?type=films.FilmPage&year=-1", ["year"]),
        ("pages/?type=films.FilmPage&running_time=soon", ["running_time"]),
        (f"pages/?offset={BIG}", ["offset"]),
        (f"images/?width={BIG}", ["width"]),
        ("pages/3/revisions/?user_id=x", ["user_id"]),
        (f"pages/3/revisions/?user_id={BIG}", ["user_id"]),
    ],
)
def test_bad_parameter_is_refused_by_name(ask, address, names):
    answer = ask(address)

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert [error["loc"][-1] for error in answer.json()["errors"]] == names


@pytest.mark.parametrize(
    "address",
    [
        f"pages/{BIG}{BIG}/",
        f"images/{BIG}{BIG}/",
        "snippets/films.Venue/x/",
        f"snippets/films.Venue/{BIG}{BIG}/",
        "schema/nope/",
        "nope/",
        "pages//",
    ],
)
def test_nothing_there_is_a_problem_in_json(ask, address):
    answer = ask(address)

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_film_is_found_by_a_field_of_its_type(ask):
    FilmPageFactory(year=2012)
    film = FilmPageFactory(year=2013, title="Salt Lines")

    answer = ask("pages/?type=films.FilmPage&year=2013&order=-title&limit=5&offset=0")

    assert [(item["id"], item["title"]) for item in answer.json()["items"]] == [(film.pk, "Salt Lines")]


def test_body_that_is_no_multipart_is_a_problem_in_json(client, token):
    answer = client.generic(
        "POST", "/api/v3/images/", b"--x", "multipart/form-data", headers={"Authorization": f"Bearer {token}"}
    )

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("address", ["pages/?type=films.FilmPage", "pages/?", "pages/?type=people.PersonPage"])
def test_list_costs_the_same_at_3_and_100(ask, address):
    programme(100)
    counts = []
    for limit in (3, 3, 100):
        with CaptureQueriesContext(connection) as captured:
            answer = ask(f"{address}&limit={limit}")
        assert len(answer.json()["items"]) in (limit, 60)
        counts.append(len(captured))

    assert counts[1] == counts[2]


@override_settings(MARQUEE_API_RATE="2/min")
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wagtail_bad"}])
def test_too_many_questions_are_refused_before_the_token_is_looked_at(client, headers):
    answers = [client.get("/api/v3/pages/", headers=headers) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert answers[2]["Content-Type"] == "application/problem+json"
    assert int(answers[2]["Retry-After"]) > 0


@override_settings(MARQUEE_API_RATE="1/min")
def test_v2_and_v3_count_together(client):
    assert client.get("/api/v2/pages/").status_code == 200
    assert client.get("/api/v3/openapi.json").status_code == 429


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_token_works_over_http(live_server):
    festival = FestivalPageFactory(title="57th Lantern Film Festival", slug="57th")
    film = FilmPageFactory(parent=festival, title="Salt Lines", slug="salt-lines")
    VenueFactory(name="The Paragon")
    user = UserFactory(is_superuser=True)
    headers = {"Authorization": f"Bearer {APIToken.create_token(user=user, name='http')[1]}"}

    def call(path, method="GET", body=None):
        sent = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(
            f"{live_server.url}/api/v3/{path}", sent, {**headers, "Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())

    assert call("whoami/")[1]["user"]["username"] == user.username
    assert call("pages/?type=films.FilmPage")[1]["count"] == 1
    assert call("pages/find/?html_path=/57th/salt-lines/")[1]["title"] == "Salt Lines"
    assert call("snippets/films.Venue/")[1]["items"][0]["name"] == "The Paragon"
    assert [call(path)[0] for path in ("images/", "documents/", "redirects/", "sites/", "schema/")] == [200] * 5
    status, patched = call(f"pages/{film.pk}/", "PATCH", {"title": "Salt Tides", "meta": {"action": "publish"}})
    assert (status, patched["title"]) == (200, "Salt Tides"), patched
    assert call(f"pages/{film.pk}/")[1]["title"] == "Salt Tides"
    assert call(f"pages/{film.pk}/revisions/")[1]["count"] == 1
    assert call(f"pages/{film.pk}/actions/unpublish/", "POST", {})[0] == 200
    assert call(f"pages/{film.pk}/", "DELETE")[0] == 204
    assert call(f"pages/{film.pk}/")[0] == 404
