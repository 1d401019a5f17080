"""What an editor does in the admin, over HTTP."""

import datetime

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail.users.models import UserProfile

from films.models import FilmCountry, FilmPage, FilmSection, Screening, Venue
from people.models import PersonPage
from tests.factories import (
    FestivalPageFactory,
    FilmCreditFactory,
    FilmPageFactory,
    PersonPageFactory,
    SectionPageFactory,
    SuperuserFactory,
    UserFactory,
    VenueFactory,
    publish,
)

pytestmark = pytest.mark.django_db

RELATIONS = ("credits", "countries", "languages", "companies", "sections", "screenings", "external_ids")


@pytest.fixture
def editor(client):
    user = SuperuserFactory()
    client.force_login(user)
    return user


def film_data(**values):
    rows = {relation: inline_formset([]) for relation in RELATIONS}
    empty = {name: "" for name in ("original_title", "standfirst", "year", "running_time", "certificate", "premiere")}
    streams = {"body": streamfield([]), "gallery": streamfield([]), "comments": inline_formset([])}
    return nested_form_data(
        {"title": "Salt Lines", "slug": "salt-lines", "byline": "", **empty, **rows, **streams, **values}
    )


def add_film(client, festival, **values):
    url = reverse("wagtailadmin_pages:add", args=("films", "filmpage", festival.pk))
    return client.post(url, film_data(**{"action-publish": "1", **values}))


def test_film_form_has_the_four_tabs(client, editor):
    film = FilmPageFactory()

    text = client.get(reverse("wagtailadmin_pages:edit", args=(film.pk,))).content.decode()

    assert [tab for tab in ("content", "credits", "programme", "promote") if f'id="tab-label-{tab}"' in text] == [
        "content",
        "credits",
        "programme",
        "promote",
    ]


def test_editor_publishes_a_film_with_all_its_rows(client, editor):
    festival = FestivalPageFactory(time_zone="Asia/Tokyo")
    section, person, venue = SectionPageFactory(parent=festival), PersonPageFactory(), VenueFactory()

    response = add_film(
        client,
        festival,
        year="2013",
        body=streamfield([("quote", {"text": "Tender.", "attribution": ""})]),
        credits=inline_formset(
            [{"role": "director", "role_as_printed": "", "person": person.pk, "credited_as": "", "character": ""}]
        ),
        countries=inline_formset([{"code": "FR"}, {"code": "SUHH"}]),
        languages=inline_formset([{"tag": "French", "kind": "spoken"}, {"tag": "en", "kind": "subtitles"}]),
        companies=inline_formset([{"role": "uk_distribution", "name": "New Tide"}]),
        sections=inline_formset([{"section": section.pk}]),
        screenings=inline_formset([screening(venue)]),
        external_ids=inline_formset([{"scheme": "imdb", "value": "tt0000001"}]),
    )

    film = FilmPage.objects.get(title="Salt Lines")
    assert response.status_code == 302
    assert film.live
    assert [(row.role, row.person) for row in film.credits.all()] == [("director", person)]
    assert [row.code for row in film.countries.all()] == ["FR", "SUHH"]
    assert [(row.tag, row.kind) for row in film.languages.all()] == [("fr", "spoken"), ("en", "subtitles")]
    assert [(row.role, row.name) for row in film.companies.all()] == [("uk_distribution", "New Tide")]
    assert [row.section for row in film.sections.all()] == [section]
    assert [row.value for row in film.external_ids.all()] == ["tt0000001"]
    assert [(block.block_type, block.value["text"]) for block in film.body] == [("quote", "Tender.")]


def screening(venue, starts_at="2013-10-12 18:30"):
    return {
        "starts_at": starts_at,
        "venue": venue.pk,
        "screen": "",
        "status": "scheduled",
        "booking_url": "",
        "note": "",
    }


def test_screening_time_is_the_clock_of_the_edition_not_of_the_editor(client, editor):
    UserProfile.objects.update_or_create(user=editor, defaults={"current_time_zone": "America/New_York"})
    festival = FestivalPageFactory(time_zone="Asia/Tokyo")

    add_film(client, festival, screenings=inline_formset([screening(VenueFactory())]))

    film = FilmPage.objects.get(title="Salt Lines")
    assert film.screenings.get().starts_at == datetime.datetime(2013, 10, 12, 9, 30, tzinfo=datetime.UTC)
    form = client.get(reverse("wagtailadmin_pages:edit", args=(film.pk,))).content.decode()
    assert 'value="2013-10-12 18:30"' in form
    assert "As clocks at the festival show it (Asia/Tokyo)." in form


