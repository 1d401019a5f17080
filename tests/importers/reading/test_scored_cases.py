"""Cases that are scored: how many values of each field come out right, held to floors that only ever rise."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.scoring.cases import folder_cases
from importers.scoring.score import FLOORS, below_floors, load_floors, score

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("root", ["scored", "unseen", "apart"])
def test_scored_cases_stay_above_their_floors(root: str) -> None:
    floors = load_floors(ROOT / root / FLOORS)

    total = score(folder_cases(ROOT / root))

    assert floors
    assert below_floors(total, floors) == {}
    assert [(verdict.page, verdict.field, verdict.got) for verdict in total.invented()] == []
