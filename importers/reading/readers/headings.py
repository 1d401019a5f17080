"""The title, and what sites glue to it: a certificate, a year, the original title, a strand or an event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.reading.document import LegacyDocument, Passage, css_path, fold
from importers.reading.pagenames import PageNames, bracketless_support, page_names
from importers.reading.pictured import title_picture
from importers.reading.readers.tongues import in_two_tongues, is_at_home, page_tongue
from importers.reading.readings import Reading, part, whole
from importers.reading.strands import leads_to_strand
from importers.reading.vocabulary.certificates import is_certificate
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.dates import find_days
from importers.reading.vocabulary.durations import parse_duration
from importers.reading.vocabulary.months import find_months
from importers.reading.vocabulary.years import parse_year
from importers.reading.wordlists import exact_list, word_list

_END_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,120})[)\]]\s*$")
_ADDED = re.compile(r"\s*(?:\+|\s[-–—|:]\s|\s&\s|\*)\s*([^+]{1,60})$")
_PREFIX = re.compile(r"^(.{3,45}?)(?:\s*:\s+|\s+[-–—|]\s+)(?=\S)")
_MARK_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s[-–—/]\s")
_QUOTED = re.compile(r"^[\"“„«‘']\s*([^\"“”„«»]+?)\s*[\"”“»’']$")
_AGE = re.compile(r"(?:[A-Z]{1,3}[-/ ]?)?(?:[01]?\d|2[01])[A-Z]?\+?")
"""The shape of a classification mark in brackets: "15A", "K-12", "16+"."""


@dataclass(slots=True)
class TitleParts:
    """A heading taken apart."""

    title: str
    original_title: str | None = None
    certificate: str | None = None
    year: int | None = None
    premiere: str | None = None


def read_title(document: LegacyDocument, title: Passage | None, countries: tuple[str, ...] = ()) -> Iterator[Reading]:
    """Readings from the line that names the page's subject. `countries`: the film's, as far as they are told."""
    names = page_names(document)
    if title is None:
        yield from _pictured_title(document)
        return
    text = _main_run(title, names)
    parts = take_apart(text, names)
    yield from _strand_before(document, title, parts)
    _part_tongues(document, parts, countries)
    sure = 0.97 if names.support(fold(parts.title)) >= 2 else 0.85 if title.level in (1, 2) else 0.7
    mentions = (whole(title),)
    for field in ("title", "original_title", "certificate", "year", "premiere"):
        value = getattr(parts, field)
        if value is not None:
            yield Reading(field, value, "heading", sure if field == "title" else 0.85, mentions)
    rest = title.text.replace(text, " ").split()
    if 0 < len(rest) < 3 and title.runs and (year := parse_year(rest[0])) is not None:
        yield Reading("year", year, "heading", 0.85, mentions)
    marks = [mark.strip("()[]") for mark in (" ".join(rest), rest[-1])] if rest else []
    beside = next(filter(is_certificate, marks), None)
    if beside and not parts.certificate and title.runs:
        yield Reading("certificate", beside, "heading", 0.8, mentions)
    yield from _certificates_under(document, title)


_MARKS_UNDER = 15
"""Lines under a title among which a classification mark may stand bare."""


def _certificates_under(document: LegacyDocument, title: Passage) -> Iterator[Reading]:
    """ "14A" on a line of its own, "In cinemas 3 May - Tout public": marks that hold a letter."""
    for passage in document.passages[title.index + 1 : title.index + _MARKS_UNDER]:
        if len(passage.text) > 80 or passage.kind in ("cell", "term", "option", "button"):
            continue
        last = _MARK_SEPARATOR.split(passage.text)[-1].strip("() ")
        if len(last) > 1 and any(map(str.isalpha, last)) and is_certificate(last):
            start = passage.text.rfind(last)
            yield Reading("certificate", last, "heading", 0.7, (part(passage, start, start + len(last)),))
            return


def _strand_before(document: LegacyDocument, title: Passage, parts: TitleParts) -> Iterator[Reading]:
    """ "Baltic Nights: The Quiet Tram", where the page links to Baltic Nights."""
    found = _PREFIX.match(parts.title)
    lead = fold(found[1]) if found else ""
    if found and lead and any(_names(p, lead) for p in document.passages if p.links and p is not title):
        parts.title = parts.title[found.end() :].strip()
        yield Reading("section", found[1], "heading", 0.7, (whole(title),))


def _names(passage: Passage, strand: str) -> bool:
    links = (run for run in passage.links if run.end - run.start < 60)
    return any(leads_to_strand(run.href) and fold(passage.text[run.start : run.end]) == strand for run in links)


def _part_tongues(document: LegacyDocument, parts: TitleParts, countries: tuple[str, ...]) -> None:
    """ "Title / Original title": the other language's is the original one, unless it is that of no country of the film."""
    halves = in_two_tongues(parts.title, page_tongue(document)) if " " in parts.title else None
    if halves is None:
        return
    parts.title = halves[0]
    if parts.original_title is None and is_at_home(halves[1], countries) is not False:
        parts.original_title = halves[1] if not is_at_home(halves[0], countries) else None


