"""Lines that hold a title and facts together: "BLADE (1998 Dir. Steven Norrington. Dur: 120mins) - 5.00pm"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from importers.reading.document import Passage, Run
from importers.reading.items import Credit
from importers.reading.prose import bullet_end, is_prose
from importers.reading.readers.brackets import bracketed
from importers.reading.readers.credit_lines import OPENING, is_by_line
from importers.reading.readers.headings import take_apart
from importers.reading.readings import Reading, whole
from importers.reading.vocabulary.countries import locate_countries, parse_countries
from importers.reading.vocabulary.crew_lines import names_first
from importers.reading.vocabulary.dates import find_days, find_times, tokens_of
from importers.reading.vocabulary.durations import find_durations
from importers.reading.vocabulary.labels import find_label, inline_labels
from importers.reading.vocabulary.languages import find_languages
from importers.reading.vocabulary.names import looks_like_name, parse_names
from importers.reading.vocabulary.years import find_years

_LONGEST = 260
_READER = "title-line"
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def read_title_line(passage: Passage) -> tuple[Reading, ...]:
    """Readings of title, director, year and the like; empty if the line is no such line."""
    told: tuple[Reading, ...] | None = passage.remembered.get(_READER)
    if told is None:
        told = passage.remembered[_READER] = _read_title_line(passage)
    return told


def _read_title_line(passage: Passage) -> tuple[Reading, ...]:
    text = passage.text
    if len(text) > _LONGEST or (len(text) > 140 and is_prose(text) and not passage.runs) or not _may_be(text):
        return ()
    start = bullet_end(text)
    if text[start : start + 1] == "(" and find_years(text[: text.find(")") + 1]):
        return ()
    if names_first(text[start:]):
        return ()
    facts = tuple(_facts(passage, text, start))
    if not facts and (by_of := _by_of(passage, text, start)):
        return by_of
    if not any(reading.field == "credits" or reading.field == "year" for reading in facts):
        return ()
    at = _first_fact(text, start)
    head = text[start:at].strip(" \t,;:.–—-([|/")
    if parse_countries(head) or find_label(head) or is_by_line(head):
        return ()
    if not head or len(head) > 140 or not any(map(str.isalnum, head)) or _ends_in_sentence(head):
        return ()
    named, director = _linked(passage, start, at)
    parts = take_apart(named or _without_hour(head))
    if parse_countries(parts.title):
        return ()
    told = [Reading("title", parts.title, _READER, 0.85, (whole(passage),)), *director]
    if parts.original_title:
        told.append(Reading("original_title", parts.original_title, _READER, 0.8, (whole(passage),)))
    return (*told, *facts)


_BY_OF = re.compile(r"([^,()]{2,90}?),? (by|de|di|von|van|av|af|par|od) ([^,()]{4,60}) \(([^()\d]{3,60})\)$")


def _by_of(passage: Passage, text: str, start: int) -> tuple[Reading, ...]:
    """ "Cement Summer, by Joaquín Prats (Spain)": title, director and origin, and nothing else."""
    if not text.endswith(")") or len(text) > 160:
        return ()
    found = _BY_OF.match(text, start)
    countries = parse_countries(found[4]) if found else None
    names = parse_names(found[3], strict=True) if found and countries else ()
    if not found or not countries or not names or not all(" " in name.name for name in names):
        return ()
    mention = (whole(passage),)
    credits = tuple(Credit("director", found[2], name.name) for name in names)
    return (
        Reading("title", take_apart(found[1].strip()).title, _READER, 0.85, mention),
        Reading("credits", credits, _READER, 0.85, mention),
        Reading("countries", countries, _READER, 0.85, mention),
    )


def _linked(passage: Passage, start: int, end: int) -> tuple[str, list[Reading]]:
    """The title, where it is the one link of the line's beginning, and "de Jacques Becker" after it."""
    links = [run for run in passage.links if start <= run.start and run.end <= end] or _marked(passage, start, end)
    if len(links) != 1 or links[0].end - links[0].start < 2:
        return "", []
    rest = passage.text[links[0].end : end].strip(" ,.(")
    lead = OPENING.match(rest)
    names = parse_names(rest[lead.end() :], strict=True) if lead else ()
    if not links[0].href and not names:
        return "", []
    credits = tuple(Credit("director", lead[1], name.name) for name in names) if lead else ()
    told = [Reading("credits", credits, _READER, 0.85, (whole(passage),))] if credits else []
    return passage.text[links[0].start : links[0].end], told


def _marked(passage: Passage, start: int, end: int) -> list[Run]:
    """What stands out at the line's beginning, where "de Jane Doe" comes next."""
    runs = [run for run in passage.runs if run.start == start and run.end < end and run.tag in _MARKING]
    return [max(runs, key=lambda run: run.end)] if runs else []


_MARKING = frozenset({"b", "strong", "em", "i", "u", "cite", "span", "font"})


