"""A profile as a TOML file that a person can read and edit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import replace

from importers.reading.profiles.loading import EXPECTED
from importers.reading.profiles.profile import Expected, Locator, Parts, Profile


def as_toml(profile: Profile, about: str = "") -> str:
    """`about` becomes a comment at the top. Read again it gives the same profile."""
    lines = [f"# {line}" for line in about.splitlines()]
    lines.append(f"sites = {_texts(profile.sites)}")
    if profile.pages:
        lines.append(f"pages = {_texts(profile.pages)}")
    for name in ("when", "time_zone"):
        if value := getattr(profile, name):
            lines.append(f"{name} = {_text(value)}")
    if profile.drop:
        lines.append(f"drop = {_texts(profile.drop)}")
    if profile.kinds:
        lines += ["", "[kinds]", *(f"{kind} = {_text(pattern)}" for kind, pattern in profile.kinds)]
    lines += ["", "[fields]", *_fields(profile.fields)]
    if profile.films:
        lines += ["", "[films]", f"at = {_text(profile.films.at)}", f"expect = {_expected(profile.films.expected)}"]
        lines += ["", "[films.fields]", *_fields(profile.films.fields)]
    return "\n".join(lines) + "\n"


def _fields(fields: Mapping[str, Locator | None]) -> list[str]:
    return [f"{field} = {_locator(locator)}" for field, locator in fields.items()]


def _locator(locator: Locator | None, *, plain: bool = True) -> str:
    if locator is None:
        return "false"
    if locator.also:
        return (
            "[" + ", ".join(_locator(place, plain=False) for place in (replace(locator, also=()), *locator.also)) + "]"
        )
    if plain and locator == Locator(at=locator.at) and len(locator.at) == 1:
        return _text(locator.at[0])
    pairs = [
        (name, getattr(locator, name))
        for name in (
            "at", "after", "meta", "line", "below", "above", "lines", "skip", "within", "until", "take", "pattern", "split",
            "name", "role", "caption",
        )
    ]  # fmt: skip
    told = [f"{name} = {_value(value)}" for name, value in pairs if value]
    if locator.parts != Parts():
        parts = ((part.name, getattr(locator.parts, part.name)) for part in dataclass_fields(Parts))
        told.append(f"parts = {{ {', '.join(f'{name} = {_text(value)}' for name, value in parts if value)} }}")
    if locator.expected != Expected():
        told.append(f"expect = {_expected(locator.expected)}")
    if locator.only:
        told.append("only = true")
    return "{ " + ", ".join(told) + " }"


def _expected(expected: Expected) -> str:
    name = next(name for name, known in EXPECTED.items() if known == expected)
    return name if name.isdigit() else _text(name)


def _value(value: str | int | tuple[str, ...]) -> str:
    if isinstance(value, int):
        return str(value)
    return _text(value) if isinstance(value, str) else _texts(value)


def _texts(texts: tuple[str, ...]) -> str:
    return _text(texts[0]) if len(texts) == 1 else "[" + ", ".join(map(_text, texts)) + "]"


def _text(text: str) -> str:
    """A literal string where that spares backslashes, else a basic one: JSON's escapes are TOML's."""
    if "'" not in text and ("\\" in text or '"' in text) and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)
