"""Facts without labels: "France-Cambodia 2013", "90 mins", "Romania, 2009, 115 min", "A Name / Spain / 2025"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import Any

from importers.reading.document import LegacyDocument, Passage, Run, fold
from importers.reading.items import Credit, Role
from importers.reading.prose import bullet_end, is_prose
from importers.reading.readers.brackets import bracketed
from importers.reading.readers.labelled import is_credit_text
from importers.reading.readings import Mention, Reading, part, whole
from importers.reading.vocabulary.certificates import is_certificate
from importers.reading.vocabulary.countries import locate_countries, parse_countries
from importers.reading.vocabulary.durations import find_durations, parse_duration
from importers.reading.vocabulary.labels import find_label, inline_labels, split_labelled
from importers.reading.vocabulary.languages import find_languages, parse_languages
from importers.reading.vocabulary.names import looks_like_name, parse_names
from importers.reading.vocabulary.years import find_years, parse_year
from importers.reading.wordlists import exact_list, word_list

_LONGEST = 260
_SEPARATORS = re.compile(r"\s*[/|｜／•·;,\n–—]\s*|\s+-\s+|\.\s+|\s{2,}")
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b|\b(?:am|pm|uhr)\b", re.IGNORECASE)
_PRICE = re.compile(r"[£€$¥]")


@dataclass(frozen=True, slots=True)
class Facts:
    """Countries, years and running times of one line, with where they stand."""

    countries: tuple[str, ...]
    country_spans: tuple[tuple[int, int], ...]
    years: tuple[tuple[int, int, int], ...]
    minutes: tuple[tuple[int, int, int], ...]

    @property
    def kinds(self) -> int:
        return bool(self.countries) + bool(self.years) + bool(self.minutes)

    @property
    def are_of_several(self) -> bool:
        """Several years and several lengths are of several films."""
        return len({year for year, _, _ in self.years}) > 1 and len({minutes for minutes, _, _ in self.minutes}) > 1

    def covered(self) -> int:
        spans = [*self.country_spans, *((s, e) for _, s, e in self.years), *((s, e) for _, s, e in self.minutes)]
        return sum(end - start for start, end in spans)


def line_facts(text: str) -> Facts:
    found = locate_countries(text)
    if len(found) > 1:
        found = tuple(mention for mention in found if not _in_name(text, mention.start, mention.end)) or found
    return Facts(
        tuple(dict.fromkeys(mention.code for mention in found)),
        tuple((mention.start, mention.end) for mention in found),
        find_years(text),
        tuple((duration.minutes, duration.start, duration.end) for duration in find_durations(text)),
    )


def _in_name(text: str, start: int, end: int) -> bool:
    """Whether a country is part of a name, as in "Duarte Salvador": beside others it is none."""
    if end - start < 5 and text[start:end].isupper():
        return False
    begin = max((found.end() for found in _NAME_EDGES.finditer(text, 0, start)), default=0)
    stop = _NAME_EDGES.search(text, end)
    segment = text[begin : stop.start() if stop else len(text)].strip()
    return len(segment) > end - start and looks_like_name(segment) and parse_countries(segment) is None


_NAME_EDGES = re.compile(r"[()\[\],;|/•·]|\s[-–—]\s|\.\s|\d")


def read_credit_lines(document: LegacyDocument, passages: tuple[Passage, ...]) -> Iterator[Reading]:
    yield from _names_over_origin(passages)
    yield from _fact_runs(passages)
    for passage in passages:
        if passage.text.isdigit() and passage.cell:
            continue
        prose = is_prose(passage.text) and not is_credit_text(passage.text) and not _is_dense(passage.text)
        yield from _genre_line(passage)
        if prose or (len(passage.text) > _LONGEST and not is_credit_text(passage.text)):
            yield from _before_prose(passage)
            yield from _after_prose(passage)
        else:
            yield from _line(passage)


def _is_dense(text: str) -> bool:
    """Country, year and length in one short line: its stops are of abbreviations."""
    return len(text) < 140 and line_facts(text).kinds == 3


_OVER = 3
"""Lines over the origin among which the director's may be."""


