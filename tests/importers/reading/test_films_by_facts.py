"""Films found by the facts under or behind their titles, whatever the markup, and lists that hold other lists."""

from __future__ import annotations

from importers.reading.analysis import analyse
from importers.reading.markup import read_markup
from importers.reading.plaintext import read_plain_text


def _titles(body: str) -> list[str | None]:
    page = analyse(read_markup(f"<html><body>{body}</body></html>")).reading
    return [film.title for film in page.films]


def test_films_in_three_forms_on_one_page_are_all_found() -> None:
    titles = _titles(
        "<h1>New films from the north</h1><p>Long nights, short summers and the driest jokes of the year, in three forms.</p>"
        "<section><h2>The Ice Accountant</h2><p>Solveig Karls / Iceland / 2016 / 104 min</p></section>"
        "<section><article><h4>Herring Money</h4><span>Jens Solbakken</span> <span>Norway, 2016, 93 min</span></article>"
        "<article><h4>Sauna Justice</h4><span>Pirkko Viitala</span> <span>Finland, 2015, 88 min</span></article></section>"
        "<h3>Short films</h3><ul><li><em>Snowplough</em> (Aksel Rude, Norway 2016, 7 min)</li>"
        "<li><em>Lichen</em> (Tuuli Manninen, Finland 2014, 11 min)</li></ul>"
    )

    assert titles == ["The Ice Accountant", "Herring Money", "Sauna Justice", "Snowplough", "Lichen"]


def test_the_line_over_the_first_of_several_films_is_not_the_pages_title() -> None:
    text = (
        "FILM CLUB\n\nTHE THAW\nDirector: Vera Kall\nFinland 1972, 84 min\n\n"
        "Under the Lights\nDirector: Bror Lind\nSweden 1958, 91 min\n\nTwo Shores\nDirector: Aila Samm\nNorway 1985, 110 min\n"
    )

    page = analyse(read_plain_text(text)).reading

    assert (page.film.title, [film.title for film in page.films]) == (
        "FILM CLUB",
        ["THE THAW", "Under the Lights", "Two Shores"],
    )


def test_original_titles_stand_where_those_in_other_letters_do() -> None:
    body = "".join(
        f'<div class="film"><h3>{title}</h3><h4>{original}</h4><p>Director: {name}</p><p>{origin}</p></div>'
        for title, original, name, origin in (
            ("The House on the Ridge", "Hiša na robu", "Matej Kos", "Slovenia, 2018, 89 min"),
            ("The Translator", "Tõlkija", "Liis Kask", "Estonia, 2018, 95 min"),
            ("The Wheat", "Pshenytsia", "Oksana Melnyk", "Ukraine, 2016, 87 min"),
        )
    )

    page = analyse(read_markup(f"<html lang='en'><body><h1>Competition</h1>{body}</body></html>")).reading

    assert [film.original_title for film in page.films] == ["Hiša na robu", "Tõlkija", "Pshenytsia"]


def test_films_of_a_page_without_text_are_read_from_its_data() -> None:
    data = (
        'window.__STATE__ = JSON.parse("{\\"items\\":[{\\"filmTitle\\":\\"Checkpoint Summer\\",\\"filmDirector\\":'
        '\\"Oren Lasky\\",\\"filmYear\\":\\"2018\\"},{\\"filmTitle\\":\\"The Surveyor\\",\\"filmDirector\\":'
        '\\"Achieng Otieno\\",\\"filmYear\\":\\"2019\\"}]}");'
    )

    titles = _titles(f'<div id="root"></div><script>{data}</script>')

    assert titles == ["Checkpoint Summer", "The Surveyor"]


def test_headings_over_several_films_each_are_no_films() -> None:
    rows = "".join(
        f"<h2>{part}</h2>" + "".join(f"<p><b>{title}</b> 1976, 97 min</p>" for title in titles)
        for part, titles in (("Shown before", ("One", "Two", "Three")), ("Prizes", ("Four", "Five", "Six")))
    )

    assert _titles(f"<h1>All films</h1>{rows}") == ["One", "Two", "Three", "Four", "Five", "Six"]


