"""Profiles from TOML files. Every mistake is told with the file, the line and the key, and what is right there.

ProfileError (ValueError)   the file cannot be read, is no TOML, or says something that no profile says
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import re2
from cssselect import SelectorError

from importers.reading.items import KINDS
from importers.reading.profiles.profile import (
    FIELDS,
    Expected,
    Films,
    Locator,
    Parts,
    Profile,
    Profiles,
    compiled,
    select,
)

SITES = Path(__file__).parents[2] / "sites"
"""Profiles that come with Marquee."""
EXPECTED = {
    "1": Expected(1, 1),
    "0..1": Expected(0, 1),
    "1..": Expected(1, None),
    "0..": Expected(0, None),
}
_TOP = ("sites", "pages", "when", "drop", "time_zone", "kinds", "fields", "films")
_FILMS = ("at", "expect", "fields")
_LOCATOR = (
    "at",
    "after",
    "meta",
    "line",
    "below",
    "above",
    "lines",
    "skip",
    "within",
    "until",
    "take",
    "pattern",
    "split",
    "name",
    "role",
    "caption",
    "only",
    "expect",
    "parts",
)
_PARTS = ("date", "time", "venue", "screen", "booking_url", "film", "date_format", "year")


class ProfileError(ValueError):
    """A profile that cannot be used; the message names file, line and key."""


def load_profiles(folders: Iterable[Path] = (), chosen: Sequence[Profile] = ()) -> Profiles:
    """Those chosen by a person, then every `*.toml` of the folders, then those of the package."""
    found = [load_profile(path) for folder in (*folders, SITES) for path in sorted(folder.glob("*.toml"))]
    return Profiles((*chosen, *found))


def find_profile(named: str, folders: Iterable[Path] = ()) -> Profile:
    """The profile of that file or name, for whatever source it is used on."""
    path = Path(named)
    places = [path, *(folder / f"{named}.toml" for folder in (*folders, SITES))]
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        raise ProfileError(f"{named}: there is no such profile. Looked for {', '.join(map(str, places))}.")
    profile = load_profile(file)
    return Profile(**{**{name: getattr(profile, name) for name in Profile.__slots__}, "sites": ("*",)})


def load_profile(path: Path) -> Profile:
    """One profile. Raises ProfileError."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path}: the profile cannot be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{path}: not TOML: {error}.") from error
    return _Loader(path, text).profile(data)