def _pictured_title(document: LegacyDocument) -> Iterator[Reading]:
    picture = title_picture(document)
    if picture is not None:
        parts = take_apart(picture.alt)
        yield Reading("title", parts.title, "image", 0.75, (), css_path(picture.element), picture.alt)
        if parts.original_title:
            yield Reading(
                "original_title", parts.original_title, "image", 0.7, (), css_path(picture.element), picture.alt
            )


def _main_run(passage: Passage, names: PageNames) -> str:
    """The inline part that the page's head agrees with, where the line has several; else the whole line."""
    whole_support = names.support(fold(passage.text))
    parts = [passage.text[run.start : run.end] for run in passage.runs if run.tag not in ("a",)]
    firsts = [
        run
        for run in passage.runs
        if run.start == 0 and run.end < len(passage.text) and run.tag not in ("a", "em", "i")
    ]
    for candidate in parts:
        if 1 < len(candidate) < len(passage.text) and bracketless_support(candidate, names) > whole_support:
            return candidate.strip()
    small = _added_at(passage)
    if small < len(passage.text):
        return passage.text[:small].strip()
    middle = [run for run in passage.runs if run.tag == "span" and run.end - run.start > 0.4 * len(passage.text)]
    if middle and len(passage.runs) > 1 and not firsts:
        return passage.text[middle[0].start : middle[0].end].strip()
    return passage.text


def main_title(title: Passage) -> str:
    """The heading without marks and years of their own at its end, and without brackets."""
    return take_apart(title.text[: _added_at(title)]).title


def _added_at(passage: Passage) -> int:
    """Where parts of their own at the line's end begin that are small, a mark or a year: "<span>1983</span> <i>PG</i>"."""
    at = len(passage.text)
    for run in reversed(passage.runs):
        text = passage.text[run.start : at].strip(" ()[],")
        if not 0 < run.start < at or passage.text[run.end : at].strip(" ,"):
            continue
        if run.tag in ("small", "sup") or is_certificate(text) or (run.tag == "span" and parse_year(text) is not None):
            at = run.start
    return at


def take_apart(text: str, names: PageNames | None = None) -> TitleParts:
    """Split a heading. What is not surely an addition stays in the title."""
    parts = TitleParts(text.strip())
    for _ in range(4):
        before = parts.title
        _take_bracket(parts, names)
        _take_addition(parts)
        if parts.title == before:
            break
    _take_prefix(parts, names)
    quoted = _QUOTED.match(parts.title)
    if quoted:
        parts.title = quoted[1]
    held = "«" in parts.title
    parts.title = parts.title.strip(" \t|•·–—*" + ("" if held else "»")).strip() or text.strip()
    return parts


def _take_bracket(parts: TitleParts, names: PageNames | None) -> None:
    found = _END_BRACKET.search(parts.title)
    if not found or not found.start():
        return
    inside = found[1].strip()
    if fold(inside) in word_list("titles", "articles"):
        return
    if is_certificate(inside) or _AGE.fullmatch(inside):
        parts.certificate = inside
    elif (year := parse_year(inside)) is not None:
        parts.year = year
    elif not (is_addition(inside) or parse_duration(inside) is not None or _is_origin(inside, parts)):
        if parts.original_title or not _is_other_title(inside):
            return
        parts.original_title = without_lead(inside)
    parts.title = parts.title[: found.start()].strip()


def _is_origin(inside: str, parts: TitleParts) -> bool:
    """ "(France 2013)" """
    words = inside.replace(",", " ").split()
    year = parse_year(words[-1]) if words else None
    if year and parse_countries(" ".join(words[:-1])):
        parts.year = year
        return True
    return parse_countries(inside) is not None


def _is_other_title(inside: str) -> bool:
    return (
        len(inside) > 2
        and any(map(str.isalpha, inside))
        and (inside[0].isupper() or not inside[0].isalpha() or " " in inside)
    )


def without_lead(inside: str) -> str:
    for lead in sorted(exact_list("titles", "also_known_as"), key=len, reverse=True):
        if inside.lower().startswith(lead + " ") or inside.lower().startswith(lead + ":"):
            return inside[len(lead) :].strip(" :.")
    return inside


def is_addition(text: str) -> bool:
    folded = fold(text)
    words = word_list("titles", "additions")
    return folded in words or any(
        folded.startswith(f"{word} ") or folded.endswith(f" {word}") for word in words if len(word) > 2
    )


def _take_addition(parts: TitleParts) -> None:
    found = _ADDED.search(parts.title)
    if found and found.start() and is_addition(found[1]):
        parts.title = parts.title[: found.start()].strip()


def _take_prefix(parts: TitleParts, names: PageNames | None) -> None:
    found = _PREFIX.match(parts.title)
    if not found:
        return
    lead, rest = found[1], parts.title[found.end() :].strip()
    if rest and (find_days(lead) or find_months(lead)):
        parts.title = rest
        return
    last = fold(lead).split()[-1:] or [""]
    events = word_list("titles", "events")
    if not rest or not (last[0] in events or fold(lead) in events):
        return
    if names and names.support(fold(parts.title)) >= 3 > names.support(fold(rest)):
        return
    if "premiere" in fold(lead):
        parts.premiere = lead
    parts.title = rest
