"""What speaks for a value: another reader, or another place of the page, says the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from importers.reading.confidence.page import Weighed
from importers.reading.document import fold
from importers.reading.pagenames import page_names
from importers.reading.readings import Reading
from importers.reading.resolve import DERIVED

_MOST_ASKED = 8
"""Names of one list that are looked for elsewhere on the page."""
_BEGINNING = 60
"""Letters by which a description and a text are told to be one."""


def is_confirmed(page: Weighed, field: str, value: Any, reading: Reading) -> bool:
    if len(_readers(page, field, value)) > 1:
        return True
    confirms = _CONFIRMED_BY.get(field)
    return confirms is not None and confirms(page, value, reading)


def _readers(page: Weighed, field: str, value: Any) -> set[str]:
    """Those that say this, all of it."""
    agreeing = page.resolved.agreeing
    if field not in DERIVED:
        return {reading.reader for reading in agreeing if reading.field == field}
    return {r.reader for r in agreeing if r.field == "credits" and names_of(field, r) >= set(value)}


def names_of(field: str, reading: Reading) -> set[str]:
    """The people of a credits' reading who belong into the field."""
    return {credit.name for credit in reading.value if credit.role == DERIVED[field]}


def _in_head(page: Weighed, value: Any, reading: Reading) -> bool:
    """A film's heading that the page's head names too, alone and not among other words: lines that are no heading may
    be the site's name, which stands there as well."""
    headed = any(page.document.passages[mention.passage].level for mention in reading.mentions)
    return page.kind == "film" and headed and page_names(page.document).support(fold(value)) >= 3


def _elsewhere(page: Weighed, value: Any, reading: Reading) -> bool:
    """Every name stands in another line too."""
    lines = {mention.passage for mention in reading.mentions}
    return len(value) <= _MOST_ASKED and all(_stands_elsewhere(page, fold(name), lines) for name in value)


def _stands_elsewhere(page: Weighed, name: str, lines: set[int]) -> bool:
    return any(name in text for index, text in enumerate(page.document.folded) if index not in lines)


def _as_described(page: Weighed, value: Any, reading: Reading) -> bool:
    """The page's description begins as the text does."""
    metas = page.document.metas
    told = [metas[name] for name in ("description", "og:description") if len(metas.get(name, "")) > _BEGINNING]
    return any(fold(value).startswith(fold(description)[:_BEGINNING]) for description in told)


_CONFIRMED_BY: dict[str, Callable[[Weighed, Any, Reading], bool]] = {
    "title": _in_head,
    **dict.fromkeys(DERIVED, _elsewhere),
    "synopsis": _as_described,
}
