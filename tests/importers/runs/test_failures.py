"""What goes wrong costs one page, is told with a way to try again, and leaves nothing half done."""

import io
import random
import resource
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from PIL import Image as Pillow

from cms.images import Image
from films.models import FilmPage
from importers.fetching.sources import SourceError
from importers.models import ImportRecord, ImportRun
from importers.runs import batches, pipeline
from importers.runs.invoking import invocation
from importers.runs.pages import write_reading
from importers.runs.pipeline import run_import
from importers.runs.report import ImportOptions
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
        invocation(
            "import_listings",
            [str(tmp_path), *["--festival", "lantern-2013", "--site", "lantern", "--only", "tide.txt"]],
        )
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

    monkeypatch.setattr(batches, "write_reading", fragile)
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

    monkeypatch.setattr(batches, "write_reading", killed)
    monkeypatch.setattr(batches, "BATCH_SECONDS", 3600.0)
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

    monkeypatch.setattr(batches, "write_reading", broken)
    report = imported(tmp_path)

    assert counts(report) == {"failed": 1}
    assert len(stored) == 1
    assert not default_storage.exists(stored[0])


def write_warc(path, *titles: str) -> None:
    records = []
    for title in titles:
        answer = (
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>{title}</h1><p>Director: Rosa Marlin</p>".encode()
        )
        records.append(
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://old.example/{title.lower()}.html\r\n"
            "WARC-Date: 2013-10-03T10:00:00Z\r\nContent-Type: application/http;msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n".encode()
            + answer
            + b"\r\n\r\n"
        )
    path.write_bytes(b"".join(records))


def test_damaged_warc_is_tried_again_as_a_whole(tmp_path):
    """Nobody can tell which pages lie in its damaged part: once it was fetched again, they are new."""
    warc = tmp_path / "old.warc"
    write_warc(warc, "Lamp", "Oil")
    whole = warc.read_bytes()
    warc.write_bytes(whole[: len(whole) - 60])
    options = ImportOptions(festival="lantern-2013")

    report = run_import([str(warc)], options)
    warc.write_bytes(whole)

    assert report.retry_command(report.failures) == invocation(
        "import_listings", [str(warc), "--festival", "lantern-2013"]
    )
    assert [entry.errors[0][1] for entry in report.failures] == [
        f"{warc}: the record at byte 271 says that it is 84 bytes long, but the file ends after 209; nothing after it can be read."
    ]
    assert counts(run_import([str(warc)], options))["unchanged"] == 1


