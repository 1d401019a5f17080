"""Facts as pages state them: layouts of labels and values, lines of facts, and what is another film's."""

from __future__ import annotations

import pytest

from importers.reading.items import FilmItem
from importers.reading.pages import read_page
from importers.responses import Response

STORY = (
    "<p>A lighthouse keeper counts the ships that do not come, and writes each of them a letter of thanks. In spring "
    "one of them answers, and asks for a photograph of the lamp.</p>"
)


def film(facts: str, *, after: str = "", lang: str = "en") -> FilmItem:
    html = f'<html lang="{lang}"><body><div id="page"><h1>The Salt Ledger</h1>{facts}{STORY}{after}</div></body></html>'
    return read_page(Response("salt.html", "site", "salt.html", html.encode(), "text/html", "utf-8")).film


def names(one: FilmItem, role: str) -> tuple[str, ...]:
    return tuple(credit.name for credit in one.credits if credit.role == role)


def fields(*pairs: tuple[str, tuple[str, ...]]) -> str:
    rows = (
        f'<div class="field"><div class="field__label">{label}</div><div class="field__items">'
        + "".join(f'<div class="field__item">{value}</div>' for value in values)
        + "</div></div>"
        for label, values in pairs
    )
    return "".join(rows)


def test_field_markup_keeps_every_item() -> None:
    one = film(
        fields(
            ("Director", ("Ada Brandt", "Ben Corso")),
            ("Country", ("France", "Senegal")),
            ("Sous-titres / Subtitles", ("English", "Portuguese")),
            ("Production", ("Silt Films", "Teranga Images")),
        )
    )

    assert one.directors == ("Ada Brandt", "Ben Corso")
    assert one.countries == ("FR", "SN")
    assert one.subtitles == ("en", "pt")
    assert [company.name for company in one.companies] == ["Silt Films", "Teranga Images"]


def test_row_of_labels_over_row_of_values() -> None:
    table = (
        "<table><tr><th>Director</th><th>Country</th><th>Year</th><th>Length</th></tr>"
        "<tr><td>Ada Brandt</td><td>Portugal</td><td>2009</td><td>52 min</td></tr></table>"
    )

    one = film(table)

    assert (one.directors, one.countries, one.year, one.running_time) == (("Ada Brandt",), ("PT",), 2009, 52)


def test_table_with_names_before_their_roles() -> None:
    one = film("<table><tr><td>Ada Brandt</td><td>Director</td></tr><tr><td>Ben Corso</td><td>Music</td></tr></table>")

    assert (one.directors, names(one, "composer")) == (("Ada Brandt",), ("Ben Corso",))


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td>Ada Brandt</td><td>Nora</td></tr><tr><td>Ben Corso</td><td>the Mayor</td></tr>",
        "<tr><td>Nora</td><td>Ada Brandt</td></tr><tr><td>the Mayor</td><td>Ben Corso</td></tr>",
    ],
)
def test_cast_in_two_columns_names_the_players(rows: str) -> None:
    one = film(f"<p>Norway 2005</p><h2>Cast</h2><table>{rows}</table>")

    assert [(c.name, c.character) for c in one.credits] == [("Ada Brandt", "Nora"), ("Ben Corso", "the Mayor")]


def test_cast_with_parts_before_colons() -> None:
    one = film("<p>Norway 2005</p><h3>Cast</h3><ul><li>Nora : Ada Brandt</li><li>The Mayor : Ben Corso</li></ul>")

    assert one.cast == ("Ada Brandt", "Ben Corso")


def test_cast_goes_on_over_lines() -> None:
    assert film("<p>Cast: Ada Brandt<br>Ben Corso<br>Cleo Dahl</p>").cast == ("Ada Brandt", "Ben Corso", "Cleo Dahl")


@pytest.mark.parametrize(
    ("lang", "line", "role", "name"),
    [
        ("de", "R: Ada Brandt, S: Ben Corso, K: Cleo Dahl", "editor", "Ben Corso"),
        ("cs", "R: Ada Brandt | S: Ben Corso | H: Cleo Dahl", "screenwriter", "Ben Corso"),
        ("no", "R: Ada Brandt. M: Ben Corso. F: Cleo Dahl", "screenwriter", "Ben Corso"),
        ("it", "R.: Ada Brandt. Sc.: Ben Corso. F.: Cleo Dahl", "cinematographer", "Cleo Dahl"),
    ],
)
def test_letters_mean_crafts_by_language(lang: str, line: str, role: str, name: str) -> None:
    page = f'<html lang="{lang}"><body><div><h1>Salt 7</h1><p>{line}</p><p>2005, 90 min</p></div></body></html>'

    one = read_page(Response("salt.html", "site", "salt.html", page.encode(), "text/html", "utf-8")).film

    assert (one.directors, names(one, role)) == (("Ada Brandt",), (name,))


