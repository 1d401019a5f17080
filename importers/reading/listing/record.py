"""One film of a list: the line with its title, its lines, and what stands beside or under the title without labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeGuard

from importers.reading.document import Box, Passage, css_path
from importers.reading.listing.entries import Entry, entry_readings, read_entry
from importers.reading.listing.evidence import Evidence
from importers.reading.listing.groups import Span
from importers.reading.listing.slots import Slot
from importers.reading.prose import is_prose
from importers.reading.readers.data_films import attribute_readings
from importers.reading.readers.headings import take_apart
from importers.reading.readers.tongues import script
from importers.reading.readings import Mention, Reading, part, whole
from importers.reading.titlelines import read_title_line
from importers.reading.vocabulary.certificates import is_certificate
from importers.reading.vocabulary.dates import find_times
from importers.reading.vocabulary.names import looks_like_name
from importers.reading.vocabulary.years import parse_year

_MOST_LINES = 12
"""Lines of a record among which a year may stand alone."""


@dataclass(frozen=True, slots=True)
class Record:
    """One listed film: `heading` is the line with its title, `readings` what that line says."""

    heading: Passage
    passages: tuple[Passage, ...]
    readings: tuple[Reading, ...]
    box: Box | None = None
    """The box that is this film's; None for films told in lines of one text."""
    decided: frozenset[str] = frozenset()
    """Fields of which a site's profile alone is believed: `readings` hold what it says of them."""

    @property
    def title(self) -> str:
        return next(str(reading.value) for reading in self.readings if reading.field == "title")


@dataclass(frozen=True, slots=True)
class Draft:
    """A span with the place of its title."""

    span: Span
    slot: Slot


def records_of(drafts: Sequence[Draft], evidence: Evidence, *, may_agree: bool) -> list[Record]:
    """The films. `may_agree`: names that stand at the same place in most records may be the directors'."""
    entries = [_entry(draft, evidence) for draft in drafts]
    years = [_year_alone(draft) for draft in drafts]
    named = sum(1 for found in entries if found and found[0].names)
    agreed = named >= max(2, 0.6 * len(drafts)) and may_agree and not _are_showings(drafts)
    dated = sum(1 for year in years if year) >= max(2, 0.6 * len(drafts))
    records = []
    for draft, found, year in zip(drafts, entries, years, strict=True):
        record = Record(draft.slot.passage, draft.span.passages, _title_readings(draft.slot), draft.span.box)
        record = _with(record, found, agreed=agreed) if found else record
        if all(reading.field != "original_title" for reading in record.readings):
            credited = "credits" in evidence.of(p for p in record.passages if p is not record.heading)
            record = replace(record, readings=(*record.readings, *_bracket_behind(draft.slot, credited=credited)))
        record = replace(record, readings=(*record.readings, *_in_attributes(record))) if record.box else record
        known = any(reading.field == "year" for reading in record.readings)
        records.append(replace(record, readings=(*record.readings, year)) if year and dated and not known else record)
    return _parted(_without_numbers(records))


def _without_numbers(records: list[Record]) -> list[Record]:
    """Where most titles are numbered, "1. Title", "2. Title", each without its number."""
    found = [_NUMBERED.match(record.title) for record in records]
    numbers = [int(one[1]) for one in found if one]
    if len(numbers) < max(2, 0.6 * len(records)) or numbers != sorted(set(numbers)) or numbers[0] > 1:
        return records
    return [
        replace(record, readings=(replace(record.readings[0], value=one[2]), *record.readings[1:])) if one else record
        for record, one in zip(records, found, strict=True)
    ]


_NUMBERED = re.compile(r"(\d{1,2})[.)]\s+(\S.*)")


def _parted(records: list[Record]) -> list[Record]:
    """Where most titles are in two parts, "Title / Original title", each part by itself."""
    halves = [record.title.split(" / ") for record in records]
    if len(records) < 3 or sum(len(parts) == 2 for parts in halves) < 0.6 * len(records):
        return records
    return [
        _in_parts(record, parts) if len(parts) == 2 else record for record, parts in zip(records, halves, strict=True)
    ]


def _in_parts(record: Record, parts: list[str]) -> Record:
    title, others = record.readings[0], record.readings[1:]
    original = replace(title, field="original_title", value=parts[1].strip())
    return replace(record, readings=(replace(title, value=parts[0].strip()), original, *others))


def _bracket_behind(slot: Slot, *, credited: bool) -> tuple[Reading, ...]:
    """ "<b>Title</b> (Original title)": what may be a name is one, unless the director is named elsewhere."""
    found = _BRACKET.match(slot.passage.text, slot.end) or _SLASH.match(slot.passage.text, slot.end)
    if found is None or (looks_like_name(found[1]) and not credited):
        return ()
    original = take_apart(f"{slot.text} ({found[1]})").original_title
    mention = part(slot.passage, found.start(1), found.end(1))
    return (Reading("original_title", original, "record", 0.75, (mention,)),) if original else ()


