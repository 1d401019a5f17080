"""What is content, what is chrome, and what a site repeats."""

from __future__ import annotations

from importers.reading.chrome import find_content
from importers.reading.learned import LearnedChrome
from importers.reading.markup import read_markup
from importers.reading.pages import read_page, read_pages
from importers.reading.titles import find_title
from importers.responses import FetchFailure, Response

TEXT = (
    "A ferryman carries the same passenger across the estuary every night and is paid each time with a different coin."
)


def content(markup: str) -> list[str]:
    document = read_markup(markup)
    return [passage.text for passage in find_content(document, find_title(document)).passages]


def page(name: str, title: str, text: str, section: str = "Strand") -> Response:
    body = (
        f"<html><body><div><p>Order for Guest</p><p>A supper is held on the quay for all who come by boat or bicycle.</p></div>"
        f"<div id=main><h1>{title}</h1><p>Director Ann Poole</p><p>{text}</p></div></body></html>"
    )
    return Response(source=name, site="site", url=name, body=body.encode())


def test_navigation_forms_and_footers_are_chrome() -> None:
    markup = (
        f"<nav><a href=/>Home</a></nav><form><p>Your email address please, and your name</p></form><h1>Estuary</h1><p>{TEXT}</p>"
        "<p>Read more</p><footer>All about the festival and its many friends.</footer>"
    )
    assert content(markup) == ["Estuary", TEXT]


def test_a_box_named_menu_around_the_whole_page_is_content() -> None:
    assert content(f'<div class="menu-wrapper"><h1>Estuary</h1><p>{TEXT}</p></div>') == ["Estuary", TEXT]


def test_related_films_are_chrome_as_far_as_their_box_reaches() -> None:
    markup = f"<h1>Estuary</h1><p>{TEXT}</p><div><h3>Related films</h3><p>Other Film</p></div>"
    assert content(markup) == ["Estuary", TEXT]


def test_date_pickers_are_chrome() -> None:
    days = "".join(f"<td>{day}</td>" for day in range(1, 29))
    assert content(f"<h1>Estuary</h1><p>{TEXT}</p><table><tr>{days}</tr></table>") == ["Estuary", TEXT]


def test_repeated_lines_are_chrome_but_labels_are_not() -> None:
    pages = [
        page(f"{n}.html", f"Film number {chr(97 + n)}", TEXT.replace("ferryman", f"ferryman {n}")) for n in range(12)
    ]

    readings = [reading for _, reading in read_pages(pages)]

    assert [reading.film.directors for reading in readings] == [("Ann Poole",)] * 12
    assert not any("supper" in text for reading in readings for text in reading.coverage.text.unplaced_texts)


def test_learned_chrome_needs_several_pages() -> None:
    learned = LearnedChrome()
    document = read_markup("<p>Once</p>")
    learned.learn(document)
    assert not learned.repeats(document, document.passages[0])


def test_read_pages_failures_become_readings_with_problems() -> None:
    failure = FetchFailure("gone.html", "site", "gone.html", "http_404", "gone.html: not there.")
    assert [reading.as_json() for _, reading in read_pages(iter([failure]))] == [
        {"source": "gone.html", "problems": [{"code": "http_404", "message": "gone.html: not there."}]}
    ]


def test_empty_refused_and_truncated_pages_are_told() -> None:
    def codes(body: str) -> list[str]:
        reading = read_page(Response("p.html", "s", "p.html", body.encode(), content_type="text/html"))
        return [problem.code for problem in reading.problems]

    assert codes("<html><body></body></html>") == ["empty_page"]
    assert codes("<html><body><h1>Page not found</h1><p>Sorry.</p></body></html>") == ["soft_404"]
    assert codes("<html><body><h1>Just a moment</h1></body></html>") == ["bot_wall"]
    assert codes(f"<html><body><h1>Estuary</h1><p>{TEXT[:60]}") == ["truncated"]


def test_showings_under_days_beside_the_main_block() -> None:
    text = "A ferryman carries the same passenger across the estuary every night and is paid with another coin. " * 3
    body = (
        f"<section class=movie><h1>Estuary</h1><p>Director: Ann Poole</p><p>{text}</p></section>"
        "<section class=s><h2>Screenings</h2><h3>Friday 11 March 2022</h3><div><a href='/t/1'>16:15</a></div></section>"
        "<section class=r><h2>Also showing</h2><h3><a href='/f/2'>Weir</a></h3><p>12 March 2022, 17:00</p></section>"
    )
    page = f"<html><head><title>Estuary</title></head><body>{body}</body></html>"

    shown = read_page(Response("page.html", "site", "page.html", page.encode())).film.screenings

    assert [one.starts_at for one in shown] == ["2022-03-11T16:15"]
