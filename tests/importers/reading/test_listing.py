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


def test_titles_in_quotation_marks_behind_the_prizes() -> None:
    rows = (
        "<li><b>GRAND PRIX</b> – „Ostatni prom”, reż. Michał Orłowski, Polska 2011</li>"
        "<li><b>NAGRODA JURY</b> – „Dom z wody”, reż. Katarzyna Jankowska, Litwa 2012</li>"
        "<li><b>NAGRODA ZA REŻYSERIĘ</b> – Piotr Szulc za film „Zimowanie”</li>"
        "<li><b>NAGRODA PUBLICZNOŚCI</b> – „Kartka z Helu”, reż. Zofia Maj, Polska 2012</li>"
    )

    assert titles(f"<ul>{rows}</ul>") == ["Ostatni prom", "Dom z wody", "Zimowanie", "Kartka z Helu"]


def test_film_behind_whom_a_prize_went_to() -> None:
    block = "<div class=block><h3>{}</h3><p>{}</p></div>"
    body = block.format("Best Film", "<b>Cold Frame</b><br>Directed by Shereen Malik<br>Sweden, 14 mins")
    body += block.format("Audience Award", "<b>Half Term</b><br>Directed by Jo Pike<br>UK, 11 mins")
    body += block.format("Best Cinematography", "Ana Ruiz for <b>Marisma</b>")

    assert titles(body) == ["Cold Frame", "Half Term", "Marisma"]


def test_groups_of_differing_shape_on_one_page() -> None:
    card = "<article class=card><h3>{}</h3><p>{}</p><p>{} · 2019 · {} mins</p></article>"
    row = "<tr><td>{}</td><td>{}</td><td>{} min</td></tr>"
    cards = "".join(
        card.format(*one)
        for one in (("Bog Cotton", "Aoife Breathnach", "Ireland", 88), ("Ostkreuz", "Lena Vogt", "Germany", 97))
    )
    head = "<tr><th>Title</th><th>Director</th><th>Duration</th></tr>"
    rows = "".join(
        row.format(*one)
        for one in (("Slipway", "Donal Keane", 9), ("Two Sugars", "Niamh Lally", 12), ("Kelp", "Una Quill", 8))
    )

    told = titles(f"<h2>Features</h2><div class=grid>{cards}</div><h2>Shorts</h2><table>{head}{rows}</table>")

    assert told == ["Bog Cotton", "Ostkreuz", "Slipway", "Two Sugars", "Kelp"]


def test_days_and_titles_marked_alike() -> None:
    block = "<p><b>{}</b><br><b>{}</b><br>{}, 92 mins, dir. {}</p>"
    body = block.format("Friday 14 May 2004, 18.30", "The Well", "Morocco 1998", "Youssef Tazi")
    body += block.format("Saturday 22 May 2004, 14.00", "Felt", "Kyrgyzstan 2001", "Aizada Beknazarova")

    assert titles(body) == ["The Well", "Felt"]


def test_film_of_the_pages_own_name_with_one_shown_before_it() -> None:
    body = (
        "<h1>Wetterleuchten</h1><p><b>Wetterleuchten</b> BRD 1974, Regie: Valentin Kreuzer. 97 min</p>"
        "<p>Ein Gendarm wartet in einem Bergdorf auf ein Verbrechen, das ihm brieflich angekündigt wurde.</p>"
        "<p><b>Hagel</b> BRD 1968, Regie: Peter Moik. 9 min</p>"
    )
    page = read_page(Response("p.html", "s", "p.html", f"<html lang=de><body>{body}</body></html>".encode()))

    assert (page.kind, page.film.directors, page.film.year) == ("film", ("Valentin Kreuzer",), 1974)


def test_codes_of_countries_between_bars_are_no_names() -> None:
    assert read_entry("| Omar Diallo | SN/FR | 2019 | 21’") == Entry(("SN", "FR"), 2019, 21, ("Omar Diallo",))


def test_one_day_over_each_film_and_one_hour_for_all() -> None:
    block = "<p><b>{}</b><br><b>{}</b><br>D 2007, R: {}, 94 Min.<br>Eine Garage, zwei Fahrräder.</p>"
    body = "<p>Beginn jeweils 20.30 Uhr</p>" + block.format("Do 2.4.2009", "DIE LANGE KURVE", "Ulrike Senn")
    body += block.format("Do 9.4.2009", "EIN PFUND MEHL", "Agata Mroz")
    page = f"<html lang=de><head><title>Programm</title></head><body><h1>Programm April</h1>{body}</body></html>"

    shown = read_page(Response("p.html", "s", "p.html", page.encode())).film.screenings

    assert [(one.starts_at, one.film) for one in shown] == [
        ("2009-04-02T20:30", "DIE LANGE KURVE"),
        ("2009-04-09T20:30", "EIN PFUND MEHL"),
    ]


def test_titles_behind_their_days_in_headings() -> None:
    block = "<h3>{}</h3><p>{}. Regi: {}. 84 min.</p><p>Om to brødre og én hest.</p>"
    body = block.format("2. september: Brattbakken", "Norge 1949", "Arvid Lien")
    body += block.format("16. september: La casa de los relojes", "Argentina 2012", "Tomás Gallo")
    body += block.format("7. oktober: Kvinder på kajen", "Danmark 1988", "Bodil Krag")

    assert titles(body) == ["Brattbakken", "La casa de los relojes", "Kvinder på kajen"]


def test_prizes_over_films_told_in_one_line_are_no_titles() -> None:
    block = "<h3>Preis für {}</h3><p>{}<b>{}</b>, Regie: {}, D 2010, 17 Min.</p>"
    body = block.format("den besten Film", "", "Schwellen", "Dörte Hagen")
    body += block.format("die beste Kamera", "Benno Fürst für ", "Sund", "Ane Holm")
    body += block.format("den besten Schnitt", "Lotte Kern für ", "Zwölf Türen", "Jonas Wirth")

    assert titles(body) == ["Schwellen", "Sund", "Zwölf Türen"]


def test_line_in_italics_before_its_facts_is_a_title_and_no_name() -> None:
    rows = (
        "<p><em>The Weather House</em>, 2009, colour, 23 minutes. UK.</p>"
        "<p><em>Ballast</em>, 2014, black and white, 41 minutes. UK.</p>"
    )

    assert titles(f"<p>Two films by the artist, who will be there to speak of them.</p>{rows}") == [
        "The Weather House",
        "Ballast",
    ]
