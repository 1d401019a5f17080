"""What counts as right."""

from __future__ import annotations

from typing import Any

import pytest

from importers.scoring.rules import judge

TEXT = "It begins on a quay, where nobody waits for the boat. It ends where it began, with the boat and nobody on it."


def outcomes(want: dict[str, Any], got: dict[str, Any]) -> dict[str, str]:
    return {verdict.field: verdict.outcome for verdict in judge("page", want, {"kind": "film", **got})}


@pytest.mark.parametrize(
    ("field", "want", "got", "outcome"),
    [
        ("title", "L’Été, à Saltmere", "L'ETE A SALTMERE", "right"),
        ("title", "Estuary", "Estuaries", "wrong"),
        ("title", "Estuary", None, "missing"),
        ("year", 2012, 2012, "right"),
        ("year", 2012, "2012", "wrong"),
        ("directors", ["Ann Poole", "Bo Lind"], ["Bo Lind", "ANN POOLE"], "right"),
        ("directors", ["Ann Poole", "Bo Lind"], ["Ann Poole"], "wrong"),
        ("directors", ["Ann Poole"], [], "missing"),
        ("countries", ["Frankreich", "UK", "USSR"], ["SU", "GB", "FR"], "right"),
        ("countries", ["FR"], ["FR", "GB"], "wrong"),
        ("languages", ["Spanish", "pt"], ["pt", "es"], "right"),
        ("companies", [{"role": "sales", "name": "Quay Films"}], [{"role": "other", "name": "QUAY FILMS"}], "right"),
        ("images", [{"url": "a.jpg", "alt": "A"}], [{"url": "a.jpg"}], "right"),
        ("captions", ["A quay"], None, "missing"),
    ],
)  # fmt: skip
def test_judge_compares_values_of_a_field(field: str, want: Any, got: Any, outcome: str) -> None:
    assert outcomes({field: want}, {field: got} if got is not None else {})[field] == outcome


@pytest.mark.parametrize(
    ("got", "first", "last"),
    [
        (TEXT, "right", "right"),
        (f"{TEXT} Tickets cost £5.", "right", "wrong"),
        (f"Ann Poole. {TEXT}", "wrong", "right"),
        ("", "missing", "missing"),
    ],
)
def test_judge_text_by_its_first_and_last_words(got: str, first: str, last: str) -> None:
    wanted = {"synopsis_first_words": "It begins on a quay", "synopsis_last_words": "and nobody on it."}

    for want in (wanted, {"synopsis": TEXT}):
        told = outcomes(want, {"synopsis": got})
        assert (told["synopsis_first_words"], told["synopsis_last_words"]) == (first, last)


def test_judge_showings_by_start_and_on_calendars_by_film() -> None:
    own = {"screenings": [{"starts_at": "2012-10-03T20:30", "venue": "Regent"}]}
    listed = {"kind": "calendar", "screenings": [{"starts_at": "2012-10-03T20:30", "film": "Estuary"}]}

    def got(film: str | None, starts_at: str = "2012-10-03T20:30:00+01:00") -> dict[str, Any]:
        return {"screenings": [{"starts_at": starts_at, "film": film}]}

    assert outcomes(own, got(None))["screenings"] == "right"
    assert outcomes(own, got(None, "2012-10-03T21:30"))["screenings"] == "wrong"
    assert outcomes(listed, {"kind": "calendar", **got("ESTUARY")})["screenings"] == "right"
    assert outcomes(listed, {"kind": "calendar", **got("Delta")})["screenings"] == "wrong"


def test_judge_films_of_a_list_by_titles_and_what_is_known_of_some() -> None:
    want = {"kind": "section", "films": ["Estuary", "Delta"], "film_records": [{"title": "Delta", "year": 1999}]}
    got = {"kind": "section", "films": [{"title": "DELTA", "year": 1999}, {"title": "Estuary"}]}

    assert outcomes(want, got) == {"kind": "right", "films": "right", "films.year": "right"}
    assert outcomes(want, {"kind": "section", "films": got["films"][:1]})["films"] == "wrong"
    assert outcomes({"films_count": 2, "films_first": ["Delta"], "films_last": ["Estuary"]}, got)["films"] == "right"


def test_judge_invented_facts_of_films_only_and_not_what_is_ignored() -> None:
    got = {"year": 2012, "running_time": 80, "directors": ["Ann Poole"], "countries": ["FR"], "byline": "B. Lind"}

    told = outcomes({"title": "Estuary", "directors": ["Ann Poole"], "_ignore": ["countries"]}, got)

    assert told == {
        "kind": "right",
        "title": "missing",
        "directors": "right",
        "year": "invented",
        "running_time": "invented",
    }
    assert outcomes({"kind": "section"}, {**got, "kind": "section"}) == {"kind": "right"}


def test_judge_crafts_of_gold_files_by_credits() -> None:
    credits = [{"role": "editor", "name": "Bo Lind"}, {"role": "composer", "name": "Cy Marsh"}]

    told = outcomes({"editing": ["Bo Lind"], "music": ["Ann Poole"]}, {"credits": credits})

    assert (told["editing"], told["music"]) == ("right", "wrong")
