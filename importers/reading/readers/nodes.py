"""Structured data as one shape: JSON-LD, microdata and RDFa all become nodes with a type and properties."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from importers.reading.document import LegacyDocument, css_path
from importers.reading.readers.literals import parse_literals

MOST_NODES = 5_000
_DEEPEST = 40


@dataclass(slots=True)
class Node:
    """types in lower case and without their vocabulary ("screeningevent"); values are str, numbers, Nodes."""

    types: frozenset[str]
    properties: defaultdict[str, list[Any]]
    locator: str
    reader: str
    top: bool = True
    id: str = ""

    def texts(self, *names: str) -> list[str]:
        """The property's values as texts: a thing by its name."""
        values = [value for name in names for value in self.properties.get(name, ())]
        texts = (value.text if isinstance(value, Node) else str(value) for value in values)
        return [text for text in map(_clean, texts) if text]

    def nodes(self, *names: str) -> list[Node]:
        return [value for name in names for value in self.properties.get(name, ()) if isinstance(value, Node)]

    @property
    def text(self) -> str:
        own = [value for name in ("name", "url", "id") for value in self.properties.get(name, ())]
        return next((str(value) for value in own if not isinstance(value, Node)), "")


_TAG = re.compile(r"<[^<>]{0,300}>")


def _clean(text: str) -> str:
    plain = unescape(text) if "&" in text else text
    return " ".join((_TAG.sub(" ", plain) if "<" in plain else plain).split())


def nodes(document: LegacyDocument) -> list[Node]:
    """Every thing the page describes, in document order, what is nested after what holds it."""
    if document.root is None:
        return []
    return [*_from_scripts(document), *_from_markup(document)]


# JSON-LD


def _from_scripts(document: LegacyDocument) -> list[Node]:
    found: list[Node] = []
    for script in document.scripts:
        if "ld+json" in script.kind:
            value = parse_literals(_bare(script.text))
            _collect(value, script.locator, found, 0)
    _resolve(found)
    return found


_WRAPPING = re.compile(
    r"<!--|-->|//\s{0,9}<!\[CDATA\[|//\s{0,9}\]\]>|/\*\s{0,9}<!\[CDATA\[\s{0,9}\*/|/\*\s{0,9}\]\]>\s{0,9}\*/|<!\[CDATA\[|\]\]>"
)


def _bare(text: str) -> str:
    """Without the comments and CDATA marks that hid scripts from older browsers."""
    return _WRAPPING.sub("", text).strip().rstrip(";")


def _collect(value: Any, locator: str, found: list[Node], depth: int, path: str = "$") -> Any:
    """Nodes for what JSON holds; returns what stands for the value in the node above."""
    if depth > _DEEPEST or len(found) >= MOST_NODES:
        return ""
    if isinstance(value, list):
        return [_collect(part, locator, found, depth + 1, f"{path}[{at}]") for at, part in enumerate(value)]
    if not isinstance(value, dict):
        return "" if value is None else value
    if "@value" in value:
        return _collect(value["@value"], locator, found, depth + 1, path)
    node = Node(_types(value.get("@type")), defaultdict(list), f"{locator} {path}", "jsonld", depth == 0)
    node.id = str(value.get("@id") or "")
    if node.types or len(value) > 1:
        found.append(node)
    for name, inside in value.items():
        if not name.startswith("@") or name == "@graph":
            node.properties[name.rpartition(":")[2]] += _flat(
                _collect(inside, locator, found, depth + 1, f"{path}.{name}")
            )
    return node


def _flat(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [part for inner in value for part in _flat(inner)]
    return [value] if value != "" else []


def _types(value: Any) -> frozenset[str]:
    names = value if isinstance(value, list) else [value]
    return frozenset(re.split(r"[/#:]", name)[-1].lower() for name in names if isinstance(name, str))


def _resolve(found: list[Node]) -> None:
    """Puts nodes in the place of the bare references to them."""
    by_id = {node.id: node for node in found if node.id and node.properties}
    for node in found:
        for values in node.properties.values():
            for at, value in enumerate(values):
                if isinstance(value, Node) and value.id and not value.properties and value.id in by_id:
                    values[at] = by_id[value.id]


# Microdata and RDFa: attributes on elements


@dataclass(slots=True)
class _Scopes:
    """Which node each element belongs to, known from its parent: one pass, whatever the depth."""

    found: list[Node] = field(default_factory=list)
    of: dict[Any, Node | None] = field(default_factory=dict)


def _from_markup(document: LegacyDocument) -> list[Node]:
    if not document.root.xpath("boolean(//@itemscope | //@typeof)"):
        return []
    scopes = _Scopes()
    for element in document.root.iter():
        if isinstance(element.tag, str):
            _visit(element, scopes)
    return scopes.found


def _visit(element: Any, scopes: _Scopes) -> None:
    outer = scopes.of.get(element.getparent())
    here = outer
    kind = element.get("itemtype") if element.get("itemscope") is not None else element.get("typeof")
    if kind is not None and len(scopes.found) < MOST_NODES:
        reader = "microdata" if element.get("itemscope") is not None else "rdfa"
        here = Node(_types(kind.split()), defaultdict(list), css_path(element), reader, outer is None)
        scopes.found.append(here)
    scopes.of[element] = here
    names = element.get("itemprop") or (element.get("property") if outer is not None else None)
    if names and outer is not None:
        value = here if here is not outer else _attribute_value(element)
        for name in names.split():
            outer.properties[re.split(r"[/#:]", name)[-1]].append(value)


_VALUES = ("content", "datetime", "src", "href", "data", "value")


def _attribute_value(element: Any) -> str:
    stated = next((element.get(name) for name in _VALUES if element.get(name)), None)
    if stated is not None and (element.tag != "a" or element.get("content")):
        return str(stated)
    words: list[str] = []
    size = 0
    for text in element.itertext():
        words.append(text)
        size += len(text)
        if size > 20_000:
            break
    return " ".join("".join(words).split()) or str(stated or "")


def things(found: list[Node], *types: str) -> Iterator[Node]:
    """The nodes of any of these types."""
    wanted = set(types)
    return (node for node in found if node.types & wanted)
