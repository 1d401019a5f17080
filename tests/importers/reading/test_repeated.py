"""What a site repeats, on sources of few pages and of many: films share facts and strands, and those are no chrome."""

from __future__ import annotations

import pytest

from importers.reading.items import PageReading
from importers.reading.pages import read_pages
from importers.responses import Response

INTRODUCTION = (
    "Three films by Ann Poole, made within forty miles of her kitchen, in which the tide is never where the chart says."
)
SIDEBAR = "A supper is held on the quay for all who come by boat or bicycle, and bread is baked there until midnight."
FOOT = "Estuary Film Days, Net Loft, Quay Street"
TEXTS = (
    "A ferryman carries the same passenger across the estuary every night and is paid each time with a different coin.",
    "Two sisters inherit one oar each, and neither of them will say to the other where the boat is.",
    "The last lamplighter of the harbour is asked to train the engineer who will replace the lamps with a switch.",
    "A customs officer collects the things that drown, and returns them to people who never missed them.",
    "Every winter a village votes on whether to move the church, and every winter the church decides for itself.",
    "A cook on a dredger writes letters to the mud, and one morning finds an answer under the anchor.",
    "The salt road is closed for repairs, so the mule learns a shorter way and will not share it.",
)
TITLES = ("Estuary", "Two Oars", "The Lamplighter", "Drowned Things", "The Church Moves", "Letters to Mud", "Salt Road")


def page(number: int) -> Response:
    body = f"""<html><head><title>{TITLES[number]}</title></head><body>
    <div class="top"><p>Order for Guest</p></div>
    <div class="left"><p><a href="/films">Films</a></p><p><a href="/days">Days</a></p><p>{SIDEBAR}</p></div>
    <div class="film"><p class="strand">Focus Ann Poole</p><h1>{TITLES[number]}</h1><p class="about">{INTRODUCTION}</p>
    <dl><dt>Director</dt><dd>Ann Poole</dd><dt>Country</dt><dd><a href="/ie">Ireland</a></dd><dt>Year</dt><dd>1998</dd></dl>
    <div class="text"><p>{TEXTS[number]}</p></div></div><div class="bottom">{FOOT}</div></body></html>"""
    return Response(source=f"{number}.html", site="site", url=f"{number}.html", body=body.encode())


def readings(count: int) -> list[PageReading]:
    return [reading for _, reading in read_pages([page(number) for number in range(count)])]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 7])
def test_facts_that_the_films_of_a_source_share_are_read(count: int) -> None:
    told = [(reading.film.directors, reading.film.countries, reading.film.year) for reading in readings(count)]

    assert told == [(("Ann Poole",), ("IE",), 1998)] * count


@pytest.mark.parametrize("count", [2, 3, 5])
def test_an_introduction_that_repeats_is_kept_for_a_person_and_is_no_synopsis(count: int) -> None:
    found = readings(count)

    assert [reading.film.synopsis for reading in found] == list(TEXTS[:count])
    assert all(INTRODUCTION in reading.coverage.text.unplaced_texts for reading in found)


@pytest.mark.parametrize("count", [2, 3, 5, 7])
def test_what_repeats_away_from_the_film_is_chrome(count: int) -> None:
    unplaced = [reading.coverage.text.unplaced_texts for reading in readings(count)]

    assert [text for texts in unplaced for text in texts if text in (SIDEBAR, FOOT, "Order for Guest")] == []


def test_two_copies_of_one_page_are_read_like_one() -> None:
    alone = readings(1)[0]

    copies = [reading for _, reading in read_pages([page(0), page(0)])]

    assert [reading.film for reading in copies] == [alone.film] * 2
