"""Golden cases: what a careful person reads off each input is written beside it, and fails field by field."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.scoring.cases import Case, folder_cases

CASES = list(folder_cases(Path(__file__).parent.parent / "cases"))
ACCOUNTS = ("source", "coverage", "evidence", "problems")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_read_page_golden_case(case: Case) -> None:
    record = case.read()

    expected = {name: value for name, value in case.expected.items() if name[0] != "_"}
    assert {name: value for name, value in record.items() if name not in ACCOUNTS} == expected
    for account in (record["coverage"], record["coverage"]["attributes"]):
        assert account["total"] == account["used"] + account["chrome"] + account["unplaced"]


def test_cases_are_many_and_of_many_kinds() -> None:
    assert len(CASES) >= 40
    assert len({case.site for case in CASES}) >= 15