def test_facts_one_a_line_beside_the_directors_name() -> None:
    lines = ("Ada Brandt", "Documentary", "Romania, Germany 2015", "88 min", "Romanian")

    one = film("<div>" + "".join(f'<div class="meta">{line}</div>' for line in lines) + "</div>")

    assert (one.directors, one.countries, one.year, one.running_time, one.languages) == (
        ("Ada Brandt",),
        ("RO", "DE"),
        2015,
        88,
        ("ro",),
    )


def test_element_called_after_the_director() -> None:
    assert film('<h3 class="director">Ada Brandt</h3><p>Albania 2011</p>').directors == ("Ada Brandt",)


def test_surnames_first_where_the_page_writes_so() -> None:
    rows = (
        ("Director", "Brandt, Ada"),
        ("Cast", "Corso, Ben; von Dahl, Cleo"),
    )

    one = film("<table>" + "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in rows) + "</table>")

    assert (one.directors, one.cast) == (("Ada Brandt",), ("Ben Corso", "Cleo von Dahl"))


def test_genre_line_names_director_and_cast() -> None:
    one = film("<p>Comédie dramatique de Ada Brandt (France, 1h34) avec Ben Corso, Cleo Dahl</p>", lang="fr")

    assert (one.directors, one.cast, one.running_time) == (("Ada Brandt",), ("Ben Corso", "Cleo Dahl"), 94)


@pytest.mark.parametrize(
    "sentence",
    [
        "Directed by Ada Brandt and produced by Ben Corso, it was shot in nine days on a quay that no longer exists.",
        "The Salt Ledger, directed by Ada Brandt, was shot in nine days on a quay that no longer exists in any map.",
    ],
)
def test_sentence_tells_the_director(sentence: str) -> None:
    assert film("", after=f"<p>{sentence}</p>").directors == ("Ada Brandt",)


def test_sentence_about_another_film_tells_nothing() -> None:
    sentence = "Her neighbour appeared in Kelp, directed by Egon Fiala, which was shot in nine days on another quay."

    assert film("", after=f"<p>{sentence}</p>").directors == ()


@pytest.mark.parametrize(
    "after",
    [
        "<h4>Next</h4><p><b>Kelp</b></p><p>Director: Egon Fiala | Spain 2001 | 61 min</p>",
        "<p>Next film: Kelp (Spain 2001, 61 min), directed by Egon Fiala</p>",
        '<p><a href="/kelp">Kelp</a> (Dir. Egon Fiala, 2001, Spain, 61 min)</p>',
    ],
)
def test_other_films_facts_are_left_alone(after: str) -> None:
    one = film("<p>Director: Ada Brandt</p><p>Running time: 90 min</p>", after=after)

    assert (one.directors, one.running_time, one.year, one.countries) == (("Ada Brandt",), 90, None, ())


@pytest.mark.parametrize(
    "line",
    [
        "Lithuania 2018 Dir Ada Brandt 92 min Lithuanian with English subtitles",
        "2018年／リトアニア／92分／監督：Ada Brandt",
        "監督｜Ada Brandt　製作国｜リトアニア　製作年｜2018　上映時間｜92分",
    ],
)
def test_one_line_of_facts_with_few_marks(line: str) -> None:
    one = film(f"<p>{line}</p>")

    assert (one.directors, one.countries, one.year, one.running_time) == (("Ada Brandt",), ("LT",), 2018, 92)


def test_facts_at_the_end_of_the_text() -> None:
    text = "A brakeman keeps a train running that nobody has ordered, and then another one. USA, 2018, 88 min."

    one = film("", after=f"<p>{text}</p>")

    assert (one.countries, one.year, one.running_time) == (("US",), 2018, 88)


def test_players_among_other_credits_of_a_list() -> None:
    rows = "<li><b>Nora</b> Ada Brandt</li><li><b>Producer</b> Ben Corso</li>"

    one = film(f"<p>Norway 2005</p><ul>{rows}</ul>")

    assert (one.cast, one.producers) == (("Ada Brandt",), ("Ben Corso",))


def test_origin_in_an_element_of_its_own_keeps_every_country() -> None:
    spans = "<span>Drama</span> <span>Germany, Poland 2018</span> <span>1 hr 47 min</span>"

    one = film(f"<p>{spans}</p>")

    assert (one.countries, one.year, one.running_time) == (("DE", "PL"), 2018, 107)


@pytest.mark.parametrize("line", ["<h2>Vito Santarelli</h2>", "<p><b>Vito Santarelli</b></p>"])
def test_name_alone_under_the_title_that_the_page_knows(line: str) -> None:
    one = film(f"{line}<p>Italy, 1952, 93 min</p><p>Screenplay: Vito Santarelli, Suso Del Bene</p>")

    assert one.directors == ("Vito Santarelli",)


def test_name_alone_under_the_title_of_a_player_or_of_nobody() -> None:
    assert film("<h2>Vito Santarelli</h2><p>Italy, 1952</p><p>Cast: Vito Santarelli, Suso Del Bene</p>").directors == ()
    assert film("<h2>Vito Santarelli</h2><p>Italy, 1952, 93 min</p>").directors == ()


def test_original_title_and_director_in_one_bracket() -> None:
    one = film("<p>(Żyto i sierp, Halina Bielecka, 1971). Cast: Beata Tysz. Poland. 102 min</p>")

    assert (one.original_title, one.directors, one.year) == ("Żyto i sierp", ("Halina Bielecka",), 1971)


def test_two_names_in_one_bracket_may_both_be_directors() -> None:
    assert film("<p>(Ada Brandt, Ben Corso, 1971). Poland. 102 min</p>").original_title is None


def test_accompaniment_is_no_score() -> None:
    one = film("<p>Director: Ada Brandt</p><p>Live music: Foghorn Ensemble</p><p>USA, 1926, 80 min</p>")

    assert names(one, "composer") == ()


def test_lines_with_labels_of_their_own_under_a_heading_for_the_crew() -> None:
    one = film("<p>USA, 2001, 80 min</p><h3>Crew</h3><ul><li><span>Editor</span><span>Ada Brandt</span></li>"
               "<li><span>Music</span><span>Ben Corso</span></li></ul>")  # fmt: skip

    assert (names(one, "editor"), names(one, "composer")) == (("Ada Brandt",), ("Ben Corso",))


def test_person_under_production_beside_a_production_company() -> None:
    one = film("<p>Director: Ada Brandt | Production: Ben Corso | Production company: Silt Films</p>")

    assert (one.producers, [company.name for company in one.companies]) == (("Ben Corso",), ["Silt Films"])


def test_facts_in_a_sentence_under_a_heading_with_its_year() -> None:
    html = (
        "<html><head><title>Harbor Signals</title></head><body><h1>Harbor Signals <span>1936</span></h1>"
        "<p>Harbor Signals is an amateur film directed by Eleanor Whitcomb, a schoolteacher who photographed the "
        "shipping of Gloucester for two decades.</p></body></html>"
    )

    one = read_page(Response("salt.html", "site", "salt.html", html.encode(), "text/html", "utf-8")).film

    assert (one.title, one.year, one.directors) == ("Harbor Signals", 1936, ("Eleanor Whitcomb",))


def test_director_year_and_length_in_one_sentence() -> None:
    one = film(
        "<p>Réalisé en 1959 par Yves Kermorgant, ce court métrage de 26 minutes fut tourné sur les îles.</p>", lang="fr"
    )

    assert (one.directors, one.year, one.running_time) == (("Yves Kermorgant",), 1959, 26)


def test_sentence_about_another_film_dates_nothing() -> None:
    one = film(
        "<p>Director: Ada Brandt</p><p>His father, directed in 1959 by Ben Corso, was shown to us all at school that year.</p>"
    )

    assert (one.directors, one.year) == (("Ada Brandt",), None)


def test_name_under_the_title_before_its_origin_in_brackets() -> None:
    one = film(
        "<p>Ken Jacobi (U.S., 1955)</p><p>Jacobi's first film walks one block of the city as if it were a continent.</p>"
    )

    assert (one.directors, one.year) == (("Ken Jacobi",), 1955)


@pytest.mark.parametrize(
    "line",
    ["<b>Ficha técnica:</b> Dirección Ada Brandt, fotografía Ben Corso", "DirecciónAda Brandt<br>FotografíaBen Corso"],
)
def test_roll_behind_a_heading_and_labels_glued_to_names(line: str) -> None:
    one = film(f"<p>España, 2006, 80 min</p><p>{line}</p>", lang="es")

    assert (one.directors, names(one, "cinematographer")) == (("Ada Brandt",), ("Ben Corso",))


def test_title_year_and_director_on_one_line() -> None:
    html = (
        "<html><head><title>Uragami Setsuko. The Lacquer Box. 1956</title></head><body><main>"
        "<h1><em>The Lacquer Box</em>. 1956. Directed by Uragami Setsuko</h1>"
        "<figure><img src=a.jpg><figcaption><em>The Lacquer Box</em>. 1956. Japan. Directed by Uragami Setsuko. "
        "Courtesy Tokiwa Archive</figcaption></figure>"
        "<p><strong>Urushi no hako (The Lacquer Box)</strong>. 1956. Japan. Directed by Uragami Setsuko. Screenplay by "
        f"Wada Kiyo. With Aoki Reiko. In Japanese; English subtitles. 98 min.</p>{STORY}</main></body></html>"
    )

    page = read_page(Response("salt.html", "site", "salt.html", html.encode(), "text/html", "utf-8"))

    one = page.film
    assert (page.kind, one.title, one.directors, one.screenwriters, one.cast, one.year, one.running_time) == (
        "film",
        "The Lacquer Box",
        ("Uragami Setsuko",),
        ("Wada Kiyo",),
        ("Aoki Reiko",),
        1956,
        98,
    )
    assert (one.standfirst, one.countries) == (None, ("JP",))