class _Loader:
    """One file being read; keeps its text to tell lines."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.lines = path, text.splitlines()

    def profile(self, data: dict[str, Any]) -> Profile:
        self._known(data, _TOP, "")
        sites = self._texts(data, "sites") or (self.path.stem,)
        return Profile(
            self.path.stem,
            sites,
            self._texts(data, "pages"),
            self._css("when", self._text(data, "when")),
            tuple(self._css("drop", selector) for selector in self._texts(data, "drop")),
            self._zone(self._text(data, "time_zone")),
            self._kinds(self._table(data, "kinds")),
            self._fields(self._table(data, "fields")),
            self._films(self._table(data, "films")),
            str(self.path),
        )

    def _films(self, table: dict[str, Any]) -> Films | None:
        if not table:
            return None
        self._known(table, _FILMS, "films.")
        at, fields = self._css("at", self._text(table, "at")), self._fields(self._table(table, "fields"))
        if not at or fields.get("title") is None:
            raise self._wrong("films", "give at (the CSS selector of one film) and fields with a title")
        return Films(at, fields, self._expected("expect", table.get("expect", "1..")))

    def _kinds(self, table: dict[str, Any]) -> tuple[Any, ...]:
        self._known(table, KINDS, "kinds.")
        rules = [(kind, pattern) for kind in table for pattern in self._texts(table, kind)]
        for kind, pattern in rules:
            if pattern.startswith("css:"):
                self._css(kind, pattern.removeprefix("css:"))
        return tuple(rules)

    def _fields(self, table: dict[str, Any]) -> dict[str, Locator | None]:
        self._known(table, FIELDS, "fields.")
        return {name: self._locator(name, value) for name, value in table.items()}

    def _locator(self, name: str, value: Any) -> Locator | None:
        if value is False:
            return None
        if isinstance(value, str):
            value = {"at": value}
        if isinstance(value, list) and value and all(isinstance(place, dict) for place in value):
            first, *others = (self._place(name, place) for place in value)
            return replace(first, also=tuple(others))
        return self._place(name, value)

    def _place(self, name: str, value: Any) -> Locator:
        if not isinstance(value, dict):
            raise self._wrong(name, "give a CSS selector, a table such as { after = “Label” }, or false for never")
        self._known(value, _LOCATOR, f"{name}.")
        if sum(key in value for key in ("at", "after", "meta", "line", "below")) != 1:
            wanted = "at (CSS), after (a label), meta (a name), line and below (patterns)"
            raise self._wrong(name, f"give one of {wanted}")
        if "below" in value and not ("above" in value or "lines" in value):
            raise self._wrong(name, "below wants above (a pattern) or lines (a number), to know where it ends")
        return Locator(
            at=tuple(self._css(name, selector) for selector in self._texts(value, "at")),
            after=self._texts(value, "after"),
            meta=self._text(value, "meta").lower(),
            within=self._css(name, self._text(value, "within")),
            until=self._css(name, self._text(value, "until")),
            line=self._pattern(name, self._text(value, "line")),
            below=self._pattern(name, self._text(value, "below")),
            above=self._pattern(name, self._text(value, "above")),
            pattern=self._pattern(name, self._text(value, "pattern")),
            lines=self._number(name, "lines", value.get("lines", 0)),
            skip=self._number(name, "skip", value.get("skip", 0)),
            take=self._text(value, "take"),
            split=self._texts(value, "split"),
            name=self._text(value, "name"),
            role=self._text(value, "role"),
            caption=self._css(name, self._text(value, "caption")),
            only=value.get("only") is True,
            expected=self._expected(name, value.get("expect", 1)),
            parts=self._parts(name, self._table(value, "parts")),
        )

    def _parts(self, name: str, table: dict[str, Any]) -> Parts:
        self._known(table, _PARTS, f"{name}.parts.")
        texts = {key: self._text(table, key) for key in table}
        for key, text in texts.items():
            if key == "year":
                self._pattern(f"{name}.parts.year", text)
            elif key != "date_format":
                self._css(f"{name}.parts.{key}", text)
        return Parts(**texts)

    def _number(self, name: str, key: str, value: Any) -> int:
        if type(value) is not int or value < 0:
            raise self._wrong(name, f"{key}: a number is expected, not {value!r}")
        return value

    def _expected(self, name: str, value: Any) -> Expected:
        if isinstance(value, bool) or str(value) not in EXPECTED:
            raise self._wrong(name, f"expect: {value!r} is none of 1, “0..1”, “1..” and “0..”")
        return EXPECTED[str(value)]

    def _css(self, key: str, selector: str) -> str:
        if selector:
            try:
                select(selector, _NOTHING)
            except (SelectorError, ValueError, SyntaxError) as error:
                raise self._wrong(key, f"“{selector}” is no CSS selector: {error}") from error
        return selector

    def _pattern(self, key: str, pattern: str) -> str:
        try:
            compiled(pattern)
        except re2.error as error:
            raise self._wrong(key, f"pattern “{pattern}” is not in RE2 syntax: {error}") from error
        return pattern

    def _zone(self, name: str) -> str:
        try:
            return ZoneInfo(name).key if name else ""
        except (OSError, ValueError, KeyError) as error:
            raise self._wrong("time_zone", f"“{name}” is no time zone such as “Europe/Rome”") from error

    def _known(self, table: dict[str, Any], names: Sequence[str], inside: str) -> None:
        for key in table:
            if key not in names:
                near = difflib.get_close_matches(key, names, 1)
                advice = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(names)}."
                raise self._wrong(key, f"no profile has a key “{inside}{key}”. {advice}")

    def _table(self, table: dict[str, Any], key: str) -> dict[str, Any]:
        value = table.get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, "a table is expected")
        return value

    def _text(self, table: dict[str, Any], key: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            raise self._wrong(key, f"a text is expected, not {value!r}")
        return value

    def _texts(self, table: dict[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(text, str) and text for text in value):
            raise self._wrong(key, f"a text or a list of texts is expected, not {value!r}")
        return tuple(value)

    def _wrong(self, key: str, what: str) -> ProfileError:
        name = key.rpartition(".")[2]
        starts = (name, f'"{name}"')
        line = next((n for n, text in enumerate(self.lines, 1) if text.lstrip("{[ ").startswith(starts)), None)
        line = line or next((n for n, text in enumerate(self.lines, 1) if name in text), None)
        return ProfileError(f"{self.path}{f', line {line}' if line else ''}: {key}: {what}.")


def _nothing() -> Any:
    from lxml import html

    return html.fragment_fromstring("<p></p>")


_NOTHING = _nothing()
