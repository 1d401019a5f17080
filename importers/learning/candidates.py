"""Locators that may mean a value, the sturdiest first: ids, classes, labels; positions last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from importers.learning.places import elements_with, passages_with
from importers.reading.document import Passage, fold
from importers.reading.profiles.locating import Page
from importers.reading.profiles.profile import PARSED, TEXTS, Expected, Locator
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.labels import find_label

ANY = Expected(0, None)
Ranked = tuple[float, Locator]
"""A cost (0 for the sturdiest) and the locator."""

_HASHED = re.compile(
    r"\d{3,}|(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{6,}$|__|--|[A-Z].*\d|^(?:css|sc|jss|svelte|ng)-", re.ASCII
)
_NAME = re.compile(r"-?[A-Za-z_][\w-]*", re.ASCII)
_STATES = frozenset(
    [
        "active",
        "first",
        "last",
        "odd",
        "even",
        "even-row",
        "odd-row",
        "clearfix",
        "hidden",
        "show",
        "open",
        "selected",
        "current",
        "row",
        "col",
        "container",
    ]
)
_LOOKS = (
    "face",
    "size",
    "color",
    "align",
    "bgcolor",
    "valign",
    "width",
    "itemprop",
    "property",
    "rel",
    "data-field",
    "name",
)
_LONGEST_LABEL, _LONG_LABEL = 40, 4
_SHORTEST_PLAIN = 2


def candidates(page: Page, field: str, value: Any) -> dict[Locator, float]:
    """Locators that lead to where the value stands on this page, each with its cost. None is checked yet."""
    found: dict[Locator, float] = {}
    for cost, locator in (
        *_by_label(page, field, value),
        *_by_selector(page, field, value),
        *_by_meta(page, field, value),
    ):
        found[locator] = min(cost, found.get(locator, cost))
    return found


# Selectors


def _by_selector(page: Page, field: str, value: Any) -> Iterator[Ranked]:
    for depth, element in enumerate(elements_with(page, field, value)):
        for cost, selector in selectors(element):
            yield cost + 0.02 * depth, Locator(at=(selector,), expected=ANY)


def selectors(element: Any) -> Iterator[tuple[float, str]]:
    """CSS selectors of one element, with what each costs in sturdiness."""
    own = list(steps(element))
    yield from own
    around = [a for a in element.iterancestors() if a.tag not in ("html", "body")][:7]
    if around:
        yield from ((a + b + 0.2, f"{above} > {step}") for a, above in steps(around[0]) for b, step in own)
    for level, ancestor in enumerate(around):
        named = [step for step in steps(ancestor) if step[0] < 2]
        yield from ((a + b + 0.3 + 0.1 * level, f"{above} {step}") for a, above in named for b, step in own)
        for a, above in named:
            yield a + 4 + level, f"{above} {_placed(element)}"
    before = element.getprevious()
    if before is not None and isinstance(before.tag, str):
        yield from ((a + b + 1.0, f"{left} + {step}") for a, left in steps(before) for b, step in own)
    yield 8.0, " > ".join(_placed(one) for one in (*reversed(around[:4]), element))


def _placed(element: Any) -> str:
    number = 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))
    return f"{element.tag}:nth-of-type({number})"


def steps(element: Any) -> Iterator[tuple[float, str]]:
    """Single steps of a selector that match the element."""
    tag = element.tag
    name = element.get("id") or ""
    if _NAME.fullmatch(name) and not _HASHED.search(name):
        yield 0.0, f"#{name}"
    classes = [c for c in (element.get("class") or "").split() if _is_sturdy(c)]
    yield from ((0.4 + 0.01 * len(c), f"{tag}.{c}") for c in classes[:5])
    if not element.get("class"):
        yield 1.6, f"{tag}:not([class])"
    for attribute in _LOOKS:
        look = element.get(attribute)
        if look and len(look) < 30 and '"' not in look and "\\" not in look and not re.search(r"\d{4}", look):
            yield 0.5 if attribute in ("itemprop", "property") else 1.2, f'{tag}[{attribute}="{look}"]'
    yield (0.8 if tag in ("h1", "h2", "title", "time", "address", "blockquote", "dl") else 2.0), tag


def _is_sturdy(name: str) -> bool:
    return (
        bool(_NAME.fullmatch(name))
        and len(name) >= _SHORTEST_PLAIN
        and not _HASHED.search(name)
        and name not in _STATES
    )


# Labels


def _by_label(page: Page, field: str, value: Any) -> Iterator[Ranked]:
    if field in ("images", "screenings", "synopsis", "title"):
        return
    pieces = _first_words(value)
    for passage in passages_with(page, field, value):
        for printed in _labels(page, passage, pieces, field in PARSED):
            cost = 0.6 if find_label(printed) else 0.9
            if len(printed) > _LONG_LABEL and printed.endswith("s") and not find_label(printed):
                yield cost - 0.05, Locator(after=(printed[:-1],), expected=ANY)
            yield cost, Locator(after=(printed,), expected=ANY)
            for extra, scope in _scopes(passage):
                yield cost + extra, Locator(after=(printed,), within=scope, expected=ANY)


def _first_words(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(item.get("name") if isinstance(item, dict) else item) for item in values]


def _labels(page: Page, passage: Passage, pieces: Iterable[str], is_parsed: bool) -> Iterator[str]:
    """What stands before the value in its line, or in the line before. A value that is parsed may be printed otherwise."""
    for piece in pieces:
        at = passage.text.find(piece)
        before = passage.text[:at] if at > 0 else ""
        before = re.split(r"[.;|·•]\s|\s[/–—-]\s", before)[-1]
        if _may_be_label(before) and not before.rstrip().endswith((",", "&", "(")):
            yield before.strip(" :：•·-–—|\t")
    for run in passage.runs[:2]:
        if run.start == 0 and run.end < len(passage.text) and _may_be_label(passage.text[: run.end]):
            yield passage.text[: run.end].strip(" :：•·-–—|")
    words = passage.text.split(" ")
    for count in (1, 2, 3):
        start = " ".join(words[:count])
        if len(words) > count and (start.endswith(":") or find_label(start) or (is_parsed and _may_be_label(start))):
            yield start.strip(" :：•·-–—|")
    if passage.index:
        above = page.document.passages[passage.index - 1]
        if _may_be_label(above.text):
            yield above.text.strip(" :：•·-–—|")


def _may_be_label(text: str) -> bool:
    text = text.strip(" :：•·-–—|\t")
    if not 0 < len(text) <= _LONGEST_LABEL or any(sign in text for sign in ",;0123456789"):
        return False
    return any(map(str.isalpha, text)) and parse_countries(text, adjectives=True) is None


def _scopes(passage: Passage) -> Iterator[tuple[float, str]]:
    """Ids and classes around the passage."""
    element = passage.box.element
    around = [] if element is None else [a for a in element.iterancestors() if a.tag not in ("html", "body")][:5]
    for level, ancestor in enumerate(around):
        yield from ((cost + 0.3 + 0.1 * level, step) for cost, step in steps(ancestor) if cost < 1)


# Meta elements and patterns


def _by_meta(page: Page, field: str, value: Any) -> Iterator[Ranked]:
    if field not in TEXTS or not isinstance(value, str):
        return
    for name, content in page.document.metas.items():
        if fold(value) and fold(value) in fold(content):
            yield 1.5, Locator(meta=name, expected=ANY)


def pattern_between(text: str, value: str) -> str:
    """A pattern for `value` in `text` by what stands around it; "" where nothing does or it is not in it."""
    before, found, after = text.partition(value)
    if not found or not (before or after) or len(before) > 60 or len(after) > 60:
        return ""
    return f"^{_escaped(before)}(.+?){_escaped(after)}$"


def _escaped(text: str) -> str:
    return re.sub(r"([\\.+*?()\[\]{}|^$])", r"\\\1", text)
