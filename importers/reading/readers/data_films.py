"""The films that a page's scripts hold as data: `__NEXT_DATA__`, `__NUXT__`, rows of a ticketing system.

An object is a film's where its keys, read like labels ("runningTime", "directors"), name a title and two more things
that only films have. Of several the page's own is the one its title names, else the one that stands alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape
from typing import Any

from importers.reading.document import LegacyDocument, fold
from importers.reading.items import Image, Screening
from importers.reading.prose import ends_sentence
from importers.reading.readers.literals import ScriptValue, script_data
from importers.reading.readings import Reading
from importers.reading.values import read_value
from importers.reading.vocabulary.dates import find_showtimes
from importers.reading.vocabulary.folding import key
from importers.reading.vocabulary.labels import Label, find_label
from importers.reading.vocabulary.languages import language_tag
from importers.reading.wordlists import exact_list, word_list

READER = "script-data"
_CONFIDENCE = 0.85
_DEEPEST = 12
_MOST = 20_000
"""Objects looked at on one page."""
_ENOUGH = 2
_TELLING = frozenset(
    {"credits", "year", "running_time", "countries", "certificate", "synopsis", "screenings", "languages"}
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")
_TAG = re.compile(r"<(/?)(\w+)[^<>]{0,300}>")
_BREAKS = frozenset(["p", "br", "div", "li"])


@cache
def _parts(name: str) -> re.Pattern[str]:
    """Finds any word of a list inside a key or path."""
    return re.compile("|".join(map(re.escape, exact_list("data", name))), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DataFilm:
    """An object that describes a film; `path` leads to it in the script's value."""

    title: str
    readings: tuple[Reading, ...]
    path: str

    @property
    def weight(self) -> int:
        return len({reading.field for reading in self.readings})


def read_data_films(document: LegacyDocument) -> Iterator[Reading]:
    """Readings of the page's own film, from the object that tells most of it."""
    own = _subject(document, _all_films(document))
    if own is not None:
        yield from own.readings


def listed_data_films(document: LegacyDocument) -> tuple[DataFilm, ...]:
    """The films of the longest list in the page's data, each once; none where the data has one subject."""
    films = _all_films(document)
    if len(films) < 2 or _subject(document, films) is not None:
        return ()
    lists: defaultdict[str, dict[str, DataFilm]] = defaultdict(dict)
    for film in films:
        if not _leads_elsewhere(film.path):
            lists[_KEYED.sub(".[]", _NUMBER.sub("[]", film.path))].setdefault(fold(film.title), film)
    longest = max(lists.values(), key=len, default={})
    return tuple(longest.values()) if len(longest) > 1 else ()


def holds_films(document: LegacyDocument) -> bool:
    """Whether a page without any text holds films in its scripts."""
    return bool(_all_films(document))


def _all_films(document: LegacyDocument) -> list[DataFilm]:
    known: list[DataFilm] | None = document.remembered.get("data-films")
    if known is None:
        known = [film for value in script_data(document) for film in _films(value)]
        document.remembered["data-films"] = known
    return known


_KEYED = re.compile(r"\.\w{1,40}:[^.\[\]]{1,60}$|\.\d{1,12}$")
"""The last step to a thing that is kept by its name: "Film:12"."""
_NUMBER = re.compile(r"\[\d+\]")


def _leads_elsewhere(path: str) -> bool:
    return path.endswith("next") or _parts("elsewhere").search(path) is not None


def _subject(document: LegacyDocument, films: list[DataFilm]) -> DataFilm | None:
    names = {fold(p.text) for p in document.passages if p.level in (1, 2)}
    names |= {fold(document.metas[name]) for name in ("og:title", "twitter:title") if name in document.metas}
    named = [film for film in films if fold(film.title) in names]
    main = named or [film for film in films if not _leads_elsewhere(film.path)]
    titles = {fold(film.title) for film in main}
    return max(main, key=lambda film: film.weight) if len(titles) == 1 else None


