"""The texts of a film page: which lines are the synopsis, and what beside it is a life, a note or a quotation."""

from __future__ import annotations

from importers.reading.items import Biography, PageReading
from importers.reading.pages import read_page
from importers.responses import Response

FIRST = "A ferryman carries the same passenger across the estuary every night and is paid each time with another coin."
SECOND = "When the bridge opens he goes on rowing, and the passenger goes on paying, until one of them is late."
LIFE = "Ann Poole was born in Cork in 1961 and studied hydrology. She has made eleven films about boats."
FACTS = "<p>Director: Ann Poole</p><p>Country: Ireland</p><p>Year: 1998</p>"


def read(markup: str, lang: str = "en") -> PageReading:
    body = f'<html lang="{lang}"><head><title>Estuary</title></head><body><div><h1>Estuary</h1>{FACTS}{markup}</div>'
    return read_page(Response("page.html", "site", "page.html", f"{body}</body></html>".encode()))


def synopsis(markup: str, lang: str = "en") -> str | None:
    return read(markup, lang).film.synopsis


BOTH = f"{FIRST}\n\n{SECOND}"


def test_a_text_goes_on_over_a_picture_and_its_caption() -> None:
    figure = '<figure><img src="a.jpg"><figcaption>The ferryman at rest</figcaption></figure>'
    assert synopsis(f"<p>{FIRST}</p>{figure}<p>{SECOND}</p>") == BOTH


def test_a_text_goes_on_over_a_press_quote() -> None:
    quote = "<blockquote><p>I have not crossed a river since, and never will.</p></blockquote><p>The Quay Gazette</p>"
    assert synopsis(f"<p>{FIRST}</p>{quote}<p>{SECOND}</p>") == BOTH


def test_a_text_goes_on_over_an_advert() -> None:
    assert synopsis(f'<p>{FIRST}</p><p><a href="/join">Members see it first.</a></p><p>{SECOND}</p>') == BOTH


def test_a_text_goes_on_under_a_heading_between_its_paragraphs() -> None:
    assert synopsis(f"<p>{FIRST}</p><h3>Coins and oars</h3><p>{SECOND}</p>") == BOTH


def test_a_text_ends_at_a_note_on_the_occasion() -> None:
    note = "<p>This screening is followed by a discussion with the director.</p>"
    guests = "<p><b>The Quay Trust</b> looks after eleven boats and a slipway, and welcomes volunteers at weekends.</p>"
    assert synopsis(f"<p>{FIRST}</p>{note}{guests}") == FIRST


def test_a_text_ends_at_a_showing_told_in_a_sentence() -> None:
    note = "<p>Estuary shows on Saturday 10 September 2016 at 5pm in the Net Loft, where there will be soup. Come early.</p>"
    assert synopsis(f"<p>{FIRST}</p><p>{SECOND}</p>{note}") == BOTH


def test_what_stands_under_a_heading_for_something_else_is_no_synopsis() -> None:
    access = (
        "<h3>Accessibility</h3><p>" + "There is a ramp to the Net Loft, and a loop for those who need it. " * 8 + "</p>"
    )
    assert synopsis(f"<p>{FIRST}</p>{access}") == FIRST


def test_a_heading_rules_only_as_far_as_its_box() -> None:
    assert synopsis(f"<div><h3>Awards</h3><p>Silver Oar</p></div><p>{FIRST}</p>") == FIRST


def test_of_two_languages_the_page_has_its_own() -> None:
    german = "Ein Fährmann setzt jede Nacht denselben Gast über den Fluss und wird jedes Mal mit einer anderen Münze bezahlt."
    assert synopsis(f"<p>{german}</p><p><em>{FIRST}</em></p>", "de") == german
    assert synopsis(f"<p>{german}</p><p><em>{FIRST}</em></p>", "en") == FIRST


def test_a_teaser_that_breaks_off_gives_way_to_the_whole_text() -> None:
    short = f"<div class=short><p>{FIRST[:70]}…</p></div>"
    assert synopsis(f"{short}<div class=full><p>{FIRST}</p><p>{SECOND}</p></div>") == BOTH


def test_labels_at_the_beginning_of_paragraphs_announce_them() -> None:
    reading = read(f"<p><b>Synopsis:</b> {FIRST}</p><p>{SECOND}</p><p><b>Director's bio:</b> {LIFE}</p>")

    assert reading.film.synopsis == BOTH
    assert reading.film.biographies == (Biography("Ann Poole", LIFE),)


def test_a_paragraph_that_begins_with_the_director_and_tells_of_a_life_is_no_synopsis() -> None:
    reading = read(f"<p>{FIRST}</p><p>{SECOND}</p><p>{LIFE}</p>")

    assert reading.film.synopsis == BOTH
    assert reading.film.biographies == (Biography("Ann Poole", LIFE),)


def test_the_director_as_heading_under_the_title_is_over_the_synopsis() -> None:
    body = f"<h1>Estuary</h1><h2>Ann Poole</h2><p>{FIRST}</p><p>Director: Ann Poole</p><p>Ireland 1998</p>"
    reading = read_page(Response("p.html", "s", "p.html", f"<html><body>{body}</body></html>".encode()))

    assert (reading.film.synopsis, reading.film.biographies) == (FIRST, ())


def test_every_text_points_at_where_it_stands() -> None:
    reading = read(f"<h3>Synopsis</h3><p>{FIRST}</p><h3>About the director</h3><p>{LIFE}</p>")

    assert reading.evidence["synopsis"].text == FIRST
    assert reading.coverage is not None
    assert [text for text in (FIRST, LIFE) if text in reading.coverage.text.unplaced_texts] == []


def test_the_text_of_a_persons_page_is_their_life_and_points_at_where_it_stands() -> None:
    body = f'<body class="person"><h1>Ann Poole</h1><p>{LIFE} {LIFE}</p></body>'
    reading = read_page(Response("person/poole.html", "site", "person/poole.html", f"<html>{body}</html>".encode()))

    assert reading.film.biographies == (Biography("Ann Poole", f"{LIFE} {LIFE}"),)
    assert reading.evidence["biographies"].text == f"{LIFE} {LIFE}"
    assert reading.coverage is not None
    assert reading.coverage.text.unplaced_texts == ()
