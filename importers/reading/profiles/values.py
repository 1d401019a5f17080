"""From the stretches that a locator found to values: the same parsers as everywhere, told where to look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import Any, cast
from zoneinfo import ZoneInfo

from importers.reading.document import css_path
from importers.reading.items import Biography, Company, Credit, Role, Screening
from importers.reading.profiles.locating import Match, Page
from importers.reading.profiles.profile import ROLE_OF, ROLES, TEXTS, Locator, Parts, compiled, select
from importers.reading.readers.captions import describe
from importers.reading.readers.credit_lines import line_facts, read_credit_lines
from importers.reading.readers.labelled import read_labelled
from importers.reading.readers.screenings import read_screenings
from importers.reading.readings import Mention, Reading
from importers.reading.resolve import fill
from importers.reading.values import read_value
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.labels import Label, find_label, split_labelled
from importers.reading.vocabulary.languages import find_languages, parse_languages
from importers.reading.vocabulary.names import Name, parse_names
from importers.reading.vocabulary.tables import table

READER = "profile"
SURE = 0.99
_EDGE = " \t•|·–—:;,"


def read_matches(page: Page, field: str, locator: Locator, matches: list[Match]) -> list[tuple[Match, Reading]]:
    """A reading for each match that holds such a value, with its match; texts of one field are joined to one."""
    if field in TEXTS:
        return list(_text(field, matches))
    if field == "images":
        return list(_images(page, locator, matches))
    if field == "screenings":
        return list(_screenings(page, locator, matches))
    if field == "credits":
        return list(_credits(page, matches))
    if field == "biographies":
        return list(_biographies(page, locator, matches))
    strict = len(matches) > 1
    read = [(match, _value(field, locator, match, strict)) for match in matches]
    return [(match, _reading(field, value, match)) for match, value in read if value]


def _reading(field: str, value: Any, match: Match, mentions: tuple[Mention, ...] | None = None) -> Reading:
    field = "credits" if field in ROLE_OF or field in ROLES else field
    places = match.mentions if mentions is None else mentions
    if match.label_mention and mentions is None:
        places = (match.label_mention, *places)
    locator = match.locator or ("" if places or match.element is None else css_path(match.element))
    return Reading(field, value, READER, SURE, places, locator, "" if places else match.text)


def _text(field: str, matches: list[Match]) -> Iterator[tuple[Match, Reading]]:
    matches = [match for match in matches if match.text.strip()]
    joint = "\n\n" if field == "synopsis" else " "
    texts = [text.strip() if field == "synopsis" else text.strip(" \t•|") for m in matches for text in m.texts]
    value = joint.join(text for text in texts if text)
    if value:
        mentions = tuple(m for match in matches for m in ((match.label_mention,) if match.label_mention else ()))
        mentions += tuple(mention for match in matches for mention in match.mentions)
        yield matches[0], _reading(field, value, matches[0], mentions or None)
        yield from ((match, _reading(field, value, match, mentions)) for match in matches[1:])


def _value(field: str, locator: Locator, match: Match, strict: bool) -> Any:
    if field in ROLE_OF or field in ROLES:
        return _people(cast(Role, ROLE_OF.get(field, field)), locator, match, strict)
    if field == "companies":
        return _companies(locator, match)
    for text in (match.text, *match.texts):
        if value := _parsed(field, text.strip(_EDGE), strict):
            return value
    return None


def _people(role: Role, locator: Locator, match: Match, strict: bool) -> tuple[Credit, ...]:
    credits: list[Credit] = []
    for text in match.texts:
        printed = match.label
        labelled = None if printed else split_labelled(text)
        if labelled and role in labelled.label.roles:
            text, printed = labelled.value, labelled.label.printed
        pieces = _parted(text, locator.split)
        names = [name for piece in pieces for name in _names(piece, strict=strict and not locator.split)]
        credits += [Credit(role, printed, name.name, name.character) for name in names]
    return tuple(dict.fromkeys(credits))


def _names(text: str, *, strict: bool) -> tuple[Name, ...]:
    """As names are read anywhere; between commas also what only looks odd as a name: the profile says that it is one."""
    read = parse_names(text, strict=strict)
    parts = [part for piece in _COMMA.split(text) if (part := piece.strip(_EDGE))]
    if len(read) >= len(parts) or not all(map(_is_capitalised, parts)):
        return read
    told = [parse_names(part) or (Name(part),) for part in parts]
    return tuple(name for names in told for name in names)


_COMMA = re.compile(r"[,;]")


def _is_capitalised(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() and word.isalpha() for word in words)


def _parted(text: str, separators: tuple[str, ...]) -> list[str]:
    pieces = [text]
    for separator in separators:
        pieces = [part for piece in pieces for part in piece.split(separator)]
    return [stripped for piece in pieces if (stripped := piece.strip(_EDGE))]


def _companies(locator: Locator, match: Match) -> tuple[Company, ...]:
    known = find_label(match.label) if match.label else None
    role = locator.role or (known.company if known else "") or "other"
    if locator.split:
        return tuple(Company(role, name) for text in match.texts for name in _parted(text, locator.split))
    label = Label(match.label or "Company", ("companies",), company=role)
    pairs = (pair for text in match.texts for pair in read_value(label, text, marked=True))
    read = (value for name, value in pairs if name == "companies")
    return tuple(dict.fromkeys(company for companies in read for company in companies))


def _parsed(field: str, text: str, strict: bool) -> Any:
    """`strict`: the text must be such a value, not only hold one among other words."""
    if field in ("languages", "subtitles"):
        return _languages(field, text, strict)
    if not strict:
        label = Label(field, (field,))
        read = next((value for name, value in read_value(label, text, marked=True) if name == field), None)
        return _longer(read, line_facts(text).countries) if field == "countries" else read
    facts = line_facts(text)
    if field == "countries" and (codes := parse_countries(text, codes=True, adjectives=True)):
        return tuple(codes)
    letters = sum(map(str.isalnum, text))
    if facts.covered() < 0.6 * letters:
        return None
    if field == "countries":
        return facts.countries
    if field == "year":
        years = {year for year, _, _ in facts.years}
        return years.pop() if len(years) == 1 else None
    return facts.minutes[0][0] if facts.minutes else None


def _longer(one: Any, other: Any) -> Any:
    return one if len(one or ()) >= len(other or ()) else other


def _languages(field: str, text: str, strict: bool) -> tuple[str, ...] | None:
    found = parse_languages(text) or (None if strict else find_languages(text))
    if found is None:
        return None
    if field == "subtitles":
        return found.subtitles or (None if strict else tuple(dict.fromkeys(found.spoken)))
    return found.spoken


def _credits(page: Page, matches: list[Match]) -> Iterator[tuple[Match, Reading]]:
    """Who did what, inside each region, by its labels."""
    for match in matches:
        passages = tuple(page.document.passages[index] for index in sorted({m.passage for m in match.mentions}))
        for read in (read_labelled, read_credit_lines):
            for reading in read(page.document, passages):
                if reading.field == "credits":
                    yield match, replace(reading, reader=READER, confidence=SURE)


def _biographies(page: Page, locator: Locator, matches: list[Match]) -> Iterator[tuple[Match, Reading]]:
    """`name` is looked for in the region, else on the page; without it the text begins with the name. A region without
    one gives no biography."""
    for match in matches:
        names = select(locator.name, match.element) if locator.name and match.element is not None else []
        names = names or (select(locator.name, page.root) if locator.name and page.root is not None else [])
        stretches = page.stretches(names[0]) if names else ()
        name = " ".join(map(page.text, stretches)).strip(_EDGE)
        if not locator.name:
            name = _first_name(match.text)
        texts = [text for text, mention in zip(match.texts, match.mentions, strict=True) if mention not in stretches]
        if name and texts:
            value = (Biography(name, "\n\n".join(texts)),)
            yield match, _reading("biographies", value, match, tuple(dict.fromkeys((*stretches, *match.mentions))))


def _first_name(text: str) -> str:
    """The name with which a life begins: "Teresa Vilhena was born in Setúbal"."""
    words = text.split()
    name = list(takewhile(lambda word: word[:1].isupper() or word.casefold() in _PARTICLES, words[:_LONGEST_NAME]))
    return " ".join(name).strip(_EDGE + "(") if 1 < len(name) < len(words) and name[-1][0].isupper() else ""


_PARTICLES = frozenset(table("names")["particles"]["words"])
_LONGEST_NAME = 6


def _images(page: Page, locator: Locator, matches: list[Match]) -> Iterator[tuple[Match, Reading]]:
    document = page.document
    for match in matches:
        inside = set(match.element.iter()) if match.element is not None else set()
        images = tuple(describe(picture, document).image for picture in document.pictures if picture.element in inside)
        if locator.caption:
            caption = _part(page, match, locator.caption) or None
            images = tuple(replace(image, caption=caption) for image in images)
        if images:
            images = tuple(dict.fromkeys(images))
            yield (
                match,
                replace(_reading("images", images, match, ()), locator=css_path(match.element), text=images[0].url),
            )


# Showings


def _screenings(page: Page, locator: Locator, matches: list[Match]) -> Iterator[tuple[Match, Reading]]:
    """Rows are read together, since a day may stand over its hours; parts told by the profile then replace theirs."""
    told = [(match, _row(page, match, locator.parts)) for match in matches]
    if all(showing and showing.starts_at for _, showing in told):
        yield from ((match, _reading("screenings", (showing,), match)) for match, showing in told)
        return
    indexes = sorted({mention.passage for match in matches for mention in match.mentions})
    passages = tuple(page.document.passages[index] for index in indexes)
    read = [reading for reading in read_screenings(page.document, passages) if reading.mentions]
    for match, showing in told:
        inside = {mention.passage for mention in match.mentions}
        own = [r for r in read if any(mention.passage in inside for mention in r.mentions)]
        yield from ((match, reading) for reading in _filled(match, showing, own))


def _filled(match: Match, told: Screening | None, read: list[Reading]) -> Iterator[Reading]:
    """What the profile tells of a row, with what generic reading finds beside it."""
    if told and told.starts_at:
        have = read[0].value[0] if len(read) == 1 else None
        yield _reading("screenings", (fill(told, have) if have else told,), match)
        return
    for reading in read:
        values = tuple(
            fill(replace(told, starts_at=value.starts_at), value) if told else value for value in reading.value
        )
        yield replace(reading, value=values, reader=READER, confidence=SURE)


def _row(page: Page, match: Match, parts: Parts) -> Screening | None:
    if match.groups:
        told = dict(match.groups)
    elif parts == Parts() or match.element is None:
        return None
    else:
        told = {name: _part(page, match, getattr(parts, name)) for name in ("date", "time", "venue", "screen", "film")}
    when = " ".join(filter(None, (told.get("date"), told.get("time"))))
    venue, screen, film = ((told.get(name) or "").strip(_EDGE) or None for name in ("venue", "screen", "film"))
    starts_at = _in_year(page, _moment(when, parts.date_format), parts.year)
    return Screening(starts_at, venue, screen, _link(match, parts.booking_url), film)


def _in_year(page: Page, moment: str, pattern: str) -> str:
    """With the year that the page tells, where the showing has none."""
    if not moment.startswith("--") or not pattern:
        return moment
    wanted = compiled(pattern)
    found = next((told for passage in page.document.passages if (told := wanted.search(passage.text))), None)
    return f"{found[1]}{moment[1:]}" if found and wanted.groups else moment


def _part(page: Page, match: Match, selector: str) -> str:
    found = select(selector, match.element) if selector else []
    return " ".join(map(page.text, page.stretches(found[0]))).strip(_EDGE) if found else ""


def _link(match: Match, selector: str) -> str | None:
    found = select(selector, match.element) if selector and match.element is not None else []
    return next((href for element in found if (href := element.get("href"))), None)


def _moment(text: str, form: str) -> str:
    """ISO 8601 local time; "" where the text has not that form."""
    if not text or not form:
        return ""
    dated = any(directive in form for directive in ("%Y", "%y", "%c", "%x", "%G"))
    try:
        moment = datetime.strptime(text if dated else f"2000 {text}", form if dated else f"%Y {form}")
    except ValueError:
        return ""
    if moment.tzinfo:
        return moment.isoformat(timespec="minutes")
    return moment.strftime("%Y-%m-%dT%H:%M" if dated else "--%m-%dT%H:%M")


def in_zone(showing: Screening, zone: str) -> Screening:
    """The showing in local time, where the page gives an offset and the profile a zone."""
    try:
        moment = datetime.fromisoformat(showing.starts_at)
    except ValueError:
        return showing
    if not zone or moment.tzinfo is None:
        return showing
    return replace(showing, starts_at=moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M"))
