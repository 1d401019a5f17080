"""Showings that a page holds as data: rows assigned in inline scripts, `<time datetime>`, events in broken JSON-LD.

JSON-LD that is valid belongs to `structured`; where one bad comma makes it worthless to a parser, its events still
stand there to be read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from importers.reading.document import LegacyDocument, css_path, fold
from importers.reading.items import Screening
from importers.reading.readers.showing_terms import showing_words
from importers.reading.readings import Reading
from importers.reading.vocabulary.dates import Showtime, find_showtimes
from importers.reading.vocabulary.folding import key

LONGEST_SCRIPT = 2_000_000
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\'\\]|\\.)*)\'')
_STARTS = re.compile(r'"startDate"\s*:\s*"([^"]{10,40})"')
_PAIR = re.compile(r'"(name|url|startDate|@type)"\s*:\s*"((?:[^"\\]|\\.)*)"')
_LOCATION = re.compile(r'"location"\s*:\s*\{')
_DATED = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"\d[:.]\d\d")
_CODE_BEFORE = re.compile(r"^[A-Z]{2,4} - ")
_SEASON_AFTER = re.compile(r"\s+(?:19|20)\d\d(?:[/-](?:19|20)?\d\d)?$")


@lru_cache(maxsize=1)
def read_screening_data(document: LegacyDocument) -> tuple[Reading, ...]:
    """One reading for each showing, from everything on the page that is data; found once, however often asked for."""
    first: dict[object, Reading] = {}
    for reading in _all(document):
        first.setdefault((reading.value[0].starts_at, reading.value[0].venue), reading)
    return tuple(first.values())


def _all(document: LegacyDocument) -> Iterator[Reading]:
    titles = _titles(document) if document.scripts else frozenset()
    for script in document.scripts:
        if len(script.text) > LONGEST_SCRIPT:
            continue
        if "ld+json" in script.kind and _is_json(script.text):
            continue  # read by `structured`, which knows what its types mean
        if "ld+json" in script.kind:
            yield from _events(script.text, script.locator, titles)
        elif _CLOCK.search(script.text) and _DATED.search(script.text):
            yield from _script_rows(script.text, script.locator, titles)
    yield from _time_elements(document)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _titles(document: LegacyDocument) -> frozenset[str]:
    """Folded texts that may be the title of the page's film."""
    heads = [p.text for p in document.passages if p.level and p.level <= 3]
    metas = [document.metas.get(name, "") for name in ("title", "og:title", "twitter:title")]
    parts = [part for text in (*heads, *metas) for part in (text, *re.split(r"\s[|–—-]\s", text))]
    return frozenset(filter(None, map(fold, parts)))


def _events(text: str, locator: str, titles: frozenset[str]) -> Iterator[Reading]:
    """Each "startDate" with the nearest name, address and place in its object."""
    starts = list(_STARTS.finditer(text))
    named = {fold(match[2]) for match in _PAIR.finditer(text) if match[1] == "name"}
    several = len({_nearest(text, s.start(), "name") for s in starts}) > 1
    for found in starts:
        for showtime in find_showtimes(found[1]):
            name = _nearest(text, found.start(), "name")
            if several and titles & named and fold(name or "") not in titles:
                continue
            yield _reading(
                showtime, _venue_of(text, found.end()), _after(text, found.end()), None, locator, found[0], 0.95
            )


def _nearest(text: str, at: int, name: str) -> str | None:
    window = text[max(0, at - 1500) : at]
    values = [match[2] for match in _PAIR.finditer(window) if match[1] == name]
    return values[-1] if values else None


def _venue_of(text: str, at: int) -> str | None:
    place = _LOCATION.search(text, at, at + 3000)
    name = place and next((m[2] for m in _PAIR.finditer(text, place.end(), place.end() + 600) if m[1] == "name"), None)
    return unescape(name) if name else None


def _after(text: str, at: int) -> str | None:
    following = _STARTS.search(text, at)
    end = min(following.start() if following else len(text), at + 3000)
    return next((m[2].replace("\\/", "/") for m in _PAIR.finditer(text, at, end) if m[1] == "url"), None)


def _script_rows(text: str, locator: str, titles: frozenset[str]) -> Iterator[Reading]:
    """Arrays and objects of a script that hold a day with an hour, and the title of the page's film."""
    for row in _innermost(text):
        strings = [unescape(a or b) for a, b in _STRING.findall(row)]
        if not any(fold(value) in titles for value in strings if 0 < len(value) < 120):
            continue
        shown = [showtime for value in strings if 12 <= len(value) <= 60 for showtime in _dated(value)]
        if shown:
            yield _reading(shown[0], _hall(strings), _link(strings), None, locator, row[:300], 0.92)


def _dated(value: str) -> tuple[Showtime, ...]:
    return find_showtimes(value) if any(char.isdigit() for char in value) and _DATED.search(value) else ()


def _innermost(text: str) -> Iterator[str]:
    """Stretches between brackets that hold a date, arrays inside them counted in; one pass, no recursion."""
    stack: list[int] = []
    for found in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text):
        sign = found[0]
        if sign in "[{":
            stack.append(found.start())
        elif sign in "]}" and stack:
            start = stack.pop()
            size = found.end() - start
            if 60 <= size <= 6000 and _DATED.search(text, start, found.end()) and len(stack) <= 6:
                yield text[start : found.end()]


def _hall(strings: list[str]) -> str | None:
    named = next(
        (value for value in strings if 3 <= len(value) <= 60 and value[:1].isupper() and _names_hall(value)), None
    )
    return _SEASON_AFTER.sub("", _CODE_BEFORE.sub("", named)).strip() if named else None


def _names_hall(value: str) -> bool:
    """ "NFT1", "BFI - Screen 2", "Sala 3": a room and hardly more, as systems name it."""
    name = key(_CODE_BEFORE.sub("", value))
    first = name.split()[0].rstrip("0123456789") if name else ""
    return first in showing_words("halls", "data") and len(name) - len(first) <= 31


def _link(strings: list[str]) -> str | None:
    return next(
        (
            value.replace("\\/", "/").replace("\\u002F", "/")
            for value in strings
            if re.match(r"https?:|/|[\w.]+\.asp\?", value)
        ),
        None,
    )


def _time_elements(document: LegacyDocument) -> Iterator[Reading]:
    if document.root is None:
        return
    for element in document.root.iter("time"):
        stamp = element.get("datetime") or ""
        text = " ".join("".join(element.itertext()).split())
        wanted = element.get("itemprop") == "startDate" or (":" in text or re.search(r"\d\s?[aphuh]", text))
        if "T" in stamp and wanted and "pubdate" not in element.attrib and not find_showtimes(text):
            for showtime in find_showtimes(stamp):
                yield _reading(showtime, None, None, None, css_path(element), stamp, 0.85)


def _reading(
    showtime: Showtime, venue: str | None, url: str | None, film: str | None, locator: str, text: str, confidence: float
) -> Reading:
    value = (Screening(showtime.iso, venue, None, url, film),)
    return Reading("screenings", value, "showing-data", confidence, (), locator, text)
