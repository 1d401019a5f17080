"""Pages go into the edition that their address or their showings tell; --festival decides over all."""

from datetime import date

import pytest

from films.models import FestivalPage, FilmPage
from importers.runs.pipeline import run_import
from importers.runs.report import ImportOptions
from tests.factories import FestivalPageFactory
from tests.importers.runs.dumps import write_dump

pytestmark = pytest.mark.django_db


def write(folder, title):
    folder.mkdir(parents=True, exist_ok=True)
    write_dump(folder, name=f"{title.split()[-1].lower()}.txt", title=title)


def run(folder, **options):
    return run_import([str(folder)], ImportOptions(site="saltmere", **options))


def films():
    return {festival.title: sorted(film.title for film in festival.films) for festival in FestivalPage.objects.all()}


@pytest.fixture
def source(tmp_path):
    write(tmp_path / "17th" / "films", "Salt Lines")
    write(tmp_path / "2013", "The Third Tide")
    return tmp_path


def test_two_editions_in_one_folder_become_two(source):
    report = run(source)

    assert films() == {"saltmere 17th": ["Salt Lines"], "saltmere 2013": ["The Third Tide"]}
    assert [message.partition(":")[0] for message in report.messages] == ["Edition", "Edition"]
    assert run(source).counts == {"unchanged": 2}


def test_editions_that_are_there_are_found_by_number_and_by_year(source):
    FestivalPageFactory(title="Saltmere: the first", edition_name="", edition_number=17, starts_on=None, ends_on=None)
    days = {"starts_on": date(2013, 10, 10), "ends_on": date(2013, 10, 20)}
    FestivalPageFactory(title="Saltmere: the second", edition_name="", edition_number=26, **days)

    run(source)

    assert films() == {"Saltmere: the first": ["Salt Lines"], "Saltmere: the second": ["The Third Tide"]}


def test_renamed_edition_goes_on_getting_its_pages(source):
    run(source)
    FestivalPage.objects.filter(title="saltmere 17th").update(title="A festival", slug="a-festival")
    write(source / "17th" / "films", "Low Water")

    run(source)

    assert films() == {"A festival": ["Low Water", "Salt Lines"], "saltmere 2013": ["The Third Tide"]}


def test_festival_option_decides_for_all_pages(source):
    run(source, festival="lantern")

    assert films() == {"Lantern": ["Salt Lines", "The Third Tide"]}


def test_showings_tell_the_edition_where_the_address_does_not(tmp_path):
    for year in (2012, 2013):
        FestivalPageFactory(title=f"E {year}", starts_on=date(year, 10, 9), ends_on=date(year, 10, 20))
    prose = "A long and quiet film about a lamp and its keeper, told by the sea. " * 8
    for year in (2012, 2013):
        (tmp_path / f"{year}.html").write_text(
            f"<html><head><title>Lamp {year}</title></head><body><h1>Lamp {year}</h1><p>Director: Rosa Marlin</p>"
            f"<p>Norway, 2011, 90 mins</p><p>{prose}</p><h2>Screenings</h2>"
            f"<ul><li>11 October {year}, 18:30, Regent Cinema</li></ul></body></html>"
        )

    run(tmp_path)

    assert {f.get_parent().title: f.draft_title for f in FilmPage.objects.all()} == {
        "E 2012": "Lamp 2012",
        "E 2013": "Lamp 2013",
    }