def _names_over_origin(passages: tuple[Passage, ...]) -> Iterator[Reading]:
    """A name on a line over "UK 2004" is the director's: alone right over it, or behind "de" in the lines over it."""
    for index, passage in enumerate(passages):
        text = passage.text[bullet_end(passage.text) :]
        if len(text) > 60 or " " not in text or find_label(text):
            continue
        lead = OPENING.match(text)
        name = text[lead.end() :] if lead else text
        if not looks_like_name(name) or (not lead and _is_marked(passage)) or parse_countries(name) is not None:
            continue
        if _is_over_origin(passages[index + 1 : index + 1 + (_OVER if lead else 1)], led=bool(lead)):
            credits = tuple(Credit("director", lead[1] if lead else "", n.name) for n in parse_names(name, strict=True))
            if credits:
                yield Reading("credits", credits, "credit-line", 0.85 if lead else 0.75, (whole(passage),))


def _is_marked(passage: Passage) -> bool:
    return passage.kind == "heading" or any(run.tag in ("a", "b", "strong") for run in passage.runs)


def _is_over_origin(below: tuple[Passage, ...], *, led: bool) -> bool:
    """Whether the origin comes next, or after lines that are credits too."""
    for passage in below:
        text = passage.text
        if not led and OPENING.match(text):
            return False
        facts = line_facts(text) if any(map(str.isdigit, text)) and len(text) < (120 if led else 61) else None
        if facts and facts.countries and facts.years and _is_credit_line(text, facts):
            return True
        if not led or not inline_labels(text):
            return False
    return False


_SHORT = 40
"""Characters of a line that may be one fact in a list of facts."""


def _fact_runs(passages: tuple[Passage, ...]) -> Iterator[Reading]:
    """Short lines of one kind beside each other that are one fact each: "France", "2016", "24 min"."""
    for _, group in groupby(passages, key=lambda passage: (id(passage.box.parent), passage.box.path)):
        lines = [passage for passage in group if len(passage.text) <= _SHORT]
        if 2 <= len(lines) <= 12 and any(passage.text[:1].isdigit() for passage in lines):
            yield from _run_of(lines)


def _run_of(lines: list[Passage]) -> Iterator[Reading]:
    facts: dict[str, list[tuple[Passage, Any]]] = {field: [] for field in ("countries", "year", "running_time")}
    rest: list[Passage] = []
    for passage in lines:
        told = dict(_facts_alone(passage.text.strip(" ()[].,|·•")))
        for field, value in told.items():
            facts[field].append((passage, value))
        if not told:
            rest.append(passage)
    if sum(map(bool, facts.values())) < 2 or any(len(values) > 1 for values in facts.values()):
        return
    for field, values in facts.items():
        yield from (Reading(field, value, "credit-line", 0.86, (whole(passage),)) for passage, value in values)
    yield from _beside_facts(rest, directs=lines[0] is rest[0] if rest and facts["year"] else False)


def _facts_alone(text: str) -> Iterator[tuple[str, Any]]:
    """The facts of a line that holds nothing else: "France", "France 2015", "88 min"."""
    if codes := parse_countries(text):
        yield "countries", codes
    elif year := parse_year(text):
        yield "year", year
    elif minutes := parse_duration(text):
        yield "running_time", minutes
    elif _is_origin(facts := line_facts(text), text):
        yield from (("countries", facts.countries), ("year", facts.years[0][0]))


def _is_origin(facts: Facts, text: str) -> bool:
    """ "France, 2015" and nothing beside it."""
    told = bool(facts.countries) and len(facts.years) == 1 and not facts.minutes
    return told and len(text) - facts.covered() <= _SLACK


_SLACK = 4
"""Characters that may stand around the facts of a line: commas and spaces."""


def _beside_facts(lines: list[Passage], *, directs: bool) -> Iterator[Reading]:
    """What else stands in a list of facts: a language, a mark, and first of all the director's name."""
    for number, passage in enumerate(lines):
        text = passage.text.strip(" ()[].,|·•")
        mention = (whole(passage),)
        spoken = parse_languages(text)
        if len(text) > 1 and text in _MARKS:
            yield Reading("certificate", text, "credit-line", 0.85, mention)
        elif spoken and spoken.spoken:
            yield Reading("languages", spoken.spoken, "credit-line", 0.8, mention)
        elif directs and number == 0 and " " in text and not _is_technical(text) and not find_label(text):
            names = parse_names(text, strict=True)
            if names and all(" " in name.name for name in names):
                credits = tuple(Credit("director", "", name.name) for name in names)
                yield Reading("credits", credits, "credit-line", 0.75, mention)


_ROLE_CLASSES: dict[str, Role] = {word: "director" for word in word_list("classes", "director")}
_ROLE_CLASSES |= dict.fromkeys(word_list("classes", "cast"), "cast")


