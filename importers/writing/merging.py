"""The three-way merge: what was imported last (base), what the page holds now (ours), what the source says now (theirs).

Unchanged by the editor: the source's new value is taken. Changed by the editor alone: the editor's is kept. Changed by
both: the editor's is kept, and the conflict is told. The same rule holds for a plain field, and for each part of a list
(a credit, a screening, a block), where being there at all is what is compared first. Nothing here knows a database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from importers.writing.values import Json, Part, Snapshot


class Absent(Enum):
    """The value of a part that is not in a list."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class Conflict:
    """Editor and source changed the same thing differently. `address` is `year`, `credits/director:12`, `body/order`.

    A side that does not hold the part has None.
    """

    address: str
    base: Json
    ours: Json
    theirs: Json


@dataclass(frozen=True, slots=True)
class Merged:
    snapshot: Snapshot
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Snapshot, ours: Snapshot, theirs: Snapshot) -> Merged:
    """Names that `theirs` does not mention stay as they are in `ours`."""
    conflicts: list[Conflict] = []
    fields = dict(ours.fields)
    for name, value in theirs.fields.items():
        before, now = base.fields.get(name), ours.fields.get(name)
        fields[name] = _merge_value(name, before, now, value, conflicts)
    lists = dict(ours.lists)
    for name, parts in theirs.lists.items():
        lists[name] = _merge_list(name, base.lists.get(name, ()), ours.lists.get(name, ()), parts, conflicts)
    return Merged(Snapshot(fields, lists), tuple(conflicts))


def _merge_value(address: str, base: Json, ours: Json, theirs: Json, conflicts: list[Conflict]) -> Json:
    if ours == base:
        return theirs
    if theirs not in (base, ours):
        conflicts.append(Conflict(address, _shown(base), _shown(ours), _shown(theirs)))
    return ours


def _merge_list(
    name: str, base: Sequence[Part], ours: Sequence[Part], theirs: Sequence[Part], conflicts: list[Conflict]
) -> tuple[Part, ...]:
    old, mine, new = _by_key(base), _by_key(ours), _by_key(theirs)
    kept: dict[str, Part] = {}
    for key in dict.fromkeys([*mine, *new]):
        before, now, then = (_value(parts, key) for parts in (old, mine, new))
        value = _merge_value(f"{name}/{key}", before, now, then, conflicts)
        if value is not ABSENT:
            kept[key] = Part(key, value, mine[key].pk if key in mine else None)
    order = _merge_order(name, [list(old), list(mine), list(new)], kept, conflicts)
    return tuple(kept[key] for key in order)


def _merge_order(
    name: str, keys: Sequence[list[str]], kept: Mapping[str, Part], conflicts: list[Conflict]
) -> list[str]:
    """The source's order, unless the editor reordered; what only one side holds follows what it followed there."""
    base, ours, theirs = keys
    by_editor, by_source = _reordered(base, ours), _reordered(base, theirs)
    if by_editor and by_source and _reordered(ours, theirs):
        conflicts.append(Conflict(f"{name}/order", base, ours, theirs))
    leading, following = (ours, theirs) if by_editor else (theirs, ours)
    return _interleave([key for key in leading if key in kept], [key for key in following if key in kept])


def _interleave(leading: list[str], following: Iterable[str]) -> list[str]:
    order = list(leading)
    placed = set(leading)
    position = 0
    for key in following:
        if key in placed:
            position = order.index(key) + 1
        else:
            order.insert(position, key)
            position += 1
    return order


def _reordered(before: Sequence[str], after: Sequence[str]) -> bool:
    common = set(before) & set(after)
    return [key for key in before if key in common] != [key for key in after if key in common]


def _by_key(parts: Iterable[Part]) -> dict[str, Part]:
    return {part.key: part for part in parts}


def _value(parts: Mapping[str, Part], key: str) -> Json:
    return parts[key].value if key in parts else ABSENT


def _shown(value: Json) -> Json:
    return None if value is ABSENT else value
