"""What visitors get in HTML, and what they do not."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from films.models import FilmCountry, FilmCredit, FilmSection, Screening
from films.roles import Role
from home.models import HomePage
from people.models import PersonIndexPage
from tests.factories import (
    FestivalPageFactory,
    FilmPageFactory,
    ImageFactory,
    PersonPageFactory,
    SectionPageFactory,
    VenueFactory,
    home_page,
    person_index,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    """A film with everything, public."""
    festival = FestivalPageFactory(title="Lantern 57")
    person, image = PersonPageFactory(title="Ines Obray"), ImageFactory(description="A reel on a table")
    return FilmPageFactory(
        parent=festival,
        title="Salt Lines",
        original_title="Lignes de sel",
        standfirst="A coast loses its colour.",
        body=[
            ("heading", {"text": "About", "level": "h2"}),
            ("paragraph", "<p>Slow and <b>bright</b>.</p>"),
            ("quote", {"text": "Tender.", "attribution": "The Evening Lantern"}),
            ("image", {"image": image, "caption": "On set"}),
            ("biography", {"person": person, "text": "<p>Born in a cinema.</p>"}),
            ("call_to_action", {"text": "Book", "url": "https://example.org/"}),
            ("facts", [("fact", {"label": "Format", "value": "35 mm"})]),
        ],
        gallery=[("image", {"image": image})],
        credits=[
            FilmCredit(role=Role.DIRECTOR, person=person),
            FilmCredit(role=Role.CAST, credited_as="Rosa Marlin", character="The keeper"),
        ],
        countries=[FilmCountry(code="FR"), FilmCountry(code="SUHH")],
        sections=[FilmSection(section=SectionPageFactory(parent=festival, title="Dare"))],
        screenings=[
            Screening(
                starts_at=datetime.datetime(2013, 10, 12, 17, 30, tzinfo=datetime.UTC),
                venue=VenueFactory(name="Garden Cinema"),
                screen="Screen 2",
            )
        ],
    )


def html(client, page):
    response = client.get(page.get_url())
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("of", ["film", "festival", "section", "person", "index", "home"])
def test_page_is_complete_html_for_every_type(client, film, of):
    page = {
        "film": film,
        "festival": film.festival,
        "section": film.sections.get().section,
        "person": film.credits.first().person,
        "index": person_index(),
        "home": home_page(),
    }[of]

    status, text = html(client, page)

    assert status == 200
    assert '<html lang="en' in text
    assert f"<h1>{page.title}</h1>" in text
    assert text.count("<h1>") == 1
    assert 'href="#content"' in text
    assert f"<title>{page.title}" in text


def test_film_page_prints_every_value(client, film):
    _, text = html(client, film)

    for value in (
        "Lignes de sel",
        "A coast loses its colour.",
        "France, Soviet Union",
        "90 minutes",
        "Slow and <b>bright</b>.",
        "Saturday 12 October 2013, 18:30",
        "Garden Cinema, Screen 2",
        'alt="A reel on a table"',
        '<a href="/people/ines-obray/">Ines Obray</a>',
        "Rosa Marlin as The keeper",
        "Europe/London",
        "35 mm",
    ):
        assert value in text


@pytest.mark.parametrize("mode", ["film", "festival", "section", "person", "index", "home"])
def test_preview_works_for_every_type(film, mode):
    page = {
        "film": film,
        "festival": film.festival,
        "section": film.sections.get().section,
        "person": film.credits.first().person,
        "index": person_index(),
        "home": home_page(),
    }[mode]

    response = page.make_preview_request()

    assert response.status_code == 200
    assert f"<h1>{page.title}</h1>" in response.render().content.decode()


def test_film_below_unpublished_edition_is_not_served(client, film):
    festival = film.festival
    festival.unpublish()

    status, _ = html(client, film)

    assert status == 404


def test_expired_film_is_not_served_before_the_command_ran(client, film):
    Page.objects.filter(pk=film.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1))

    status, _ = html(client, film)

    assert status == 404


def test_film_embargoed_until_tomorrow_is_not_served(client, film):
    Page.objects.filter(pk=film.pk).update(go_live_at=timezone.now() + datetime.timedelta(days=1))

    status, _ = html(client, film)

    assert status == 404


def test_lists_leave_out_unpublished_films(client, film):
    film.unpublish()

    _, text = html(client, film.festival)

    assert "Salt Lines" not in text


def test_credit_to_unpublished_person_prints_no_name_of_the_page(client, film):
    person = film.credits.first().person
    person.unpublish()

    _, text = html(client, film)

    assert "Ines Obray" not in text
    assert "/people/ines-obray/" not in text


def test_restricted_section_is_not_linked(client, film):
    section = film.sections.get().section
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)

    _, text = html(client, film)

    assert "Dare" not in text


def test_fresh_database_has_home_page_with_people_below():
    tree = [(page.depth, page.specific_class, page.title) for page in Page.objects.filter(depth__gt=1).order_by("path")]

    assert tree == [(2, HomePage, "Home"), (3, PersonIndexPage, "People")]


def test_tree_lets_films_live_in_editions_only(film):
    assert [model.__name__ for model in film.allowed_parent_page_models()] == ["FestivalPage"]
    assert [model.__name__ for model in film.festival.allowed_subpage_models()] == ["SectionPage", "FilmPage"]
    assert film.allowed_subpage_models() == []
