"""How a page lists films: which element is one film's, and where its fields stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from importers.learning.candidates import selectors
from importers.learning.choosing import Choice, Sample, choose_fields
from importers.learning.examples import Example, wanted_values
from importers.learning.places import elements_with
from importers.reading.profiles.locating import Page, outermost
from importers.reading.profiles.profile import Expected, Films, Locator, select

_MOST = 60


def choose_films(examples: Sequence[Example], samples: Sequence[Sample]) -> tuple[Films | None, list[Choice]]:
    """The way in which the examples' pages list films, and what was chosen for each field; None where none agrees."""
    lists = [(example.page, example.values["films"]) for example in examples if example.values.get("films")]
    for _, selector in sorted(_selectors(*lists[0]))[:_MOST] if lists else ():
        parts = [part for page, films in lists for part in _matched(page, films, selector)]
        if len(parts) != sum(len(films) for _, films in lists):
            continue
        rest = [Sample(part, {}, frozenset()) for sample in samples for part in films_of(sample.page, selector)]
        choices = choose_fields([page for page, _ in parts], _wanted([film for _, film in parts]), rest)
        fields = {choice.field: choice.locator for choice in choices if not choice.why}
        if fields.get("title") is not None:
            return Films(selector, _sure(fields), _expected(lists, samples, selector)), choices
    return None, []


def films_of(page: Page, selector: str) -> list[Page]:
    found = outermost(select(selector, page.root)) if page.root is not None else []
    return [page.part(element) for element in found]


def _selectors(page: Page, films: Sequence[Mapping[str, Any]]) -> Iterator[tuple[float, str]]:
    """Candidates for the element of one film: around its title, as wide as no other film's title stands in it."""
    titles = [list(elements_with(page, "title", film["title"])) for film in films]
    if not all(titles):
        return
    others = {id(element) for around in titles[1:] for element in _above(around[0])}
    own = [element for element in _above(titles[0][0]) if id(element) not in others]
    for depth, element in enumerate(reversed(own)):
        yield from ((cost + 0.3 * depth, selector) for cost, selector in selectors(element))


def _above(element: Any) -> Iterator[Any]:
    while element is not None and element.tag not in ("body", "html"):
        yield element
        element = element.getparent()


def _matched(page: Page, films: Sequence[Mapping[str, Any]], selector: str) -> Iterator[tuple[Page, Mapping[str, Any]]]:
    """Each element with the film it holds, if there are as many of both, in the same order."""
    parts = films_of(page, selector)
    if len(parts) == len(films):
        for part, film in zip(parts, films, strict=True):
            if elements_with(part, "title", film["title"]):
                yield part, film


def _wanted(films: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A field that any of the films has is known to be missing from the others."""
    told = [wanted_values(film) for film in films]
    fields = list(dict.fromkeys(field for values in told for field in values))
    return [{field: values.get(field) for field in fields} for values in told]


def _sure(fields: Mapping[str, Locator | None]) -> dict[str, Locator | None]:
    """In a film's own element nobody else's reading of a field is needed."""
    return {field: replace(locator, only=True) if locator else None for field, locator in fields.items()}


def _expected(lists: Sequence[tuple[Page, Sequence[Any]]], samples: Sequence[Sample], selector: str) -> Expected:
    fewest = min((len(films_of(sample.page, selector)) for sample in samples), default=1)
    return Expected(1 if fewest else 0, None)
