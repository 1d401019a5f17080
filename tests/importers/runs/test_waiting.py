"""Pages that wait for something are read again when it may have come, and only then."""

import gc
from datetime import date

import pytest

from films.models import FestivalPage, FilmPage
from importers.models import ImportRecord
from importers.responses import Response
from importers.runs.batches import CHUNK
from importers.runs.pipeline import run_import
from importers.runs.report import ImportOptions
from tests.factories import FestivalPageFactory
from tests.importers.runs.dumps import counts, imported, write_dump
from tests.importers.writing.test_films import png

pytestmark = pytest.mark.django_db

PROSE = "A long and quiet film about a lamp and its keeper, told by the sea. " * 8


@pytest.fixture(autouse=True)
def edition():
    return FestivalPageFactory(slug="lantern-2013", title="Lantern", edition_name="", starts_on=None, ends_on=None)


def write_film(path, more: str = "") -> None:
    path.write_text(
        "<html><head><title>The Lamp</title></head><body><h1>The Lamp</h1><p>Director: Rosa Marlin</p>"
        f"<p>Norway, 2011, 90 mins</p><p>{PROSE}</p>{more}</body></html>"
    )


def write_list(path) -> None:
    films = (("The Lamp", "Rosa Marlin"), ("The Third Tide", "Ines Obray"), ("Low Water", "Ada Lind"))
    rows = "".join(f"<li><a href='{t[4:]}.html'>{t}</a><br>Director: {d}</li>" for t, d in films)
    path.write_text(f"<html><head><title>Films A-Z</title></head><body><h1>Films A-Z</h1><ul>{rows}</ul></body></html>")


def codes(report) -> list[str]:
    return sorted({problem.code for entry in report.entries for problem in entry.problems})


def test_missing_picture_is_imported_when_the_folder_has_it(tmp_path):
    write_film(tmp_path / "lamp.html", "<img src='lamp.png' alt='A lamp' width='640' height='480'>")

    assert codes(imported(tmp_path)) == ["image.missing"]
    assert codes(imported(tmp_path)) == []
    (tmp_path / "lamp.png").write_bytes(png())
    report = imported(tmp_path)

    assert (counts(report), codes(report)) == ({"updated": 1}, [])
    assert len(FilmPage.objects.get().get_latest_revision_as_object().gallery) == 1
    assert ImportRecord.objects.get(kind="page").waits_for == {}


def test_broken_picture_is_tried_in_three_runs_and_then_only_when_asked_for(tmp_path):
    write_film(tmp_path / "lamp.html", "<img src='lamp.png' alt='A lamp' width='640' height='480'>")
    (tmp_path / "lamp.png").write_bytes(png()[:60])

    tried = [codes(imported(tmp_path)) for _ in range(4)]

    assert tried == [["image.broken"], ["image.broken"], ["image.broken"], []]
    (tmp_path / "lamp.png").write_bytes(png())
    assert counts(imported(tmp_path, only=("lamp.html",))) == {"updated": 1}


def test_showing_without_a_year_is_taken_when_the_edition_gets_its_days(tmp_path, edition):
    write_film(tmp_path / "lamp.html", "<h2>Screenings</h2><ul><li>Friday 11 October, 18:30, Regent Cinema</li></ul>")

    assert codes(imported(tmp_path, publish=True)) == ["screening.no-year"]
    assert codes(imported(tmp_path, publish=True)) == []
    FestivalPage.objects.filter(pk=edition.pk).update(starts_on=date(2013, 10, 9), ends_on=date(2013, 10, 20))
    report = imported(tmp_path, publish=True)

    assert (counts(report), codes(report)) == ({"updated": 1}, [])
    assert [f"{row.starts_at:%Y-%m-%d %H:%M}" for row in FilmPage.objects.get().screenings.all()] == [
        "2013-10-11 17:30"
    ]


def test_list_is_read_again_when_a_film_has_come(tmp_path):
    write_film(tmp_path / "lamp.html")
    write_list(tmp_path / "az.html")

    assert codes(imported(tmp_path)) == ["film.not-matched"]
    assert counts(imported(tmp_path)) == {"unchanged": 2}
    assert codes(imported(tmp_path)) == []
    write_dump(tmp_path, name="tide.txt", title="The Third Tide")
    report = imported(tmp_path)

    told = [problem.message for entry in report.entries for problem in entry.problems]
    assert counts(report) == {"new": 1, "unchanged": 1, "skipped": 1}
    assert [message.partition("title ")[2] for message in told] == [
        "'Low Water'; what the page says of it was not taken."
    ]


def test_page_that_could_not_be_read_fails_again_without_being_read(tmp_path):
    write_dump(tmp_path)
    (tmp_path / "data.html").write_text('{"films": []}')

    first, second = imported(tmp_path), imported(tmp_path)

    assert counts(second) == {"unchanged": 1, "failed": 1}
    assert second.failures[0].errors == first.failures[0].errors


def test_run_holds_the_bodies_of_a_few_pages_only(tmp_path):
    for number in range(4 * CHUNK):
        write_dump(tmp_path, name=f"{number:03}.txt", title=f"Tide {number}")
    alive = []

    def count(done, total, outcome):
        alive.append(sum(isinstance(thing, Response) for thing in gc.get_objects()))

    run_import([str(tmp_path)], ImportOptions(dry_run=True, festival="lantern-2013"), progress=count)

    assert len(alive) == 4 * CHUNK
    assert max(alive) <= 2 * CHUNK