def _classed(passage: Passage) -> Iterator[Reading]:
    """Names in an element that is called after what they did: `<h3 class="director">`."""
    stretches = [(run.start, run.end, run.words) for run in passage.runs if run.words]
    for start, end, words in [(0, len(passage.text), passage.box.words), *stretches]:
        role = next((role for word, role in _ROLE_CLASSES.items() if word in words), None)
        text = passage.text[start:end]
        if role is None or len(text) > 120 or ":" in text or find_label(text):
            continue
        lead = OPENING.match(text)
        names = parse_names(text[lead.end() :] if lead else text, strict=True)
        if names and all(" " in name.name for name in names) and not split_labelled(text):
            credits = tuple(Credit(role, "", name.name) for name in names)
            yield Reading("credits", credits, "credit-line", 0.8, (part(passage, start, end),))


_CERTIFIED = frozenset(
    {"cert", "certificate", "certification", "rating", "censor", "censorship", "bbfc", "fsk", "classification"}
)
_MARKS = frozenset(exact_list("titles", "certificates"))


def _in_runs(passage: Passage) -> Iterator[Reading]:
    """Facts in elements of their own among others: `<span>Drama</span> <span>France 2018</span> <span>98 min</span>`."""
    if len(passage.runs) < 2 or not any(map(str.isdigit, passage.text)):
        return
    yield from _origin_in_runs(passage)
    spans = [run for run in passage.runs if not run.href and run.end - run.start < 20]
    found = [(run, minutes) for run in spans if (minutes := parse_duration(passage.text[run.start : run.end]))]
    if len({minutes for _, minutes in found}) == 1:
        run, minutes = found[0]
        yield Reading("running_time", minutes, "credit-line", 0.85, (part(passage, run.start, run.end),))
        yield from _spoken_in_runs(passage, spans)


def _spoken_in_runs(passage: Passage, spans: Sequence[Run]) -> Iterator[Reading]:
    """The languages that stand in an element of their own beside a length."""
    for run in spans:
        spoken = parse_languages(passage.text[run.start : run.end])
        if spoken and spoken.spoken and not spoken.subtitles:
            yield Reading("languages", spoken.spoken, "credit-line", 0.8, (part(passage, run.start, run.end),))
            return


def _origin_in_runs(passage: Passage) -> Iterator[Reading]:
    texts = [(run, passage.text[run.start : run.end]) for run in passage.runs if not run.href]
    found = [(run, facts) for run, text in texts if len(text) < 60 and _is_origin(facts := line_facts(text), text)]
    if len({facts for _, facts in found}) == 1:
        run, facts = found[0]
        mention = (part(passage, run.start, run.end),)
        yield Reading("countries", facts.countries, "credit-line", 0.94, mention)
        yield Reading("year", facts.years[0][0], "credit-line", 0.94, mention)


def _marked_certificates(passage: Passage) -> Iterator[Reading]:
    """What an element named for it holds: `<span class="cert">12A</span>`."""
    stretches = [(run.start, run.end) for run in passage.runs if run.words & _CERTIFIED]
    if passage.box.words & _CERTIFIED:
        stretches.append((0, len(passage.text)))
    for start, end in stretches:
        mark = passage.text[start:end].strip(" ()[]")
        if mark in _MARKS or is_certificate(mark):
            yield Reading("certificate", mark, "credit-line", 0.9, (part(passage, start, end),))
            return


OPENING = re.compile(
    r"((?:de|by|von|di|van|av|af|par|od|reż\.|un film de|a film by)(?=\s)|(?-i:(?:un film )?d)(?=['’]))['’\s]\s*(?=[^\W\d_])",
    re.IGNORECASE,
)
"""Before the director's name, on the line over the origin: "de Jacques Becker"."""


def is_by_line(text: str) -> bool:
    """ "di Ettore Bassanese": what stands under a title, and never is one."""
    lead = OPENING.match(text)
    if not lead:
        return False
    names = parse_names(text[lead.end() :].strip(" ,;.:()"), strict=True)
    return bool(names) and all(" " in name.name for name in names)


