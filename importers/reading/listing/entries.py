"""What stands beside or under a listed title without labels: "– Jane Doe (Norway, 2017)", "de Jane Doe / France"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from importers.reading.document import fold
from importers.reading.items import Credit
from importers.reading.prose import is_prose
from importers.reading.readers.credit_lines import OPENING, line_facts
from importers.reading.readings import Mention, Reading
from importers.reading.vocabulary.certificates import is_certificate
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.labels import split_labelled
from importers.reading.vocabulary.languages import find_languages, parse_languages
from importers.reading.vocabulary.names import parse_names
from importers.reading.wordlists import word_list

READER = "entry"
_LONGEST = 170
_PARTS = re.compile(r"\s*[()\[\]|•·;]\s*|\s+[-–—/]\s+|(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})|,\s+|\s{2,}|\.\s+(?=\d)")
_LONGEST_CODES = 12
"""Characters of "D/CH/AT" between the separators of a line."""
_EDGES = " \t,;:.–—-|/·•()[]«»\"“”'"


@dataclass(frozen=True, slots=True)
class Entry:
    """The facts of one short text, and the names in it; `lead`: what stood before them, as "de" or "by"."""

    countries: tuple[str, ...] = ()
    year: int | None = None
    minutes: int | None = None
    names: tuple[str, ...] = ()
    lead: str = ""
    is_clear: bool = True
    """Whether all of the text is understood."""

    @property
    def has_facts(self) -> bool:
        return bool(self.countries or self.year or self.minutes)


@lru_cache(maxsize=1 << 12)
def read_entry(text: str) -> Entry | None:
    """None where the text is long, empty, or a sentence."""
    bare = text.strip(_EDGES)
    if not bare or len(text) > _LONGEST or (is_prose(text) and len(text) > 90):
        return None
    countries: list[str] = []
    years: set[int] = set()
    minutes: set[int] = set()
    names: list[tuple[int, str, tuple[str, ...]]] = []
    coded: list[str] = []
    unknown, before_facts = 0, 0
    segments = [_bare(segment) for segment in _PARTS.split(text)]
    for at, segment in enumerate(filter(None, segments)):
        facts = line_facts(segment)
        if facts.kinds and facts.covered() >= 0.6 * len(segment):
            before_facts = before_facts if countries or years or minutes else unknown
            countries += facts.countries
            years |= {year for year, _, _ in facts.years}
            minutes |= {number for number, _, _ in facts.minutes}
        elif fold(segment) in word_list("listing", "facets") or _tells_languages(segment) or is_certificate(segment):
            continue
        elif segment.isupper() and len(segment) < _LONGEST_CODES and (codes := parse_countries(segment, codes=True)):
            coded += codes
        elif found := _people(segment):
            names.append((at, *found))
        else:
            unknown += 1
    countries = countries or (coded if years or minutes else [])
    if bool(countries) + bool(years) + bool(minutes) > 1:
        unknown = before_facts
    lead, people = _told(names, unknown)
    return Entry(
        tuple(dict.fromkeys(countries)),
        years.pop() if len(years) == 1 else None,
        minutes.pop() if len(minutes) == 1 else None,
        people,
        lead,
        not unknown,
    )


def _bare(segment: str) -> str:
    """Without marks at its edges, but for that of the minutes: "95'"."""
    bare = segment.strip(_EDGES)
    prime = segment.strip(" ,;:.()[]")
    return prime if bare[-1:].isdigit() and prime[:-1] == bare and prime[-1] in "'’" else bare


def _tells_languages(segment: str) -> bool:
    """ "Spanish with English subtitles", "OmU"."""
    found = find_languages(segment)
    return found is not None and bool(found.subtitles or parse_languages(segment))


def _people(segment: str) -> tuple[str, tuple[str, ...]] | None:
    found = split_labelled(segment)
    if found is not None and found.label.roles != ("director",):
        return None
    lead, text = (found.label.printed, found.value) if found is not None else _opened(segment)
    names = parse_names(text, strict=True) if not any(map(str.isdigit, text)) else ()
    return (lead, tuple(name.name for name in names)) if names else None


def _opened(segment: str) -> tuple[str, str]:
    """What announces a director, and the rest: "de Jane Doe"."""
    lead = OPENING.match(segment)
    return (lead[1], segment[lead.end() :]) if lead else ("", segment)


def _told(names: list[tuple[int, str, tuple[str, ...]]], unknown: int) -> tuple[str, tuple[str, ...]]:
    """The names that a lead announces, with those after them; without a lead those at the beginning."""
    led = [number for number, (_, lead, _) in enumerate(names) if lead]
    if led:
        first = led[0]
        people = [name for at, lead, found in names[first:] if not lead or at == names[first][0] for name in found]
        following = all(b[0] == a[0] + 1 for a, b in zip(names[first:], names[first + 1 :], strict=False))
        return names[first][1], tuple(people) if following else names[first][2]
    if unknown or not names or names[0][0] or any(at != number for number, (at, _, _) in enumerate(names)):
        return "", ()
    return "", tuple(name for _, _, found in names for name in found)


def entry_readings(entry: Entry, mention: Mention, *, agreed: bool) -> Iterator[Reading]:
    """`agreed`: the list's other entries have a name at this place too, so that it is the director's."""
    mentions = (mention,)
    if entry.countries:
        yield Reading("countries", entry.countries, READER, 0.85, mentions)
    if entry.year:
        yield Reading("year", entry.year, READER, 0.85, mentions)
    if entry.minutes:
        yield Reading("running_time", entry.minutes, READER, 0.85, mentions)
    if entry.names and (entry.lead or agreed):
        credits = tuple(Credit("director", entry.lead, name) for name in entry.names)
        yield Reading("credits", credits, READER, 0.85 if entry.lead else 0.76, mentions)