_SLASH = re.compile(r"\s+/\s+([^/()\d]{2,80})$")
_BRACKET = re.compile(r"\s*\(([^()\d]{2,80})\)\s*$")


def _in_attributes(record: Record) -> tuple[Reading, ...]:
    """`<div class="film" data-director="Jane Doe" data-year="2013">`"""
    element = record.box.element if record.box is not None else None
    attributes = dict(element.attrib) if element is not None else {}
    if len(attributes) < 2 or sum(name.startswith("data-") for name in attributes) < 2:
        return ()
    return attribute_readings(attributes, css_path(element))


def _are_showings(drafts: Sequence[Draft]) -> bool:
    """Whether hours stand in the lines: names beside them may be those of places."""
    timed = sum(1 for draft in drafts if any(len(p.text) < 80 and find_times(p.text) for p in draft.span.passages[:6]))
    return timed > 0.3 * len(drafts)


def _year_alone(draft: Draft) -> Reading | None:
    """A year that is a whole line, where the record has only one."""
    lines = [passage for passage in draft.span.passages[:_MOST_LINES] if passage is not draft.slot.passage]
    years = [(year, line) for line in lines if len(line.text) < 8 and (year := parse_year(line.text.strip(" ().,")))]
    return Reading("year", years[0][0], "entry", 0.85, (whole(years[0][1]),)) if len(years) == 1 else None


def _year_before(slot: Slot) -> tuple[Reading, ...]:
    """ "1969 – Title": as filmographies have it."""
    before = slot.passage.text[: slot.start]
    year = parse_year(before.strip(" ()[],:;.–—-|·•")) if 4 <= len(before) < 10 else None
    return (Reading("year", year, "entry", 0.85, (part(slot.passage, 0, slot.start),)),) if year else ()


def _before_other_script(slot: Slot) -> Slot:
    """`<span>돌담 너머<em>Beyond the Wall</em></span>`: without the title in other letters at its end."""
    text = slot.passage.text
    for run in slot.passage.runs:
        if slot.start < run.start < run.end == slot.end and script(text[slot.start :]) != script(text[run.start :]):
            return Slot(slot.passage, slot.start, run.start, slot.key, slot.tags, slot.words, slot.href)
    return slot


def _title_readings(slot: Slot) -> tuple[Reading, ...]:
    passage = slot.passage
    line = read_title_line(passage)
    if line and (slot.is_whole or not passage.runs):
        return line
    slot = _before_other_script(slot)
    parts = take_apart(slot.text)
    told = [Reading("title", parts.title, "record", 0.85, (slot.mention,))]
    for field in ("original_title", "certificate", "year"):
        if (value := getattr(parts, field)) is not None:
            told.append(Reading(field, value, "record", 0.8, (slot.mention,)))
    mark = passage.text[slot.end :].strip(" ()[],;:-–|·")
    if parts.certificate is None and mark and is_certificate(mark):
        told.append(Reading("certificate", mark, "record", 0.8, (part(passage, slot.end, len(passage.text)),)))
    told += _year_before(slot)
    known = {reading.field for reading in told}
    return (*told, *(reading for reading in line if reading.field not in known))


def _with(record: Record, found: tuple[Entry, Mention], *, agreed: bool) -> Record:
    """What the entry tells counts before what the whole line was taken for."""
    entry, mention = found
    sure = agreed or (entry.has_facts and entry.is_clear)
    more = tuple(entry_readings(entry, mention, agreed=sure))
    told = {reading.field for reading in more}
    kept = (r for r in record.readings if r.reader != "title-line" or r.field not in told)
    return replace(record, readings=(*kept, *more)) if more else record


def _entry(draft: Draft, evidence: Evidence) -> tuple[Entry, Mention] | None:
    """What the rest of the title's line says, else what the line under it says."""
    span, slot = draft.span, draft.slot
    passage = slot.passage
    if "credits" in evidence.of(line for line in span.passages if line is not passage):
        return None
    rest = _parted_rest(passage, slot.end)
    if rest.strip(" ,.:;–—-|/·"):
        entry = read_entry(rest)
        return (entry, part(passage, slot.end, len(passage.text))) if entry else None
    at = next(number for number, one in enumerate(span.passages) if one is passage)
    for below in span.passages[at + 1 : at + 4]:
        if is_prose(below.text):
            return None
        if below.kind != "heading" and len(below.text) < 120 and _tells(entry := read_entry(_parted_rest(below, 0))):
            return entry, whole(below)
    return None


def _parted_rest(passage: Passage, start: int) -> str:
    """The rest of the line with its inline elements parted: `<span>Jane Doe</span><span>Norway</span>` reads as one."""
    edges = sorted({at for run in passage.runs for at in (run.start, run.end) if start < at < len(passage.text)})
    return " | ".join(passage.text[a:b] for a, b in pairwise([start, *edges, len(passage.text)]))


def _tells(entry: Entry | None) -> TypeGuard[Entry]:
    return entry is not None and bool(entry.names or entry.has_facts)