def _line(passage: Passage) -> Iterator[Reading]:
    text = passage.text
    start = bullet_end(text)
    yield from _marked_certificates(passage)
    yield from _classed(passage)
    yield from _in_runs(passage)
    yield from _subtitled(text[start:], passage)
    alone = _alone(text[start:].strip(" ()[].,"), passage)
    if alone:
        yield alone
        return
    if not any(map(str.isdigit, text)) or _PRICE.search(text):
        return
    facts = line_facts(text)
    if facts.are_of_several:
        return
    if not _is_credit_line(text, facts) and not (facts.kinds and is_credit_text(text)):
        return
    mention = (whole(passage),)
    sure = 0.93 if facts.kinds > 1 else 0.85
    if facts.countries:
        yield Reading("countries", facts.countries, "credit-line", sure, mention)
    if len({year for year, _, _ in facts.years}) == 1:
        yield Reading("year", facts.years[0][0], "credit-line", sure, mention)
    if len(facts.minutes) == 1:
        yield Reading("running_time", facts.minutes[0][0], "credit-line", sure, mention)
    elif facts.kinds == 2 and not facts.minutes and (minutes := _clocked(text)):
        yield Reading("running_time", minutes, "credit-line", 0.8, mention)
    yield from _languages(passage, mention)
    yield from _certificates(text, mention)
    yield from _names(passage, facts, mention)


_CLOCKED = re.compile(r"[|/,·•]\s*(\d{1,2}:[0-5]\d)\s*(?=[|/,·•]|$)")


def _clocked(text: str) -> int | None:
    """ "USA | 2012 | 12:34": minutes and seconds, which no show begins at."""
    found = _CLOCKED.findall(text)
    return parse_duration(found[0], labelled=True) if len(found) == 1 and int(found[0][-2:]) % 5 else None


_OF = re.compile(r"\s(?:de|d['’]|di|von|van|by|av|af)\s?(?=[^\W\d_])")
_NAMED = re.compile(r"\s?\(|\s?,|\s[-–—|]\s|\.(?=\s|$)|\s(?=(?:avec|con|com|mit|met|with|starring|med)\s)|$")
_WITH = re.compile(r"\b(?:avec|con|com|mit|met|with|starring|med)\s(?=[^\W\d_])")


def _genre_line(passage: Passage) -> Iterator[Reading]:
    """ "Comédie dramatique de Jane Doe (France, 1h34) avec A, B": a genre, its director, and facts or a cast."""
    text = passage.text
    lead = _OF.search(text, 0, 60)
    if lead is None or len(text) > _LONGEST or not _is_genre(text[: lead.start()]):
        return
    end = _NAMED.search(text, lead.end())
    names = parse_names(text[lead.end() : end.start()], strict=True) if end else ()
    cast = _WITH.search(text, lead.end())
    if not names or not all(" " in name.name for name in names) or not (cast or line_facts(text).kinds):
        return
    credits = tuple(Credit("director", lead[0].strip(), name.name) for name in names)
    yield Reading("credits", credits, "credit-line", 0.85, (part(passage, 0, end.start() if end else len(text)),))
    if cast and (players := parse_names(_up_to_stop(text[cast.end() :]), strict=True)):
        printed = cast[0].strip()
        played = tuple(Credit("cast", printed, name.name, name.character) for name in players)
        yield Reading("credits", played, "credit-line", 0.85, (part(passage, cast.start(), len(text)),))


def _up_to_stop(text: str) -> str:
    return re.split(r"\.\s|\.$|\s[-–—|]\s|\s\(", text, maxsplit=1)[0]


def _is_genre(text: str) -> bool:
    """ "Comédie dramatique", "Un thriller", "Drame (1h45)"."""
    words = fold(text.partition("(")[0]).split()
    return 0 < len(words) <= 4 and not word_list("technical", "genres").isdisjoint(words)


def _is_credit_line(text: str, facts: Facts) -> bool:
    """Two kinds of facts make a credit line, if they are most of it or stand between separators."""
    if facts.kinds == 1 and facts.minutes and (spoken := find_languages(text)):
        return len(text) < 40 or bool(len(text) < 120 and spoken.spoken and spoken.subtitles)
    if facts.kinds < 2 or (_TIME.search(text) and not facts.minutes):
        return False
    rest = len(text) - facts.covered()
    return rest <= 0.6 * len(text) or bool(inline_labels(text)) or len(_SEPARATORS.split(text)) >= 3


