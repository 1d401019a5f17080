"""Cases that are scored: how many values of each field come out right, held to floors that only ever rise."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from importers.reading.pages import read_page
from importers.responses import Response

ROOT = Path(__file__).parents[1]
FLOORS: dict[str, dict[str, int]] = json.loads((ROOT / "scored" / "floors.json").read_text(encoding="utf-8"))
NEVER_INVENTED = ("year", "running_time", "directors", "countries")


def read_case(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is expected, and what is read."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    body = next(folder.glob("input.*"))
    response = Response(source=body.name, site="case", url=body.name, body=body.read_bytes())
    return expected, read_page(response).as_json()


def score(root: str) -> tuple[Counter[str], list[str]]:
    """Right values by field, and what was invented."""
    right: Counter[str] = Counter()
    invented = []
    for folder in sorted(path.parent for path in (ROOT / root).glob("*/*/expected.json")):
        expected, found = read_case(folder)
        judged = {name: value for name, value in expected.items() if name[0] != "_"}
        right += Counter(name for name, value in judged.items() if found.get(name) == value)
        if expected.get("kind") == "film":
            ignored = expected.get("_ignore", [])
            invented += [
                f"{folder}: {n}" for n in NEVER_INVENTED if n in found and n not in expected and n not in ignored
            ]
    return right, invented


@pytest.mark.parametrize("root", ["scored", "unseen"])
def test_scored_cases_stay_above_their_floors(root: str) -> None:
    right, invented = score(root)

    assert {name: (right[name], floor) for name, floor in FLOORS[root].items() if right[name] < floor} == {}
    assert invented == []