def _films(value: ScriptValue) -> Iterator[DataFilm]:
    """Objects that are films, outermost first; what is nested in a film is its own."""
    waiting: list[tuple[Any, str, int]] = [(value.value, value.name, 0)]
    seen = 0
    while waiting and seen < _MOST:
        inner, path, depth = waiting.pop()
        seen += 1
        if isinstance(inner, dict):
            film = _film(inner, f"{value.locator} {path}")
            if film is not None:
                yield film
            elif depth < _DEEPEST:
                waiting += [(held, f"{path}.{name}", depth + 1) for name, held in reversed(inner.items())]
        elif isinstance(inner, list) and depth < _DEEPEST:
            waiting += [(held, f"{path}[{at}]", depth + 1) for at, held in reversed(list(enumerate(inner)))]


def _film(data: dict[str, Any], path: str) -> DataFilm | None:
    title = next((text for name, held in data.items() if _field(name) == "title" and (text := _text(held))), "")
    if not title or len(title) > 200:
        return None
    readings = tuple(_readings(data, path))
    telling = {reading.field for reading in readings} & _TELLING
    if len(telling) < _ENOUGH or not telling & {"credits", "running_time", "year"}:
        return None
    own = Reading("title", title, READER, _CONFIDENCE, (), f"{path}.title", title)
    return DataFilm(title, (own, *readings), path)


def attribute_readings(attributes: dict[str, str], locator: str) -> tuple[Reading, ...]:
    """What an element's data attributes say, where they say two things that only films have."""
    held = {name[5:]: value for name, value in attributes.items() if name.startswith("data-")}
    readings = tuple(_readings(held, locator)) if len(held) > 1 else ()
    return readings if len({reading.field for reading in readings} & _TELLING) >= _ENOUGH else ()


@lru_cache(maxsize=4096)
def _label(name: str) -> Label | None:
    """A key as a label: "runningTime" is "running time", "filmTitle" is "title"."""
    words = [word.lower() for word in _WORD.findall(name[:60])]
    label = find_label(" ".join(words)) or find_label(
        " ".join(word for word in words if word not in word_list("data", "ignored"))
    )
    return Label(name, label.fields, label.roles, label.company, label.also) if label else None


def _field(name: str) -> str:
    label = _label(name)
    if label is not None:
        return label.field
    return "title" if name.lower() in exact_list("data", "titles") else ""


def _readings(data: dict[str, Any], path: str) -> Iterator[Reading]:
    for name, held in data.items():
        where = f"{path}.{name}"
        label = _label(name)
        if _plain_key(name) in exact_list("data", "showings"):
            yield from _screenings(held, where)
        elif _parts("images").search(name) and (image := _image(held)):
            yield Reading("images", (image,), READER, _CONFIDENCE, (), where, image.url)
        elif nested := tuple(_nested_credits(held, where)):
            yield from nested
        elif label is not None:
            yield from (
                Reading(field, value, READER, _CONFIDENCE, (), where, _text(held)[:500])
                for field, value in _values(label, held)
            )


def _nested_credits(held: Any, path: str) -> Iterator[Reading]:
    """`"credits": {"directors": […]}`, `"crew": [{"job": "Director", "name": "Jane Doe"}]`."""
    if isinstance(held, dict):
        pairs = [(label, inner) for name, inner in held.items() if (label := _label(name)) and label.roles]
    elif isinstance(held, list):
        pairs = [pair for one in held[:80] if isinstance(one, dict) and (pair := _role_and_name(one))]
    else:
        return
    for label, inner in pairs:
        for field, value in read_value(label, _text(inner), marked=True):
            if field == "credits":
                yield Reading(field, value, READER, _CONFIDENCE, (), path, _text(inner)[:500])


def _role_and_name(data: dict[str, Any]) -> tuple[Label, Any] | None:
    roles = (held for name, held in data.items() if name.lower() in exact_list("data", "roles"))
    label = next((found for role in roles if isinstance(role, str) and (found := find_label(role))), None)
    name = data.get("name") or data.get("person") or data.get("fullName")
    return (label, name) if label is not None and label.roles and name else None


def _plain_key(name: str) -> str:
    return key(name).replace(" ", "")


