"""Weighing readings: for each field the best-supported value wins, and the winners' places on the page are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from importers.reading.document import fold
from importers.reading.items import Company, Credit, FilmItem, Image
from importers.reading.programme import best_screenings
from importers.reading.readings import Reading

_TOGETHER = 0.97
"""Agreement between readers never makes a value surer than this, unless one reader alone was surer."""
DERIVED = {"directors": "director", "producers": "producer", "screenwriters": "screenwriter", "cast": "cast"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A film's values, the reading that stands for each field, and every reading that agrees with a winner."""

    film: FilmItem
    winners: dict[str, Reading]
    agreeing: tuple[Reading, ...]
    lost: tuple[Reading, ...]


def resolve(readings: Iterable[Reading]) -> Resolved:
    """`readings` of one film, in page order."""
    by_field: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_field[reading.field].append(reading)
    values: dict[str, Any] = {}
    winners: dict[str, Reading] = {}
    agreeing: list[Reading] = []
    lost: list[Reading] = []
    for field, candidates in by_field.items():
        value, kept = _WEIGHERS.get(field, _best_value)(candidates)
        if not kept:
            continue
        values[field] = value
        winners[field] = kept[0]
        agreeing += kept
        kept_ids = set(map(id, kept))
        lost += [reading for reading in candidates if id(reading) not in kept_ids]
    _derive_people(values, winners, by_field.get("credits", []))
    return Resolved(FilmItem(**values), winners, tuple(agreeing), tuple(lost))


def confidence_together(readings: Sequence[Reading]) -> float:
    """What several independent readers make of one value: the doubt of each reader counts once."""
    doubts: dict[str, float] = {}
    for reading in readings:
        doubts[reading.reader] = min(doubts.get(reading.reader, 1.0), 1.0 - reading.confidence)
    product = 1.0
    for doubt in doubts.values():
        product *= doubt
    return max(min(1.0 - product, _TOGETHER), max(r.confidence for r in readings))


def _best_value(candidates: list[Reading]) -> tuple[Any, list[Reading]]:
    """One value for a field: the one whose readings are surest together; of equals the first on the page."""
    groups: defaultdict[Hashable, list[Reading]] = defaultdict(list)
    for reading in candidates:
        groups[_key(reading.value)].append(reading)
    best = max(groups.values(), key=confidence_together)
    best = sorted(best, key=lambda reading: -reading.confidence)
    if (together := confidence_together(best)) != best[0].confidence:
        best[0] = replace(best[0], confidence=together)
    return best[0].value, best


def _key(value: Any) -> Hashable:
    if isinstance(value, str):
        return fold(value) or value
    return frozenset(value) if isinstance(value, tuple) else value


def _best_credits(candidates: list[Reading]) -> tuple[tuple[Credit, ...], list[Reading]]:
    """For each role the reader that is surest of it is believed; its names stand in page order."""
    by_role: defaultdict[str, list[tuple[Credit, Reading]]] = defaultdict(list)
    for reading in candidates:
        for credit in reading.value:
            by_role[credit.role].append((credit, reading))
    kept: dict[int, Reading] = {}
    chosen: list[Credit] = []
    for pairs in by_role.values():
        surest = max(reading.confidence for _, reading in pairs)
        believed = {reading.reader for _, reading in pairs if reading.confidence >= surest - 0.04}
        names: dict[str, Credit] = {}
        for credit, reading in pairs:
            name = fold(credit.name) or credit.name
            if reading.reader in believed:
                names[name] = _richer(names.get(name), credit)
            if name in names:
                kept[id(reading)] = reading
        chosen += names.values()
    order = {credit: position for position, credit in enumerate(_in_page_order(candidates))}
    chosen.sort(key=lambda credit: order.get(credit, len(order)))
    return tuple(chosen), sorted(kept.values(), key=lambda reading: -reading.confidence)


def _in_page_order(candidates: list[Reading]) -> list[Credit]:
    ordered = sorted(candidates, key=_position)
    return list(dict.fromkeys(credit for reading in ordered for credit in reading.value))


def _position(reading: Reading) -> tuple[int, int]:
    """Where on the page the value stands; what is not in sight comes last."""
    if not reading.mentions:
        return (1 << 30, 0)
    last = reading.mentions[-1]
    return (last.passage, last.start)


def _richer(have: Credit | None, new: Credit) -> Credit:
    return new if have is None or (new.character and not have.character) else have


def _union(same: Callable[[Any], Hashable], merge: Callable[[Any, Any], Any]) -> Callable[[list[Reading]], Any]:
    """A weigher for lists of things: all that is told, things that are the same merged."""

    def weigh(candidates: list[Reading]) -> tuple[tuple[Any, ...], list[Reading]]:
        merged: dict[Hashable, Any] = {}
        for reading in candidates:
            for item in reading.value:
                key = same(item)
                merged[key] = merge(merged[key], item) if key in merged else item
        return tuple(merged.values()), sorted(candidates, key=lambda reading: -reading.confidence)

    return weigh


def fill(have: Any, new: Any) -> Any:
    """The first, with what it lacks taken from the second."""
    lacking = {name: getattr(new, name) for name in have.__slots__ if getattr(have, name) in (None, "", ())}
    return replace(have, **lacking) if lacking else have


def _same_company(company: Company) -> Hashable:
    return company.role, fold(company.name)


def _same_image(image: Image) -> Hashable:
    return image.url.split("?")[0].rsplit("/", 1)[-1] or image.url


def _derive_people(values: dict[str, Any], winners: dict[str, Reading], readings: list[Reading]) -> None:
    """The lists of names follow from the credits."""
    credits: tuple[Credit, ...] = values.get("credits", ())
    for field, role in DERIVED.items():
        names = tuple(dict.fromkeys(credit.name for credit in credits if credit.role == role))
        if names:
            values[field] = names
            told = [r for r in readings if any(c.role == role and c.name == names[0] for c in r.value)]
            winners[field] = max(told, key=lambda reading: reading.confidence)


_WEIGHERS: dict[str, Callable[[list[Reading]], tuple[Any, list[Reading]]]] = {
    "credits": _best_credits,
    "companies": _union(_same_company, fill),
    "biographies": _union(lambda biography: fold(biography.name), lambda have, _: have),
    "images": _union(_same_image, fill),
    "screenings": best_screenings,
}
