"""`score_reading`: tables, what changed, floors and exit codes."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

PAGE = "<html><body><h1>Estuary</h1><p>Director: Ann Poole</p><p>France 2012, 80 min</p></body></html>"
RIGHT = {
    "kind": "film",
    "title": "Estuary",
    "directors": ["Ann Poole"],
    "countries": ["FR"],
    "year": 2012,
    "running_time": 80,
}


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    write_case(folder, RIGHT)
    return folder


def write_case(folder: Path, expected: dict[str, Any]) -> None:
    case = folder / "static" / "estuary"
    case.mkdir(parents=True, exist_ok=True)
    (case / "input.html").write_text(PAGE)
    (case / "expected.json").write_text(json.dumps(expected))


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("score_reading", *arguments, stdout=out)
    return out.getvalue()


def test_score_reading_tells_right_values_by_field_and_site(cases: Path) -> None:
    told = run(str(cases))

    assert "6 of 6 values right on 1 page = 1.000; 0 invented." in told
    assert "static" in told


def test_score_reading_json_is_one_object_and_is_kept_beside_the_cases(cases: Path) -> None:
    told = json.loads(run(str(cases), "--json"))

    kept = json.loads((cases / "scores.json").read_text())
    assert told == {**kept, "below_floors": []}
    assert told["fields"]["title"] == {"right": 1, "wrong": 0, "missing": 0, "invented": 0}


def test_score_reading_tells_what_changed_since_the_last_score(cases: Path) -> None:
    run(str(cases))
    write_case(cases, {**RIGHT, "title": "Delta"})

    worse = run(str(cases))
    write_case(cases, RIGHT)
    better = run(str(cases))

    assert "worse   static/estuary title: was right, is wrong" in worse
    assert "better  static/estuary title: was wrong, is right" in better
    assert "Nothing changed since the last score." in run(str(cases))


def test_score_reading_exits_1_below_a_floor(cases: Path) -> None:
    (cases / "floors.json").write_text('{"title": 2}')
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("score_reading", str(cases), stdout=out)

    assert ended.value.code == 1
    assert "title: 1 right, the floor is 2." in out.getvalue()


def test_score_reading_takes_a_gold_file_beside_a_folder_of_pages(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "estuary.html").write_text(PAGE)
    gold = {"site/estuary.html": {"title": "Estuary", "runtime_minutes": 80, "year": 2012, "countries": ["France"]}}
    (tmp_path / "gold.json").write_text(json.dumps({**gold, "site/not-here.html": {"title": "Delta"}}))

    told = json.loads(run(str(tmp_path), "--gold", str(tmp_path / "gold.json"), "--json", "--no-save"))

    assert (told["pages"], told["right"], told["stated"], told["invented"]) == (1, 5, 5, 1)
    assert not (tmp_path / "scores.json").exists()


@pytest.mark.parametrize("broken", ["{", "[]"])
def test_score_reading_exits_2_for_what_is_no_case(cases: Path, broken: str) -> None:
    (cases / "static" / "estuary" / "expected.json").write_text(broken)

    with pytest.raises(CommandError) as ended:
        run(str(cases))

    assert ended.value.returncode == 2
    assert "expected.json" in str(ended.value)


def test_score_reading_exits_2_for_a_folder_without_cases(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there are no cases"):
        run(str(tmp_path))


def test_score_reading_confidence_tells_how_often_sure_values_are_right(cases: Path) -> None:
    told = run(str(cases), "--confidence").split("\n")

    assert [" ".join(line.replace("│", "").split()) for line in told if line.startswith(("0.9 or", "year"))] == [
        "0.9 or more 4 4 1.000", "year credit-line 1 1 1.000",
    ]  # fmt: skip
    assert not (cases / "scores.json").exists()