def _alone(text: str, passage: Passage) -> Reading | None:
    """A line that is one fact and nothing else."""
    mention = (whole(passage),)
    spoken = parse_languages(text) if len(text) < 80 else None
    if spoken and spoken.spoken and (spoken.subtitles or text[:3].lower() in ("in ", "en ", "em ")):
        return Reading("languages", spoken.spoken, "credit-line", 0.85, mention)
    minutes = parse_duration(text) or _among_technical(text)
    if minutes is not None and not (len(text) > 8 and locate_countries(text)):
        return Reading("running_time", minutes, "credit-line", 0.9, mention)
    if "(" in passage.text[:2] and (year := parse_year(text)):
        return Reading("year", year, "credit-line", 0.8, mention)
    if (
        len(text) > 2
        and any(c.isupper() for c in text)
        and passage.kind != "heading"
        and (codes := parse_countries(text))
    ):
        return Reading("countries", codes, "credit-line", 0.7, mention)
    return None


def _among_technical(text: str) -> int | None:
    """ "Approx. 86 min. DCP restoration.": a length beside nothing but formats."""
    found = find_durations(text) if len(text) < 60 and text[-1:].isalpha() else ()
    if len(found) != 1:
        return None
    rest = fold(text[: found[0].start] + " " + text[found[0].end :]).split()
    technical = word_list("technical", "words") | word_list("technical", "about")
    return found[0].minutes if all(word in technical or word.isdigit() for word in rest) else None


def _subtitled(text: str, passage: Passage) -> Iterator[Reading]:
    """A line about language and subtitles and nothing else: "Danish with English subtitles"."""
    found = parse_languages(text) if len(text) < 80 else None
    if found and found.subtitles:
        yield Reading("subtitles", found.subtitles, "credit-line", 0.85, (whole(passage),))


def _languages(passage: Passage, mention: tuple[Mention, ...]) -> Iterator[Reading]:
    found = find_languages(passage.text)
    if found and found.spoken:
        yield Reading("languages", found.spoken, "credit-line", 0.8, mention)
    if found and found.subtitles:
        yield Reading("subtitles", found.subtitles, "credit-line", 0.8, mention)


def _certificates(text: str, mention: tuple[Mention, ...]) -> Iterator[Reading]:
    """A mark between separators that can be nothing else: "FSK 12", "12A", "PG"."""
    for segment in _COMMAS.split(text):
        mark = _CERT.sub("", segment.strip(" ()."))
        if mark in _MARKS and mark != segment.strip(" ()."):
            yield Reading("certificate", mark, "credit-line", 0.9, mention)
            return
        if len(mark) > 1 and any(map(str.isalpha, mark)) and (mark in _MARKS or is_certificate(mark)):
            yield Reading("certificate", mark, "credit-line", 0.85, mention)
            return


_COMMAS = re.compile(r"\s*[|•·;,\n]\s*|\s[-–—/]\s|\.\s+")
_CERT = re.compile(r"^cert(?:ificate|\.)?\s+", re.IGNORECASE)


def _names(passage: Passage, facts: Facts, mention: tuple[Mention, ...]) -> Iterator[Reading]:
    """A name between separators, beside a country and a year, is the director's."""
    text = passage.text
    labelled = inline_labels(text)
    if any("director" in one.label.roles for one in labelled):
        return
    if told := bracketed(text):
        yield Reading(
            "credits", tuple(Credit("director", "", name) for name in told.directors), "credit-line", 0.85, mention
        )
        yield Reading("original_title", told.original_title, "credit-line", 0.8, mention)
        return
    if not (facts.years and (facts.countries or facts.minutes)):
        return
    text = text[: labelled[0].label_start] if labelled else text
    if (shouted := _SHOUTED.search(text)) and shouted[1].isupper():
        credits = tuple(Credit("director", "", name.name) for name in parse_names(shouted[1], strict=True))
        if credits and " " in shouted[1] and not text.isupper():
            yield Reading("credits", credits, "credit-line", 0.8, mention)
            return
    parted = text.replace("(", " | ").replace(")", " | ")
    segments = [segment.strip() for segment in _SEPARATORS.split(parted) if segment.strip()]
    free = [segment for segment in segments if not line_facts(segment).kinds and not _is_beside_point(segment)]
    lead = OPENING.match(segments[0]) if segments else None
    if lead and facts.years and facts.countries:
        named = _WITH.split(segments[0][lead.end() :], maxsplit=1)[0].strip()
        names = parse_names(named, strict=True) if looks_like_name(named) else ()
        if names:
            directors = tuple(Credit("director", lead[1], name.name) for name in names)
            yield Reading("credits", directors, "credit-line", 0.85, mention)
            yield from _players_behind(passage.text, lead.end(), mention)
            return
    alone = len(free) == 1 and segments[0] == free[0] and not text[bullet_end(text) :].startswith(f"{free[0]} (")
    if alone and len(free[0].split()) > 1 and looks_like_name(free[0]) and not _is_slanted(passage, free[0]):
        credits = tuple(Credit("director", "", name.name) for name in parse_names(free[0], strict=True))
        if credits:
            yield Reading("credits", credits, "credit-line", 0.75, mention)


