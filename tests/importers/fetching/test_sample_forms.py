"""The sample site says the same in whatever form it is kept: the same addresses, the same items, the same accounts."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from importers.fetching.archive import open_archive
from importers.fetching.archive.warc import export_warc
from importers.fetching.archive.writer import ArchiveWriter
from importers.fetching.crawl.crawler import crawl
from importers.fetching.crawl.scope import Scope
from importers.fetching.crawl.settings import CrawlOptions
from importers.fetching.media import fetch_media
from importers.fetching.options import FetchOptions
from importers.fetching.sources import list_sources, open_sources
from importers.reading.pages import NO_PROFILES, read_pages
from importers.responses import Response
from importers.runs.intake import Intake
from importers.runs.parallel import Plan, read_source
from importers.samples.build import build_site, build_text
from tests.importers.fetching.forms import (
    HOST,
    Kept,
    kept_site,
    write_httrack,
    write_wacz,
    write_warc,
    write_wet,
    write_wget,
)

SAID_BY_MARKUP_ALONE = frozenset(["images", "section", "screenings", "evidence", "coverage", "problems"])
"""What a dump of a page's text cannot say: see docs/migrating/sources.md."""


@pytest.fixture(scope="module")
def kept() -> list[Kept]:
    return kept_site(build_site().files)