def test_a_listed_title_ends_where_its_translation_in_other_letters_begins() -> None:
    cards = "".join(
        f'<li><a href="/film/{number}"><span class="tit">{title}<em>{other}</em></span><span>{facts}</span></a></li>'
        for number, (title, other, facts) in enumerate(
            (
                ("돌담 너머", "Beyond the Wall", "Korea | 2019 | 98min"),
                ("빈 배", "Empty Boat", "Vietnam | 2019 | 87min"),
            )
        )
    )

    assert _titles(f"<h3>비전</h3><ul>{cards}</ul>") == ["돌담 너머", "빈 배"]


def test_numbered_titles_lose_their_numbers() -> None:
    body = "".join(
        f"<h3>{number}. {title}</h3><p>Director: Ada Brandt</p><p>UK 2006, 9 mins</p>"
        for number, title in enumerate(("Kettle", "Snow Day", "The Allotment"), 1)
    )

    assert _titles(f"<h1>Programme 3</h1>{body}") == ["Kettle", "Snow Day", "The Allotment"]


def test_lists_whose_titles_are_countries_and_years_are_no_films() -> None:
    cards = "".join(
        f'<div class="item"><a href="/films/{title.lower()}"><div class="block">{title}</div>'
        f'<div class="block">{name}</div><div class="block">{country}</div><div class="block">{year}</div></a></div>'
        for title, name, country, year in (
            ("Pebble", "June Okada", "Japan", 2023),
            ("Mangue", "Davi Rocha", "Brazil", 2023),
            ("Gravity", "Tess Holloway", "Canada", 2022),
            ("Inkblot", "Sara Lenz", "Germany", 2022),
        )
    )

    assert _titles(f"<h1>Animated shorts</h1>{cards}") == ["Pebble", "Mangue", "Gravity", "Inkblot"]


def test_cards_beside_an_introduction_count_though_a_filter_and_a_pager_stand_among_them() -> None:
    cards = "".join(
        f'<div class="card"><a href="/film/{number}/"><h3>{title}</h3></a><p class="meta">{facts}</p></div>'
        for number, (title, facts) in enumerate(
            (
                ("THE GLOVE", "Elvira Notaro / Italy, 1918 / 41′"),
                ("WHITE FLAME", "Mario Ghioni / Italy, 1918 / 67′"),
                ("SIX BELLS", "Thomas Incefield / USA, 1918 / 24′"),
                ("THE TRAIN THAT WAITED", "Gustaf Molin / Sweden, 1918 / 38′"),
            )
        )
    )

    titles = _titles(
        '<main><div class="section-head"><h1>A century later</h1><div class="intro"><p>What was shown, and to whom, in the year '
        "in which cinemas closed sooner for the influenza than for the war? Trains that stand, gloves without a pair, and a "
        'clown who has nothing to say.</p></div></div><div class="filters"><label>Order by</label><select><option>Title</option>'
        f'<option>Year</option></select></div><div class="grid">{cards}</div>'
        '<div class="pager"><a href="/a">Homage to L.</a> <a href="/b">Far seas</a></div></main>'
    )

    assert titles == ["THE GLOVE", "WHITE FLAME", "SIX BELLS", "THE TRAIN THAT WAITED"]


def test_bold_title_in_a_link_is_told_from_the_translation_beside_it() -> None:
    films = "".join(
        f'<div class="film"><a href="/film_{number}"><strong>{title}</strong> <span class="dt">{other}</span></a> '
        f'<span class="year">({year}, Dezső Kárpáti)</span><br><span>35mm, {minutes} min</span></div>'
        for number, (title, other, year, minutes) in enumerate(
            (
                ("Két ház között", "Between Two Houses", 1968, 92),
                ("Villamos a Dunához", "A Tram to the Danube", 1961, 14),
                ("Reggelig nyitva", "Open till Morning", 1966, 101),
            )
        )
    )

    assert _titles(f"<h1>The Budapest years</h1><h2>Films</h2>{films}") == [
        "Két ház között",
        "Villamos a Dunához",
        "Reggelig nyitva",
    ]


def test_heads_of_a_calendars_columns_are_no_title() -> None:
    page = analyse(
        read_markup(
            "<html><head><title>Film Calendar</title></head><body><table><tr><th><b>Sun</b></th><th>Mon</th></tr>"
            "<tr><td>7:30 Ferry</td><td>7:00 Tollgate</td></tr></table></body></html>"
        )
    ).reading

    assert page.film.title not in ("Sun", "Mon")
