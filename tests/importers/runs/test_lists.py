"""Sections, calendars and pages of several films: written from readings made by hand."""

from datetime import UTC, date, datetime

import pytest

from films.models import FilmPage, SectionPage
from importers.reading.items import Credit, FilmItem, PageReading, Screening
from importers.responses import Response
from importers.runs.desk import Desk
from importers.runs.models import ImportRun
from importers.runs.pages import write_reading
from importers.runs.records import begin_record
from importers.runs.register import DatabaseRegister
from importers.writing.catalogue import Catalogue
from importers.writing.editions import Edition
from importers.writing.writer import Mode
from people.models import PersonPage
from tests.factories import FestivalPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def read():
    """Write one reading; returns the result."""
    run = ImportRun.objects.create(sources=["lantern"], started_at=datetime(2026, 11, 24, tzinfo=UTC))
    edition = FestivalPageFactory(starts_on=date(2013, 10, 9), ends_on=date(2013, 10, 20))
    register = DatabaseRegister(run)
    catalogue = Catalogue("lantern", edition, register, Mode(publish=True), lambda problem: None, lambda url: None)
    desk = Desk(Edition(edition, edition.title, ""), catalogue, register)

    def write(url, kind, films=(), **values):
        response = Response(url, "lantern", url, b"")
        begin_record(response, register)
        catalogue.made.clear()
        return write_reading(response, PageReading(url, kind, FilmItem(**values), tuple(films)), desk)

    return write


def titles_of(section):
    return sorted(film.title for film in section.films)


def test_section_page_fills_the_section_and_links_its_films(read):
    read("a.html", "film", title="Anchor", section="Debate")
    read("b.html", "film", title="Ballast")

    result = read(
        "debate.html",
        "section",
        title="Debate",
        standfirst="Films that argue.",
        synopsis="One.\n\nTwo.",
        films=[FilmItem(title="ANCHOR"), FilmItem(title="Ballast"), FilmItem(title="Nowhere")],
    )

    section = SectionPage.objects.get()
    assert (section.title, section.standfirst, len(section.introduction)) == ("Debate", "Films that argue.", 2)
    assert titles_of(section) == ["Anchor", "Ballast"]
    assert [problem.code for problem in result.problems] == ["film.not-matched"]


def test_film_imported_again_keeps_the_section_that_another_page_gave_it(read):
    read("b.html", "film", title="Ballast")
    read("debate.html", "section", title="Debate", films=[FilmItem(title="Ballast")])

    read("b.html", "film", title="Ballast", section="Journeys", year=2011)

    assert sorted(str(link.section) for link in FilmPage.objects.get().sections.all()) == ["Debate", "Journeys"]


def test_section_that_drops_a_film_unlinks_only_what_it_linked(read):
    read("a.html", "film", title="Anchor", section="Debate")
    read("b.html", "film", title="Ballast", section="Journeys")
    both = [FilmItem(title="Anchor"), FilmItem(title="Ballast")]
    read("debate.html", "section", title="Debate", films=both)

    result = read("debate.html", "section", title="Debate", films=both)

    assert result.outcome == "unchanged"
    assert titles_of(SectionPage.objects.get(title="Debate")) == ["Anchor", "Ballast"]


def test_calendar_gives_showings_to_films_that_state_none(read):
    read("a.html", "film", title="Anchor", screenings=(Screening("2013-10-10T12:00"),))
    read("b.html", "film", title="Ballast")

    result = read(
        "friday.html",
        "calendar",
        screenings=(
            Screening("--10-11T18:30", venue="The Garden", film="Ballast"),
            Screening("--10-12T21:00", film="Ballast"),
            Screening("--10-11T15:00", film="Anchor"),
            Screening("--10-11T15:00", film="Opening talk"),
        ),
    )

    starts = {f.title: [s.starts_at for s in f.screenings.all()] for f in FilmPage.objects.all()}
    assert starts == {
        "Anchor": [datetime(2013, 10, 10, 11, 0, tzinfo=UTC)],
        "Ballast": [datetime(2013, 10, 11, 17, 30, tzinfo=UTC), datetime(2013, 10, 12, 20, 0, tzinfo=UTC)],
    }
    assert [problem.code for problem in result.problems] == ["film.not-matched"]


def test_calendar_does_not_choose_between_two_films_of_one_title(read):
    read("a.html", "film", title="Harbour", year=1998)
    read("b.html", "film", title="Harbour", year=2011)

    result = read("friday.html", "calendar", screenings=(Screening("--10-11T18:30", film="Harbour"),))

    assert not any(film.screenings.exists() for film in FilmPage.objects.all())
    assert "2 films have the title" in result.problems[0].message


def test_list_tells_two_films_of_one_title_apart_by_year(read):
    read("a.html", "film", title="Harbour", year=1998)
    read("b.html", "film", title="Harbour", year=2011)

    read("debate.html", "section", title="Debate", films=[FilmItem(title="Harbour", year=2011)])

    assert [film.year for film in SectionPage.objects.get().films] == [2011]


def test_page_of_three_shorts_becomes_three_films(read):
    result = read(
        "shorts.html",
        "film",
        title="Three at Sea",
        section="Shorts",
        screenings=(Screening("2013-10-12T18:30"),),
        films=[FilmItem(title="One"), FilmItem(title="Two"), FilmItem(title="One", year=2012)],
    )

    films = FilmPage.objects.order_by("pk")
    assert [(film.title, film.year, film.screenings.count()) for film in films] == [
        ("One", None, 1),
        ("Two", None, 1),
        ("One", 2012, 1),
    ]
    assert [written.key.key for written in result.written] == [
        "shorts.html#one",
        "shorts.html#two",
        "shorts.html#one-2",
    ]
    assert films[0].sections.get().section.title == "Shorts"


def test_person_page_becomes_the_person_that_films_credit(read):
    read("a.html", "film", title="Anchor", credits=(Credit("director", "Director", "Ines Obray"),))

    read("obray.html", "person", title="Ines Obray", synopsis="Born in Port Sallow.")

    person = PersonPage.objects.get()
    assert [block.value.source for block in person.biography] == ["<p>Born in Port Sallow.</p>"]
    assert person == FilmPage.objects.get().credits.get().person


def test_other_pages_are_skipped(read):
    assert read("tickets.html", "other", title="Tickets").outcome == "skipped"


SHORTS = [
    FilmItem(title="Tide Pools", synopsis="A crab walks."),
    FilmItem(title="Pulang", synopsis="A ferry turns round.", running_time=12),
]


def test_programme_of_shorts_without_pages_of_their_own_makes_a_film_of_each(read):
    shown = (Screening("2013-10-13T11:00", "Regent"),)

    first = read("shorts.html", "section", title="Small Craft", films=SHORTS, screenings=shown)
    again = read("shorts.html", "section", title="Small Craft", films=SHORTS, screenings=shown)

    films = FilmPage.objects.order_by("title")
    assert [(film.title, film.running_time, film.screenings.count()) for film in films] == [
        ("Pulang", 12, 1),
        ("Tide Pools", None, 1),
    ]
    assert titles_of(SectionPage.objects.get()) == ["Pulang", "Tide Pools"]
    assert (first.outcome, again.outcome) == ("new", "unchanged")


def test_section_whose_films_have_pages_makes_no_film_of_its_cards(read):
    read("pulang.html", "film", title="Pulang")

    result = read("small-craft.html", "section", title="Small Craft", films=SHORTS)

    assert [film.title for film in FilmPage.objects.all()] == ["Pulang"]
    assert [problem.code for problem in result.problems] == ["film.not-matched"]