def _values(label: Label, held: Any) -> Iterator[tuple[str, Any]]:
    if label.field in ("synopsis", "standfirst"):
        text = _prose(held)
        if (
            text
            and not text.endswith(("…", "..."))
            and (label.field == "standfirst" or len(text) > (40 if ends_sentence(text) else 60))
        ):
            yield label.field, text
    elif label.field == "running_time" and isinstance(held, int) and not isinstance(held, bool):
        if 0 < held < 1500:
            yield "running_time", held
    elif label.field in ("languages", "subtitles") and (tags := _tags(held)):
        yield label.field, tags
    elif label.field not in ("title", "known", "biography"):
        yield from read_value(label, _text(held), marked=True)


def _tags(held: Any) -> tuple[str, ...]:
    texts = [_text(one) for one in held] if isinstance(held, list) else re.split(r"[,;/]", _text(held))
    tags = [
        language_tag(text.strip()) or (text.strip().lower() if _CODE.fullmatch(text.strip()) else "") for text in texts
    ]
    return tuple(dict.fromkeys(tags)) if tags and all(tags) else ()


_CODE = re.compile(r"[a-zA-Z]{2}")


def _text(held: Any) -> str:
    """A value as text: things by their names, lists with commas."""
    if isinstance(held, bool) or held is None:
        return ""
    if isinstance(held, dict):
        return next(
            (_text(held[name]) for name in ("name", "title", "label", "fullName", "value", "text") if held.get(name)),
            "",
        )
    if isinstance(held, list):
        return ", ".join(filter(None, map(_text, held[:80])))
    return " ".join(_TAG.sub(" ", unescape(str(held)[:20_000])).split())


def _prose(held: Any) -> str:
    """Paragraphs parted by empty lines."""
    raw = held if isinstance(held, str) else _text(held)
    marked = _TAG.sub(lambda tag: "\n" if tag[2].lower() in _BREAKS else "", unescape(raw[:40_000]))
    return "\n\n".join(" ".join(line.split()) for line in marked.splitlines() if line.strip())


def _image(held: Any) -> Image | None:
    if isinstance(held, list):
        return _image(held[0]) if held else None
    if isinstance(held, dict):
        url = next((held[name] for name in ("url", "src", "href") if isinstance(held.get(name), str)), "")
        alt, caption, credit = (_text(held.get(name)) or None for name in ("alt", "caption", "credit"))
        return Image(url, alt, caption, credit) if url else None
    is_url = isinstance(held, str) and re.match(r"https?://|/[^/]", held) and " " not in held.strip()
    return Image(held.strip()) if is_url else None


# Showings


def _screenings(held: Any, path: str) -> Iterator[Reading]:
    for at, one in enumerate(held if isinstance(held, list) else ()):
        if isinstance(one, dict) and (showing := _showing(one)):
            yield Reading("screenings", (showing,), READER, _CONFIDENCE, (), f"{path}[{at}]", showing.starts_at)


def _showing(data: dict[str, Any]) -> Screening | None:
    plain = {_plain_key(name): held for name, held in data.items()}
    starts = _start(plain)
    venue, screen = (
        next((text for name in names if (text := _text(plain.get(name)))), None)
        for names in (exact_list("data", "places"), exact_list("data", "rooms"))
    )
    url = next((str(plain[name]) for name in exact_list("data", "links") if isinstance(plain.get(name), str)), None)
    return Screening(starts, venue, screen, url or None) if starts else None


def _start(plain: dict[str, Any]) -> str:
    """The first key that holds day and hour, or a day and another key's hour."""
    texts = [str(plain[name]) for name in exact_list("data", "starts") if isinstance(plain.get(name), str)]
    for text in texts:
        if shown := find_showtimes(text):
            return shown[0].iso
    for hour in (str(plain[name]) for name in exact_list("data", "hours") if isinstance(plain.get(name), str | int)):
        clock = f"{hour[:2]}:{hour[2:]}" if re.fullmatch(r"[0-2]\d[0-5]\d", hour) else hour
        for text in texts:
            if shown := find_showtimes(f"{text} {clock}"):
                return shown[0].iso
    return ""
