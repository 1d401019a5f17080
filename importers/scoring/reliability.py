"""How often values are right by how sure we said they were: the check on confidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from importers.reading.analysis import Analysis
from importers.reading.confidence import Ground, Support, Weighed, ground
from importers.scoring.cases import Case
from importers.scoring.rules import judge

Truth = Literal["right", "wrong", "unstated"]
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95)
"""Where each bin of confidence begins."""
SURE = 0.9
_SOMETIMES_TOLD = frozenset({"images", "credits", "companies", "biographies"})
"""Fields that cases leave out to be short: a value of theirs that is not stated is not judged."""
_PARTS = {"captions": "images", "biography": "biographies"}


@dataclass(frozen=True, slots=True)
class Observation:
    """One value given for a page, what it stood on, how sure we said it was, and whether it is true."""

    site: str
    page: str
    field: str
    reader: str
    support: Support
    confidence: float
    truth: Truth
    weight: float = 1.0
    form: str = ""
    """"" for the page as it was found, else the strange form it was given."""

    @property
    def ground(self) -> Ground:
        return Ground(self.field, self.reader, self.support)

    @property
    def is_as_found(self) -> bool:
        return not self.form

    @property
    def is_right(self) -> bool:
        return self.truth == "right"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def observe(cases: Iterable[Case]) -> Iterator[Observation]:
    """Every judged value that is read of the cases, without profiles: those are sure of what a person taught."""
    for case in cases:
        if case.profile is None and (analysis := case.analyse()) is not None:
            yield from observations(case, analysis)


def observations(case: Case, analysis: Analysis, weight: float = 1.0, form: str = "") -> Iterator[Observation]:
    """Without values that follow from others once the page's kind is known: no reader told them."""
    page, reading = _weighed(analysis), analysis.reading
    truths = _truths(case, reading.as_json())
    for field, evidence in (reading.evidence or {}).items():
        truth = truths.get(field)
        if truth is None and field not in _SOMETIMES_TOLD and field not in case.expected.get("_ignore", ()):
            truth = "unstated"
        winner = analysis.resolved.winners.get(field)
        if truth is not None and winner is not None:
            stands = ground(page, field, winner)
            yield Observation(case.site, case.name, *stands, evidence.confidence, truth, weight, form)


def _weighed(analysis: Analysis) -> Weighed:
    reading = analysis.reading
    content = frozenset(passage.index for passage in analysis.content.passages)
    kind, listed = reading.kind or "other", len(analysis.records)
    return Weighed(analysis.document, kind, reading.film, analysis.resolved, analysis.ledger, content, listed)


def _truths(case: Case, read: dict[str, Any]) -> dict[str, Truth]:
    """Right where every verdict on the field is: a text has one for its first and one for its last words."""
    outcomes: defaultdict[str, set[str]] = defaultdict(set)
    for verdict in judge(case.name, case.expected, read):
        name = verdict.field.removesuffix("_first_words").removesuffix("_last_words")
        outcomes[_PARTS.get(name, name)].add("unstated" if verdict.outcome == "invented" else verdict.outcome)
    return {field: _one(told) for field, told in outcomes.items()}


def _one(told: set[str]) -> Truth:
    return "right" if told == {"right"} else "unstated" if "unstated" in told else "wrong"


@dataclass(frozen=True, slots=True)
class Reliability:
    """Values of one bin, field or reader, and how many of them are what."""

    name: str
    right: int
    wrong: int
    unstated: int

    @property
    def given(self) -> int:
        return self.right + self.wrong + self.unstated

    @property
    def share(self) -> float:
        return self.right / self.given if self.given else 0.0


def by_bin(observed: Iterable[Observation]) -> list[Reliability]:
    """The bins in order, and last all that were called sure."""
    observed = list(observed)
    ends = (*BINS[1:], 1.01)
    rows = [
        _reliability(f"{start:.2f} to {min(end, 1.0):.2f}", (o for o in observed if start <= o.confidence < end))
        for start, end in zip(BINS, ends, strict=True)
    ]
    return [*rows, sure(observed)]


def sure(observed: Iterable[Observation]) -> Reliability:
    return _reliability(f"{SURE} or more", (one for one in observed if one.confidence >= SURE))


def by_ground(observed: Iterable[Observation]) -> list[Reliability]:
    """By field and reader, in alphabetical order."""
    groups: defaultdict[str, list[Observation]] = defaultdict(list)
    for one in observed:
        groups[f"{one.field} {one.reader}"].append(one)
    return [_reliability(name, groups[name]) for name in sorted(groups)]


def _reliability(name: str, observed: Iterable[Observation]) -> Reliability:
    count = Counter(one.truth for one in observed)
    return Reliability(name, count["right"], count["wrong"], count["unstated"])
