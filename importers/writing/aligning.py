"""Which part of a list is which, from one import to the next.

A part's key comes from its content (a credit's role and person, a paragraph's text). When the source corrects a
spelling or rewrites a paragraph, the new part must still be known as the old one, or the merge would see one part
go and another come, and an editor's change to the old one would end up beside the new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from importers.writing.values import Json, Part, unique_keys

ALIKE = 0.5
"""From this ratio on two texts count as two states of one text, where their numbers do not tell."""

IDENTIFYING = {"credits": "role", "companies": "role"}
"""Rows of these relations may change and remain what they are, as long as this column stays the same."""


def align(name: str, base: Sequence[Part], theirs: Sequence[Part]) -> tuple[Part, ...]:
    """`theirs`, where what replaced a part of `base` in the same place takes over that part's key."""
    old_keys, new_keys = [part.key for part in base], [part.key for part in theirs]
    keys: dict[int, str] = {}
    matcher = SequenceMatcher(None, old_keys, new_keys, autojunk=False)
    for change, i1, i2, j1, j2 in matcher.get_opcodes():
        if change == "replace":
            gone = [part for part in base[i1:i2] if part.key not in new_keys]
            come = [index for index in range(j1, j2) if theirs[index].key not in old_keys]
            keys |= _paired(name, gone, come, theirs)
    renamed = (replace(part, key=keys.get(index, part.key)) for index, part in enumerate(theirs))
    return unique_keys(renamed)


def recognise(base: Sequence[Part], ours: Sequence[Part]) -> tuple[Part, ...]:
    """The page's rows under the keys they were imported with, told by primary key: an editor may have changed them."""
    known: dict[int | None, str] = {part.pk: part.key for part in base if part.pk is not None}
    taken = {known[part.pk] for part in ours if part.pk in known}
    return unique_keys(_recognised(part, known, taken) for part in ours)


def _recognised(part: Part, known: Mapping[int | None, str], taken: set[str]) -> Part:
    if part.pk in known:
        return replace(part, key=known[part.pk])
    return replace(part, key=f"{part.key}#new") if part.key in taken else part


def _paired(name: str, gone: Sequence[Part], come: Sequence[int], theirs: Sequence[Part]) -> dict[int, str]:
    """Index in `theirs` → the key it takes over. As many came as went: in order; else the most alike first."""
    if len(gone) == len(come):
        pairs = list(zip(come, gone, strict=True))
    else:
        ranked = sorted(
            ((_likeness(old.value, theirs[index].value), index, old) for index in come for old in gone),
            key=lambda pair: (-pair[0], pair[1]),
        )
        pairs = [(index, old) for likeness, index, old in ranked if likeness >= ALIKE]
    keys: dict[int, str] = {}
    for index, old in pairs:
        if index not in keys and old.key not in keys.values() and _same_kind(name, old.value, theirs[index].value):
            keys[index] = old.key
    return keys


def _same_kind(name: str, one: Mapping[str, Json], other: Mapping[str, Json]) -> bool:
    column = "type" if "type" in one else IDENTIFYING.get(name)
    return column is not None and one.get(column) == other.get(column)


def _likeness(one: Json, other: Json) -> float:
    return SequenceMatcher(None, _words(one), _words(other), autojunk=False).ratio()


def _words(value: Json) -> list[str]:
    if isinstance(value, Mapping):
        return [word for key, inner in value.items() if key not in ("type", "role") for word in _words(inner)]
    return str(value).split()
