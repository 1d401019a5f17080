"""Golden cases: what a careful person reads off each input is written beside it, and fails field by field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from importers.reading.pages import read_page
from importers.responses import Response

CASES = sorted(path.parent for path in (Path(__file__).parent.parent / "cases").glob("*/*/expected.json"))
ACCOUNTS = ("source", "coverage", "evidence", "problems")


def read_case(folder: Path) -> dict[str, Any]:
    body = next(folder.glob("input.*"))
    response = Response(source=body.name, site="case", url=body.name, body=body.read_bytes())
    return read_page(response).as_json()


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_read_page_golden_case(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))

    record = read_case(folder)

    assert {name: value for name, value in record.items() if name not in ACCOUNTS} == expected
    for account in (record["coverage"], record["coverage"]["attributes"]):
        assert account["total"] == account["used"] + account["chrome"] + account["unplaced"]


def test_cases_are_many_and_of_many_kinds() -> None:
    assert len(CASES) >= 12
    assert len({folder.parent.name for folder in CASES}) >= 10
