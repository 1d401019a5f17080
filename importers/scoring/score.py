"""The score of a set of cases: right, wrong, missing and invented by field and by site, held to floors."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from importers.reading.pages import NO_PROFILES
from importers.reading.profiles import Profiles
from importers.scoring.cases import Case, CaseError
from importers.scoring.rules import OUTCOMES, Verdict, judge

SCORES, FLOORS = "scores.json", "floors.json"


@dataclass
class Score:
    """Every verdict, with the site of its page."""

    verdicts: list[tuple[str, Verdict]] = field(default_factory=list)
    pages: int = 0

    @property
    def right(self) -> Counter[str]:
        """Right values by field."""
        return Counter(verdict.field for _, verdict in self.verdicts if verdict.outcome == "right")

    @property
    def stated(self) -> int:
        return sum(1 for _, verdict in self.verdicts if verdict.outcome != "invented")

    @property
    def share(self) -> float:
        """Of the values that the pages state, those that came out right; 0 where nothing is stated."""
        return sum(self.right.values()) / max(self.stated, 1)

    @property
    def misses(self) -> list[Verdict]:
        return [verdict for _, verdict in self.verdicts if verdict.outcome != "right"]

    def invented(self) -> list[Verdict]:
        return [verdict for _, verdict in self.verdicts if verdict.outcome == "invented"]

    def by(self, what: str) -> dict[str, Counter[str]]:
        """`what` is "field" or "site": for each of them how many are right, wrong, missing, invented."""
        tally: dict[str, Counter[str]] = {}
        for site, verdict in self.verdicts:
            tally.setdefault(site if what == "site" else verdict.field, Counter())[verdict.outcome] += 1
        return dict(sorted(tally.items()))

    def as_json(self) -> dict[str, Any]:
        return {
            "pages": self.pages,
            "stated": self.stated,
            "right": sum(self.right.values()),
            "invented": len(self.invented()),
            "fields": _counts(self.by("field")),
            "sites": _counts(self.by("site")),
            "misses": {_name(v): {"outcome": v.outcome, "want": v.want, "got": v.got} for v in self.misses},
        }


def _counts(tally: dict[str, Counter[str]]) -> dict[str, dict[str, int]]:
    return {name: {outcome: count[outcome] for outcome in OUTCOMES} for name, count in tally.items()}


def _name(verdict: Verdict) -> str:
    return f"{verdict.page} {verdict.field}"


def score(cases: Iterable[Case], profiles: Profiles = NO_PROFILES) -> Score:
    """Read every case and judge it."""
    total = Score()
    for case in cases:
        total.pages += 1
        found = case.read(profiles)
        total.verdicts += [(case.site, verdict) for verdict in judge(case.name, case.expected, found)]
    return total


def below_floors(total: Score, floors: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Field → (right values, floor), for each field that has fewer than its floor."""
    right = total.right
    return {name: (right[name], floor) for name, floor in floors.items() if right[name] < floor}


def load_floors(path: Path) -> dict[str, int]:
    """Field → how many values must be right; nothing where there is no such file. Raises CaseError."""
    if not path.is_file():
        return {}
    try:
        floors = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CaseError(f"{path}: it cannot be read: {error}.") from error
    if not isinstance(floors, dict) or not all(type(floor) is int for floor in floors.values()):
        raise CaseError(f"{path}: an object of field: number of right values is expected.")
    return floors


@dataclass(frozen=True, slots=True)
class Change:
    """A value that was right and is not, or the other way round; `before` and `now` are outcomes, "" for right."""

    value: str
    before: str
    now: str


def changes(before: dict[str, Any], now: dict[str, Any]) -> list[Change]:
    """What changed between two scores, by value; both as `Score.as_json` gives them."""
    old, new = before.get("misses", {}), now["misses"]
    names = sorted({*old, *new})
    told = [Change(name, old.get(name, {}).get("outcome", ""), new.get(name, {}).get("outcome", "")) for name in names]
    return [change for change in told if change.before != change.now]


def load_scores(path: Path) -> dict[str, Any] | None:
    """The last score; None where there is none, or where the file is not one."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("misses"), dict) else None
