"""Pages that list films: which lines are titles, what is said beside them, and what is no film."""

from __future__ import annotations

import pytest

from importers.reading.listing.entries import Entry, read_entry
from importers.reading.listing.slots import is_film_address
from importers.reading.pages import read_page
from importers.responses import Response


def titles(body: str) -> list[str | None]:
    page = f"<html><head><title>Programme</title></head><body><h1>Programme</h1>{body}</body></html>"
    return [film.title for film in read_page(Response("p.html", "s", "p.html", page.encode())).films]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("– Ida Brekk (Norway, 2017)", Entry(("NO",), 2017, None, ("Ida Brekk",))),
        ("de Loïc Kerbiriou (France)", Entry(("FR",), None, None, ("Loïc Kerbiriou",), "de")),
        ("| Duarte Salvador | Portugal | 95 min", Entry(("PT",), None, 95, ("Duarte Salvador",))),
        ("Drama 108 min", None),
    ],
)
def test_entry_beside_title(text: str, entry: Entry | None) -> None:
    read = read_entry(text)

    assert read == entry if entry else not (read and read.names)


@pytest.mark.parametrize(
    ("href", "leads"),
    [("/films/one-hearse", True), ("film.php?id=3", True), ("films.php", False), ("/news/film", False), ("#", False)],
)
def test_address_of_films_page(href: str, leads: bool) -> None:
    assert is_film_address(href) is leads


def test_award_names_over_films_are_no_titles() -> None:
    row = '<div class="row"><h2>{}</h2><p><a href="/film/{}">{}</a></p><p>Director: {}</p></div>'
    body = row.format("Best Feature", 1, "The Ledger", "Aoife Tarrant") + row.format("Jury Prize", 2, "Zero", "Ivo Krs")

    assert titles(body) == ["The Ledger", "Zero"]


def test_rows_whose_classes_differ_are_one_list() -> None:
    row = '<div class="film {}"><h3>{}</h3><p>UK, {}, {} min</p></div>'
    body = "".join(row.format(*told) for told in (("drama", "Rust", 2001, 80), ("comedy hot", "Salt", 2002, 90)))

    assert titles(body) == ["Rust", "Salt"]


def test_table_of_unknown_labels_is_no_list_of_films() -> None:
    rows = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in (("Vedoro", "Ines Obray"), ("Brant", "Rui Vale")))

    assert titles(f"<table>{rows}</table>") == []
