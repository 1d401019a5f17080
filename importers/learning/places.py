"""Where on an example page a value stands: the passages and elements from which selectors are made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from importers.reading.document import Passage, fold
from importers.reading.profiles.locating import Page
from importers.reading.readers.credit_lines import line_facts
from importers.reading.readers.screenings import read_screenings
from importers.reading.vocabulary.languages import find_languages, parse_languages

_LEVELS = 6
"""Elements around a passage from which selectors are made."""
_MOST = 6
"""Places looked at for one piece of a value."""


def passages_with(page: Page, field: str, value: Any) -> list[Passage]:
    """The passages that hold the value or a part of it, those that hold little else first."""
    if field == "screenings":
        return _showings(page, value)
    found: dict[int, Passage] = {}
    for piece in _pieces(field, value):
        holding = [passage for passage in page.passages if _holds(page, field, piece, passage)]
        holding.sort(key=lambda passage: len(passage.text))
        found |= {passage.index: passage for passage in holding[:_MOST]}
    return list(found.values())


def elements_with(page: Page, field: str, value: Any) -> list[Any]:
    """The elements around the value, from the inside out, each once."""
    if field == "images":
        return _pictures(page, value)
    if page.root is None:
        return []
    elements: dict[Any, None] = {}
    for passage in passages_with(page, field, value):
        for piece in passage.pieces:
            elements |= dict.fromkeys(_upwards(page.holders[piece.node]))
        if passage.box.element is not None:
            elements |= dict.fromkeys(_upwards(passage.box.element))
    return list(elements)


def _upwards(element: Any) -> Iterator[Any]:
    for _ in range(_LEVELS):
        if element is None or element.tag in ("body", "html"):
            return
        yield element
        element = element.getparent()


def _pieces(field: str, value: Any) -> list[str]:
    """The texts to look for."""
    if isinstance(value, str):
        return [fold(text) for text in value.split("\n\n") if fold(text)]
    if isinstance(value, int):
        return [str(value)]
    if field in ("countries", "languages", "subtitles"):
        return [",".join(value)]
    texts = [item if isinstance(item, str) else item.get("name") or item.get("text") or "" for item in value]
    texts += [item["text"].split("\n\n")[0] for item in value if isinstance(item, dict) and item.get("text")]
    return [fold(text) for text in texts if fold(text)]


def _holds(page: Page, field: str, piece: str, passage: Passage) -> bool:
    if field in ("languages", "subtitles"):
        return set(piece.split(",")) <= _languages(passage.text)
    if field in ("year", "running_time", "countries"):
        if len(passage.text) > 300:
            return False
        facts = line_facts(passage.text)
        if field == "countries":
            return set(piece.split(",")) <= set(facts.countries)
        numbers = facts.years if field == "year" else facts.minutes
        return any(str(number) == piece for number, _, _ in numbers) or piece in passage.text
    folded = page.document.folded[passage.index]
    return piece in folded or (len(folded) > 20 and folded in piece)


def _languages(text: str) -> set[str]:
    """The languages of a short line, which may begin with a label that nobody knows."""
    if len(text) > 200:
        return set()
    words = text.split()
    rests = (parse_languages(" ".join(words[start:])) for start in range(1, min(len(words), 4)))
    read = [found for found in (find_languages(text), *rests) if found]
    return {tag for found in read for tag in (*found.spoken, *found.subtitles)}


def _showings(page: Page, value: Any) -> list[Passage]:
    wanted = {str(showing.get("starts_at", ""))[:16] for showing in value}
    wanted |= {f"--{start[5:]}" for start in wanted if not start.startswith("--")}
    document = page.document
    told = (r for r in read_screenings(document, page.passages) if r.value[0].starts_at[:16] in wanted)
    indexes = sorted({mention.passage for reading in told for mention in reading.mentions})
    return [document.passages[index] for index in indexes]


def _pictures(page: Page, value: Any) -> list[Any]:
    names = {str(image.get("url", "")).rsplit("/", 1)[-1] for image in value}
    inside = set(page.root.iter()) if page.root is not None else set()
    here = (picture for picture in page.document.pictures if picture.element in inside)
    found = [picture.element for picture in here if picture.url.rsplit("/", 1)[-1] in names]
    return list(dict.fromkeys(element for one in found for element in list(_upwards(one))[:4]))
