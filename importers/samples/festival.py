"""The data of the invented festival, as its old website would have known it. Read from `data/*.toml`, never written."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
DAY_ENDS = 5  # showings before five in the morning are listed with the evening before


@dataclass(frozen=True)
class Credit:
    roles: tuple[str, ...]
    """Several where one printed label names several roles ("Written and directed by")."""
    name: str
    character: str | None = None


@dataclass(frozen=True)
class Company:
    role: str
    name: str


@dataclass(frozen=True)
class Still:
    file: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Showing:
    starts_at: datetime
    venue: str
    screen: str = ""
    booking: int | None = None

    @property
    def listed_on(self) -> date:
        """The festival's day: what starts after midnight still belongs to the evening before."""
        return (self.starts_at - timedelta(hours=DAY_ENDS)).date()


@dataclass(frozen=True)
class Biography:
    name: str
    text: str


@dataclass(frozen=True)
class Film:
    id: int
    slug: str
    title: str
    section: str
    note: str
    countries: tuple[str, ...]
    year: int
    credits: tuple[Credit, ...]
    original_title: str = ""
    standfirst: str = ""
    minutes: int | None = None
    minutes_as: str = ""
    certificate: str = ""
    premiere: str = ""
    languages: tuple[str, ...] = ()
    subtitles: tuple[str, ...] = ()
    companies: tuple[Company, ...] = ()
    byline: str = ""
    byline_style: str = "line"
    style: str = "table"
    programme: str = ""
    biographies: tuple[Biography, ...] = ()
    images: tuple[Still, ...] = ()
    showings: tuple[Showing, ...] = ()

    @property
    def paragraphs(self) -> list[str]:
        return self.note.split("\n\n")

    def named(self, role: str) -> list[str]:
        return [credit.name for credit in self.credits if role in credit.roles]


@dataclass(frozen=True)
class Programme:
    """Several short films shown together, on one page."""

    slug: str
    title: str
    section: str
    standfirst: str
    showings: tuple[Showing, ...]


@dataclass(frozen=True)
class Section:
    key: str
    name: str
    standfirst: str
    introduction: str


@dataclass(frozen=True)
class Person:
    slug: str
    name: str
    text: str
    films: tuple[str, ...]
    portrait: Still | None = None


@dataclass(frozen=True)
class Edition:
    key: str
    name: str
    number: int
    starts_on: date
    ends_on: date
    welcome: str
    introduction: str
    films: tuple[Film, ...]
    programmes: tuple[Programme, ...] = ()
    people: tuple[Person, ...] = ()

    @property
    def days(self) -> list[date]:
        return [self.starts_on + timedelta(days=n) for n in range((self.ends_on - self.starts_on).days + 1)]

    def in_section(self, key: str) -> list[Film]:
        return [film for film in self.films if film.section == key and not film.programme]

    def in_programme(self, slug: str) -> list[Film]:
        return [film for film in self.films if film.programme == slug]

    @cached_property
    def by_slug(self) -> dict[str, Film]:
        return {film.slug: film for film in self.films}

    def on(self, day: date) -> list[tuple[Showing, Film | Programme]]:
        """What is listed on a day, in the order of the clock, the small hours last."""
        shown: tuple[Film | Programme, ...] = (*self.films, *self.programmes)
        rows = [(showing, item) for item in shown for showing in item.showings if showing.listed_on == day]
        return sorted(rows, key=lambda row: (row[0].starts_at, row[0].venue))


@dataclass(frozen=True)
class Festival:
    name: str
    town: str
    host: str
    tickets: str
    time_zone: str
    sections: tuple[Section, ...]
    countries: dict[str, str]
    languages: dict[str, str]
    editions: tuple[Edition, ...]

    def section(self, key: str) -> Section:
        return next(section for section in self.sections if section.key == key)

    def edition(self, key: str) -> Edition:
        return next(edition for edition in self.editions if edition.key == key)


def load() -> Festival:
    data = _toml("festival.toml")
    return Festival(
        name=data["name"],
        town=data["town"],
        host=data["host"],
        tickets=data["tickets"],
        time_zone=data["time_zone"],
        sections=tuple(Section(**section) for section in data["sections"]),
        countries=data["countries"],
        languages=data["languages"],
        editions=tuple(_edition(edition) for edition in data["editions"]),
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _edition(row: dict[str, Any]) -> Edition:
    films = _toml(f"films-{row['key']}.toml")
    people = _toml(f"people-{row['key']}.toml").get("people", [])
    return Edition(
        **(row | {"introduction": row["introduction"].strip()}),
        films=tuple(_film(film) for film in films["films"]),
        programmes=tuple(_programme(number, row) for number, row in enumerate(films.get("programmes", []))),
        people=tuple(_person(person) for person in people),
    )


def _film(row: dict[str, Any]) -> Film:
    readers: dict[str, Callable[[Any], Any]] = {
        "credits": _credit,
        "companies": lambda text: Company(*text.split(": ", 1)),
        "images": _still,
        "biographies": lambda biography: Biography(**biography),
    }
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    for key, reader in readers.items():
        values[key] = tuple(reader(value) for value in row.get(key, []))
    values["showings"] = _showings(row["id"] * 10, row.get("showings", []))
    return Film(**(values | {"note": row["note"].strip()}))


def _programme(number: int, row: dict[str, Any]) -> Programme:
    return Programme(**(row | {"showings": _showings(90_000 + number * 10, row["showings"])}))


def _person(row: dict[str, Any]) -> Person:
    portrait = _still(row["portrait"]) if "portrait" in row else None
    return Person(row["slug"], row["name"], row["text"].strip(), tuple(row["films"]), portrait)


def _credit(text: str) -> Credit:
    roles, name = text.split(": ", 1)
    name, _, character = name.partition(" = ")
    return Credit(tuple(roles.split("+")), name, character or None)


def _still(text: str) -> Still:
    return Still(*(part.strip() for part in text.split("|")))


def _showings(first: int, rows: list[str]) -> tuple[Showing, ...]:
    """From lines of the data: "2013-10-14 11:00 Lifeboat Hall / Screen 1 !" (an exclamation mark: not bookable)."""
    return tuple(_showing(first + number, row) for number, row in enumerate(rows, start=1))


def _showing(booking: int, row: str) -> Showing:
    day, time, place = row.split(" ", 2)
    venue, _, screen = place.removesuffix(" !").partition(" / ")
    bookable = not row.endswith(" !")
    return Showing(datetime.fromisoformat(f"{day}T{time}"), venue, screen, booking if bookable else None)
