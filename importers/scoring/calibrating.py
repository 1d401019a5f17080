"""What confidence to give: from how often values on each ground were right, kept low where few were seen."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import sqrt
from pathlib import Path

from importers.reading.confidence import SUPPORTS, Ground, expected, wider
from importers.reading.confidence.table import ANY
from importers.reading.decoding import decode
from importers.responses import Response
from importers.scoring.cases import Case, CaseError
from importers.scoring.reliability import Observation, observations, observe
from importers.scoring.straining import STRAINS, strained

Table = dict[Ground, float]
_Z = 1.0
"""One-sided: the true share is above the bound in 84 of 100 cases."""
_BELIEVED = 5.0
"""As how many values the share of the next wider ground counts."""
_ELSEWHERE = 2.0
"""On sites that nobody looked at values are wrong about twice as often as on those of the cases (measured)."""
_LEAST = 0.05
_FOLDS = 10


def fitted(observed: Iterable[Observation]) -> Table:
    """Ground → confidence. Wider grounds first: each tells the next what to expect where it has few values."""
    counts = _counts(observed)
    shares: dict[Ground, float] = {}
    table: Table = {}
    for ground in sorted(counts, key=lambda ground: -_width(ground)):
        right, given = counts[ground]
        above = next((shares[key] for key in list(wider(ground))[1:] if key in shares), None)
        if above is not None:
            right, given = right + _BELIEVED * above, given + _BELIEVED
        shares[ground] = right / given
        table[ground] = round(max(1 - _ELSEWHERE * (1 - lower_bound(right, given)), _LEAST), 3)
    return table


def _counts(observed: Iterable[Observation]) -> dict[Ground, list[float]]:
    counts: defaultdict[Ground, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in observed:
        for ground in dict.fromkeys(wider(one.ground)):
            counts[ground][0] += one.weight * one.is_right
            counts[ground][1] += one.weight
    return counts


def _width(ground: Ground) -> int:
    return (ground.field == ANY) + (ground.reader == ANY)


def lower_bound(right: float, given: float) -> float:
    """Wilson's lower bound of a share."""
    if not given:
        return 0.0
    share, z2 = right / given, _Z * _Z
    middle = share + z2 / (2 * given)
    spread = _Z * sqrt(share * (1 - share) / given + z2 / (4 * given * given))
    return (middle - spread) / (1 + z2 / given)


def cross_validated(observed: Iterable[Observation]) -> list[Observation]:
    """Every value with the confidence that it gets when its site is not among those that set the table."""
    observed = list(observed)
    sites = sorted({one.site for one in observed})
    told: list[Observation] = []
    for fold in range(_FOLDS):
        held = set(sites[fold::_FOLDS])
        table = fitted(one for one in observed if one.site not in held)
        told += [replace(one, confidence=expected(one.ground, table)) for one in observed if one.site in held]
    return told


def strained_observations(cases: Iterable[Case]) -> Iterator[Observation]:
    """The cases' pages as they are and in strange forms, each page counting once in all."""
    weight = 1 / (1 + len(STRAINS))
    for case in cases:
        for form, response in (("", case.response), *_strange(case)) if case.profile is None else ():
            if (analysis := case.analyse(response)) is not None:
                yield from observations(case, analysis, weight, form)


def _strange(case: Case) -> Iterator[tuple[str, Response]]:
    if case.page.suffix != ".txt":
        for form, body in strained(decode(case.response).text):
            yield form, replace(case.response, body=body, charset="utf-8")


def first_sight(cases: Iterable[Case], file: Path) -> None:
    """Keep what is observed of pages that the readers were not made for yet: once they are, it can be seen no more."""
    lines = (json.dumps(replace(one, confidence=0.0).as_json(), ensure_ascii=False) for one in observe(cases))
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def load_observations(file: Path) -> list[Observation]:
    """Raises CaseError."""
    try:
        return [Observation(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]
    except (OSError, ValueError, TypeError) as error:
        raise CaseError(f"{file}: no observations can be read of it: {error}.") from error


def as_toml(table: Table, about: str = "") -> str:
    """The table as `confidence.toml` holds it."""
    lines = [f"# {line}" for line in about.splitlines()]
    for field in sorted({ground.field for ground in table}):
        lines += ["", f"[{field}]"]
        for reader in sorted({ground.reader for ground in table if ground.field == field}):
            told = [(s, table[key]) for s in SUPPORTS if (key := Ground(field, reader, s)) in table]
            lines.append(f"{reader} = {{ {', '.join(f'{support} = {value}' for support, value in told)} }}")
    return "\n".join(lines) + "\n"
