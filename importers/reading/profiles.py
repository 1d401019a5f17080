"""Site profiles: selectors for one site's fields, from `importers/sites/<name>.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from importers.reading.document import LegacyDocument
from importers.reading.readings import Reading, whole
from importers.reading.values import read_value
from importers.reading.vocabulary.labels import find_label

_TEXTS = frozenset(
    {"title", "original_title", "standfirst", "synopsis", "section", "byline", "certificate", "premiere"}
)
_LABELS = {
    "directors": "Director", "producers": "Producer", "screenwriters": "Screenwriter", "cast": "Cast", "countries": "Country",
    "year": "Year", "running_time": "Running time", "languages": "Language", "subtitles": "Subtitles",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """Field → CSS selector. What a selector finds is believed before any other reader."""

    name: str
    selectors: Mapping[str, str] = field(default_factory=dict)


def load_profile(path: Path) -> Profile:
    """A profile file: a table `[fields]` of selectors. Raises ValueError with the file's name if it is not one."""
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path}: not a site profile: {error}") from error
    return Profile(path.stem, dict(data.get("fields", {})))


def read_profile(document: LegacyDocument, profile: Profile | None) -> Iterator[Reading]:
    if profile is None or document.root is None:
        return
    for name, selector in profile.selectors.items():
        elements = document.root.cssselect(selector)
        inside = {inner for element in elements for inner in element.iter()}
        passages = [
            p
            for p in document.passages
            if p.box.element in inside or any(document.nodes[piece.node].element in inside for piece in p.pieces)
        ]
        if not passages:
            continue
        mentions = tuple(whole(passage) for passage in passages)
        joint = "\n\n" if name == "synopsis" else " "
        text = joint.join(passage.text for passage in passages)
        for read_field, value in _values(name, text):
            yield Reading(read_field, value, "profile", 0.99, mentions)


def _values(name: str, text: str) -> Iterator[tuple[str, Any]]:
    if name in _TEXTS:
        yield name, text
    elif (label := find_label(_LABELS.get(name, ""))) is not None:
        yield from read_value(label, text, marked=True)
