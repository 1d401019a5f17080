"""Lists of addresses, pages saved as one file, dumps of several pages, and packed folders."""

import gzip
import io
import tarfile
import zipfile
from datetime import UTC, datetime

import pytest

from importers.fetching.media import fetch_media
from importers.fetching.options import FetchOptions
from importers.fetching.sources import SourceError, list_sources, open_sources
from importers.responses import FetchFailure

PAGE = b"<!DOCTYPE html><html><body><h1>A</h1></body></html>"
MHTML = b"""From: <Saved by Blink>
Snapshot-Content-Location: http://www.old.example/films/42
Subject: Estuary
Date: Thu, 10 Oct 2013 12:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----B"

------B
Content-Type: text/html; charset=windows-1252
Content-Transfer-Encoding: quoted-printable
Content-Location: http://www.old.example/films/42

<html><body><h1>Caf=E9</h1><img src=3D"still.jpg"></body></html>
------B
Content-Type: image/jpeg
Content-Transfer-Encoding: base64
Content-Location: http://www.old.example/films/still.jpg

/9j/4AAQ
------B
Content-Type: image/png
Content-ID: <logo@old>
Content-Transfer-Encoding: base64

iVBORw==
------B--
"""


def pages(*sources, **options):
    return list(open_sources([str(source) for source in sources], FetchOptions(**options)))


def test_list_names_a_page_a_line_and_tells_junk(tmp_path):
    (tmp_path / "list.csv").write_text(
        "url,title\nhttp://old.example/a,Estuary\n# later\n\nEstuary,http://old.example/b\nnothing here\nhttp://old.example/a\n"
    )

    listing = list_sources([str(tmp_path / "list.csv")])

    first, second, junk = listing.places
    assert (first.url, first.site, second.url) == ("http://old.example/a", "old.example", "http://old.example/b")
    assert junk.message == (
        f"{tmp_path}/list.csv: line 6 holds no http(s) address: 'nothing here'. Mend it, or begin it with #."
    )
    assert [entry.reason for entry in listing.ignored] == ["an address that is listed twice"]


def test_list_called_one_is_one(tmp_path, site):
    site.page("/film", b"<p>film", Content_Type="text/html")
    (tmp_path / "pages").write_text(f"\ufeff{site.url('/film')}\n")

    (page,) = pages(f"@{tmp_path}/pages", allow_private=True)

    assert page.body == b"<p>film"


@pytest.mark.parametrize("text", ["no address\n" * 3, ""])
def test_list_without_any_address_is_refused(tmp_path, text):
    (tmp_path / "pages").write_text(text)

    with pytest.raises(SourceError, match="no line holds an http"):
        pages(f"@{tmp_path}/pages")


def test_text_that_only_mentions_addresses_is_a_page(tmp_path):
    (tmp_path / "a.txt").write_text("Estuary\nDirector Ann Poole\nhttp://old.example/tickets\nFrance 2012\n")

    (page,) = pages(tmp_path / "a.txt")

    assert page.url == "a.txt"


@pytest.mark.parametrize("given", ["a.mhtml", ""])
def test_mhtml_is_a_page_with_its_address_and_images(tmp_path, given):
    (tmp_path / "a.mhtml").write_bytes(MHTML.replace(b"\n", b"\r\n"))

    (page,) = pages(tmp_path / given)

    assert (page.url, page.site, page.charset) == ("http://www.old.example/films/42", "www.old.example", "windows-1252")
    assert (b"Caf\xe9" in page.body, page.fetched_at) == (True, datetime(2013, 10, 10, 12, tzinfo=UTC))
    assert fetch_media("still.jpg", page, FetchOptions()).body == b"\xff\xd8\xff\xe0\0\x10"
    assert fetch_media("cid:logo@old", page, FetchOptions()).body == b"\x89PNG"
    assert fetch_media("other.jpg", page, FetchOptions()).code == "media_not_fetched"


def test_mhtml_without_a_page_is_told(tmp_path):
    (tmp_path / "a.mht").write_bytes(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B--\r\n"
    )

    (failure,) = pages(tmp_path / "a.mht")

    assert failure.code == "saved_page_damaged"


