"""Site profiles: what may stand in one, what it finds, what it decides, what it misses."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.reading.items import Biography, Company, Image, PageReading, Screening
from importers.reading.pages import read_page
from importers.reading.profiles import Profile, ProfileError, Profiles, find_profile, load_profile, load_profiles
from importers.responses import Response

PAGE = """<html><head><meta name="dc.title" content="Salt Lines (dcp)"></head><body>
<div id="bar"><p>Become a friend of the harbour and see every film twice.</p></div>
<div id="main"><h2>Open Sea</h2><h1>A Poster Nobody Wants</h1><div class="film"><b class="x1">Salt Lines</b>
<p class="teaser">A keeper of lights, and what she counts.</p>
<table class="facts"><tr><td>Vedoro</td><td>Ines Obray</td></tr><tr><td>Brantes</td><td>Joao Pires; Rui Vale</td></tr>
<tr><td>Mar</td><td>PT 90m</td></tr><tr><td>Sale</td><td>Quay Pictures</td></tr></table>
<div class="text"><p>A lighthouse keeper counts ships that no longer come, and writes each of them into a book.</p>
<p>Her daughter comes from the city to sell the house, finds the book, and stays for the whole winter.</p></div>
<div class="who"><h4>Ines Obray</h4><p>Born in Faro, she has made three films about the sea.</p></div>
<img class="still" src="img/salt.jpg" alt="The lamp room" width="400" height="300">
<ul class="when"><li><i>03/04/2013</i> <u>20.30</u> <s>Regent</s></li><li><i>05/04/2013</i> <u>18.00</u> <s>Pier</s></li></ul>
</div></div></body></html>"""

PROFILE = """
sites = ["saltmere.example"]
pages = ["films/*"]
drop = ["#bar"]

[kinds]
film = "films/*"

[fields]
title = "b.x1"
standfirst = ".teaser"
directors = { after = "Vedoro" }
cast = { after = "Brantes", split = ";" }
running_time = { after = "Mar", pattern = '(\\d+m)' }
companies = { after = "Sale", role = "sales" }
synopsis = { at = ".text p", expect = "1.." }
biographies = { at = ".who", name = "h4", expect = "0..1" }
images = "img.still"
year = false