def test_screening_in_the_hour_that_the_clock_skips_is_refused(client, editor):
    festival = FestivalPageFactory(time_zone="Europe/London")

    response = add_film(
        client, festival, screenings=inline_formset([screening(VenueFactory(), starts_at="2013-03-31 01:30")])
    )

    assert response.status_code == 200
    assert Screening.objects.count() == 0


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            {
                "credits": inline_formset(
                    [{"role": "director", "role_as_printed": "", "person": "", "credited_as": "", "character": "x"}]
                )
            },
            "Choose a person, or write the name as printed.",
        ),
        ({"countries": inline_formset([{"code": "FR"}, {"code": "FR"}])}, "Please correct the duplicate data for"),
        ({"languages": inline_formset([{"tag": "no such language", "kind": "spoken"}])}, "is no language tag"),
        ({"running_time": "0"}, "The running time must be at least one minute."),
    ],
    ids=["nobody", "country-twice", "no-language", "no-minutes"],
)
@pytest.mark.parametrize("action", ["action-publish", "draft"])
def test_mistake_is_told_in_words_and_nothing_is_saved(client, editor, rows, message, action):
    response = add_film(client, FestivalPageFactory(), **{"action-publish": "", **rows, action: "1"})

    assert response.status_code == 200
    assert message in response.content.decode()
    assert FilmPage.objects.count() == 0


def test_section_of_another_edition_is_refused(client, editor):
    other = SectionPageFactory()

    response = add_film(client, FestivalPageFactory(), sections=inline_formset([{"section": other.pk}]))

    assert response.status_code == 200
    assert FilmPage.objects.count() == 0


def test_film_listing_shows_directors_in_constant_queries(client, editor, django_assert_max_num_queries):
    for _ in range(3):
        publish(FilmCreditFactory().film)
    client.get("/admin/films/")

    with django_assert_max_num_queries(40):
        text = client.get("/admin/films/").content.decode()

    assert all(person.title in text for person in PersonPage.objects.all())


@pytest.mark.parametrize("by", ["edition", "country", "year", "section", "live"])
def test_film_listing_filters(client, editor, by):
    festival = FestivalPageFactory()
    section = SectionPageFactory(parent=festival)
    FilmPageFactory(
        parent=festival,
        title="Salt Lines",
        year=1999,
        countries=[FilmCountry(code="SUHH")],
        sections=[FilmSection(section=section)],
    )
    FilmPageFactory(title="Nightjar", live=False)
    value = {"edition": festival.pk, "country": "SUHH", "year": 1999, "section": section.pk, "live": "true"}[by]

    text = client.get("/admin/films/", {by: value}).content.decode()

    assert "Salt Lines" in text
    assert "Nightjar" not in text


def test_venue_can_be_added_while_choosing(client, editor):
    url = reverse(f"{Venue.snippet_viewset.chooser_viewset.url_namespace}:create")

    response = client.post(url, {"name": "Garden Cinema", "city": "London"})

    assert response.json()["step"] == "chosen"
    assert [(venue.name, venue.slug) for venue in Venue.objects.all()] == [("Garden Cinema", "garden-cinema")]


def test_person_can_be_added_while_choosing(client, editor):
    response = client.post("/admin/person_chooser/create/", {"title": "Ines Obray"})

    person = PersonPage.objects.get()
    assert response.json()["result"]["id"] == str(person.pk)
    assert (person.title, person.sort_name, person.slug, person.live) == (
        "Ines Obray",
        "Obray, Ines",
        "ines-obray",
        True,
    )
    assert person.owner == editor
    assert person.latest_revision is not None


def test_person_of_a_known_name_is_asked_about_first(client, editor):
    PersonPageFactory(title="Ines Obray")

    refused = client.post("/admin/person_chooser/create/", {"title": "ines obray"})
    accepted = client.post("/admin/person_chooser/create/", {"title": "Ines Obray", "same_name": "on"})

    assert "There is a page for ines obray already" in refused.json()["htmlFragment"]
    assert accepted.json()["step"] == "chosen"
    assert sorted(PersonPage.objects.values_list("slug", flat=True)) == ["ines-obray", "ines-obray-2"]


def test_person_without_a_name_is_refused(client, editor):
    response = client.post("/admin/person_chooser/create/", {"title": ""})

    assert response.json()["step"] == "reshow_creation_form"
    assert PersonPage.objects.count() == 0


def test_person_chooser_finds_by_another_name(client, editor):
    person = PersonPageFactory(title="Ines Obray")
    person.also_known_as.create(name="Inesita Obray")
    publish(person)
    PersonPageFactory(title="Rosa Marlin")

    text = client.get("/admin/person_chooser/results/", {"q": "Inesita"}).content.decode()

    assert "Ines Obray" in text
    assert "Rosa Marlin" not in text


def test_person_chooser_lets_nobody_add_without_permission(client):
    client.force_login(UserFactory(is_staff=True))

    response = client.post("/admin/person_chooser/create/", {"title": "Ines Obray"})

    assert response.status_code == 302
    assert PersonPage.objects.count() == 0
