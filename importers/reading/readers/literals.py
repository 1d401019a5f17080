"""Data inside inline scripts: arrays and objects that are assigned or handed to a call, found in one pass.

Nothing is executed. A literal that cannot be parsed costs only itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import chompjs

from importers.reading.document import LegacyDocument, Script

MOST_LITERALS = 500
"""In one script: pages that push every click to an analytics list have thousands, and none holds a film."""
_SHORTEST = 12

# Nothing here is tried twice: groups are possessive, and what is never closed ends with its line or the text.
_TOKEN = re.compile(
    r"""
    (?P<string> "(?:[^"\\\n]|\\.)*+"? | '(?:[^'\\\n]|\\.)*+'? | `(?:[^`\\]|\\.)*+`? )
  | (?P<comment> //[^\n]*+ | /\*(?:[^*]|\*(?!/))*+(?:\*/)? )
  | (?P<assign> (?P<name> [\w$.\[\]"']{1,120}+ ) \s{0,9}+ (?: =(?![=>]) | :=? | \( ) \s{0,99}+ (?= [{\[] ) )
  | (?P<word> [\w$.]++ )
  | (?P<open> [{\[] )
  | (?P<close> [}\]] )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class ScriptValue:
    """A value found in a script: `name` is what it is assigned to ("window.shows"), or the script's id."""

    name: str
    value: Any
    locator: str


def script_data(document: LegacyDocument) -> tuple[ScriptValue, ...]:
    """Every array and object that the page's inline scripts hold, JSON-LD left out: that has a reader of its own."""
    return tuple(value for script in document.scripts if "ld+json" not in script.kind for value in _values(script))


def _values(script: Script) -> Iterator[ScriptValue]:
    if "json" in script.kind:
        value = parse_literal(script.text)
        if value is not None:
            yield ScriptValue(script.name, value, script.locator)
        return
    if script.kind not in ("", "module") and "script" not in script.kind:
        return
    handed = _handed(script.text)
    for name, literal in literals(script.text):
        value = parse_literal(literal)
        value = _filled(value, handed) if handed and value else value
        value = _joined(value) if isinstance(value, dict) and _REFERENCE in literal else value
        if value:
            yield ScriptValue(name, value, f"{script.locator} {name}")


_FUNCTION = re.compile(r"=\s*\(function\(([\w$,\s]{1,9000})\)\s*\{")


def _handed(text: str) -> dict[str, Any]:
    """`=(function(a,b){return {title:a}}("Jane",null))`: what the names stand for, as Nuxt writes its state."""
    opened = _FUNCTION.search(text[:20_000])
    called = text.rfind("}(")
    if opened is None or called < opened.end():
        return {}
    values = parse_literal(f"[{text[called + 2 : text.rfind(')', called, text.rfind(')'))]}]")
    names = [name.strip() for name in opened[1].split(",")]
    return dict(zip(names, values, strict=False)) if isinstance(values, list) and len(values) == len(names) else {}


def _filled(value: Any, handed: dict[str, Any], depth: int = 0) -> Any:
    """The value with what each name stands for; not deeper than data is ever nested."""
    if isinstance(value, str):
        return handed.get(value, value)
    if isinstance(value, list) and depth < _DEEPEST:
        return [_filled(one, handed, depth + 1) for one in value]
    if isinstance(value, dict) and depth < _DEEPEST:
        return {name: _filled(one, handed, depth + 1) for name, one in value.items()}
    return value


_DEEPEST = 40


_REFERENCE = "__ref"


def _joined(store: dict[str, Any]) -> dict[str, Any]:
    """A store of things by name, as Apollo keeps it: what one only refers to stands in it."""
    return {name: _with_referred(held, store) for name, held in store.items()}


def _with_referred(value: Any, store: dict[str, Any], depth: int = 0) -> Any:
    if isinstance(value, list) and depth < _REFERRED:
        return [_with_referred(one, store, depth + 1) for one in value]
    if not isinstance(value, dict) or depth >= _REFERRED:
        return value
    if isinstance(value.get(_REFERENCE), str):
        return store.get(value[_REFERENCE], value)
    return {name: _with_referred(one, store, depth + 1) for name, one in value.items()}


_REFERRED = 4


@dataclass(slots=True)
class _Open:
    name: str
    start: int
    depth: int


def literals(text: str) -> Iterator[tuple[str, str]]:
    """The outermost array and object literals that are given a name, with their names, in the script's order."""
    depth, found = 0, 0
    outer: _Open | None = None
    named, word = "", ""
    for token in _TOKEN.finditer(text):
        parsed = token["string"] is not None and word == _PARSED and outer is None
        if parsed and (found := found + 1) <= MOST_LITERALS:
            yield word, _unquoted(token["string"])
        word = token["word"] or ""
        if token["assign"] is not None:
            named = "" if outer else token["name"]
        elif token["open"]:
            if named and outer is None:
                outer = _Open(named, token.start(), depth)
            named, depth = "", depth + 1
        elif token["close"]:
            depth = max(0, depth - 1)
            if outer and depth <= outer.depth:
                if token.end() - outer.start >= _SHORTEST and (found := found + 1) <= MOST_LITERALS:
                    yield outer.name, text[outer.start : token.end()]
                outer = None


_PARSED = "JSON.parse"


def _unquoted(string: str) -> str:
    """What a JavaScript string holds: `JSON.parse("{\\"title\\": …}")`; "" where it cannot be told."""
    body = string[1:-1].replace("\\'", "'")
    quoted = body if string[0] == '"' else _BARE_QUOTE.sub('\\"', body)
    try:
        return str(json.loads(f'"{quoted}"', strict=False))
    except ValueError:
        return ""


_BARE_QUOTE = re.compile(r'(?<!\\)"')


def parse_literal(text: str) -> Any:
    """The value of a JSON or JavaScript literal, as tolerant as browsers and editors are; None if it is neither."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return _tolerant(text)


def _tolerant(text: str) -> Any:
    try:
        return chompjs.parse_js_object(text, loader_kwargs={"strict": False})
    except (ValueError, RecursionError):
        return None


def parse_literals(text: str) -> Any:
    """The value of a script that is data: a list of them where several literals follow each other."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        found = _all_in(text) or _all_in(_DOUBLED.sub(",", text))
        return found[0] if len(found) == 1 else found


def _all_in(text: str) -> list[Any]:
    """The literals up to the first that cannot be parsed."""
    found: list[Any] = []
    with suppress(ValueError, RecursionError):
        found.extend(chompjs.parse_js_objects(text, loader_kwargs={"strict": False}))
    return found


_DOUBLED = re.compile(r",(?:\s*+,)++")
