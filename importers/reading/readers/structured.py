"""What a page says of its film in structured data: JSON-LD, microdata, RDFa, OpenGraph, hCalendar.

Only types that mean a film or a showing are believed. What a content system says of its own article (author, date,
site name) is not about the film, and neither is a film among others that the page merely links to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from importers.reading.document import LegacyDocument, Passage, css_path, fold
from importers.reading.items import Company, Credit, Image, Role, Screening
from importers.reading.readers.data_films import read_data_films
from importers.reading.readers.literals import ScriptValue, script_data
from importers.reading.readers.nodes import Node, nodes, things
from importers.reading.readings import Mention, Reading
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.languages import language_tag

__all__ = ["ScriptValue", "read_structured", "script_data"]

FILMS = ("movie", "film", "shortfilm", "movieclip", "tvmovie")
SHOWINGS = ("screeningevent", "theaterevent", "event", "visualartsevent")

_ROLES: dict[str, Role] = {
    "director": "director",
    "directors": "director",
    "actor": "cast",
    "actors": "cast",
    "performer": "cast",
    "producer": "producer",
    "author": "screenwriter",
    "screenwriter": "screenwriter",
    "creator": "other",
    "musicBy": "composer",
    "editor": "editor",
}
_NEVER_FROM_FILMS = frozenset(["author", "creator", "editor", "performer"])
"""Content systems write their own people there, so they are not believed."""

_SEEN, _UNSEEN = 0.93, 0.8
"""Confidence in a value that stands in the page's visible text too, and in one that does not."""


def read_structured(document: LegacyDocument, passages: tuple[Passage, ...]) -> Iterator[Reading]:
    """Readings of the page's film, or of each film where the page describes several."""
    found = nodes(document)
    films = _distinct(things(found, *FILMS))
    subject = _subject(document, films)
    for film in films:
        yield from _film(document, film, "" if film is subject else f"structured:{fold(_name(film))}")
    yield from _showings(document, found, subject, films)
    yield from _event_cards(document)
    yield from read_data_films(document)
    yield from _open_graph(document)


def _name(node: Node) -> str:
    return next(iter(node.texts("name", "headline")), "")


def _distinct(films: Iterable[Node]) -> list[Node]:
    """One node for each film: the one that says most."""
    best: dict[str, Node] = {}
    for film in films:
        name = fold(_name(film))
        if name and (name not in best or len(film.properties) > len(best[name].properties)):
            best[name] = film
    return list(best.values())


def _subject(document: LegacyDocument, films: list[Node]) -> Node | None:
    """The film that the page is about: the only one, or the only one that its title names."""
    if len(films) == 1:
        return films[0]
    headings = [p.text for p in document.passages if p.kind == "heading" and p.level == 1]
    titles = {fold(text) for text in (document.metas.get("og:title", ""), *headings) if text}
    named = [film for film in films if fold(_name(film)) in titles]
    return named[0] if len(named) == 1 else None


# Films


def _film(document: LegacyDocument, film: Node, record: str) -> Iterator[Reading]:
    for field, value, text in _values(film):
        seen = _mentions(document, text) if not record else ()
        sure = _sureness(field, bool(seen) or field not in _SHOWN)
        yield Reading(field, value, film.reader, sure, seen, film.locator, text[:500], record)


_SHOWN = frozenset(["title", "original_title", "credits"])
_SURE = {"year": 0.82, "synopsis": 0.4, "images": 0.8, "running_time": 0.92, "original_title": 0.6}


def _sureness(field: str, seen: bool) -> float:
    return _SURE.get(field, _SEEN) if seen else min(_SURE.get(field, 1.0), _UNSEEN)


def _mentions(document: LegacyDocument, text: str) -> tuple[Mention, ...]:
    """Where the page shows just this text as a line of its own."""
    wanted = fold(text)
    same = (at for at, folded in enumerate(document.folded) if folded == wanted) if wanted else ()
    return tuple(Mention(at, 0, len(document.passages[at].text)) for at in same)[:1]


