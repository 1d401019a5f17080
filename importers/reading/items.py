"""What reading yields: typed, frozen, serialisable items. The JSON of `read_listing --json` is exactly these fields.

A field whose value the page does not state is None or empty here, and absent in the JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Literal

Kind = Literal["film", "person", "section", "calendar", "index", "other"]
KINDS: tuple[Kind, ...] = ("film", "person", "section", "calendar", "index", "other")

Role = Literal[
    "director",
    "producer",
    "executive_producer",
    "screenwriter",
    "cast",
    "cinematographer",
    "editor",
    "composer",
    "sound",
    "production_designer",
    "costume_designer",
    "animator",
    "narrator",
    "other",
]


@dataclass(frozen=True, slots=True)
class SourceKey:
    """The identity of a thing on the old site; stable across runs."""

    site: str
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Credit:
    role: Role
    role_as_printed: str
    name: str
    character: str | None = None


@dataclass(frozen=True, slots=True)
class Company:
    role: str
    """distribution, uk_distribution, sales, production or other; `<country code in lower case>_distribution` for one territory."""
    name: str


@dataclass(frozen=True, slots=True)
class Biography:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Image:
    url: str
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Screening:
    """starts_at: `YYYY-MM-DDTHH:MM` local time, with an offset only where the page states one; `--MM-DDTHH:MM` without a year."""

    starts_at: str
    venue: str | None = None
    screen: str | None = None
    booking_url: str | None = None
    film: str | None = None


@dataclass(frozen=True, slots=True)
class FilmItem:
    title: str | None = None
    original_title: str | None = None
    standfirst: str | None = None
    directors: tuple[str, ...] = ()
    producers: tuple[str, ...] = ()
    screenwriters: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    subtitles: tuple[str, ...] = ()
    year: int | None = None
    running_time: int | None = None
    certificate: str | None = None
    premiere: str | None = None
    companies: tuple[Company, ...] = ()
    section: str | None = None
    byline: str | None = None
    synopsis: str | None = None
    biographies: tuple[Biography, ...] = ()
    screenings: tuple[Screening, ...] = ()
    images: tuple[Image, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value was found: a CSS path or `line N`, the text there, which reader, and how sure it is (0 to 1)."""

    locator: str
    text: str
    reader: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Account:
    """Characters other than white space. total = used + chrome + unplaced, always."""

    total: int = 0
    used: int = 0
    chrome: int = 0
    unplaced: int = 0
    unplaced_texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """The account of a page: of its text nodes, and apart from them of its alt, title and caption-like attributes."""

    text: Account = Account()
    attributes: Account = Account()

    def as_json(self) -> dict[str, Any]:
        return {**_account_json(self.text), "attributes": _account_json(self.attributes)}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know. `code` is stable; `message` names site, URL, field and what to do."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class EditionName:
    """The festival edition that a page says it belongs to, as far as it says: number or year, and its days."""

    number: int | None = None
    year: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class PageReading:
    """All that reading says of one page. `film` is what the page as a whole says; `films` those it lists or holds.

    `edition` is for writing, and no part of the JSON.
    """

    source: str
    kind: Kind | None = None
    film: FilmItem = FilmItem()
    films: tuple[FilmItem, ...] = ()
    coverage: Coverage | None = None
    evidence: Mapping[str, Evidence] | None = None
    problems: tuple[Problem, ...] = ()
    edition: EditionName | None = None

    def as_json(self) -> dict[str, Any]:
        """The object `read_listing --json` prints for this page."""
        record: dict[str, Any] = {"source": self.source}
        if self.kind:
            record["kind"] = self.kind
        record |= stated(self.film)
        if self.films:
            record["films"] = [stated(film) for film in self.films]
        if self.coverage:
            record["coverage"] = self.coverage.as_json()
        if self.evidence:
            record["evidence"] = {name: stated(evidence) for name, evidence in self.evidence.items()}
        if self.problems:
            record["problems"] = [stated(problem) for problem in self.problems]
        return record


def stated(item: Any) -> dict[str, Any]:
    """The fields of a dataclass that hold a value, as JSON values; a key whose value is not stated is absent."""
    pairs = ((f.name, getattr(item, f.name)) for f in fields(item))
    return {name: _json(value) for name, value in pairs if value not in (None, (), "")}


def _json(value: Any) -> Any:
    if is_dataclass(value):
        return stated(value)
    return [_json(part) for part in value] if isinstance(value, tuple) else value


def _account_json(account: Account) -> dict[str, Any]:
    return {
        "total": account.total,
        "used": account.used,
        "chrome": account.chrome,
        "unplaced": account.unplaced,
        "unplaced_texts": list(account.unplaced_texts),
    }
