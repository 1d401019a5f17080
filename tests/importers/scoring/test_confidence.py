"""What confidence promises, and how it is measured and set."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from importers.reading.confidence import TABLE, Ground, expected
from importers.scoring.calibrating import as_toml, cross_validated, fitted, load_observations, lower_bound
from importers.scoring.cases import CaseError, folder_cases
from importers.scoring.reliability import Observation, by_bin, by_ground, observe, sure
from importers.scoring.straining import STRAINS, strained

ROOT = Path(__file__).parents[1]
FIRST_SIGHT = ROOT / "first_sight.jsonl"


def seen(truth: str = "right", site: str = "a", **told: object) -> Observation:
    one = Observation(site, f"{site}/page", "year", "label", "alone", 0.95, truth)  # type: ignore[arg-type]
    return replace(one, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(("sites", "right", "wrong"), [("unseen", 100, 4), ("apart", 90, 2)])
def test_values_called_sure_are_right_on_sites_that_set_nothing(sites: str, right: int, wrong: int) -> None:
    """These sites had no part in the table: the numbers are floors."""
    kept_apart = sure(observe(folder_cases(ROOT / sites)))

    assert kept_apart.right >= right
    assert kept_apart.wrong + kept_apart.unstated <= wrong


def test_values_called_sure_are_right_on_sites_left_out_at_first_sight() -> None:
    left_out = sure(cross_validated(load_observations(FIRST_SIGHT)))

    assert left_out.given >= 150
    assert left_out.share >= 0.985


def test_fitted_is_surer_where_more_values_were_right() -> None:
    few, many = fitted([seen()] * 5), fitted([seen()] * 100)
    ground = Ground("year", "label", "alone")

    assert few[ground] < many[ground] < 1.0
    assert fitted([*[seen()] * 100, *[seen("wrong")] * 10])[ground] < many[ground]


def test_fitted_expects_of_a_rare_reader_what_holds_for_its_field() -> None:
    table = fitted([*[seen()] * 60, *[seen("wrong", field="section")] * 60, seen(reader="rdfa")])

    assert table[Ground("year", "rdfa", "alone")] > 0.5 > table[Ground("section", "label", "alone")]


def test_expected_falls_back_to_wider_grounds() -> None:
    table = {Ground("year", "any", "alone"): 0.8, Ground("any", "any", "doubted"): 0.3}

    assert expected(Ground("year", "rdfa", "alone"), table) == 0.8
    assert expected(Ground("byline", "byline", "doubted"), table) == 0.3
    assert expected(Ground("byline", "byline", "alone"), table) == 0.0


@pytest.mark.parametrize(("right", "given", "bound"), [(0, 0, 0.0), (10, 10, 0.909), (99, 100, 0.975), (5, 10, 0.349)])
def test_lower_bound_is_low_where_few_were_seen(right: int, given: int, bound: float) -> None:
    assert lower_bound(right, given) == pytest.approx(bound, abs=0.001)


def test_cross_validated_judges_no_site_by_itself() -> None:
    good = [seen(site=f"s{number}") for number in range(40)]
    bad = [seen("wrong", site="z", reader="text")] * 40

    told = cross_validated([*good, *bad])

    assert all(one.confidence >= 0.5 for one in told if one.site == "z")


def test_table_is_written_as_it_is_read() -> None:
    table = fitted([seen(), seen("wrong"), seen(support="doubted")])

    told = tomllib.loads(as_toml(table, "About."))

    assert told["year"]["label"] == {
        support: table[Ground("year", "label", support)]
        for support in ("alone", "doubted")  # type: ignore[arg-type]
    }


def test_table_in_use_is_what_calibrate_reading_writes() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()

    assert lines[1].startswith("# Written by `python manage.py calibrate_reading`")
    for field, readers in tomllib.loads("\n".join(lines)).items():
        assert all(0 < value < 1 for supports in readers.values() for value in supports.values()), field


def test_by_bin_counts_each_value_once_and_sums_up_the_sure() -> None:
    rows = by_bin([seen(confidence=0.2, truth="wrong"), seen(confidence=0.9), seen(confidence=1.0, truth="unstated")])

    assert [(row.name, row.given) for row in rows if row.given] == [
        ("0.00 to 0.50", 1), ("0.90 to 0.95", 1), ("0.95 to 1.00", 1), ("0.9 or more", 2),
    ]  # fmt: skip
    assert rows[-1].share == 0.5


def test_by_ground_tells_field_and_reader() -> None:
    assert [(row.name, row.right, row.wrong) for row in by_ground([seen(), seen("wrong"), seen(field="title")])] == [
        ("title label", 1, 0),
        ("year label", 1, 1),
    ]


def test_strained_pages_keep_their_values_and_lose_what_tells_them() -> None:
    markup = "<html><head><title>Estuary</title></head><body><h1 class='t'>Estuary</h1><dl><dt>Director</dt><dd>Ann Poole</dd></dl></body></html>"

    forms = {name: body.decode() for name, body in strained(markup)}

    assert list(forms) == list(STRAINS)
    assert all("Estuary</" in form and "Ann Poole" in form for form in forms.values())
    assert "Director" not in forms["without labels"]
    assert "<h1" not in forms["without headings"]
    assert "<title" not in forms["without head"]
    assert "class=" not in forms["without names"]
    assert "<dt" not in forms["without lists"]


def test_load_observations_names_a_file_that_holds_none(tmp_path: Path) -> None:
    (tmp_path / "o.jsonl").write_text('{"site": "a"}\n')

    with pytest.raises(CaseError, match="no observations"):
        load_observations(tmp_path / "o.jsonl")


def test_a_life_that_follows_from_the_kind_of_page_has_no_reader_to_judge(tmp_path: Path) -> None:
    """Evidence may tell of values that no reader told: they are passed over, and the others judged."""
    observed = list(observe(folder_cases(ROOT / "scored" / "who-is-who")))

    assert {one.page for one in observed} == {case.name for case in folder_cases(ROOT / "scored" / "who-is-who")}
