"""What a page says of its pictures, and which pictures are the film's."""

from __future__ import annotations

import pytest

from importers.reading.items import Image
from importers.reading.pages import read_page
from importers.responses import Response

TEXT = "A ferryman carries the same passenger across the estuary every night and is paid each time with another coin."


def images(markup: str, after: str = "") -> tuple[Image, ...]:
    body = f"<div class=page><h1>Estuary</h1><p>Director: Ann Poole</p>{markup}<p>{TEXT} {TEXT}</p>{after}</div>"
    page = f"<html><head><title>Estuary</title></head><body>{body}</body></html>"
    return read_page(Response("page.html", "site", "page.html", page.encode())).film.images


@pytest.mark.parametrize(
    "markup",
    [
        '<figure><img src="a.jpg"><figcaption>Low water</figcaption></figure>',
        '<div><img src="a.jpg"><br><small>Low water</small></div>',
        '<div class="wp-caption"><a href="a.jpg"><img src="a.jpg"></a><p class="wp-caption-text">Low water</p></div>',
        '<table><tr><td><img src="a.jpg"></td></tr><tr><td class="tr-caption">Low water</td></tr></table>',
        '<table><tr><td><img src="a.jpg"><br><i>Low water</i></td><td>Cork</td></tr></table>',
        '<a href="a.jpg" data-caption="Low &lt;b&gt;water&lt;/b&gt;"></a>',
        '<div data-caption="Low water"><img src="a.jpg"></div>',
        '<img src="a.jpg" title="Low water">',
    ],
)
def test_captions_are_read_wherever_they_stand(markup: str) -> None:
    assert images(markup) == (Image("a.jpg", None, "Low water", None),)


def test_a_line_that_names_the_photographer_is_the_credit() -> None:
    assert images('<div><img src="a.jpg"><p>Photo: Una Quill</p></div>') == (Image("a.jpg", None, None, "Una Quill"),)


@pytest.mark.parametrize("line", ["Ireland 1998, 87 min", "Director: Ann Poole", "<a href=/film>Low water now</a>"])
def test_facts_and_links_under_a_picture_are_no_caption(line: str) -> None:
    assert images(f'<div><img src="a.jpg"><p>{line}</p></div>') == (Image("a.jpg", None, None, None),)


def test_portraits_sponsors_and_other_films_are_no_pictures_of_the_film() -> None:
    others = (
        '<h3>About the director</h3><img src="face.jpg"><p>Ann Poole was born in Cork and lives on a boat there.</p>'
        '<div><h3>Also in Focus Ireland</h3><img src="other.jpg"><p><a href="/two">Two Oars</a></p></div>'
        '<div><img src="/sponsors/bank.png"></div>'
    )
    assert images('<img src="a.jpg">', others) == (Image("a.jpg", None, None, None),)


def test_pictures_and_lines_by_turns_in_one_element() -> None:
    told = images(
        '<table><tr><td><img src="a.jpg"><br><i>Low water</i><br><br><img src="b.jpg"><br><i>The weir, 1969</i></td><td>Cork</td></tr></table>'
    )

    assert [one.caption for one in told] == ["Low water", "The weir, 1969"]


def test_still_in_the_cell_beside_the_text() -> None:
    text = f"<td><b>ESTUARY</b><br>Director: Ann Poole<br>{TEXT} {TEXT}</td>"
    page = f'<html><head><title>Estuary</title></head><body><table><tr>{text}<td><img src="a.jpg" width=170><br>Low water</td></tr></table></body></html>'

    told = read_page(Response("page.html", "site", "page.html", page.encode())).film.images

    assert told == (Image("a.jpg", None, "Low water", None),)
