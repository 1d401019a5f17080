"""With a profile learned from two corrected pages, the values of the other pages come out right: 99 in 100."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.learning.toml import as_toml
from importers.reading.items import PageReading
from importers.reading.pages import read_page
from importers.reading.profiles import Profile, Profiles, load_profile
from importers.responses import Response
from tests.importers.learning.measuring import Measured, measure, share
from tests.importers.learning.sites.pages import SITES, Taught

FLOORS = {"boxes": 1.0, "breaks": 1.0, "dumps": 1.0, "lists": 1.0, "columns": 0.97}


@pytest.fixture(scope="module")
def measured() -> dict[str, Measured]:
    return {name: measure(name, build()) for name, build in SITES.items()}


def test_learned_profiles_give_99_in_100_values_of_pages_not_shown(measured: dict[str, Measured]) -> None:
    assert {name: share(one.after) for name, one in measured.items() if share(one.after) < FLOORS[name]} == {}
    assert share([verdict for one in measured.values() for verdict in one.after]) >= 0.99
    assert share([verdict for one in measured.values() for verdict in one.before]) < 0.8


def test_learned_profiles_read_back_the_same(measured: dict[str, Measured], tmp_path: Path) -> None:
    for name, one in measured.items():
        path = tmp_path / f"{name}.toml"
        path.write_text(as_toml(one.lesson.profile), encoding="utf-8")
        assert repr(load_profile(path)) == repr(one.lesson.profile)


def test_learned_profile_goes_by_lines_where_there_is_no_markup(measured: dict[str, Measured]) -> None:
    fields = measured["dumps"].lesson.profile.fields

    assert {name: locator.words for name, locator in fields.items() if locator and name in ("title", "section", "synopsis")} == {
        "title": "below /^>>/ 1 lines",
        "section": "lines like /^>> (.+?)$/",
        "synopsis": "below /^----$/ above /^----$/",
    }  # fmt: skip


def test_learned_profile_tells_how_pages_list_films(measured: dict[str, Measured]) -> None:
    films = measured["lists"].lesson.profile.films

    assert films is not None
    assert films.at == "div.kard"
    assert list(films.fields) == ["title", "synopsis", "year", "running_time", "countries", "directors"]


def test_list_with_fewer_films_than_expected_is_a_miss_that_names_site_page_and_selector(
    measured: dict[str, Measured],
) -> None:
    page = next(page for page in SITES["lists"]() if page.path == "strand/3.html")
    told = _read(page, "lists", measured["lists"].lesson.profile, page.text.replace("kard", "tile"))

    (problem,) = [problem for problem in told.problems if problem.code == "profile_missed"]
    assert "strand/3.html (http://lists.example/strand/3.html): films: div.kard gives 0 values" in problem.message


def test_rows_tell_date_hour_and_place_by_their_own_elements(measured: dict[str, Measured]) -> None:
    locator = measured["boxes"].lesson.profile.fields["screenings"]

    assert locator is not None
    assert (locator.at, locator.parts.date_format) == (("div.slot",), "%d-%m-%Y %Hh%M")


def _read(page: Taught, site: str, profile: Profile, text: str) -> PageReading:
    response = Response(page.path, site, f"http://{site}.example/{page.path}", text.encode(), charset="utf-8")
    return read_page(response, None, Profiles((profile,)))