@pytest.mark.parametrize(
    ("dump", "found"),
    [
        (b"Estuary\n\fUndertow\n\f\n", {"dump.txt#1": b"Estuary\n", "dump.txt#2": b"Undertow\n"}),
        (b"==> 1.html <==\nEstuary\n==> 2.html <==\nUndertow\n", {"1.html": b"\nEstuary\n", "2.html": b"\nUndertow\n"}),
        (
            b"\nURL: http://old.example/1\nEstuary\n\nURL: http://old.example/2\nUndertow\n",
            {"http://old.example/1": b"\nEstuary\n\n", "http://old.example/2": b"\nUndertow\n"},
        ),
        (
            b"=== http://old.example/1 ===\nEstuary\n=== http://old.example/2 ===\nUndertow\n",
            {"http://old.example/1": b"\nEstuary\n", "http://old.example/2": b"\nUndertow\n"},
        ),
        (
            b"Estuary\nURL: http://old.example/1\nUndertow\n",
            {"dump.txt": b"Estuary\nURL: http://old.example/1\nUndertow\n"},
        ),
    ],
)
def test_dump_gives_the_pages_that_are_told_apart(tmp_path, dump, found):
    (tmp_path / "dump.txt").write_bytes(dump)

    assert {page.url: page.body for page in pages(tmp_path / "dump.txt")} == found
    assert {page.url: page.body for page in pages(tmp_path)} == found


def packed(tmp_path, kind):
    """films/a.html and films/stills/a.jpg, packed."""
    path = tmp_path / f"old-site.{kind}"
    files = {"films/a.html": PAGE, "films/stills/a.jpg": b"jpeg"}
    if kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, body in files.items():
                archive.writestr(name, body)
    else:
        with tarfile.open(path, "w:gz" if kind == "tar.gz" else "w") as archive:
            for name, body in files.items():
                add(archive, name, body)
    return path


def add(archive, name, body):
    info = tarfile.TarInfo(name)
    info.size = len(body)
    archive.addfile(info, io.BytesIO(body))


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz"])
def test_packed_folder_is_that_folder(tmp_path, kind):
    path = packed(tmp_path, kind)

    (page,) = pages(path)

    assert (page.source, page.site, page.url, page.body) == (f"{path}/a.html", "films", "a.html", PAGE)
    media = fetch_media("stills/a.jpg", page, FetchOptions())
    assert (media.body, media.source) == (b"jpeg", f"{path}/stills/a.jpg")


def test_packed_page_is_read(tmp_path):
    (tmp_path / "film.html.gz").write_bytes(gzip.compress(PAGE))

    (page,) = pages(tmp_path / "film.html.gz")

    assert (page.url, page.body, page.content_type) == ("film.html", PAGE, "text/html")


def test_packed_file_never_writes_outside_its_folder(tmp_path):
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil.html", PAGE)
        archive.writestr("/evil.html", PAGE)
        archive.writestr("good.html", PAGE)

    good, *left_out = pages(path)

    assert good.url == "good.html"
    assert [failure.message for failure in left_out] == [
        f"{path}: '../../evil.html' would be written outside the folder and was left out.",
        f"{path}: '/evil.html' would be written outside the folder and was left out.",
    ]


def test_packed_links_are_left_out(tmp_path):
    path = tmp_path / "evil.tar"
    with tarfile.open(path, "w") as archive:
        link = tarfile.TarInfo("passwd.html")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        add(archive, "good.html", PAGE)

    assert [page.url for page in pages(path)] == ["good.html"]


def test_packed_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("importers.fetching.packed._SPARE", 0)
    (tmp_path / "bomb.html.gz").write_bytes(gzip.compress(b"\0" * 5_000_000))

    with pytest.raises(SourceError, match="unpacks to more than 100 times its size"):
        pages(tmp_path / "bomb.html.gz")


def test_packed_file_that_breaks_off_is_read_as_far_as_it_goes(tmp_path):
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        add(archive, "a.html", PAGE)
        add(archive, "b.html", PAGE * 1000)
    path.write_bytes(path.read_bytes()[:6000])

    found = pages(path)

    assert [page.url for page in found if not isinstance(page, FetchFailure)] == ["a.html"]
    assert found[-1].code == "packed_file"


@pytest.mark.parametrize("body", [b"PK\3\4 no zip", b"\x1f\x8b\x08 no gzip"])
def test_packed_file_that_is_none_is_refused(tmp_path, body):
    (tmp_path / "a.zip").write_bytes(body)

    with pytest.raises(SourceError, match=r"a\.zip: it cannot be unpacked"):
        pages(tmp_path / "a.zip")