def _values(film: Node) -> Iterator[tuple[str, Any, str]]:
    """Field, value and source text of all that a node says of a film."""
    for title in film.texts("name", "headline")[:1]:
        yield "title", title, title
        for other in film.texts("alternateName", "alternativeHeadline")[:1]:
            if fold(other) != fold(title):
                yield "original_title", other, other
    for name, role in _ROLES.items():
        if name not in _NEVER_FROM_FILMS and (people := tuple(dict.fromkeys(_people(film, name)))):
            yield "credits", tuple(Credit(role, name, person) for person in people), ", ".join(people)
    yield from _figures(film)
    yield from _places(film)
    yield from _extras(film)


def _people(film: Node, name: str) -> Iterator[str]:
    for text in film.texts(name):
        for part in re.split(r",(?! (?:Jr|Sr)\b)|;", text):
            person = part.strip()
            if person and len(person) < 80 and "://" not in person and person.lower() not in _NOBODY:
                yield person


_NOBODY = frozenset(["admin", "n/a", "unknown", "various", "null", "undefined", "tba", "-"])


def _figures(film: Node) -> Iterator[tuple[str, Any, str]]:
    for text in film.texts("duration", "timeRequired")[:1]:
        if minutes := iso_minutes(text):
            yield "running_time", minutes, text
    for text in film.texts("copyrightYear", "dateCreated", "productionYear")[:1]:
        if year := _year(text):
            yield "year", year, text
    for text in film.texts("contentRating")[:1]:
        if len(text) <= 20:
            yield "certificate", text, text


def _places(film: Node) -> Iterator[tuple[str, Any, str]]:
    countries = film.texts("countryOfOrigin")
    if found := parse_countries(", ".join(countries), codes=True) if countries else None:
        yield "countries", found, ", ".join(countries)
    languages = film.texts("inLanguage")
    if tags := tuple(tag for tag in map(_language, languages) if tag):
        yield "languages", tags, ", ".join(languages)
    if companies := tuple(Company("production", name) for name in film.texts("productionCompany") if len(name) < 100):
        yield "companies", companies, ", ".join(company.name for company in companies)


def _extras(film: Node) -> Iterator[tuple[str, Any, str]]:
    for text in film.texts("description")[:1]:
        if not text.endswith(("…", "...", "[…]")) and len(text) > 60:
            yield "synopsis", text, text
    if urls := [url for url in _urls(film, "image") if not _is_brand(url)][:1]:
        yield "images", (Image(urls[0]),), urls[0]


def _language(text: str) -> str | None:
    return language_tag(text) or (text.lower() if re.fullmatch(r"[A-Za-z]{2}", text) else None)


def _year(text: str) -> int | None:
    found = re.match(r"(18[89]\d|19\d\d|20\d\d)(?!\d)", text)
    return int(found[1]) if found else None


def _urls(node: Node, name: str) -> Iterator[str]:
    for value in node.properties.get(name, ()):
        inside = value.texts("url", "contentUrl") if isinstance(value, Node) else [str(value).strip()]
        yield from (url for url in inside if url and not url.startswith("data:"))


def _is_brand(url: str) -> bool:
    """Names of pictures that stand for a site, not for a film."""
    words = set(re.split(r"[^a-z]+", url.lower().split("?")[0].rpartition("/")[2]))
    return bool(words & {"logo", "default", "placeholder", "share", "social", "facebook", "og", "favicon", "icon"})


_ISO_DURATION = re.compile(r"P(?:(\d{1,2})D)?T?(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})(?:\.\d{1,6})?S)?", re.I)


def iso_minutes(text: str) -> int | None:
    """The minutes of an ISO 8601 duration; None for none, for zero, and for what is no duration of a film."""
    found = _ISO_DURATION.fullmatch(text.strip())
    if not found:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    total = round(days * 1440 + hours * 60 + minutes + seconds / 60)
    return total if 0 < total < 1500 else None


# Showings


def _showings(
    document: LegacyDocument, found: list[Node], subject: Node | None, films: list[Node]
) -> Iterator[Reading]:
    """All showings in one reading; each with its film where they are of several."""
    events = [(event, starts) for event in things(found, *SHOWINGS) for starts in _starts(event)]
    names = {fold(_film_of(event)): _film_of(event) for event, _ in events if _film_of(event)}
    alone = len(names) <= 1 and not (len(films) > 1 and subject is None)
    listed = tuple(dict.fromkeys(_showing(event, starts, alone) for event, starts in events))
    if not listed:
        return
    event = events[0][0]
    about_another = alone and names and not document.find(next(iter(names.values())))
    sure = 0.5 if about_another else 0.9
    yield Reading("screenings", listed, event.reader, sure, (), event.locator, events[0][1])
    if alone and not films and names and len(events) > 1:
        title = next(iter(names.values()))
        seen = _mentions(document, title)
        yield Reading("title", title, event.reader, 0.8 if seen else 0.5, seen, event.locator, title)


