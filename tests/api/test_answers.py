"""What a frontend gets: whole answers, errors, headers."""

import datetime
import json

import pytest
from django.test import override_settings

from films.models import FilmCompany, FilmCountry, FilmCredit, FilmExternalId, FilmLanguage, FilmSection, Screening
from tests.factories import (
    FestivalPageFactory,
    FilmPageFactory,
    ImageFactory,
    PersonPageFactory,
    SectionPageFactory,
    VenueFactory,
)

pytestmark = pytest.mark.django_db

ROOT = "http://localhost/api/v2/"


def page(instance, label):
    meta = {"type": label, "detail_url": f"{ROOT}pages/{instance.pk}/"}
    return {"id": instance.pk, "meta": meta, "title": instance.title}


def test_film_is_shown_whole(client):
    festival = FestivalPageFactory(title="57th Lantern Film Festival", slug="57th")
    section = SectionPageFactory(parent=festival, title="Debate", slug="debate")
    person = PersonPageFactory(title="Ines Obray", slug="ines-obray")
    venue = VenueFactory(name="The Paragon", slug="paragon", city="London")
    image = ImageFactory(title="Still", description="A lamp", caption="Reel two", credit="R. Marlin")
    film = FilmPageFactory(
        parent=festival,
        title="Salt Lines",
        slug="salt-lines",
        original_title="Lignes de sel",
        standfirst="A coast keeps its accounts.",
        year=2013,
        running_time=90,
        certificate="15",
        byline="Ada Quill",
        premiere="UK premiere",
        body=[
            {"type": "paragraph", "value": f'<p>By <a linktype="page" id="{person.pk}">Obray</a>.</p>', "id": "1"},
            {"type": "biography", "value": {"person": person.pk, "heading": "", "text": "<p>Born.</p>"}, "id": "2"},
        ],
        gallery=[{"type": "image", "value": {"image": image.pk, "caption": "", "credit": ""}, "id": "3"}],
    )
    credit = FilmCredit.objects.create(film=film, person=person, role="director", role_as_printed="A film by")
    country = FilmCountry.objects.create(film=film, code="SUHH")
    language = FilmLanguage.objects.create(film=film, tag="km", kind="spoken")
    company = FilmCompany.objects.create(film=film, role="uk_distribution", name="Paper Boat")
    link = FilmSection.objects.create(film=film, section=section)
    starts_at = datetime.datetime(2013, 10, 12, 19, 45, tzinfo=datetime.UTC)
    screening = Screening.objects.create(film=film, venue=venue, starts_at=starts_at, screen="2", note="With a talk")
    identifier = FilmExternalId.objects.create(film=film, scheme="imdb", value="tt0000001")

    answer = client.get(f"/api/v2/pages/{film.pk}/")

    assert answer.json() == {
        "id": film.pk,
        "meta": {
            "type": "films.FilmPage",
            "detail_url": f"{ROOT}pages/{film.pk}/",
            "html_url": "http://localhost/57th/salt-lines/",
            "slug": "salt-lines",
            "show_in_menus": False,
            "seo_title": "",
            "search_description": "",
            "first_published_at": None,
            "alias_of": None,
            "parent": {
                "id": festival.pk,
                "meta": {
                    "type": "films.FestivalPage",
                    "detail_url": f"{ROOT}pages/{festival.pk}/",
                    "html_url": "http://localhost/57th/",
                },
                "title": "57th Lantern Film Festival",
            },
        },
        "title": "Salt Lines",
        "festival": page(festival, "films.FestivalPage"),
        "original_title": "Lignes de sel",
        "standfirst": "A coast keeps its accounts.",
        "year": 2013,
        "running_time": 90,
        "certificate": "15",
        "byline": "Ada Quill",
        "premiere": "UK premiere",
        "credits": [
            {
                "id": credit.pk,
                "meta": {"type": "films.FilmCredit"},
                "person": page(person, "people.PersonPage"),
                "role": "director",
                "role_as_printed": "A film by",
                "credited_as": "",
                "character": "",
            }
        ],
        "countries": [
            {"id": country.pk, "meta": {"type": "films.FilmCountry"}, "code": "SUHH", "name": "Soviet Union"}
        ],
        "languages": [
            {"id": language.pk, "meta": {"type": "films.FilmLanguage"}, "tag": "km", "name": "Khmer", "kind": "spoken"}
        ],
        "companies": [
            {
                "id": company.pk,
                "meta": {"type": "films.FilmCompany"},
                "role": "uk_distribution",
                "role_name": "UK distribution",
                "name": "Paper Boat",
            }
        ],
        "sections": [
            {"id": link.pk, "meta": {"type": "films.FilmSection"}, "section": page(section, "films.SectionPage")}
        ],
        "screenings": [
            {
                "id": screening.pk,
                "meta": {"type": "films.Screening"},
                "starts_at": "2013-10-12T20:45:00+01:00",
                "venue": {
                    "id": venue.pk,
                    "meta": {"type": "films.Venue", "detail_url": f"{ROOT}venues/{venue.pk}/"},
                    "name": "The Paragon",
                    "slug": "paragon",
                    "address": "",
                    "postal_code": "",
                    "city": "London",
                    "url": "",
                    "accessibility": "",
                },
                "screen": "2",
                "status": "scheduled",
                "booking_url": "",
                "note": "With a talk",
            }
        ],
        "external_ids": [
            {"id": identifier.pk, "meta": {"type": "films.FilmExternalId"}, "scheme": "imdb", "value": "tt0000001"}
        ],
        "body": [
            {"type": "paragraph", "value": '<p>By <a href="/people/ines-obray/">Obray</a>.</p>', "id": "1"},
            {
                "type": "biography",
                "value": {
                    "person": {
                        "id": person.pk,
                        "type": "people.PersonPage",
                        "title": "Ines Obray",
                        "url": "/people/ines-obray/",
                    },
                    "heading": "",
                    "text": "<p>Born.</p>",
                },
                "id": "2",
            },
        ],
        "gallery": [
            {
                "type": "image",
                "value": {
                    "image": {
                        "id": image.pk,
                        "title": "Still",
                        "alt": "A lamp",
                        "width": 64,
                        "height": 36,
                        "url": image.file.url,
                        "sources": [],
                    },
                    "caption": "Reel two",
                    "credit": "R. Marlin",
                },
                "id": "3",
            }
        ],
    }