def _without_hour(head: str) -> str:
    """Without the day or hour that a line of a programme begins with."""
    spans = [(day.start, day.end) for day in find_days(head)] + [(time.start, time.end) for time in find_times(head)]
    for start, end in sorted(spans):
        before = all(token.weekday is not None for token in tokens_of(head[:start]) if token.text.isalnum())
        if before and any(map(str.isdigit, head[start:end])):
            head = " " * end + head[end:]
    return head.strip(" ,.:;|-–") or head


def _may_be(text: str) -> bool:
    return any(map(str.isdigit, text)) or "(" in text or ":" in text or "," in text


def _ends_in_sentence(head: str) -> bool:
    return ". " in head and len(head) > 60


def _masked(text: str) -> str:
    """Durations and years blanked, so that a name before them ends there."""
    for span in [*((d.start, d.end) for d in find_durations(text)), *((s, e) for _, s, e in find_years(text))]:
        text = text[: span[0]] + ";" * (span[1] - span[0]) + text[span[1] :]
    return text


def _before_origin(value: str) -> str:
    """ "Nora Beckett (USA)": without the country in brackets."""
    name, bracket, inside = value.partition("(")
    return name if bracket and parse_countries(inside.partition(")")[0].strip(), codes=True) else value


@lru_cache(maxsize=1 << 12)
def _director_labels(text: str, start: int) -> tuple[tuple[int, str, str], ...]:
    masked = _masked(text)
    found = []
    for one in inline_labels(masked[start:]):
        if "director" in one.label.roles:
            value = _before_origin(one.value.split(";")[0]).split(")")[0].strip(" .,(")
            found.append((start + one.label_start, value, one.label.printed))
    return tuple(found)


@lru_cache(maxsize=1 << 12)
def _first_fact(text: str, start: int) -> int:
    starts = [at for at, _, _ in _director_labels(text, start)]
    starts += [s for _, s, _ in find_years(text) if s > start]
    starts += [d.start for d in find_durations(text) if d.start > start]
    first = min(starts, default=len(text))
    for country in reversed(locate_countries(text[:first])):
        if text[country.end : first].strip(" ,/-–&"):
            break
        first = country.start
    opening = text.rfind("(", start, first)
    return opening if opening > start and ")" not in text[opening:first] else first


def _facts(passage: Passage, text: str, start: int) -> Iterator[Reading]:
    mention = (whole(passage),)
    directors = _director_labels(text, start)
    for _, value, printed in directors[:1]:
        credits = tuple(Credit("director", printed, name.name, None) for name in parse_names(value))
        if credits:
            yield Reading("credits", credits, _READER, 0.9, mention)
    years = [(year, s, e) for year, s, e in find_years(text) if s > start]
    if len({year for year, _, _ in years}) == 1:
        year, s, e = years[0]
        if directors or _in_bracket(text, s) or locate_countries(text[max(start, s - 40) : s]):
            yield Reading("year", year, _READER, 0.9, mention)
        told = bracketed(text) if not directors else None
        if told and told.start >= start:
            yield Reading(
                "credits", tuple(Credit("director", "", name) for name in told.directors), _READER, 0.85, mention
            )
            yield Reading("original_title", told.original_title, _READER, 0.8, mention)
        elif not directors and (named := _beside(text, s, e)):
            yield Reading("credits", (Credit("director", "", named),), _READER, 0.8, mention)
    minutes = find_durations(text)
    if len(minutes) == 1:
        yield Reading("running_time", minutes[0].minutes, _READER, 0.9, mention)
    if directors or years:
        yield from _origin(passage, text, start)


def _origin(passage: Passage, text: str, start: int) -> Iterator[Reading]:
    mention = (whole(passage),)
    at = _first_fact(text, start)
    tail = text[at:]
    found = tuple(dict.fromkeys(country.code for country in locate_countries(tail)))
    if found:
        yield Reading("countries", found, _READER, 0.85, mention)
    languages = find_languages(tail)
    if languages and languages.spoken:
        yield Reading("languages", languages.spoken, _READER, 0.8, mention)
    if languages and languages.subtitles:
        yield Reading("subtitles", languages.subtitles, _READER, 0.8, mention)


def _in_bracket(text: str, position: int) -> bool:
    return any(found.start() < position < found.end() for found in _BRACKET.finditer(text))


def _beside(text: str, start: int, end: int) -> str | None:
    """ "(1973 Robert Fuest)": the name beside the year in brackets."""
    for found in _BRACKET.finditer(text):
        if found.start() < start < found.end():
            rest = (text[found.start() + 1 : start] + text[end : found.end() - 1]).strip(" ,;.-–")
            before, comma, name = rest.rpartition(", ")
            if comma and looks_like_name(before):
                return None
            if len(name.split()) >= 2 and looks_like_name(name) and not locate_countries(name):
                return name
    return None
