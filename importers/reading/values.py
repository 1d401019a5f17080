"""What a label's value says: text in, items out; nothing where the text does not hold such a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from importers.reading.document import fold
from importers.reading.items import Company, Credit
from importers.reading.strands import names_strand
from importers.reading.vocabulary.countries import find_countries, parse_countries
from importers.reading.vocabulary.dates import find_days, find_times
from importers.reading.vocabulary.durations import find_durations, parse_duration
from importers.reading.vocabulary.folding import key
from importers.reading.vocabulary.labels import Label, find_label
from importers.reading.vocabulary.languages import find_languages, parse_language_letters, parse_languages
from importers.reading.vocabulary.names import parse_names
from importers.reading.vocabulary.years import find_year, parse_year

_CONTACT = re.compile(
    r"\s*(?:\s[-–—]\s|\bT(?:el)?\s?[.:]|\bF(?:ax)?\s?[.:]|[\w.+-]+@|www\.|https?:|\+\d{2}|\d{5,}).*", re.DOTALL
)
_BEYOND = re.compile(r"[.;]\s+(?=\d)")
"""After a company in a line of facts: "Cines Padana. 35mm"."""
_COMPANIES = re.compile(
    r"\s*(?:;|/|\||•|,\s(?!(?:Inc|Ltd|LLC|S\.?A|GmbH|S\.?r\.?l|Lda|B\.?V)\b)|\s&\s(?=[A-Z]\w+ (?:Film|Pict|Prod|Ent)))\s*"
)
_YEARS = re.compile(r"\b(?:1[89]|20)\d\d\b")
_COMPANY_WORDS = frozenset(
    [
        "film",
        "films",
        "filmi",
        "filme",
        "filmes",
        "filmproduktionen",
        "produções",
        "producoes",
        "escuela",
        "escola",
        "academy",
        "school",
        "collective",
        "colectivo",
        "coletivo",
        "pictures",
        "productions",
        "production",
        "produktion",
        "produzioni",
        "producciones",
        "entertainment",
        "media",
        "studio",
        "studios",
        "gmbh",
        "srl",
        "ltd",
        "inc",
        "ab",
        "aps",
        "oy",
        "sp",
        "filmproduktion",
        "filmproduktie",
        "cinema",
        "tv",
    ]
)
"""What tells a company from a person under "Producer"."""
_LONGEST_TEXT = 160


def read_value(label: Label, value: str, *, marked: bool) -> Iterator[tuple[str, Any]]:
    """(field, value) pairs. `marked`: a colon, a cell or a line of its own makes it sure that this is the value."""
    value = value.strip(" \t•|·–—:;,").strip()
    if not value:
        return
    joined = len(label.fields) > 1
    for field in label.fields:
        reader = _READERS.get(field)
        if reader:
            yield from reader(label, value, marked, joined)


def _credits(label: Label, value: str, marked: bool, joined: bool) -> Iterator[tuple[str, Any]]:
    if label.roles == ("producer",) and _COMPANY_WORDS & set(key(value).split()):
        yield from _companies(Label(label.printed, ("companies",), company="production"), value, marked, joined)
        return
    names = parse_names(value, strict=not marked or len(label.printed) < 2)
    names = tuple(name for name in names if sum(map(str.isdigit, name.name)) < 3 and "+" not in name.name)
    names = tuple(name for name in names if _may_be_person(name.name))
    if len(names) > 1:
        names = tuple(name for name in names if not _is_code(name.name))
    credits = tuple(Credit(role, label.printed, name.name, name.character) for role in label.roles for name in names)
    if credits:
        yield "credits", credits


def _is_code(name: str) -> bool:
    """ "D", "CH": after a name the beginning of "D 2020"."""
    return len(name) < 3 and name.isupper() and bool(parse_countries(name, codes=True))


def _may_be_person(name: str) -> bool:
    """Neither a country, nor a length, nor a list of crafts."""
    return any(map(str.isalpha, name)) and not (parse_countries(name) or parse_duration(name) or _is_role(name))


def may_be_people(text: str) -> bool:
    """Full names, none with a word of companies."""
    names = parse_names(text.strip(" |,;"), strict=True)
    full = all(1 < len(name.name.split()) < 5 and not name.name.isupper() for name in names)
    return bool(names) and full and not _COMPANY_WORDS & set(key(text).split())


def _is_role(text: str) -> bool:
    """ "Scénario & Dialogues, Musique" is a list of what somebody did."""
    label = find_label(text)
    return label is not None and label.field == "credits" and len(text) > 2


def _countries(label: Label, value: str, marked: bool, joined: bool) -> Iterator[tuple[str, Any]]:
    codes = parse_countries(value, codes=True, adjectives=True) or (find_countries(value) if marked or joined else ())
    if codes:
        yield "countries", tuple(codes)
    if marked and not joined and (year := find_year(value)):
        yield "year", year


def _year(label: Label, value: str, marked: bool, joined: bool) -> Iterator[tuple[str, Any]]:
    year = parse_year(value) or find_year(value)
    if year:
        yield "year", year


def _running_time(label: Label, value: str, marked: bool, joined: bool) -> Iterator[tuple[str, Any]]:
    minutes = parse_duration(value, labelled=True)
    if minutes is None:
        minutes = next((found.minutes for found in find_durations(value)), None)
    if minutes:
        yield "running_time", minutes


def _languages(label: Label, value: str, marked: bool, joined: bool) -> Iterator[tuple[str, Any]]:
    found = parse_languages(value) or (marked and parse_language_letters(value)) or find_languages(value)
    if found and found.spoken:
        yield "languages", found.spoken
    if found and found.subtitles:
        yield "subtitles", found.subtitles


def _subtitles(label: Label, value: str, marked: bool, joined: bool) -> Iterator[tuple[str, Any]]:
    found = parse_languages(value) or (parse_language_letters(value) if marked else None)
    if found and (tags := tuple(dict.fromkeys(found.spoken + found.subtitles))):
        yield "subtitles", tags


def _companies(label: Label, value: str, marked: bool, joined: bool) -> Iterator[tuple[str, Any]]:
    if (year := find_year(value)) and (origin := parse_countries(_YEARS.sub("", value).strip(" ,;/()-–"), codes=True)):
        yield "countries", origin
        yield "year", year
        return
    if marked and (origin := parse_countries(value)) and label.company == "production":
        yield "countries", origin
        return
    name_part = _BEYOND.split(_CONTACT.sub("", value) or value, maxsplit=1)[0]
    names = [_trimmed(name) for name in _COMPANIES.split(name_part)]
    companies = tuple(Company(label.company or "other", name) for name in names if name and len(name) < 90)
    if companies and (marked or value[:1].isupper()):
        yield "companies", companies


def _trimmed(name: str) -> str:
    """Without stops at the ends, but for that of "s.r.l.", "Ltd." and "Inc."."""
    bare = name.strip(" .,")
    return bare + "." if name.strip(" ,").endswith(".") and _ABBREVIATED.search(bare) else bare


_ABBREVIATED = re.compile(r"(?:\b\w\.){1,4}\w$|\b(?:Inc|Ltd|Co|Corp|Bros|Prod)$")


def _text(field: str, longest: int = _LONGEST_TEXT) -> Any:
    def read(label: Label, value: str, marked: bool, joined: bool) -> Iterator[tuple[str, Any]]:
        if field == "certificate":
            value = value.split(". ")[0].split(" | ")[0].rstrip(".")
        if field == "premiere" and not any(map(str.isalpha, value)):
            return  # the day of a release
        if field == "section" and not _may_be_section(value):
            return
        if len(value) <= longest and (marked or len(value) < 60):
            yield field, value

    return read


def _may_be_section(value: str) -> bool:
    """ "Sessão" stands over showings too, and "Program" begins menus."""
    return " | " not in value and names_strand(fold(value)) and not find_days(value) and not find_times(value)


_READERS = {
    "credits": _credits,
    "countries": _countries,
    "year": _year,
    "running_time": _running_time,
    "languages": _languages,
    "subtitles": _subtitles,
    "companies": _companies,
    "certificate": _text("certificate", 40),
    "premiere": _text("premiere", 100),
    "section": _text("section", 100),
    "original_title": _text("original_title"),
    "byline": _text("byline", 60),
}