def test_person_shows_films_by_credits(client):
    film = FilmPageFactory(title="Salt Lines")
    person = PersonPageFactory(title="Ines Obray")
    credit = FilmCredit.objects.create(film=film, person=person, role="director")

    answer = client.get(f"/api/v2/pages/{person.pk}/", {"fields": "_,credits"})

    assert answer.json()["credits"] == [
        {
            "id": credit.pk,
            "meta": {"type": "films.FilmCredit"},
            "film": page(film, "films.FilmPage"),
            "role": "director",
            "role_as_printed": "",
            "credited_as": "",
            "character": "",
        }
    ]


def test_section_and_festival_show_their_films(client):
    film = FilmPageFactory(title="Salt Lines")
    section = SectionPageFactory(parent=film.festival)
    FilmSection.objects.create(film=film, section=section)

    films = [
        client.get(f"/api/v2/pages/{p.pk}/", {"fields": "_,films(_,title)"}).json() for p in (section, film.festival)
    ]

    assert films == [{"films": [{"title": "Salt Lines"}]}, {"films": [{"title": "Salt Lines"}]}]


@pytest.mark.parametrize(
    ("address", "status", "message"),
    [
        ("pages/?nope=1", 400, "query parameter is not an operation or a recognised field: nope"),
        ("pages/?limit=1000", 400, "limit cannot be higher than 100"),
        ("pages/?limit=many", 400, "limit must be a positive integer"),
        ("pages/?offset=99999999999999999999", 400, "offset cannot be higher than 2147483647"),
        ("pages/?type=films.Nope", 400, "type doesn't exist"),
        ("pages/?type=films.FilmPage&year=soon", 400, "field filter error. 'soon' is not a valid value for year"),
        (
            "pages/?type=films.FilmPage&year=99999999999999999999",
            400,
            "field filter error. '99999999999999999999' is out of range for year",
        ),
        (
            "pages/?type=films.FilmPage&year=99999999999",
            400,
            "field filter error. '99999999999' is out of range for year",
        ),
        (
            "pages/?type=films.FilmPage&running_time=-1",
            400,
            "field filter error. '-1' is out of range for running_time",
        ),
        ("images/?width=99999999999", 400, "field filter error. '99999999999' is out of range for width"),
        ("pages/?type=films.FilmPage&credits=1", 400, "cannot filter by 'credits'"),
        ("pages/?type=films.FilmPage&order=body", 400, "cannot order by 'body'"),
        (
            "pages/?first_published_at=soon",
            400,
            "field filter error. 'soon' is not a valid value for first_published_at",
        ),
        ("pages/?slug=%00", 400, "null characters are not allowed in slug"),
        ("pages/?fields=nope", 400, "unknown fields: nope"),
        ("pages/?search=a&search_operator=xor", 400, "search_operator must be 'and' or 'or', not 'xor'"),
        ("pages/find/?id=one", 400, "id must be a positive integer"),
        ("pages/999999/", 404, "No Page matches the given query."),
    ],
)
def test_bad_question_is_answered_in_json(client, address, status, message):
    answer = client.get(f"/api/v2/{address}", headers={"Accept": "text/html"})

    assert (answer.status_code, answer["Content-Type"], answer.json()) == (
        status,
        "application/json",
        {"message": message},
    )