def _players_behind(text: str, at: int, mention: tuple[Mention, ...]) -> Iterator[Reading]:
    """The full names of "avec A, B" after the director's, as far as they go."""
    found = _WITH.search(text, at)
    if not found:
        return
    listed = _up_to_stop(text[found.end() :]).split(", ")
    players = list(takewhile(lambda part: " " in part and looks_like_name(part) and not line_facts(part).kinds, listed))
    credits = tuple(Credit("cast", found[0].strip(), name.name) for part in players for name in parse_names(part))
    if credits:
        yield Reading("credits", credits, "credit-line", 0.85, mention)


def _is_slanted(passage: Passage, text: str) -> bool:
    """Whether the line's beginning is in italics, as titles are."""
    return any(r.tag in ("em", "i", "cite") and passage.text[r.start : r.end].strip(" ,") == text for r in passage.runs)


_SHOUTED = re.compile(r"(?<=\.\s)([^,;.()\d]{5,40}),\s(?=(?:19|20)\d\d)")
"""After the original title and its stop: "Drvni most. ZORAN MATIJEVIĆ, 1969"."""


def _is_beside_point(segment: str) -> bool:
    return _is_technical(segment) or parse_languages(segment) is not None


def _is_technical(segment: str) -> bool:
    folded = fold(segment)
    technical = word_list("technical", "words")
    return any(map(str.isdigit, segment)) or folded in technical or technical.issuperset(folded.split())


def _before_prose(passage: Passage) -> Iterator[Reading]:
    """ "Germany, 1926" glued to the text that follows it."""
    head = passage.text[:90]
    found = locate_countries(head)
    years = find_years(head)
    if not found or not years or found[0].start > 2 or passage.text[found[0].end :][:1] in "'’":
        return
    before = [mention for mention in found if mention.start < years[0][1]]
    gap = head[before[-1].end : years[0][1]]
    listed = parse_countries(head[before[0].start : before[-1].end])
    if listed and len(gap.strip(" ,.()/|-–")) == 0:
        mention = (part(passage, 0, years[0][2]),)
        yield Reading("countries", listed, "credit-line", 0.88, mention)
        yield Reading("year", years[0][0], "credit-line", 0.88, mention)
        yield from _minutes_after(passage, years[0][2])


def _after_prose(passage: Passage) -> Iterator[Reading]:
    """ "USA, 2018, 88 min." glued to the end of the text."""
    text = passage.text.rstrip(" .)")
    if not text[-_TAIL:].strip() or (not any(map(str.isdigit, text[-8:])) and not text.endswith(_MINUTES)):
        return
    at = max(text.rfind(". ", len(text) - _TAIL), text.rfind(" (", len(text) - _TAIL))
    tail = text[at + 2 :] if at >= 0 else ""
    facts = line_facts(tail) if tail else None
    if facts is None or facts.kinds < 2 or not facts.countries or facts.country_spans[0][0] > 1:
        return
    if len(tail) - facts.covered() > _SLACK * facts.kinds or len(facts.years) > 1 or len(facts.minutes) > 1:
        return
    mention = (part(passage, at + 2, len(text)),)
    yield Reading("countries", facts.countries, "credit-line", 0.85, mention)
    yield from (Reading("year", year, "credit-line", 0.85, mention) for year, _, _ in facts.years)
    yield from (Reading("running_time", minutes, "credit-line", 0.85, mention) for minutes, _, _ in facts.minutes)


_TAIL = 70
_MINUTES = ("min", "mins", "minutes", "minutos", "minuti", "Min", "Minuten", "minuten", "мин", "'", "’", "′")


def _minutes_after(passage: Passage, end: int) -> Iterator[Reading]:
    near = find_durations(passage.text[end : end + 25])
    if near and not passage.text[end : end + near[0].start].strip(" ,.()/|-–"):
        yield Reading("running_time", near[0].minutes, "credit-line", 0.88, (part(passage, 0, end + near[0].end),))
