"""Which pages of a source are of the examples' kind: by the shape of their addresses, or by a mark they share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any
from urllib.parse import unquote, urlsplit

from importers.learning.candidates import selectors
from importers.reading.document import LegacyDocument
from importers.reading.profiles.profile import matches_address, matches_element

_EDGE = re.compile(r"[^/=@?_.-]*$")


def address_pattern(examples: Sequence[LegacyDocument]) -> str:
    """What the examples' addresses have in common, with `*` for the rest; "" where that says nothing."""
    paths = [_path(document.url or document.source) for document in examples]
    common = _common_start(paths)
    if common in paths:
        common = common.rsplit("/", 1)[0] + "/" if "/" in common else _until_number(common)
    pattern = _EDGE.sub("", common)
    return f"{pattern}*" if pattern.strip("/") else ""


def _common_start(texts: Sequence[str]) -> str:
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    return "".join(letters[0] for letters in alike)


def _until_number(path: str) -> str:
    number = re.search(r"\d", path)
    return path[: number.start()] if number else ""


def _path(address: str) -> str:
    address = unquote(address)
    if "://" not in address:
        return address
    parts = urlsplit(address)
    return parts.path.lstrip("/") + (f"?{parts.query}" if parts.query else "")


def shared_mark(
    pattern: str, examples: Sequence[LegacyDocument], same: Sequence[LegacyDocument], other: Sequence[LegacyDocument]
) -> str:
    """A selector that all examples match and pages of another kind do not; "" where the address tells them apart.

    `same` and `other` are pages of the examples' kind and of other kinds, as the general readers see it.
    """
    confused = [
        document for document in other if not pattern or matches_address(pattern, document.url, document.source)
    ]
    if not confused:
        return ""
    best, best_score = "", 0.5
    for selector in _marks(examples):
        kept = _share(selector, same) if same else 1.0
        told = 1.0 - _share(selector, confused)
        if (score := min(kept, told)) > best_score:
            best, best_score = selector, score
    return best


def _share(selector: str, documents: Sequence[LegacyDocument]) -> float:
    return sum(matches_element(selector, document) for document in documents) / len(documents)


def _marks(examples: Sequence[LegacyDocument]) -> Iterator[str]:
    first = examples[0]
    if first.root is None:
        return
    seen: dict[str, None] = {}
    for element in _marked(first.root):
        seen |= {selector: None for cost, selector in selectors(element) if cost < 0.6}
        if len(seen) > 300:
            break
    yield from (selector for selector in seen if all(matches_element(selector, other) for other in examples[1:]))


def _marked(root: Any) -> Iterator[Any]:
    return (
        element
        for element in root.iter()
        if isinstance(element.tag, str) and (element.get("id") or element.get("class"))
    )