def test_nesting_has_a_limit(client):
    fields = "credits(person(credits(film(credits(person(credits(film(*))))))))"

    answer = client.get("/api/v2/pages/", {"type": "films.FilmPage", "fields": fields})

    assert answer.json() == {"message": "fields error: nested deeper than 6 levels"}


@pytest.mark.parametrize("address", ["/api/", "/api/v2/nope/", "/api/v9/pages/"])
def test_unknown_endpoint_is_a_problem_in_json(client, address):
    answer = client.get(address, headers={"Accept": "text/html"})

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["detail"] == f"There is no endpoint at {address}"


def test_wrong_method_is_answered_in_json(client):
    answer = client.post("/api/v2/pages/")

    assert (answer.status_code, answer.json()) == (405, {"message": 'Method "POST" not allowed.'})


def test_fault_is_a_problem_in_json(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("cms.delivery.endpoints.load", lambda *args, **kwargs: 1 / 0)
    FilmPageFactory()

    answer = client.get("/api/v2/pages/")

    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["detail"] == "The server failed to answer. The fault has been logged."


@pytest.mark.parametrize("text", ['"', " ", '"salt', "salt*", "a\tb", "AND", "(", "'"])
def test_any_text_can_be_searched(client, text):
    for kind in ("pages", "images", "documents"):
        assert client.get(f"/api/v2/{kind}/", {"search": text}).status_code == 200


@override_settings(MARQUEE_API_MAX_AGE=60)
def test_answer_can_be_cached_and_revalidated(client):
    FilmPageFactory()
    first = client.get("/api/v2/pages/")
    again = client.get("/api/v2/pages/", headers={"If-None-Match": first["ETag"]})

    assert {part.strip() for part in first["Cache-Control"].split(",")} == {"public", "max-age=60"}
    assert "Cookie" not in first.get("Vary", "")
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_changed_answer_has_another_etag(client):
    film = FilmPageFactory()
    first = client.get(f"/api/v2/pages/{film.pk}/")
    film.title = "Another"
    film.save()

    again = client.get(f"/api/v2/pages/{film.pk}/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.json()["title"]) == (200, "Another")


@pytest.mark.parametrize("address", ["/api/v2/pages/?order=random", "/api/v2/pages/999999/", "/api/nope/"])
def test_what_will_change_is_not_stored(client, address):
    assert client.get(address)["Cache-Control"] == "no-store"


@override_settings(MARQUEE_API_RATE="2/min")
def test_too_many_questions_are_refused_in_json(client):
    answers = [client.get("/api/v2/pages/") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["message"].startswith("Request was throttled.")
    assert int(answers[2]["Retry-After"]) > 0


@override_settings(CORS_ALLOWED_ORIGINS=["https://www.example.org"], CORS_ALLOW_ALL_ORIGINS=False)
@pytest.mark.parametrize(
    ("origin", "allowed"), [("https://www.example.org", "https://www.example.org"), ("https://evil.example", None)]
)
def test_cross_origin_reading_is_for_those_in_the_settings(client, origin, allowed):
    for address in ("/api/v2/pages/", "/api/nope/"):
        assert client.get(address, headers={"Origin": origin}).get("Access-Control-Allow-Origin") == allowed


def test_get_makes_no_rendition(client):
    image = ImageFactory()
    image.get_rendition("width-32")
    image.get_rendition("fill-10x10")
    FilmPageFactory(gallery=[("image", {"image": image})])

    answer = client.get("/api/v2/pages/", {"type": "films.FilmPage", "fields": "gallery"})

    sources = answer.json()["items"][0]["gallery"][0]["value"]["image"]["sources"]
    assert [(source["width"], source["height"]) for source in sources] == [(32, 18)]
    assert image.renditions.count() == 2


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wagtail_bad"}, {"Authorization": "Basic eDp5"}])
@pytest.mark.parametrize(
    "address", ["", "pages/", "pages/1/", "docs/", "images/", "redirects/", "whoami/", "schema/", "nope/"]
)
def test_v3_wants_a_token(admin_client, address, headers):
    answer = admin_client.get(f"/api/v3/{address}", headers=headers)

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_v3_openapi_document_is_open(client):
    assert json.loads(client.get("/api/v3/openapi.json").content)["openapi"].startswith("3.")
