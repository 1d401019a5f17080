"""Folders that wget, HTTrack and browsers left: each page under the address it had, read as the server sent it."""

import os
from datetime import UTC, datetime

import pytest

from importers.fetching import mirrors
from importers.fetching.media import fetch_media
from importers.fetching.options import FetchOptions
from importers.fetching.sources import list_sources, open_sources
from tests.importers.fetching.forms import Kept, write_file, write_httrack, write_wget

PAGE = b"<!DOCTYPE html><html><head><title>A</title></head><body><h1>A</h1></body></html>"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"
SITE = [
    Kept("http://www.old.example/", PAGE),
    Kept("http://www.old.example/films/estuary.html", PAGE + b"1"),
    Kept("http://www.old.example/film.php?id=42", PAGE + b"2"),
    Kept("http://www.old.example/film.php?id=42&lang=en", PAGE + b"3"),
    Kept("http://www.old.example/caf%C3%A9.html", PAGE + b"4"),
    Kept("http://www.old.example/about", PAGE + b"5"),
    Kept("http://www.old.example/still.php?w=300", JPEG, "image/jpeg"),
]
PAGES = {kept.url: kept.body for kept in SITE if kept.content_type == "text/html"}


def addresses(folder, options=FetchOptions()):  # noqa: B008
    return {page.url: page.body for page in open_sources([str(folder)], options)}


def test_httrack_cache_tells_every_address_and_what_the_server_sent(tmp_path):
    folder = write_httrack(tmp_path, SITE)

    assert addresses(folder) == PAGES
    assert {page.site for page in open_sources([str(folder)])} == {"www.old.example"}


def test_httrack_mirror_without_its_cache_tells_addresses_in_its_comments(tmp_path):
    folder = write_httrack(tmp_path, SITE, cache=False)
    (folder / "index.html").unlink()

    pages = list(open_sources([str(folder)]))

    assert {page.url for page in pages} == PAGES.keys()
    assert {page.fetched_at for page in pages} == {datetime(2013, 10, 10, 12, tzinfo=UTC)}


def test_httrack_cache_that_is_damaged_is_told_and_the_mirror_is_read(tmp_path):
    folder = write_httrack(tmp_path, SITE)
    (folder / "hts-cache/new.zip").write_bytes(b"PK\3\4 no zip")

    problem, *pages = open_sources([str(folder)])

    assert problem.code == "cache_damaged"
    assert {page.url for page in pages} == PAGES.keys()


def test_httrack_images_are_found_by_the_address_a_page_prints(tmp_path):
    folder = write_httrack(tmp_path, SITE)
    page = next(page for page in open_sources([str(folder)]) if page.url.endswith("estuary.html"))

    assert fetch_media("/still.php?w=300", page, FetchOptions()).body == JPEG


@pytest.mark.parametrize("windows", [False, True])
def test_wget_mirror_is_read_from_its_originals(tmp_path, windows):
    site = [kept for kept in SITE if not kept.url.endswith("/about")]

    folder = write_wget(tmp_path, site, windows=windows)

    assert addresses(folder) == {kept.url: kept.body for kept in site if kept.content_type == "text/html"}
    page = next(page for page in open_sources([str(folder)]) if page.url.endswith("estuary.html"))
    assert fetch_media("../still.php?w=300", page, FetchOptions()).body == JPEG


def test_folder_named_as_its_host_is_a_mirror_of_it(tmp_path):
    write_file(tmp_path / "www.old.example/films/42.html", PAGE)

    (page,) = open_sources([str(tmp_path / "www.old.example")])

    assert (page.url, page.site) == ("http://www.old.example/films/42.html", "www.old.example")


def test_mirror_is_https_where_its_pages_say_so(tmp_path):
    link = b'<link rel="canonical" href="https://www.old.example/films/42.html">'
    write_file(tmp_path / "www.old.example/films/42.html", PAGE + link)

    assert addresses(tmp_path).keys() == {"https://www.old.example/films/42.html"}


