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


def write_named(folder, name, header, more=""):
    prose = "A long and quiet film about a lamp and its keeper, told by the sea. " * 8
    title = name.removesuffix(".html").title()
    (folder / name).write_text(
        f"<html><head><title>{title}</title></head><body><div id='header'>{header}</div><div id='main'>"
        f"<h1>{title}</h1><p>Director: Rosa Marlin</p><p>Norway, 2011, 90 mins</p><p>{prose}</p>{more}</div></body></html>"
    )


def test_edition_that_pages_name_is_found_by_its_number(tmp_path):
    for number in (42, 43):
        FestivalPageFactory(
            title=f"Lighthouse {number}", edition_name="", edition_number=number, starts_on=None, ends_on=None
        )
    write_named(tmp_path, "lamp.html", "43rd Lighthouse Film Festival")
    write_named(tmp_path, "oil.html", "42nd Lighthouse Film Festival")

    report = run(tmp_path)

    assert films() == {"Lighthouse 42": ["Oil"], "Lighthouse 43": ["Lamp"]}
    assert "Edition: Lighthouse 43 (for pages that name the edition 43)." in report.messages
    assert run(tmp_path).counts == {"unchanged": 2}


def test_edition_that_pages_name_is_created_with_its_days_which_tell_a_showings_year(tmp_path):
    write_named(tmp_path, "lamp.html", "<p>43rd Lighthouse Film Festival, 3-12 October 2013</p>")
    showing = "<h2>Screenings</h2><ul><li>5 October, 18:30, Regent Cinema</li></ul>"
    write_named(tmp_path, "oil.html", "<p>43rd Lighthouse Film Festival</p>", showing)

    run(tmp_path)

    edition = FestivalPage.objects.get()
    assert (edition.title, edition.edition_number) == ("saltmere 43", 43)
    assert (edition.starts_on, edition.ends_on) == (date(2013, 10, 3), date(2013, 10, 12))
    oil = FilmPage.objects.get(slug="oil").get_latest_revision_as_object()
    assert [screening.starts_at.date() for screening in oil.screenings.all()] == [date(2013, 10, 5)]


def test_folder_tells_the_edition_over_what_the_page_names(tmp_path):
    (tmp_path / "42nd").mkdir()
    write_named(tmp_path / "42nd", "lamp.html", "43rd Lighthouse Film Festival")

    run(tmp_path)

    assert films() == {"saltmere 42nd": ["Lamp"]}


def test_source_named_for_an_edition_goes_into_it(tmp_path):
    FestivalPageFactory(title="Saltmere", slug="26th", edition_name="", edition_number=None)
    FestivalPageFactory(title="Saltmere: another", edition_name="", edition_number=17)
    write(tmp_path, "Salt Lines")

    run_import([str(tmp_path)], ImportOptions(site="26th"))

    assert films() == {"Saltmere": ["Salt Lines"], "Saltmere: another": []}


def test_new_edition_beside_a_page_of_its_slug_gets_another(tmp_path):
    for number in (17, 18):
        FestivalPageFactory(title=f"Saltmere {number}", edition_name="", edition_number=number)
    FestivalPageFactory(title="A festival", slug="lantern", edition_name="", edition_number=19)
    write(tmp_path, "Salt Lines")

    run_import([str(tmp_path)], ImportOptions(site="lantern"))

    assert FestivalPage.objects.get(title="lantern").slug == "lantern-2"