def test_run_without_a_source_that_can_be_opened_is_an_error(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        run_import([str(tmp_path / "nothing")])

    assert not ImportRun.objects.exists()


def test_command_imports_prints_and_exits_with_0(tmp_path):
    code, printed = command(str(write_dump(tmp_path)), "--festival", "lantern-2013", "--publish")

    assert code == 0
    assert "1 of 1 page\n" in printed
    assert "Made along the way: 3 × person" in printed
    assert FilmPage.objects.get().live


def test_command_exits_with_3_and_tells_how_to_try_again(tmp_path):
    write_dump(tmp_path)
    (tmp_path / "empty.html").write_bytes(b"")

    code, printed = command(str(tmp_path))

    assert code == 3
    again = invocation("import_listings", [str(tmp_path), "--site", tmp_path.name, "--only", "empty.html"])
    assert f"again: {again}" in printed


def test_command_without_a_source_exits_with_2(tmp_path):
    code, printed = command(str(tmp_path / "nothing"))

    assert code == 2
    assert "no such file" in printed


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_command_refuses_a_limit_that_is_no_number_of_pages(tmp_path, limit):
    with pytest.raises(CommandError, match="is no number: give 1 or more"):
        call_command("import_listings", str(tmp_path), "--limit", limit)


@pytest.mark.parametrize("heading", ["<h1>{}</h1>", "<h2>{}</h2>"])
def test_title_that_is_too_long_fails_the_page_with_its_length_and_the_limit(tmp_path, heading):
    page = tmp_path / "lamp.html"
    write_page(page)
    title = " ".join(["The Lamp and its Keeper"] * 209)[:5000]
    page.write_text(
        page.read_text().replace("<title>The Lamp</title>", "").replace("<h1>The Lamp</h1>", heading.format(title))
    )

    report = imported(tmp_path)

    told = f"{page}: title: 5,000 characters, too long; a title has at most 255."
    assert [(entry.url, entry.errors) for entry in report.failures] == [("lamp.html", (("title", told),))]


def test_title_that_grows_too_long_leaves_the_page_as_it_was(tmp_path):
    page = tmp_path / "lamp.html"
    write_page(page)
    imported(tmp_path)
    page.write_text(
        page.read_text().replace("<h1>The Lamp</h1>", f"<h1>{'The Lamp ' * 600}</h1>").replace("2011", "2012")
    )

    imported(tmp_path)

    film = FilmPage.objects.get().get_latest_revision_as_object()
    assert film.title == "The Lamp"


def test_svg_in_a_page_is_left_out_and_told_once_with_page_and_image(tmp_path):
    write_page(tmp_path / "lamp.html", "<img src='lamp.svg' alt='A lamp' width='640' height='480'>")
    (tmp_path / "lamp.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")

    code, printed = command(str(tmp_path))

    told = "images: lamp.svg: an SVG is a document that can hold scripts, not a picture; convert it to PNG. It was left out."
    assert code == 0
    assert f"image.svg (1)\n  {tmp_path}/lamp.html: {told}\n" in printed
    assert not Image.objects.exists()


def test_picture_that_the_folder_lacks_is_told_with_the_page_named_once(tmp_path):
    write_page(tmp_path / "lamp.html", "<img src='lamp.png' alt='A lamp' width='640' height='480'>")

    _, printed = command(str(tmp_path))

    line = next(line for line in printed.splitlines() if "lamp.png" in line)
    assert line == (
        f"  {tmp_path}/lamp.html: images: lamp.png: the folder of the page holds no such file."
        " The page was imported without it."
    )


@contextmanager
def full_disk(most: int):
    """No file may grow beyond so many bytes: what a full disk does to one of them."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def noise() -> bytes:
    """A picture of more bytes than fit."""
    file = BytesIO()
    Pillow.frombytes("RGB", (60, 60), random.Random(7).randbytes(60 * 60 * 3)).save(file, "PNG")
    return file.getvalue()


def test_full_disk_costs_the_picture_and_the_next_import_has_it(tmp_path):
    (tmp_path / "a.png").write_bytes(noise())
    write_page(tmp_path / "lamp.html", "<img src='a.png' alt='A lamp' width='640' height='480'>")
    folder = Path(default_storage.location) / "original_images"
    kept = set(folder.glob("*"))

    with full_disk(4096):
        report = imported(tmp_path)
    left = set(folder.glob("*")) - kept

    assert counts(report) == {"new": 1}
    assert [(problem.code, problem.message) for entry in report.entries for problem in entry.problems] == [
        (
            "image.not-stored",
            "images: a.png: it could not be stored (File too large). Make room and import again."
            " The page was imported without it.",
        )
    ]
    assert left == set()
    assert counts(imported(tmp_path)) == {"updated": 1}
    assert len(FilmPage.objects.get().get_latest_revision_as_object().gallery) == 1


def test_problems_are_printed_with_the_page_named_once(tmp_path):
    (tmp_path / "az.html").write_text(
        "<html><head><title>Films A-Z</title></head><body><h1>Films A-Z</h1><ul>"
        + "".join(f"<li><a href='{n}.html'>{t}</a><br>Director: {d}</li>" for n, (t, d) in enumerate(LISTED))
        + "</ul></body></html>"
    )
    (tmp_path / "lamp.html").write_bytes(
        "<html><head><meta charset='windows-1252'><title>Phare été</title></head><body><h1>Phare été</h1>"
        f"<p>Director: Rosa Marlin</p><p>France 2011</p><p>{'Un été près de la mer, raconté. ' * 8}</p></body></html>".encode()
    )

    _, printed = command(str(tmp_path))

    lines = [line.strip() for line in printed.splitlines() if line.startswith(f"  {tmp_path}")]
    assert {line.count("az.html") + line.count("lamp.html") for line in lines} == {1}
    assert f"{tmp_path}/lamp.html declares windows-1252 but is utf-8; it was read as utf-8." in lines
    assert (
        f"{tmp_path}/az.html: no film of this run or edition has the title 'Ballast'; what the page says of it was not taken."
        in lines
    )


LISTED = (("Ballast", "Rosa Marlin"), ("The Third Tide", "Ines Obray"), ("Low Water", "Ada Lind"))


def test_command_before_migrate_says_what_to_run(tmp_path):
    MigrationRecorder(connection).record_unapplied("importers", "0002_steps")

    with pytest.raises(CommandError) as refused:
        call_command("import_listings", str(write_dump(tmp_path)))

    assert str(refused.value) == f"The database is not set up yet. Run: {invocation('migrate')}"
    assert refused.value.returncode == 2


def test_command_says_in_one_line_that_the_database_would_not_go_on(tmp_path, monkeypatch):
    def locked(intake):
        raise OperationalError("database is locked")

    monkeypatch.setattr(pipeline.Line, "follow", lambda line, intake: locked(intake))

    with pytest.raises(
        CommandError, match=r"^The database would not go on: database is locked\. What was written stays"
    ):
        call_command("import_listings", str(write_dump(tmp_path)))
