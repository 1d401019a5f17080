"""Locators by lines, for values that no element of their own holds: in plain text, and between `<br>` and `<br>`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from importers.learning.places import passages_with
from importers.reading.document import Passage, fold
from importers.reading.profiles.locating import Page
from importers.reading.profiles.profile import PARSED, TEXTS, Expected, Locator

ANY = Expected(0, None)
_MARKUP = 1.2
"""What a locator by lines costs more where the page has elements to go by."""
_NEAR = 1.0
"""What it costs more where the value is read out of its line, which holds other things."""
_MOST_SKIPPED = 3
_LONGEST = 80
_WORD = re.compile(r"\w+")


def by_lines(page: Page, field: str, value: Any) -> Iterator[tuple[float, Locator]]:
    """Candidates that mean the lines in which the value stands, with their cost."""
    if field in ("images", "screenings", "credits") or (field == "biographies" and len(value) > 1):
        return
    if field == "biographies":
        field, value = "synopsis", value[0]["text"]
    cost = _MARKUP if page.root is not None else 0.0
    lines = _lines_of(page, field, value)
    if not lines:
        return
    if field in TEXTS and isinstance(value, str) and len(lines) == 1:
        yield from ((cost + 0.4, Locator(line=pattern, expected=ANY)) for pattern in _around(lines[0].text, value))
    cost += _NEAR if field in PARSED else 0.0
    yield from ((cost + extra, locator) for extra, locator in _between(page, field, lines))


def _lines_of(page: Page, field: str, value: Any) -> list[Passage]:
    """The consecutive lines that hold the value; nothing where it is scattered."""
    places = {passage.index: number for number, passage in enumerate(page.passages)}
    found = passages_with(page, field, value)
    if field == "synopsis" and isinstance(value, str):
        parts = [fold(part) for part in value.split("\n\n")]
        found = [passage for passage in found if page.document.folded[passage.index] in parts]
    elif field in TEXTS:
        found = [p for p in found if fold(str(value)) in page.document.folded[p.index]][:1]
    numbers = sorted(places[passage.index] for passage in found if passage.index in places)
    if not numbers or (field != "synopsis" and len(numbers) > 1):
        return []
    return list(page.passages[numbers[0] : numbers[-1] + 1])


def _around(text: str, value: str) -> Iterator[str]:
    """Patterns of a line by what stands around the value in it."""
    before, found, after = text.partition(value)
    if found and (before or after) and len(before) < _LONGEST and len(after) < _LONGEST:
        yield f"^{escaped(before)}(.+?){escaped(after)}$"
        if before and after and _WORD.search(after):
            yield f"^{escaped(before)}(.+?){_loose(after)}$"
        if before and _WORD.search(before):
            yield f"^{_loose(before)}(.+?){escaped(after)}$"


def _between(page: Page, field: str, lines: list[Passage]) -> Iterator[tuple[float, Locator]]:
    """Below a line that is alike on all pages, up to another or so many."""
    passages = page.passages
    first = next(number for number, passage in enumerate(passages) if passage is lines[0])
    last = first + len(lines)
    ends = list(_ends(passages[last : last + 3]))
    for skipped in range(min(_MOST_SKIPPED + 1, first)):
        for cost, below in shapes(passages[first - 1 - skipped].text):
            dear = cost + 0.5 * skipped
            many = 2.0 if field == "synopsis" else 0.6
            yield dear + many, Locator(below=below, skip=skipped, lines=len(lines), expected=ANY)
            for extra, above in ends:
                yield dear + extra + 0.5, Locator(below=below, above=above, skip=skipped, expected=ANY)


def _ends(after: Sequence[Passage]) -> Iterator[tuple[float, str]]:
    """The line above which it ends, or one of the next: what stands between may be missing on other pages."""
    told = [list(shapes(passage.text)) for passage in after]
    for first in told[:1]:
        yield from first
        for cost, above in first:
            yield from ((cost + extra + 0.1, f"{above}|{other}") for others in told[1:] for extra, other in others[:2])


def shapes(text: str) -> Iterator[tuple[float, str]]:
    """Patterns of a line: the words it begins with, all of it, its signs."""
    if len(text) <= _LONGEST:
        yield 0.2, f"^{escaped(text)}$"
    sign = re.match(r"[^\w\s]+", text)
    if sign:
        yield 0.3, f"^{escaped(sign[0])}"
    word = re.match(r"[^\W\d_]+(?:[:：])?", text)
    if word and word[0] != text:
        yield 0.3, rf"^{escaped(word[0])}" + ("" if word[0][-1] in ":：" else r"\b")
    if sign and text[-1:] and not text[-1].isalnum():
        yield 0.4, f"^{escaped(sign[0])}.*{escaped(text[-1])}$"


def _loose(text: str) -> str:
    """The text with any word for each of its words."""
    return "".join(
        r"\S+" if piece.strip() and _WORD.fullmatch(piece) else escaped(piece) for piece in re.split(r"(\w+)", text)
    )


def escaped(text: str) -> str:
    return re.sub(r"([\\.+*?()\[\]{}|^$])", r"\\\1", text)
