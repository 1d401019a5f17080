"""Which edition a page says it belongs to: its title and its chrome tell, what a film's text mentions does not."""

from datetime import date

import pytest

from importers.reading.items import EditionName
from importers.reading.pages import read_page
from importers.responses import Response

PROSE = "A long and quiet film about a lamp and its keeper, told by the sea. " * 8


def named(header: str, *, title: str = "The Lamp", more: str = "", footer: str = "") -> EditionName | None:
    html = (
        f"<html><head><title>{title}</title></head><body><div id='header'>{header}</div><div id='main'><h1>The Lamp</h1>"
        f"<p>Director: Rosa Marlin</p><p>Norway, 2011, 90 mins</p><p>{PROSE}</p>{more}</div>"
        f"<div id='footer'>{footer}</div></body></html>"
    )
    return read_page(Response("lamp.html", "saltmere", "lamp.html", html.encode(), "text/html")).edition


@pytest.mark.parametrize(
    ("header", "edition"),
    [
        (
            "43rd Lighthouse Film Festival, 3-12 October 2013",
            EditionName(43, 2013, date(2013, 10, 3), date(2013, 10, 12)),
        ),
        (
            "<p>XXI Edición del Festival de Cine</p><p>del 27 de septiembre al 6 de octubre de 2013</p>",
            EditionName(21, 2013, date(2013, 9, 27), date(2013, 10, 6)),
        ),
        ("12º Festival do Farol", EditionName(12)),
        ("43. Filmfest am Leuchtturm", EditionName(43)),
        ("65ème édition", EditionName(65)),
        ("第43回灯台映画祭", EditionName(43)),
        ("Lighthouse Film Festival 2013", EditionName(None, 2013)),
        ("Lighthouse Film Festival", None),
        ("20th Century Film Festival", None),
        ("42nd Lighthouse Film Festival or 43rd Lighthouse Film Festival", None),
        ("3. Oktober: Filmfest am Leuchtturm", None),
    ],
)
def test_edition_named_in_the_header(header, edition):
    assert named(header) == edition


def test_edition_named_in_the_title():
    assert named("Tickets", title="The Lamp | 43rd Lighthouse Film Festival") == EditionName(43)


def test_figures_of_a_films_title_are_not_the_festivals():
    assert named("Tickets", title="The 7th Lamp (1974) | Lighthouse Film Festival") is None


def test_edition_named_by_links_to_others_is_not_the_pages_where_a_line_without_link_says_another():
    links = "<a href='/42'>42nd Lighthouse Film Festival</a>"

    assert named("43rd Lighthouse Film Festival", footer=links) == EditionName(43)
    assert named("<a href='/'>43rd Lighthouse Film Festival</a>", footer=links) is None


@pytest.mark.parametrize(
    "line", ["Best Film, 62nd Harbour Film Festival 2012", "It was shown at the 62nd Harbour Film Festival."]
)
def test_festival_in_a_films_own_text_is_not_the_pages_edition(line):
    assert named("Tickets", more=f"<p>{line}</p>") is None


def test_year_of_the_website_is_not_the_editions():
    assert named("Tickets", footer="© 2024 Lighthouse Film Festival") is None