[fields.screenings]
at = "ul.when li"
expect = "1.."
parts = { date = "i", time = "u", venue = "s", date_format = "%d/%m/%Y %H.%M" }
"""


def written(folder: Path, text: str, name: str = "saltmere") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def read(page: str, *profiles: Profile, url: str = "films/salt.html", site: str = "saltmere.example") -> PageReading:
    return read_page(Response(url, site, url, page.encode()), None, Profiles(profiles))


def test_profile_gives_every_value_where_it_says(tmp_path: Path) -> None:
    reading = read(PAGE, load_profile(written(tmp_path, PROFILE)))

    film = reading.film
    assert reading.kind == "film"
    assert (film.title, film.standfirst, film.year) == ("Salt Lines", "A keeper of lights, and what she counts.", None)
    assert (film.directors, film.cast) == (("Ines Obray",), ("Joao Pires", "Rui Vale"))
    assert [(credit.role, credit.role_as_printed) for credit in film.credits] == [
        ("director", "Vedoro"),
        ("cast", "Brantes"),
        ("cast", "Brantes"),
    ]
    assert film.running_time == 90
    assert film.companies == (Company("sales", "Quay Pictures"),)
    assert film.synopsis == (
        "A lighthouse keeper counts ships that no longer come, and writes each of them into a book.\n\n"
        "Her daughter comes from the city to sell the house, finds the book, and stays for the whole winter."
    )
    assert film.biographies == (Biography("Ines Obray", "Born in Faro, she has made three films about the sea."),)
    assert film.images == (Image("img/salt.jpg", "The lamp room"),)
    assert film.screenings == (Screening("2013-04-03T20:30", "Regent"), Screening("2013-04-05T18:00", "Pier"))
    assert reading.problems == ()


def test_profile_values_carry_evidence_and_the_account_adds_up(tmp_path: Path) -> None:
    reading = read(PAGE, load_profile(written(tmp_path, PROFILE)))

    assert reading.evidence is not None
    assert reading.coverage is not None
    title = reading.evidence["title"]
    assert (title.text, title.reader, title.confidence) == ("Salt Lines", "profile", 0.99)
    assert reading.evidence["directors"].text == "Vedoro Ines Obray"
    account = reading.coverage.text
    assert account.total == account.used + account.chrome + account.unplaced
    dropped = "Become a friend of the harbour and see every film twice."
    assert account.chrome >= len(dropped.replace(" ", ""))


def test_profile_miss_is_a_problem_and_the_field_is_left_to_other_readers(tmp_path: Path) -> None:
    path = written(
        tmp_path, 'sites = ["saltmere.example"]\n[fields]\nstandfirst = "p.gone"\nyear = ".teaser, .text p"\n'
    )

    reading = read(PAGE.replace("PT 90m", "Portugal 2013, 90 min"), load_profile(path))

    assert reading.film.year == 2013
    (problem,) = [problem for problem in reading.problems if "standfirst" in problem.message]
    assert problem.code == "profile_missed"
    assert problem.message == (
        "films/salt.html (films/salt.html): standfirst: p.gone gives 0 values, expected exactly 1. The field is left "
        f"to the other readers; look at the page, then at {path}."
    )


def test_profile_that_finds_too_many_is_a_miss(tmp_path: Path) -> None:
    profile = load_profile(written(tmp_path, 'sites = ["saltmere.example"]\n[fields]\ntitle = ".text p"\n'))

    (problem,) = [p for p in read(PAGE, profile).problems if p.code == "profile_missed"]

    assert "title: .text p gives 2 values, expected exactly 1" in problem.message


@pytest.mark.parametrize(("only", "year"), [("false", 2013), ("true", None)])
def test_profile_field_only_silences_other_readers_where_it_finds_none(tmp_path: Path, only: str, year: int) -> None:
    text = f'sites = ["saltmere.example"]\n[fields]\nyear = {{ at = "p.year", expect = "0..1", only = {only} }}\n'

    reading = read(PAGE.replace("PT 90m", "Portugal 2013, 90 min"), load_profile(written(tmp_path, text)))

    assert reading.film.year == year


def test_profile_applies_to_its_sites_pages_and_marks_only(tmp_path: Path) -> None:
    text = 'sites = ["saltmere.example"]\npages = ["films/*"]\nwhen = "b.x1"\n[fields]\ntitle = "b.x1"\n'
    profile = load_profile(written(tmp_path, text))

    def title(page: str = PAGE, **where: str) -> str | None:
        return read(page, profile, **where).film.title

    assert title() == "Salt Lines"
    assert title(url="https://saltmere.example/films/salt.html?lang=en") == "Salt Lines"
    assert title(url="people/salt.html") == "A Poster Nobody Wants"
    assert title(site="other.example") == "A Poster Nobody Wants"
    assert title(PAGE.replace('class="x1"', "")) == "A Poster Nobody Wants"


def test_find_profile_by_name_holds_for_any_site_and_version_follows_its_content(tmp_path: Path) -> None:
    written(tmp_path, '[fields]\ntitle = "b.x1"\n')
    profile = find_profile("saltmere", [tmp_path])
    before = Profiles((profile,)).version("anything")
    written(tmp_path, '[fields]\ntitle = "b.other"\n')

    assert read(PAGE, profile, site="anything").film.title == "Salt Lines"
    assert Profiles((find_profile("saltmere", [tmp_path]),)).version("anything") != before
    assert load_profiles([tmp_path]).version("anything") == ""


def test_attribute_and_meta_hold_values(tmp_path: Path) -> None:
    text = (
        'sites = ["saltmere.example"]\n[fields]\ntitle = { meta = "DC.title", pattern = "^(.+) [(]dcp[)]$" }\n'
        'standfirst = { at = "img.still", take = "alt" }\n'
    )

    reading = read(PAGE, load_profile(written(tmp_path, text)))

    assert (reading.film.title, reading.film.standfirst) == ("Salt Lines", "The lamp room")


def test_text_after_an_element_is_not_the_elements(tmp_path: Path) -> None:
    profile = load_profile(written(tmp_path, 'sites = ["saltmere.example"]\n[fields]\ntitle = "p b"\n'))

    assert read("<p><b>Estuary</b> tonight</p><p>More.</p>", profile).film.title == "Estuary"
    assert read("<p><b><i></i>Estuary</b> Estuary</p><p>More.</p>", profile).film.title == "Estuary"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[fields]\ntitel = 'h1'\n", 'line 2: titel: no profile has a key “fields.titel”. Did you mean “title”?.'),
        ("[fields]\nyear = 'p'\ntitle = 'h1['\n", "line 3: title: “h1[” is no CSS selector"),
        ("[fields]\ntitle = { at = 'h1', after = 'Film' }\n", "line 2: title: give one of at (CSS), after (a label)"),
        ("[fields]\ntitle = { at = 'h1', expect = 'two' }\n", "line 2: title: expect: 'two' is none of 1"),
        ("[fields]\nyear = { at = 'p', pattern = '(' }\n", "line 2: year: pattern “(” is not in RE2 syntax"),
        ("time_zone = 'Europe/Saltmere'\n", "line 1: time_zone: “Europe/Saltmere” is no time zone"),
        ("[kinds]\nmovie = 'films/*'\n", "line 2: movie: no profile has a key “kinds.movie”. There are: film, person"),
        ("fields = 3\n", "line 1: fields: a table is expected"),
        ("fields =\n", "not TOML"),
    ],
)  # fmt: skip
def test_load_profile_names_file_line_and_key_of_a_mistake(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)

    with pytest.raises(ProfileError) as raised:
        load_profile(path)

    assert str(raised.value).startswith(str(path))
    assert told in str(raised.value)


def test_profiles_of_the_package_can_be_loaded() -> None:
    assert load_profiles().version("saltmere.example") == ""


def test_showings_with_an_offset_are_told_in_the_profiles_zone(tmp_path: Path) -> None:
    page = PAGE.replace("<u>20.30</u>", "<u>20.30 +0000</u>").replace("<u>18.00</u>", "<u>18.00 +0000</u>")
    text = PROFILE.replace("%H.%M", "%H.%M %z").replace("drop =", 'time_zone = "Europe/Paris"\ndrop =')

    reading = read(page, load_profile(written(tmp_path, text)))

    assert [showing.starts_at for showing in reading.film.screenings] == ["2013-04-03T22:30", "2013-04-05T20:00"]