def _film_of(event: Node) -> str:
    return next(iter(event.texts("workPresented", "workPerformed", "workFeatured")), "") or _name(event)


def _showing(event: Node, starts: str, alone: bool) -> Screening:
    venue = next(iter(event.texts("location")), None)
    booking = [url for offer in event.nodes("offers") for url in _urls(offer, "url")] or list(_urls(event, "url"))
    venue = venue if venue and "://" not in venue and len(venue) < 120 else None
    return Screening(starts, venue, None, booking[0] if booking else None, None if alone else _film_of(event) or None)


def _starts(event: Node) -> Iterator[str]:
    for text in event.texts("startDate", "doorTime")[:1]:
        if local := local_time(text):
            yield local


_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d{1,6})?)?\s?(Z|[+-]\d\d:?\d\d)?", re.I)


def local_time(text: str) -> str | None:
    """A moment as items print it, its offset kept where one is stated; None for days without a time."""
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        return None
    day, time, offset = found.groups()
    try:
        datetime.fromisoformat(f"{day}T{time}")
    except ValueError:
        return None
    if not offset:
        return f"{day}T{time}"
    return f"{day}T{time}+00:00" if offset in "Zz" else f"{day}T{time}{offset[:3]}:{offset[-2:]}"


def _event_cards(document: LegacyDocument) -> Iterator[Reading]:
    """hCalendar: class names on elements."""
    if document.root is None:
        return
    cards = document.root.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' vevent ')]")[:500]
    listed = [(card, showing) for card in cards if (showing := _event_card(card))]
    names = {fold(showing.film or "") for _, showing in listed}
    if listed:
        alone = len(names) == 1
        showings = tuple(_without_film(showing) if alone else showing for _, showing in listed)
        yield Reading("screenings", showings, "hcalendar", 0.88, (), css_path(listed[0][0]), listed[0][1].starts_at)


def _without_film(showing: Screening) -> Screening:
    return Screening(showing.starts_at, showing.venue, showing.screen, showing.booking_url)


def _event_card(card: Any) -> Screening | None:
    parts: dict[str, str] = {}
    for element in card.iter():
        for name in (element.get("class") or "").split() if isinstance(element.tag, str) else ():
            if name in ("summary", "dtstart", "location", "url"):
                parts.setdefault(name, _card_value(element, name))
    starts = local_time(parts.get("dtstart", ""))
    return Screening(starts, parts.get("location"), None, parts.get("url"), parts.get("summary")) if starts else None


def _card_value(element: Any, name: str) -> str:
    stated = element.get("href") if name == "url" else element.get("title") or element.get("datetime")
    return stated or " ".join("".join(element.itertext()).split())[:300]


# OpenGraph


def _open_graph(document: LegacyDocument) -> Iterator[Reading]:
    metas = document.metas
    kind = metas.get("og:type", "").lower()
    if (image := metas.get("og:image") or metas.get("twitter:image")) and not _is_brand(image):
        yield _meta("images", (Image(image),), 0.5, "og:image", image)
    if kind in ("video.movie", "movie", "video.other") and (title := metas.get("og:title")):
        yield _meta("title", title, 0.7, "og:title", title)
    director = metas.get("video:director") or metas.get("og:video:director") or ""
    if director and "://" not in director:
        yield _meta("credits", (Credit("director", "video:director", director),), 0.8, "video:director", director)
    if (seconds := metas.get("video:duration", "")).isdecimal() and 60 <= int(seconds) < 90_000:
        yield _meta("running_time", round(int(seconds) / 60), 0.6, "video:duration", seconds)


def _meta(field: str, value: Any, confidence: float, name: str, text: str) -> Reading:
    return Reading(field, value, "opengraph", confidence, (), f'meta[property="{name}"]', text)
