"""Pages that no machine should be asked to take apart: the account is whole, and reading them ends."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from importers.reading.items import Account, Coverage, PageReading, Problem
from importers.reading.large import MOST_BYTES, MOST_LINES, MOST_TAGS, account
from importers.reading.pages import read_page
from importers.reading.tags import cut_attributes
from importers.responses import Response
from tests.importers.reading.test_coverage import attribute_characters, mutated, visible_characters


def read(body: bytes) -> PageReading:
    return read_page(Response("all.html", "site", "all.html", body))


def unplaced(total: int, texts: tuple[str, ...] = ()) -> Account:
    return Account(total, 0, 0, total, texts)


def codes(reading: PageReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_read_page_of_more_than_10_mb_leaves_all_its_text_unplaced() -> None:
    times = MOST_BYTES // 1000 + 1
    body = b"<title>All</title><p title='of 2013'>" + b"film " * 200 * times + b"<p>end"

    reading = read(body)

    told = (
        "all.html: 10.0 MB; a page of more than 10 MB, 150,000 tags or 30,000 lines is not taken apart: "
        "all its text is unplaced. Split it, if it is one page."
    )
    assert reading.problems == (Problem("page_too_large", told),)
    assert reading.kind is None
    assert reading.coverage is not None
    assert reading.coverage.text.total == reading.coverage.text.unplaced == 800 * times + 3
    assert reading.coverage.text.unplaced_texts[1:] == ("end",)
    assert reading.coverage.attributes == unplaced(6, ("of 2013",))


@pytest.mark.parametrize(
    "body", [b"a<br>" * (MOST_TAGS + 1), b"a\n" * (MOST_LINES + 1), b"<p><pre>" + b"a\n" * (MOST_LINES + 1)]
)
def test_read_page_of_too_many_lines_leaves_all_its_text_unplaced(body: bytes) -> None:
    reading = read(body)

    assert codes(reading) == ["page_too_large"]
    assert reading.coverage is not None
    assert reading.coverage.text.total == reading.coverage.text.unplaced == body.count(b"a")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_account_of_a_large_page_counts_what_the_tree_holds(text: str) -> None:
    coverage = account(text, is_markup=True)

    if text.strip():
        assert coverage.text.total == visible_characters(text)
        assert coverage.attributes.total == attribute_characters(text)


def test_account_without_a_body_is_empty() -> None:
    assert account("<frameset><frame src='a'></frameset>", is_markup=True) == Coverage()


def test_read_page_of_100_000_nested_tags_tells_what_is_lost() -> None:
    reading = read(b"<div>x" * 100_000)

    assert codes(reading) == ["nested_too_deep", "no_title"]
    assert reading.coverage is not None
    assert reading.coverage.text.total == visible_start(b"<div>x", 2046)


def visible_start(piece: bytes, times: int) -> int:
    return piece.count(b"x") * times


def test_read_page_of_a_tag_with_many_attributes_reads_the_rest() -> None:
    attributes = " ".join(f"a{number}='<{number}>'" for number in range(100_000))

    reading = read(f"<h1>The Tide</h1><p {attributes}>A film.</p>".encode())

    assert codes(reading) == ["too_many_attributes"]
    assert reading.film.title == "The Tide"
    assert reading.coverage is not None
    assert reading.coverage.text.total == len("TheTideAfilm.")


def test_cut_attributes_keeps_text_and_ordinary_tags() -> None:
    page = "<p don't a='>'>it's</p>" + "x" * 4000
    attributes = " ".join(f"a{number}" for number in range(2000))

    assert cut_attributes(page) == (page, 0)
    assert cut_attributes(f"<p {attributes}>text</p>") == (
        "<p " + " ".join(f"a{number}" for number in range(499)) + " a1999>text</p>",
        1500,
    )


def test_read_page_of_an_entity_bomb_reads_its_text_as_it_stands() -> None:
    bomb = "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><p>" + "&b;" * 1000

    reading = read(bomb.encode())

    assert reading.coverage is not None
    assert reading.coverage.text.total == visible_characters(bomb)


def test_read_page_of_many_equal_lines_ends() -> None:
    reading = read(b"<h1>Films</h1>" + b"<li><a href='/a'>The Tide</a> 2013, 90 min, Fri 29 Oct 20:30</li>" * 2000)

    assert reading.coverage is not None
    assert [film.title for film in reading.films] == ["The Tide"]
