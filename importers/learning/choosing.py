"""Choosing a field's locator: it must agree with every example, then with the rest of the source."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2
from typing import Any

from importers.learning.candidates import candidates, pattern_between, steps
from importers.learning.examples import Example, wanted_values
from importers.learning.linewise import by_lines
from importers.learning.rows import by_rows
from importers.learning.sameness import agrees, value_of
from importers.reading.analysis import Analysis
from importers.reading.document import fold
from importers.reading.items import stated
from importers.reading.profiles.applying import read_field
from importers.reading.profiles.locating import Page, locate
from importers.reading.profiles.profile import FIELDS, ROLE_OF, ROLES, TEXTS, Expected, Locator, matches_element
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
    read = [read_values(example.analysis) for example in examples]
    return choose_fields([example.page for example in examples], wanted, samples, read)


def choose_fields(
    pages: Sequence[Page],
    wanted: Sequence[dict[str, Any]],
    samples: Sequence[Sample],
    read: Sequence[dict[str, Any]] | None = None,
) -> list[Choice]:
    """`wanted` and `read` are what the person says and what the general readers read of each page; `read` None: they
    were not asked."""
    fields = [field for field in FIELDS if any(field in values for values in wanted)]
    return [_choose(field, pages, wanted, read or [{} for _ in pages], samples) for field in fields]


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
        for locator, cost in (*candidates(page, field, value).items(), *_by_lines(page, field, value)):
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
    if not agreeing and field == "companies":
        agreeing += _by_role(stating, checked)
    if not agreeing and len(partly) > 1:
        agreeing += _by_any_label(field, list(partly.values()), checked)
    sturdiest: dict[Hashable, tuple[float, Locator]] = {}
    for cost, locator in sorted(agreeing, key=lambda pair: pair[0]):
        sturdiest.setdefault(_extent(field, locator, checked), (cost, locator))
    return list(sturdiest.values())


def _by_any_label(
    field: str, variants: Sequence[Locator], checked: Sequence[tuple[Page, Any]]
) -> Iterator[tuple[float, Locator]]:
    """One locator for the labels that are each right on one example."""
    labels = tuple(dict.fromkeys(label for variant in variants for label in variant.after))
    joined = Locator(after=labels, expected=Expected(0, None))
    if all(_holds(field, joined, page, value) for page, value in checked):
        yield 1.5, joined


def _by_role(
    stating: Sequence[tuple[Page, Any]], checked: Sequence[tuple[Page, Any]]
) -> Iterator[tuple[float, Locator]]:
    """Companies of each role in a place of their own."""
    roles = list(dict.fromkeys(company.get("role", "other") for _, value in stating for company in value))
    apart = [
        [(page, [c for c in value or () if c.get("role", "other") == role] or None) for page, value in checked]
        for role in roles
    ]
    if len(roles) < 2:
        return
    found = [_agreeing("companies", [(page, value) for page, value in told if value], told)[:1] for told in apart]
    if all(found):
        first, *others = (places[0][1] for places in found)
        yield sum(places[0][0] for places in found), replace(first, also=tuple(others))


def _by_lines(page: Page, field: str, value: Any) -> Iterator[tuple[Locator, float]]:
    told = by_rows(page, value) if field == "screenings" else by_lines(page, field, value)
    yield from ((locator, cost) for cost, locator in told)


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
    if field == "images" and locator.at:
        yield from ((0.2, replace(locator, caption=step)) for step in _captions(locator, checked))
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


def _captions(locator: Locator, checked: Sequence[tuple[Page, Any]]) -> Iterator[str]:
    """Selectors, inside what the locator means, of the first caption that a person told."""
    told = ((page, fold(image["caption"])) for page, value in checked for image in value or () if image.get("caption"))
    page, caption = next(told, (None, ""))
    if page is None:
        return
    for match in locate(page, "images", locator):
        for element in match.element.iter() if match.element is not None else ():
            text = " ".join(map(page.text, page.stretches(element))) if isinstance(element.tag, str) else ""
            if element is not match.element and fold(text) == caption:
                yield from (step for _, step in sorted(steps(element))[:4])
                return


def _cut(locator: Locator, checked: Sequence[tuple[Page, Any]]) -> Iterator[tuple[float, Locator]]:
    """Ending before the first line that is not of the text, or before one of the next: the first may be missing on other
    pages."""
    for page, value in checked:
        paragraphs = fold(value or "")
        found = [mention for match in locate(page, "synopsis", locator) for mention in match.mentions] if value else []
        surplus = [mention.passage for mention in found if page.document.folded[mention.passage] not in paragraphs]
        if not surplus or surplus[0] == found[0].passage:
            continue
        ends = [sorted(_opened_by(page, passage))[:6] for passage in surplus[:4]]
        for cost, step in ends[0]:
            others = ((extra, other) for later in ends[1:] for extra, other in later[:2] if other != step)
            for extra, other in others:
                yield 1.0 + cost + 0.2 * extra, replace(locator, until=f"{step}, {other}")
        yield from ((1.0 + cost, replace(locator, until=step)) for cost, step in ends[0])
        return


def _opened_by(page: Page, passage: int) -> Iterator[tuple[float, str]]:
    return ((cost, step) for element in _opening(page, passage) for cost, step in steps(element))


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
    return cost + 2.0 * (none + _unended(locator, samples)) + 5.0 * many + (6.0 if known else 1.0) * differing


def _unended(locator: Locator, samples: Sequence[Sample]) -> float:
    """Share of the pages that have nothing before which the text could end."""
    if not locator.until:
        return 0.0
    return sum(not matches_element(locator.until, sample.page.document) for sample in samples) / len(samples)


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
        differing += not (agrees(field, have, got) or _holds_more(have, got))
    return differing


def _holds_more(have: Any, got: Any) -> bool:
    """Whether a list is what the general readers read and more: they rather miss than invent."""
    both = isinstance(have, list) and isinstance(got, list)
    return both and all(one in got for one in have)


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
