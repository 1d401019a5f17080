"""`calibrate_reading`: observations kept, the table written."""

from __future__ import annotations

import json
import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.importers.management.test_score_reading import RIGHT, write_case


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    write_case(folder, RIGHT)
    return folder


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("calibrate_reading", *arguments, stdout=out)
    return out.getvalue()


def test_calibrate_reading_writes_the_table(cases: Path, tmp_path: Path) -> None:
    output = tmp_path / "table.toml"

    told = run(str(cases), "--output", str(output))

    assert "right of given" in told
    assert set(tomllib.loads(output.read_text())) == {"any", "title", "directors", "countries", "year", "running_time"}


def test_calibrate_reading_keeps_what_it_observes_and_takes_it_again(cases: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"

    run(str(cases), "--keep", str(kept))
    told = run(str(tmp_path / "none"), "--with", str(kept))

    rows = [json.loads(line) for line in kept.read_text().splitlines()]
    assert {row["field"]: row["truth"] for row in rows} == dict.fromkeys(set(RIGHT) - {"kind"}, "right")
    assert "year credit-line" in told


def test_calibrate_reading_exits_2_without_values(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no values to learn from") as ended:
        run(str(tmp_path))

    assert ended.value.returncode == 2
