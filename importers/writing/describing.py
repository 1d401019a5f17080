"""What an item means for pages: the values a page should hold, as plain values, with names for what is elsewhere.

Pure: no database. People, venues, sections and images are `Ref`s here; the catalogue finds or makes them afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from importers.reading.items import Biography, Credit, FilmItem, Image, Problem, Role, Screening, SourceKey
from importers.writing.text import paragraph_html, paragraphs
from importers.writing.times import EditionDays, resolve
from importers.writing.values import Json, Part, Snapshot, filled, unique_keys

NAMESPACE = uuid.UUID("6d0f3c52-4d0e-5a36-9f0a-2f4c1b6f7a10")
"""Of all block ids made by imports; changing it would make every imported block a new one."""

FILM_FIELDS = (
    "title",
    "original_title",
    "standfirst",
    "year",
    "running_time",
    "certificate",
    "byline",
    "premiere",
)
ROLE_LISTS: tuple[tuple[str, Role], ...] = (
    ("directors", "director"),
    ("producers", "producer"),
    ("screenwriters", "screenwriter"),
    ("cast", "cast"),
)


@dataclass(frozen=True, slots=True)
class Ref:
    """Something with an identity of its own, by the name or address that the source gives it.

    `note` is what helps to tell two of one name apart: a person's biography.
    """

    kind: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Described:
    """Values may hold `Ref`s. What the source is silent about is not in the snapshot."""

    snapshot: Snapshot
    problems: tuple[Problem, ...] = ()


def describe_film(item: FilmItem, key: SourceKey, days: EditionDays) -> Described:
    notes = {biography.name: biography.text for biography in item.biographies}
    showings, problems = screening_rows(item.screenings, days)
    lists = {
        "credits": _rows(_credit_row(credit, notes) for credit in _all_credits(item)),
        "countries": _rows({"code": code} for code in item.countries),
        "languages": _rows(_languages(item)),
        "companies": _rows({"role": company.role, "name": company.name} for company in item.companies),
        "sections": _rows([{"section": Ref("section", item.section)}] if item.section else []),
        "screenings": showings,
        "body": (*story(item.synopsis, key, "synopsis"), *_biographies(item.biographies, key)),
        "gallery": tuple(_gallery(item.images, key)),
    }
    fields = {name: getattr(item, name) for name in FILM_FIELDS}
    return Described(_stated(fields, lists), problems)


def describe_person(name: str, biography: str | None, key: SourceKey) -> Described:
    return Described(_stated({"title": name}, {"biography": story(biography, key, "biography")}))


def describe_section(title: str, standfirst: str | None, text: str | None, key: SourceKey) -> Described:
    fields = {"title": title, "standfirst": standfirst}
    return Described(_stated(fields, {"introduction": story(text, key, "introduction")}))


def screening_rows(screenings: Iterable[Screening], days: EditionDays) -> tuple[tuple[Part, ...], tuple[Problem, ...]]:
    rows: list[dict[str, Json]] = []
    problems: list[Problem] = []
    for screening in screenings:
        moment = resolve(screening.starts_at, days)
        if isinstance(moment, datetime):
            venue = Ref("venue", screening.venue) if screening.venue else None
            row = {"venue": venue, "screen": screening.screen, "booking_url": screening.booking_url}
            rows.append({"starts_at": moment.isoformat(), **row})
        else:
            problems.append(moment)
    return _rows(rows), tuple(problems)


def story(text: str | None, key: SourceKey, role: str) -> tuple[Part, ...]:
    """One paragraph block for each paragraph."""
    return unique_blocks(key, role, (("paragraph", part, paragraph_html(part)) for part in paragraphs(text)))


def unique_blocks(key: SourceKey, role: str, blocks: Iterable[tuple[str, str, Json]]) -> tuple[Part, ...]:
    """Blocks of (type, what tells it apart, value), under ids that are the same whenever the source says the same."""
    named = unique_keys(Part(tell, (kind, value)) for kind, tell, value in blocks)
    return tuple(Part(block_id(key, role, part.key), {"type": part.value[0], "value": part.value[1]}) for part in named)


def block_id(key: SourceKey, role: str, tell: str) -> str:
    return str(uuid.uuid5(NAMESPACE, "\x1f".join((key.site, key.kind, key.key, role, tell))))


def _stated(fields: dict[str, Json], lists: dict[str, tuple[Part, ...]]) -> Snapshot:
    """Only what is there: a source that went quiet about something must not clear it."""
    return Snapshot(filled(fields), {name: parts for name, parts in lists.items() if parts})


def _rows(values: Iterable[dict[str, Json]]) -> tuple[Part, ...]:
    """Rows get their keys once it is known whom they point at."""
    return tuple(Part("", filled(value)) for value in values)


def _all_credits(item: FilmItem) -> Iterator[Credit]:
    yield from item.credits
    named = {(credit.role, credit.name) for credit in item.credits}
    for names, role in ROLE_LISTS:
        yield from (Credit(role, "", name) for name in getattr(item, names) if (role, name) not in named)


def _credit_row(credit: Credit, notes: dict[str, str]) -> dict[str, Json]:
    return {
        "person": Ref("person", credit.name, notes.get(credit.name, "")),
        "role": credit.role,
        "role_as_printed": credit.role_as_printed,
        "credited_as": credit.name,
        "character": credit.character,
    }


def _languages(item: FilmItem) -> Iterator[dict[str, Json]]:
    for kind, tags in (("spoken", item.languages), ("subtitles", item.subtitles)):
        yield from ({"tag": tag, "kind": kind} for tag in tags)


def _biographies(biographies: Iterable[Biography], key: SourceKey) -> tuple[Part, ...]:
    blocks = (
        (
            "biography",
            f"{biography.name}\x1f{biography.text}",
            {
                "person": Ref("person", biography.name, biography.text),
                "text": "".join(paragraph_html(part) for part in paragraphs(biography.text)),
            },
        )
        for biography in biographies
        if paragraphs(biography.text)
    )
    return unique_blocks(key, "biography", blocks)


def _gallery(images: Iterable[Image], key: SourceKey) -> Iterator[Part]:
    for image in {image.url: image for image in images}.values():
        texts = {"alt_text": image.alt, "caption": image.caption, "credit": image.credit}
        value = filled({"image": Ref("image", image.url), **texts})
        yield Part(block_id(key, "image", image.url), {"type": "image", "value": value})
