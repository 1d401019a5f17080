"""What goes wrong costs one page, is told with a way to try again, and leaves nothing half done."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from cms.images import Image
from films.models import FilmPage
from importers.fetching.sources import SourceError
from importers.models import ImportRecord, ImportRun
from importers.runs import pipeline
from importers.runs.pages import write_reading
from importers.runs.pipeline import run_import
from people.models import PersonPage
from tests.importers.runs.dumps import counts, imported, write_dump

pytestmark = pytest.mark.django_db


def command(*arguments: str) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_listings", *arguments, stdout=out, stderr=err)
    except SystemExit as stopped:
        return int(stopped.code or 0), out.getvalue() + err.getvalue()
    return 0, out.getvalue() + err.getvalue()


def write_page(path, more: str = "") -> None:
    path.write_text(
        "<html><head><title>The Lamp</title></head><body><h1>The Lamp</h1><p>Director: Rosa Marlin</p><p>Norway 2011</p>"
        f"{more}<p>{'A long and quiet film about a lamp and its keeper. ' * 8}</p></body></html>"
    )


def test_folder_of_junk_fails_page_by_page_and_imports_the_rest(tmp_path):
    write_dump(tmp_path)
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "data.html").write_text('{"films": []}')
    (tmp_path / "noise.html").write_bytes(bytes(range(256)) * 40)

    report = imported(tmp_path, publish=True)

    assert [page.title for page in FilmPage.objects.all()] == ["Salt Lines"]
    assert report.counts["new"] == 1
    assert sorted(entry.url for entry in report.failures) == ["data.html", "empty.html", "noise.html"]
    assert all(reason for entry in report.failures for _, reason in entry.errors)
    assert report.exit_code == 3
    assert ImportRecord.objects.get(key="empty.html").outcome == "failed"


def test_failed_page_can_be_tried_again_alone(tmp_path):
    write_dump(tmp_path)
    (tmp_path / "tide.txt").write_bytes(b"")
    report = imported(tmp_path)
    write_dump(tmp_path, name="tide.txt", title="The Third Tide")

    assert report.retry_command(report.failures) == (
        f"python manage.py import_listings {tmp_path} --festival lantern-2013 --site lantern --only tide.txt"
    )
    assert counts(imported(tmp_path, only=("tide.txt",))) == {"new": 1}
    assert counts(imported(tmp_path)) == {"unchanged": 2}


def test_page_that_breaks_the_writer_is_reported_and_leaves_nothing(tmp_path, monkeypatch, caplog):
    write_dump(tmp_path, name="a.txt")
    write_page(tmp_path / "b.html")

    def fragile(response, reading, desk):
        result = write_reading(response, reading, desk)
        if response.url == "b.html":
            raise RuntimeError("the lamp went out")
        return result

    monkeypatch.setattr(pipeline, "write_reading", fragile)
    report = imported(tmp_path, publish=True)

    assert counts(report) == {"new": 1, "failed": 1}
    assert report.failures[0].errors == (("page", "RuntimeError: the lamp went out"),)
    assert FilmPage.objects.get().title == "Salt Lines"
    assert not PersonPage.objects.filter(title="Rosa Marlin").exists()
    assert "the lamp went out" in caplog.text


def test_run_killed_in_a_batch_leaves_no_part_of_it(tmp_path, monkeypatch):
    write_page(tmp_path / "lamp.html")
    write_dump(tmp_path)

    def killed(response, reading, desk):
        write_reading(response, reading, desk)
        if FilmPage.objects.count() == 2:
            raise KeyboardInterrupt
        return write_reading(response, reading, desk)

    monkeypatch.setattr(pipeline, "write_reading", killed)
    with pytest.raises(KeyboardInterrupt):
        imported(tmp_path)
    monkeypatch.undo()

    assert (FilmPage.objects.count(), PersonPage.objects.count(), Image.objects.count()) == (0, 0, 0)
    assert not ImportRecord.objects.exclude(kind="festival").exists()
    assert ImportRun.objects.get().state == "interrupted"
    assert counts(imported(tmp_path)) == {"new": 2}


def test_files_of_a_page_that_failed_are_removed(tmp_path, monkeypatch):
    from tests.importers.writing.test_films import png

    (tmp_path / "lamp.png").write_bytes(png("gold"))
    write_page(tmp_path / "lamp.html", "<img src='lamp.png' alt='A lamp' width='640' height='480'>")
    stored = []

    def broken(response, reading, desk):
        write_reading(response, reading, desk)
        stored.extend(image.file.name for image in Image.objects.all())
        raise RuntimeError("too late")

    monkeypatch.setattr(pipeline, "write_reading", broken)
    report = imported(tmp_path)

    assert counts(report) == {"failed": 1}
    assert len(stored) == 1
    assert not default_storage.exists(stored[0])


def test_run_without_a_source_that_can_be_opened_is_an_error(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        run_import([str(tmp_path / "nothing")])

    assert not ImportRun.objects.exists()


def test_command_imports_prints_and_exits_with_0(tmp_path):
    code, printed = command(str(write_dump(tmp_path)), "--festival", "lantern-2013", "--publish")

    assert code == 0
    assert "1 of 1 pages" in printed
    assert "Made along the way: 3 × person" in printed
    assert FilmPage.objects.get().live


def test_command_exits_with_3_and_tells_how_to_try_again(tmp_path):
    write_dump(tmp_path)
    (tmp_path / "empty.html").write_bytes(b"")

    code, printed = command(str(tmp_path))

    assert code == 3
    assert f"again: python manage.py import_listings {tmp_path} --site {tmp_path.name} --only empty.html" in printed


def test_command_without_a_source_exits_with_2(tmp_path):
    code, printed = command(str(tmp_path / "nothing"))

    assert code == 2
    assert "no such file" in printed


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_command_refuses_a_limit_that_is_no_number_of_pages(tmp_path, limit):
    from django.core.management import CommandError

    with pytest.raises(CommandError, match="no number of pages"):
        call_command("import_listings", str(tmp_path), "--limit", limit)
