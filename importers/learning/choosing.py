"""Choosing a field's locator: it must agree with every example, then with the rest of the source."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2
from typing import Any

from importers.learning.candidates import candidates, pattern_between, steps
from importers.learning.examples import Example, wanted_values
from importers.learning.sameness import agrees, value_of
from importers.reading.analysis import Analysis
from importers.reading.document import fold
from importers.reading.items import stated
from importers.reading.profiles.applying import read_field
from importers.reading.profiles.locating import Page, locate
from importers.reading.profiles.profile import FIELDS, ROLE_OF, ROLES, TEXTS, Expected, Locator
from importers.reading.profiles.values import read_matches

_TRIED = 600
"""Candidates checked against the examples, the sturdiest first."""
_COMPARED = 8
"""Of those that agree, how many are compared on the rest of the source."""
_TOLERATED = 0.02
"""Share of pages on which a locator may differ from readers that agreed with every example."""
_PASSED_OVER = 0.5
"""Share of pages on which it may find nothing where readers that agreed with every example find a value."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A page of the rest of the source, as the general readers read it."""

    page: Page
    values: dict[str, Any]
    sure: frozenset[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was learned of a field. `locator` None: the site never states it. `why` is set where nothing was learned."""

    field: str
    locator: Locator | None = None
    why: str = ""


def sample_of(analysis: Analysis) -> Sample:
    """What the general readers read, by the fields of a profile."""
    sure = {name for name, winner in analysis.resolved.winners.items() if winner.confidence >= 0.85}
    return Sample(Page(analysis.document), read_values(analysis), frozenset(sure))


def read_values(analysis: Analysis) -> dict[str, Any]:
    told = stated(analysis.reading.film)
    return {**wanted_values({"credits": told.get("credits")}), **{k: v for k, v in told.items() if k != "credits"}}


def choose(examples: Sequence[Example], samples: Sequence[Sample]) -> list[Choice]:
    """A choice for every field that any example speaks of, in the order in which a profile tells them."""
    wanted = [wanted_values(example.values) for example in examples]
    pages = [example.page for example in examples]
    read = [read_values(example.analysis) for example in examples]
    fields = [field for field in FIELDS if any(field in values for values in wanted)]
    return [_choose(field, pages, wanted, read, samples) for field in fields]


def _choose(
    field: str,
    pages: Sequence[Page],
    wanted: Sequence[dict[str, Any]],
    read: Sequence[dict[str, Any]],
    samples: Sequence[Sample],
) -> Choice:
    told = [
        (page, values[field], had.get(field))
        for page, values, had in zip(pages, wanted, read, strict=True)
        if field in values
    ]
    stating = [(page, value) for page, value, _ in told if value is not None]
    known = all(agrees(field, value, had) for _, value, had in told)
    if not stating:
        invented = any(had is not None for _, _, had in told)
        return Choice(field) if invented else Choice(field, why="the examples do not state it")
    checked = [(page, value) for page, value, _ in told]
    agreeing = _agreeing(field, stating, checked)
    if not agreeing:
        return Choice(field, why="no selector agrees with the examples")
    _, locator = min(
        ((_cost(field, locator, cost, samples, checked, known), locator) for cost, locator in agreeing[:_COMPARED]),
        key=lambda pair: pair[0],
    )
    differing = _differing(field, locator, samples)
    compared = sum(1 for sample in samples if field in sample.values) or 1
    if known and differing > _TOLERATED * compared:
        return Choice(
            field, why=f"left to the general readers: selectors differ from them on {differing} of {compared} pages"
        )
    counts = [_count(field, locator, sample.page) for sample in samples]
    if known and _passing_over(field, samples, counts) > _PASSED_OVER:
        return Choice(field, why="left to the general readers: selectors pass over most pages")
    only = any(value is None and had is not None for _, value, had in told)
    return Choice(field, replace(locator, expected=_expected(field, locator, checked, samples), only=only))


def _agreeing(
    field: str, stating: Sequence[tuple[Page, Any]], checked: Sequence[tuple[Page, Any]]
) -> list[tuple[float, Locator]]:
    """The candidates that agree with every example, with their cost, the sturdiest first."""
    found: dict[Locator, float] = {}
    for page, value in stating:
        for locator, cost in candidates(page, field, value).items():
            found[locator] = min(cost, found.get(locator, cost))
    ranked = sorted(((cost, locator) for locator, cost in found.items()), key=lambda pair: (pair[0], pair[1].words))[
        :_TRIED
    ]
    agreeing: list[tuple[float, Locator]] = []
    partly: dict[int, Locator] = {}
    for cost, locator in ranked:
        tried = _variants(field, locator, checked)
        for extra, variant in tried:
            verdicts = [_holds(field, variant, page, value) for page, value in checked]
            if all(verdicts):
                agreeing.append((cost + extra + _looseness(field, variant, *stating[0]), variant))
                break
            if variant.after:
                partly.update({i: variant for i, right in enumerate(verdicts) if right and i not in partly})
    if not agreeing and len(partly) > 1:
        labels = tuple(dict.fromkeys(label for variant in partly.values() for label in variant.after))
        joined = Locator(after=labels, expected=Expected(0, None))
        if all(_holds(field, joined, page, value) for page, value in checked):
            agreeing.append((1.5, joined))
    sturdiest: dict[Hashable, tuple[float, Locator]] = {}
    for cost, locator in sorted(agreeing, key=lambda pair: pair[0]):
        sturdiest.setdefault(_extent(field, locator, checked), (cost, locator))
    return list(sturdiest.values())


def _extent(field: str, locator: Locator, checked: Sequence[tuple[Page, Any]]) -> Hashable:
    """What it points at on the examples: of those that point at the same, the sturdiest is enough."""
    found = (match for page, _ in checked for match in locate(page, field, locator))
    return (bool(locator.after), *((match.mentions, match.texts) for match in found))


def _looseness(field: str, locator: Locator, page: Page, value: Any) -> float:
    """What the locator costs for pointing at more text than the value: a cell is better than its table."""
    found = {id(match): match for match, _ in read_matches(page, field, locator, locate(page, field, locator))}
    pointed = sum(len(text) for match in found.values() for text in match.texts)
    return 0.6 * log2(max(pointed, 1) / max(len(_printed(value)), 1)) if pointed > len(_printed(value)) else 0.0


def _printed(value: Any) -> str:
    """About as much text as a page needs to state the value."""
    if isinstance(value, list):
        return " ".join(map(_printed, value))
    return " ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def _holds(field: str, locator: Locator, page: Page, value: Any) -> bool:
    return agrees(field, value, value_of(field, read_field(page, field, locator)[0]))


def _variants(field: str, locator: Locator, checked: Sequence[tuple[Page, Any]]) -> Iterable[tuple[float, Locator]]:
    """The locator as it is; cut short or with a pattern where it finds more than the value."""
    yield 0.0, locator
    if field == "companies" and locator.after:
        roles = {company.get("role") for _, value in checked for company in value or ()} - {None}
        yield from ((0.1, replace(locator, role=role)) for role in roles if len(roles) == 1)
    if field == "synopsis" and locator.at:
        yield from _cut(locator, checked)
    if field not in TEXTS or field == "synopsis":
        return
    for page, value in checked:
        if value is None:
            continue
        for match in locate(page, field, locator)[:1]:
            pattern = pattern_between(match.text, value)
            if pattern:
                yield 0.5, replace(locator, pattern=pattern)
        return


def _cut(locator: Locator, checked: Sequence[tuple[Page, Any]]) -> Iterator[tuple[float, Locator]]:
    """Ending before what stands between the last paragraph of the text and the first line that is not of it."""
    for page, value in checked:
        paragraphs = fold(value or "")
        found = [mention for match in locate(page, "synopsis", locator) for mention in match.mentions] if value else []
        surplus = next((mention for mention in found if page.document.folded[mention.passage] not in paragraphs), None)
        if surplus is None or surplus is found[0]:
            continue
        for element in _opening(page, surplus.passage):
            yield from ((1.0 + cost, replace(locator, until=step)) for cost, step in steps(element))
        return


def _opening(page: Page, passage: int) -> Iterator[Any]:
    """The elements that begin with this line, and those before it beside them."""
    element = page.document.passages[passage].box.element
    for _ in range(4):
        if element is None or page.stretches(element)[0].passage < passage:
            return
        yield element
        yield from [one for one in element.itersiblings(preceding=True) if isinstance(one.tag, str)][:1]
        element = element.getparent()


def _cost(
    field: str,
    locator: Locator,
    cost: float,
    samples: Sequence[Sample],
    checked: Sequence[tuple[Page, Any]],
    known: bool,
) -> float:
    """Sturdiness, and how well it does on the rest: finding none, finding too many, differing from what was sure."""
    if not samples:
        return cost
    most = max(_count(field, locator, page) for page, _ in checked)
    counts = [_count(field, locator, sample.page) for sample in samples]
    none = sum(1 for count in counts if not count) / len(samples) + 4.0 * _passing_over(field, samples, counts)
    many = sum(1 for count in counts if count > max(most, 1)) / len(samples) if most <= 1 else 0.0
    differing = _differing(field, locator, samples) / len(samples)
    return cost + 2.0 * none + 5.0 * many + (20.0 if known else 5.0) * differing


def _passing_over(field: str, samples: Sequence[Sample], counts: Sequence[int]) -> float:
    """Share of the pages whose value the general readers know on which it finds none."""
    knowing = [count for sample, count in zip(samples, counts, strict=True) if field in sample.values]
    return sum(1 for count in knowing if not count) / len(knowing) if knowing else 0.0


def _count(field: str, locator: Locator, page: Page) -> int:
    return read_field(page, field, locator)[1]


def _differing(field: str, locator: Locator, samples: Sequence[Sample]) -> int:
    """Pages on which it does not read what the general readers surely read, or reads what they do not know."""
    differing = 0
    for sample in samples:
        got = value_of(field, read_field(sample.page, field, locator)[0])
        have = sample.values.get(field)
        if got is None or (have is None and _is_marked(locator)):
            continue
        differing += not agrees(field, have, got)
    return differing


def _is_marked(locator: Locator) -> bool:
    """Whether it goes by a mark made for the field, so that it may know what the general readers do not."""
    return bool(locator.at) and all(
        any(sign in selector for sign in ".#[") and ":" not in selector for selector in locator.at
    )


def _expected(field: str, locator: Locator, checked: Sequence[tuple[Page, Any]], samples: Sequence[Sample]) -> Expected:
    """As the examples have it; fewer where the rest of the source has fewer."""
    counts = [_count(field, locator, page) for page, _ in checked]
    rest = [_count(field, locator, sample.page) for sample in samples]
    people = (
        field in ROLE_OF or field in ROLES or field in ("companies", "images", "screenings", "biographies", "credits")
    )
    most = None if max(counts) > 1 or people else 1
    least = 0 if min(counts) == 0 or any(count == 0 for count in rest) else 1
    return Expected(least, most)
