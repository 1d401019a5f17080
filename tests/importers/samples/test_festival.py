"""The data of the invented festival holds the traps it was written for."""

from collections import Counter

from importers.samples.festival import Credit, Still, load
from importers.samples.pages import initial, sort_key

festival = load()
old, new = festival.editions


def film(slug):
    return {**old.by_slug, **new.by_slug}[slug]


def test_festival_has_two_editions_six_sections_and_52_films():
    assert [edition.key for edition in festival.editions] == ["17th", "26th"]
    assert len(festival.sections) == 6
    assert len(old.films) + len(new.films) == 52


def test_every_section_has_films_in_both_editions():
    keys = {section.key for section in festival.sections}

    assert {film.section for film in old.films} == keys
    assert {film.section for film in new.films} == keys


def test_two_films_of_one_title_share_an_edition_and_two_do_not():
    titles = Counter(film.title for film in (*old.films, *new.films))

    assert {title for title, count in titles.items() if count > 1} == {"Harbour", "Undertow"}
    assert [film.countries for film in new.films if film.title == "Harbour"] == [("NO",), ("PH",)]


def test_two_people_of_one_name_have_two_biographies():
    pages = [person.text.split(".")[0] for person in new.people if person.name == "Daniel Marsh"]

    assert pages == [
        "Daniel Marsh was born in Sunderland in 1951",
        "Daniel Marsh, animator, was born in Moncton, New Brunswick, in 1974",
    ]


def test_people_who_recur_are_spelt_in_more_than_one_way():
    assert film("bread-salt-and-after").named("director") == ["Krzysztof Wolański"]
    assert film("a-modest-surrender").named("director") == ["Krzysztof Wolanski"]
    assert film("undertow-17").named("cinematographer") == ["Rosa Vinter"]
    assert film("low-pressure").named("cinematographer") == ["Rósa Vinter"]


def test_films_come_from_countries_that_are_no_more():
    assert film("the-drowned-bell").countries == ("CSHH", "YUCS")
    assert film("the-harbour-masters-dream").countries == ("SUHH", "DDDE")


def test_missing_values_stay_missing():
    slack = film("slack-water")

    assert (slack.minutes, slack.byline, slack.standfirst, slack.images) == (None, "", "", ())


def test_credit_of_two_roles_is_one_row_of_the_data():
    assert film("zabky").credits[0] == Credit(("director", "screenwriter"), "Zuzana Beňová")


def test_still_reads_caption_and_credit():
    assert film("1974").images[0] == Still(
        "1974-1.jpg", "Isabel Furtado in 1974", "On air, ten past four", "Vasco Prata"
    )


def test_showing_after_midnight_is_listed_with_the_evening_before():
    late = film("the-harbour-masters-dream").showings[1]

    assert late.starts_at.isoformat() == "2004-10-16T00:15:00"
    assert late.listed_on.isoformat() == "2004-10-15"
    assert old.on(late.listed_on)[-1] == (late, film("the-harbour-masters-dream"))


def test_titles_are_filed_without_their_article_but_a_lone_letter_stays():
    assert sort_key("The Drowned Bell") == "drowned bell"
    assert sort_key("A") == "a"
    assert sort_key("… and Then the Sea") == "and then the sea"
    assert [initial(title) for title in ("82", "Žabky", "Él y el faro", "A Winter in Kutaisi")] == [
        "0-9",
        "Z",
        "E",
        "W",
    ]