def test_later_download_of_one_address_is_read(tmp_path):
    for number, name in enumerate(["film.html", "film.html.1", "film.html.2", "other.html"]):
        write_file(tmp_path / name, PAGE + str(number).encode())
        os.utime(tmp_path / name, (1_000_000_000 + number, 1_000_000_000 + number))

    assert addresses(tmp_path) == {"film.html": PAGE + b"2", "other.html": PAGE + b"3"}
    as_of = FetchOptions(as_of=datetime.fromtimestamp(1_000_000_001, UTC))
    assert addresses(tmp_path, as_of)["film.html"] == PAGE + b"1"


@pytest.mark.parametrize("beside", ["Film_files", "Film-Dateien", "Film_archivos", "Film_fichiers", "Film.files"])
def test_saved_page_is_one_page_with_its_address_and_images(tmp_path, beside):
    told = b"<!-- saved from url=(0032)http://www.old.example/films/42 -->\n"
    write_file(tmp_path / "Film.html", told + PAGE)
    write_file(tmp_path / beside / "advert.html", PAGE)
    write_file(tmp_path / beside / "still.jpg", JPEG)

    listing = list_sources([str(tmp_path)])
    (page,) = open_sources([str(tmp_path)])

    assert (page.url, page.site) == ("http://www.old.example/films/42", "www.old.example")
    assert fetch_media(f"./{beside}/still.jpg", page, FetchOptions()).body == JPEG
    assert [entry.reason for entry in listing.ignored] == ["holds the parts of a page saved beside it"]


def test_saved_page_given_alone_finds_its_images(tmp_path):
    write_file(tmp_path / "Film.html", b"<!-- saved from url=(0032)http://www.old.example/films/42 -->" + PAGE)
    write_file(tmp_path / "Film_files/still.jpg", JPEG)

    (page,) = open_sources([str(tmp_path / "Film.html")])

    assert fetch_media("Film_files/still.jpg", page, FetchOptions()).body == JPEG


def test_folder_with_links_in_circles_is_read_once(tmp_path):
    write_file(tmp_path / "films/a.html", PAGE)
    (tmp_path / "films/again").symlink_to(tmp_path)
    (tmp_path / "loop.html").symlink_to(tmp_path / "loop.html")

    page, loop = sorted(open_sources([str(tmp_path)]), key=lambda found: found.url)

    assert (page.url, loop.code) == ("films/a.html", "unreadable_file")


@pytest.mark.parametrize(
    ("name", "host"),
    [("www.old.example", "www.old.example"), ("old.co.uk_8080", "old.co.uk:8080"), ("127.0.0.1:8000", "127.0.0.1:8000"),
     ("localhost+8000", "localhost:8000"), ("WWW.Old.Org", "www.old.org"), ("old-site.bak", None), ("films", None),
     ("v1.5", None), ("page.html", None), ("a" * 70 + ".org", None), ("..", None), ("2013.festival.org", "2013.festival.org")],
)  # fmt: skip
def test_host_named(name, host):
    assert mirrors.host_named(name) == host


@pytest.mark.parametrize(
    ("path", "adjusted", "url"),
    [
        ("index.html", False, "http://old.example/"),
        ("films/index.html", True, "http://old.example/films/"),
        ("index.html?lang=en.html", True, "http://old.example/?lang=en"),
        ("film.php?id=3", False, "http://old.example/film.php?id=3"),
        ("film.php@id=3&l=en.html", True, "http://old.example/film.php?id=3&l=en"),
        ("show?page=about.html", False, "http://old.example/show?page=about.html"),
        ("film.asp.html", True, "http://old.example/film.asp"),
        ("me@work.html", False, "http://old.example/me@work.html"),
        ("a b/caf\u00e9.html", False, "http://old.example/a%20b/caf%C3%A9.html"),
        ("caf%E9.html", False, "http://old.example/caf%E9.html"),
        ("film.php%3Fid=3", False, "http://old.example/film.php?id=3"),
    ],
)
def test_address_of_a_mirrored_file(path, adjusted, url):
    assert mirrors.address("http", "old.example", tuple(path.split("/")), is_adjusted=adjusted) == url
