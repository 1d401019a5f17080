"""A profile applied to a page: what it reads, what it decides alone, what it misses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from importers.reading.chrome import Content
from importers.reading.document import LegacyDocument, Passage, fold
from importers.reading.items import Credit, Kind, Problem
from importers.reading.listing.record import Record
from importers.reading.profiles.locating import Page, locate, outermost
from importers.reading.profiles.profile import ROLE_OF, ROLES, TEXTS, Expected, Films, Locator, Profile, select
from importers.reading.profiles.values import READER, in_zone, read_matches
from importers.reading.readings import Reading

MISSED = "profile_missed"


@dataclass(frozen=True, slots=True)
class ProfileReading:
    """What a profile says of one page.

    decided  the fields, and for people the roles, of which no other reader is believed
    chrome   passages that the profile calls chrome
    """

    readings: tuple[Reading, ...] = ()
    decided: frozenset[str] = frozenset()
    chrome: frozenset[int] = frozenset()
    title: Passage | None = None
    kind: Kind | None = None
    problems: tuple[Problem, ...] = ()
    time_zone: str = ""
    records: tuple[Record, ...] | None = None
    """The films that the page lists; None where the profile does not say how it lists them."""

    def narrowed(self, content: Content) -> Content:
        """The content without what the profile calls chrome."""
        if not self.chrome:
            return content
        return replace(
            content,
            passages=tuple(p for p in content.passages if p.index not in self.chrome),
            booking=tuple(p for p in content.booking if p.index not in self.chrome),
            outside=tuple(p for p in content.outside if p.index not in self.chrome),
            chrome=content.chrome | self.chrome,
        )

    def weighed(self, readings: Iterable[Reading]) -> tuple[list[Reading], tuple[Reading, ...]]:
        """The profile's readings and those of others that it leaves standing; and those it overrules."""
        people = {_person(credit) for told in self.readings if told.field == "credits" for credit in told.value}
        standing: list[Reading] = list(self.readings)
        overruled: list[Reading] = []
        for reading in readings:
            left = self._left(reading, people)
            if left is not None:
                standing.append(_in_zone(left, self.time_zone))
            if left is not reading:
                overruled.append(reading)
        return standing, tuple(overruled)

    def _says(self, reading: Reading) -> bool:
        own = [told.value for told in self.readings if told.field == reading.field]
        if isinstance(reading.value, tuple):
            return any(set(reading.value) <= set(value) for value in own)
        return reading.value in own

    def _left(self, reading: Reading, people: set[tuple[str, str]]) -> Reading | None:
        """What the profile leaves of a reading: all where it does not decide the field, or says the same."""
        if reading.field != "credits":
            return None if reading.field in self.decided and not self._says(reading) else reading
        kept = tuple(c for c in reading.value if c.role not in self.decided or _person(c) in people)
        if len(kept) == len(reading.value):
            return reading
        return replace(reading, value=kept) if kept else None


def _person(credit: Credit) -> tuple[str, str]:
    return credit.role, fold(credit.name) or credit.name


NOTHING = ProfileReading()


def read_profile(document: LegacyDocument, profile: Profile | None) -> ProfileReading:
    """What the profile finds. A count that is not as expected is a problem, and its field is left to other readers."""
    if profile is None:
        return NOTHING
    page = Page(document)
    readings: list[Reading] = []
    decided: set[str] = set()
    problems: list[Problem] = []
    for field, locator in profile.fields.items():
        if locator is None:
            decided.add(_role(field))
            continue
        told, count = read_field(page, field, locator)
        if not locator.expected.holds(count):
            problems.append(_missed(document, profile, field, locator.words, count, locator.expected))
            continue
        if told or locator.only:
            decided.add(_role(field))
        if field == "credits":
            decided |= {credit.role for reading in told for credit in reading.value}
        readings += told
    readings = [_in_zone(reading, profile.time_zone) for reading in readings]
    records = _records(page, profile, problems)
    return ProfileReading(
        tuple(readings),
        frozenset(decided),
        frozenset(_dropped(page, profile.drop)),
        _title(document, readings),
        profile.kind(document),
        tuple(problems),
        profile.time_zone,
        records,
    )


def _records(page: Page, profile: Profile, problems: list[Problem]) -> tuple[Record, ...] | None:
    """The listed films; None, with a problem told, where there are not as many as expected."""
    films = profile.films
    if films is None or page.root is None:
        return None
    found = [
        record for element in outermost(select(films.at, page.root)) if (record := read_record(page, films, element))
    ]
    if films.expected.holds(len(found)):
        return tuple(found)
    problems.append(_missed(page.document, profile, "films", films.at, len(found), films.expected))
    return None


def read_record(page: Page, films: Films, element: Any) -> Record | None:
    """One listed film; None where its element holds no title."""
    inner = page.part(element)
    told = {name: read_field(inner, name, locator)[0] for name, locator in films.fields.items() if locator}
    titles = [reading for reading in told.get("title", []) if reading.mentions]
    if not titles:
        return None
    heading = page.document.passages[titles[0].mentions[-1].passage]
    decided = frozenset(_role(name) for name, locator in films.fields.items() if locator is None or told[name])
    rest = [reading for name, readings in told.items() if name != "title" for reading in readings]
    return Record(heading, inner.passages, (titles[0], *rest), heading.box, decided)


def read_field(page: Page, field: str, locator: Locator) -> tuple[list[Reading], int]:
    """The field's readings, and how many matches hold such a value."""
    places = (locator, *locator.also)
    found = [told for place in places for told in read_matches(page, field, place, locate(page, field, place))]
    count = len({id(match) for match, _ in found})
    readings = [reading for _, reading in found]
    return (readings[:1] if field in TEXTS else list(dict.fromkeys(readings))), count


def _in_zone(reading: Reading, zone: str) -> Reading:
    if reading.field != "screenings" or not zone:
        return reading
    return replace(reading, value=tuple(in_zone(showing, zone) for showing in reading.value))


def _role(field: str) -> str:
    return ROLE_OF.get(field, field) if field in ROLE_OF or field in ROLES else field


def _missed(
    document: LegacyDocument, profile: Profile, field: str, where: str, count: int, expected: Expected
) -> Problem:
    told = (
        f"{document.source} ({document.url}): {field}: {where} gives {count} values, expected "
        f"{expected.words}. The field is left to the other readers; look at the page, then at "
        f"{profile.path or profile.name}."
    )
    return Problem(MISSED, told)


def _title(document: LegacyDocument, readings: Iterable[Reading]) -> Passage | None:
    mentions = (r.mentions for r in readings if r.field == "title" and r.reader == READER and r.mentions)
    first = next(mentions, None)
    return document.passages[first[-1].passage] if first else None


def _dropped(page: Page, selectors: tuple[str, ...]) -> Iterator[int]:
    if page.root is None:
        return
    for selector in selectors:
        for passage in page.passages_in(select(selector, page.root)):
            yield passage.index
