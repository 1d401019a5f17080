"""What a person names becomes Responses in the order given; what cannot be had is told."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from importers.fetching.names import ending
from importers.fetching.options import FetchOptions
from importers.fetching.places import Ignored
from importers.fetching.sources import SourceError, list_sources, open_sources
from importers.responses import FetchFailure, Response


def write(folder, **files):
    for name, body in files.items():
        (folder / name).write_bytes(body)


def test_open_sources_reads_files_in_the_order_given(tmp_path):
    folder = tmp_path / "old-site"
    folder.mkdir()
    write(folder, **{"b.html": b"<p>b", "a.txt": b"a"})

    pages = list(open_sources([f"{folder}/b.html", f"{folder}/a.txt"]))

    assert pages == [
        Response(f"{folder}/b.html", "old-site", "b.html", b"<p>b", "text/html"),
        Response(f"{folder}/a.txt", "old-site", "a.txt", b"a", "text/plain"),
    ]


def test_open_sources_finds_the_pages_among_the_junk_of_a_folder(tmp_path):
    folder = tmp_path / "mirror"
    (folder / "films" / ".svn").mkdir(parents=True)
    (folder / ".git").mkdir()
    write(folder, **{
        "index.html": b"x", "style.css?ver=3.html": b"x", "robots.txt": b"x", "film.php?id=42": b"x", "film.php@id=7.html": b"x",
        ".hidden.html": b"x", "logo.PNG": b"x", "notes": b"plain words", "about": b"<html>", "v1.5": b"<title>x", "core.x9": b"words",
        "blob": b"\0\1\2", "index.html.orig": b"x", "only.html.orig": b"x", "api.json": b"{}",
    })  # fmt: skip
    write(folder / "films", **{"42": b"<!DOCTYPE html>"})
    (folder / ".git" / "x.html").write_bytes(b"x")
    (folder / "films" / ".svn" / "x.html").write_bytes(b"x")

    listing = list_sources([str(folder)])

    assert [place.url for place in listing.places] == [
        "about", "film.php?id=42", "film.php@id=7.html", "films/42", "index.html", "notes", "only.html", "v1.5",
    ]  # fmt: skip
    assert {ignored.source.removeprefix(f"{folder}/"): ignored.reason for ignored in listing.ignored} == {
        "api.json": "a .json file is not a page",
        "blob": "not text",
        "core.x9": "a .x9 file without markup",
        "index.html": "rewritten for the mirror: its original, which ends in .orig, is read",
        "logo.PNG": "a .png file is not a page",
        "robots.txt": "written for machines, not a page",
        "style.css?ver=3.html": "a .css file is not a page",
    }
    assert {page.source for page in open_sources([f"{folder}/"])} >= {f"{folder}/films/42", f"{folder}/only.html.orig"}


def test_open_sources_goes_on_after_a_page_that_cannot_be_read(tmp_path):
    write(tmp_path, **{"a.html": b"", "b.html": b"x" * 11, "c.html": b"fine"})

    empty, large, fine = open_sources([str(tmp_path)], FetchOptions(max_bytes=10, site="old"))

    assert empty == FetchFailure(
        f"{tmp_path}/a.html", "old", "a.html", "empty_file",
        f"{tmp_path}/a.html is empty: fetch it again or leave it out.",
    )  # fmt: skip
    assert (large.code, fine.body) == ("too_large", b"fine")


def test_open_sources_does_not_follow_links_out_of_a_folder(tmp_path):
    write(tmp_path, **{"secret.html": b"secret"})
    folder = tmp_path / "mirror"
    folder.mkdir()
    write(folder, **{"a.html": b"a"})
    (folder / "b.html").symlink_to(tmp_path / "secret.html")
    os.mkfifo(folder / "c.html")

    listing = list_sources([str(folder)])

    assert [place.url for place in listing.places] == ["a.html"]
    assert listing.ignored == (
        Ignored(f"{folder}/b.html", "a link that leads out of the folder"),
        Ignored(f"{folder}/c.html", "not a file"),
    )


@pytest.mark.parametrize("name", ["nowhere", "", "nowhere\0.html", "x" * 5000])
def test_open_sources_refuses_what_is_not_there(name):
    with pytest.raises(SourceError):
        open_sources([name])


def test_open_sources_refuses_a_folder_without_pages(tmp_path):
    write(tmp_path, **{"a.jpg": b"x"})

    with pytest.raises(SourceError, match=r"it holds 1 file and no page"):
        open_sources([str(tmp_path)])


def test_open_sources_tells_a_missing_source_among_others_and_goes_on(tmp_path):
    write(tmp_path, **{"a.html": b"a"})

    missing, page = open_sources([f"{tmp_path}/nowhere", f"{tmp_path}/a.html"])

    assert (missing.code, page.body) == ("no_such_source", b"a")


def test_open_sources_prints_names_that_are_not_utf8(tmp_path):
    folder = tmp_path / "mirror"
    folder.mkdir()
    with open(os.fsencode(folder) + b"/caf\xe9.html", "wb") as file:
        file.write(b"x")

    (page,) = open_sources([str(folder)])

    assert page.url == "caf%E9.html"


def test_open_sources_asks_the_web_for_addresses(site):
    site.page("/film", b"<p>film", Content_Type="text/html; charset=utf-8")

    page, refused = [
        *open_sources([site.url("/film")], FetchOptions(allow_private=True)),
        *open_sources([site.url("/")]),
    ]

    assert (page.source, page.site, page.body, page.charset) == (site.url("/film"), "127.0.0.1", b"<p>film", "utf-8")
    assert refused.code == "address_refused"


@pytest.mark.parametrize("url", ["http://[::1/", "ftp://old.example/a", "https://", "http://a b/"])
def test_open_sources_tells_addresses_that_cannot_be_asked(url):
    (failure,) = open_sources([url])

    assert failure.code in ("bad_url", "scheme_refused", "host_not_found")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a/film.PHP?id=42.html", "php"), ("still.jpg@w=300", "jpg"), ("film?id=4.2", ""), ("films/42", ""),
     ("page.html.orig", "html"), (".orig", ""), ("film.php%3Fid=1", "php"), ("www.old.example", "example")],
)  # fmt: skip
def test_ending_of_mirrored_names(name, expected):
    assert ending(name) == expected


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """One that every user may enter, unlike pytest's."""
    folder = Path(tempfile.mkdtemp(prefix="marquee-open-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may read everything: whoever the tests run as, this is somebody who may not."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


def test_file_and_folder_that_may_not_be_read_cost_themselves(open_folder):
    write(open_folder, **{"a.html": b"<h1>A</h1>", "b.html": b"<h1>B</h1>", "c.html": b"<h1>C</h1>"})
    (open_folder / "shut").mkdir()
    write(open_folder / "shut", **{"d.html": b"<h1>D</h1>"})
    (open_folder / "b.html").chmod(0)
    (open_folder / "shut").chmod(0)

    with as_nobody():
        found = list(open_sources([str(open_folder)], FetchOptions()))
    (open_folder / "shut").chmod(0o755)

    assert [response.url for response in found if isinstance(response, Response)] == ["a.html", "c.html"]
    assert [(failure.code, failure.message) for failure in found if isinstance(failure, FetchFailure)] == [
        ("unreadable_file", f"{open_folder}/b.html cannot be read: Permission denied."),
        ("unreadable_folder", f"{open_folder}/shut cannot be listed: Permission denied."),
    ]


def test_folder_of_mixed_junk_gives_its_pages_and_a_reason_for_everything_else(tmp_path):
    write(tmp_path, **{"film.html": b"<h1>Film</h1>", "half.html": b"<h1>Ha", "notes": b"Plain words"})
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "zeros.bin").write_bytes(bytes(4096))
    (tmp_path / "empty.html").touch()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "gone.html").symlink_to(tmp_path / "nothing.html")
    os.mkfifo(tmp_path / "pipe.html")
    (tmp_path / "nested.html").mkdir()

    listing = list_sources([str(tmp_path)], FetchOptions())
    opened = {place.url: place.open(FetchOptions()) for place in listing.places if not isinstance(place, FetchFailure)}
    failed = {place.url: place.code for place in listing.places if isinstance(place, FetchFailure)}

    assert {url: getattr(page, "code", "read") for url, page in opened.items()} == {
        "empty.html": "empty_file",
        "film.html": "read",
        "half.html": "read",
        "notes": "read",
        "picture.html": "read",
    }
    assert failed == {"gone.html": "unreadable_file", "loop": "unreadable_file"}
    assert {(entry.source.rpartition("/")[2], entry.reason) for entry in listing.ignored} == {
        ("pipe.html", "not a file"),
        ("zeros.bin", "a .bin file is not a page"),
    }