@pytest.fixture(scope="module")
def from_warc(kept: list[Kept], tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    return said(write_warc(tmp_path_factory.mktemp("warc") / "site.warc.gz", kept))


LOCAL = FetchOptions(allow_private=True)


def said(source: Path | str, *, processes: int = 1) -> dict[str, dict[str, Any]]:
    """What is read of each page, by its address. `source` and what names it in words differ from form to form."""
    intake = Intake(list_sources([str(source)]).places, LOCAL)
    pages = read_source(intake, range(len(intake)), NO_PROFILES, LOCAL, Plan(processes))
    return {response.url: _unnamed(reading.as_json()) for response, reading in pages}


def _unnamed(record: dict[str, Any]) -> dict[str, Any]:
    codes = sorted(problem["code"] for problem in record.get("problems", []))
    return {**{key: value for key, value in record.items() if key != "source"}, "problems": codes}


def test_wget_mirror_says_what_the_warc_says(kept, from_warc, tmp_path):
    assert said(write_wget(tmp_path, kept)) == from_warc


def test_wget_mirror_with_windows_names_says_what_the_warc_says(kept, from_warc, tmp_path):
    assert said(write_wget(tmp_path, kept, windows=True)) == from_warc


def test_httrack_mirror_says_what_the_warc_says(kept, from_warc, tmp_path):
    assert said(write_httrack(tmp_path, kept)) == from_warc


def test_wacz_says_what_the_warc_says(kept, from_warc, tmp_path):
    warc = write_warc(tmp_path / "data.warc.gz", kept)
    pages = [page.url for page in kept if page.content_type == "text/html"]

    assert said(write_wacz(tmp_path / "site.wacz", {"data.warc.gz": warc.read_bytes()}, pages)) == from_warc


def serve(site: Any, *, linked: bool = False) -> list[Kept]:
    """The whole site on this machine; `linked`: under the addresses that its pages link to, which are its files' names,
    and with a page that leads to both editions."""
    links = b'<html><body><p><a href="/26th/">26th festival</a> <a href="/17th/">17th festival</a></p></body></html>'
    served = kept_site(build_site().files, f"127.0.0.1:{site.port}", linked=linked)
    for page in [Kept(site.url("/"), links), *served]:
        parts = urlsplit(page.url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        site.page(path, page.body, Content_Type=page.content_type)
    return served


def test_live_site_asked_page_by_page_says_what_the_warc_says(site, tmp_path):
    served = serve(site)
    pages = [page.url for page in served if page.content_type == "text/html"]
    (tmp_path / "list.txt").write_text("\n".join(pages))

    assert said(f"@{tmp_path}/list.txt") == said(write_warc(tmp_path / "site.warc.gz", served))


def test_archive_says_what_its_warc_and_a_warc_of_the_same_pages_say(site, tmp_path):
    """A crawl leaves out what is no page: the bot wall, the page that is not there."""
    served = serve(site, linked=True)
    with ArchiveWriter(tmp_path / "archive") as writer:
        crawl(writer, CrawlOptions(Scope(site.url("/")), delay=0.0), LOCAL)
    export_warc(open_archive(tmp_path / "archive"), tmp_path / "exported.warc.gz")

    archived = said(tmp_path / "archive")

    assert len(archived) == 78  # what links lead to, as wget finds it too
    same = [page for page in served if page.url in archived or page.content_type != "text/html"]
    start = Kept(site.url("/"), open_archived(tmp_path / "archive", site.url("/")))
    assert archived == said(write_warc(tmp_path / "same.warc.gz", [start, *same]))
    assert archived == said(tmp_path / "exported.warc.gz")


def open_archived(folder: Path, url: str) -> bytes:
    (page,) = [page for page in open_sources([str(folder)]) if page.url == url]
    assert isinstance(page, Response)
    return page.body


@pytest.mark.parametrize("write", [write_wget, write_httrack])
def test_images_of_a_mirror_are_found(kept, tmp_path, write):
    assert_images_found(write(tmp_path, kept), kept)


def test_images_of_a_warc_are_found(kept, tmp_path):
    assert_images_found(write_warc(tmp_path / "site.warc.gz", kept), kept)


def assert_images_found(source: Path, kept: list[Kept]) -> None:
    """Of one page of each edition, the bytes that the site keeps under the image's address."""
    bodies = {page.url: page.body for page in kept}
    pages = {page.url: page for page in open_sources([str(source)]) if isinstance(page, Response)}
    for url, image in [
        (f"http://{HOST}/26th/films/a.html", "../images/a.jpg"),
        (f"http://{HOST}/17th/film.asp?id=104", "img/82.jpg"),
    ]:
        found = fetch_media(image, pages[url], FetchOptions())
        assert isinstance(found, Response)
        assert found.body == bodies[urljoin(url, image)]


def test_plain_warc_read_by_two_processes_says_the_same(kept, from_warc, tmp_path):
    assert said(write_warc(tmp_path / "site.warc", kept), processes=2) == from_warc


def test_warc_holds_every_page_of_the_site(kept, from_warc):
    assert from_warc.keys() == {page.url for page in kept if page.content_type == "text/html"}


def test_wet_file_says_what_the_text_dumps_say(tmp_path):
    """The texts under the addresses of their pages, in a WET file and in one dump with its addresses between them."""
    texts = {f"http://{HOST}/{path}": body.decode() for path, body in build_text().files.items()}
    wet = write_wet(tmp_path / "site.warc.wet.gz", texts)
    dump = tmp_path / "dump.txt"
    dump.write_text("".join(f"=== {url} ===\n{text}\n" for url, text in texts.items()), encoding="utf-8")
    folder = tmp_path / HOST
    for url, text in texts.items():
        path = folder / url.partition(f"{HOST}/")[2]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    items = facts(wet)

    assert len(items) >= 24
    assert facts(dump) == items
    assert facts(folder) == items


def test_text_dumps_say_what_the_pages_say_but_for_what_markup_alone_can(from_warc, tmp_path):
    texts = {f"http://{HOST}/{path}": body.decode() for path, body in build_text().files.items()}

    items = facts(write_wet(tmp_path / "site.warc.wet", texts))

    pages = {url: from_warc[f"http://{HOST}/26th/films/{Path(url).stem}.html"] for url in items}
    readable = {url: page for url, page in pages.items() if page.get("kind")}
    wanted = {url: without_markup(page) for url, page in readable.items()}
    assert {url: without_markup(items[url]) for url in wanted} == wanted


def facts(source: Path) -> dict[str, dict[str, Any]]:
    records = ((response.url, reading.as_json()) for response, reading in read_pages(open_sources([str(source)])))
    left_out = {"source", "evidence", "coverage", "problems"}
    return {url: {key: value for key, value in record.items() if key not in left_out} for url, record in records}


def without_markup(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in SAID_BY_MARKUP_ALONE}


def test_gzipped_warc_is_the_warc(kept, tmp_path):
    plain = write_warc(tmp_path / "a.warc", kept[:20])
    packed = tmp_path / "b.warc.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))

    (one, other) = (
        [page.url for page in open_sources([str(path)]) if isinstance(page, Response)] for path in (plain, packed)
    )
    assert one == other
