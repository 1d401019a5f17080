"""The sample site says the same in whatever form it is kept: the same addresses, the same items, the same accounts."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

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
def site() -> list[Kept]:
    return kept_site(build_site().files)


@pytest.fixture(scope="module")
def from_warc(site: list[Kept], tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    return said(write_warc(tmp_path_factory.mktemp("warc") / "site.warc.gz", site))


def said(source: Path, *, processes: int = 1) -> dict[str, dict[str, Any]]:
    """What is read of each page, by its address. `source` and what names it in words differ from form to form."""
    intake = Intake(list_sources([str(source)]).places, FetchOptions())
    pages = read_source(intake, range(len(intake)), NO_PROFILES, FetchOptions(), Plan(processes))
    return {response.url: _unnamed(reading.as_json()) for response, reading in pages}


def _unnamed(record: dict[str, Any]) -> dict[str, Any]:
    codes = sorted(problem["code"] for problem in record.get("problems", []))
    return {**{key: value for key, value in record.items() if key != "source"}, "problems": codes}


def test_wget_mirror_says_what_the_warc_says(site, from_warc, tmp_path):
    assert said(write_wget(tmp_path, site)) == from_warc


def test_wget_mirror_with_windows_names_says_what_the_warc_says(site, from_warc, tmp_path):
    assert said(write_wget(tmp_path, site, windows=True)) == from_warc


def test_httrack_mirror_says_what_the_warc_says(site, from_warc, tmp_path):
    assert said(write_httrack(tmp_path, site)) == from_warc


def test_wacz_says_what_the_warc_says(site, from_warc, tmp_path):
    warc = write_warc(tmp_path / "data.warc.gz", site)
    pages = [kept.url for kept in site if kept.content_type == "text/html"]

    assert said(write_wacz(tmp_path / "site.wacz", {"data.warc.gz": warc.read_bytes()}, pages)) == from_warc


def test_plain_warc_read_by_two_processes_says_the_same(site, from_warc, tmp_path):
    assert said(write_warc(tmp_path / "site.warc", site), processes=2) == from_warc


def test_warc_holds_every_page_of_the_site(site, from_warc):
    assert from_warc.keys() == {kept.url for kept in site if kept.content_type == "text/html"}


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


def test_gzipped_warc_is_the_warc(site, tmp_path):
    plain = write_warc(tmp_path / "a.warc", site[:20])
    packed = tmp_path / "b.warc.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))

    (one, other) = (
        [page.url for page in open_sources([str(path)]) if isinstance(page, Response)] for path in (plain, packed)
    )
    assert one == other
