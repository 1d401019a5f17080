"""The original title, where it stands beside the title without a label: under it, over it, or in the same heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from importers.reading.document import LegacyDocument, Passage, fold
from importers.reading.pagenames import page_names
from importers.reading.prose import ends_sentence
from importers.reading.readers.credit_lines import OPENING
from importers.reading.readers.headings import is_addition, without_lead
from importers.reading.readers.nearby import is_bare, is_fact, line_words, stand_together, wrapping_words
from importers.reading.readers.premieres import is_premiere
from importers.reading.readers.tongues import foreignness, is_at_home, page_tongue, script
from importers.reading.readings import Reading, part, whole
from importers.reading.strands import holds_name, leads_to_strand
from importers.reading.vocabulary.certificates import is_certificate
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.durations import parse_duration
from importers.reading.vocabulary.names import looks_like_name
from importers.reading.vocabulary.years import parse_year
from importers.reading.wordlists import word_list

_SURE_ENOUGH = 0.5
_BELOW = 3
_LONGEST = 120
_FACT_SEPARATOR = re.compile(r"\s+[/|•·–—-]\s+")


def read_original_title(
    document: LegacyDocument,
    passages: Sequence[Passage],
    title: Passage | None,
    people: Sequence[str],
    countries: tuple[str, ...],
) -> Iterator[Reading]:
    """`people`: the names credited on the page: a director under the title is no title. `countries`: the film's."""
    if title is None:
        return
    known = {fold(name) for name in people} | {document.folded[title.index]} | page_names(document).site
    yield from _in_heading(document, title, known, countries)
    near = [p for p in passages if -1 <= p.index - title.index <= _BELOW and p is not title]
    weighed = [(_weight(document, p, title, known) + _origin(p.text, title, countries), p) for p in near]
    weight, best = max(weighed, key=lambda pair: pair[0], default=(0.0, None))
    if best is not None and round(weight, 3) >= _SURE_ENOUGH:
        text = without_lead(_first_part(best).strip("()[] "))
        yield Reading("original_title", text, "beside-title", min(weight, 0.85), (whole(best),))


def _first_part(passage: Passage) -> str:
    """ "Den siste fergemannen / Norway 2017 / 101 min": the title before the facts; else the whole line."""
    parts = _FACT_SEPARATOR.split(passage.text)
    return parts[0] if len(parts) > 2 and any(map(is_fact, parts[1:])) and not is_fact(parts[0]) else passage.text


def _weight(document: LegacyDocument, passage: Passage, title: Passage, known: set[str]) -> float:
    text = _first_part(passage)
    if fold(text) in known or not _may_be(document, passage, text):
        return 0.0
    words = line_words(passage)
    named = _is_named(document, passage)
    weight = 0.5 * (named or _is_bracketed(text)) + 0.2 * bool(words & word_list("titles", "under_marks"))
    weight += 0.15 * (passage.kind == "heading") + 0.25 * bool(words & line_words(title))
    weight += 0.1 * (passage.index == title.index + 1) + 0.1 * stand_together(passage, title)
    weight += 0.05 * any(run.tag in ("i", "em") for run in passage.runs)
    strange = _strangeness(document, text, title)
    weight += max(strange, 0.0) if named or _is_bracketed(text) else strange
    if not named and looks_like_name(text) and not fold(text).startswith("the "):
        weight -= 0.2 if known - {document.folded[title.index]} else 0.4
    return weight - 0.4 * ends_sentence(text) * (not ends_sentence(title.text))


def _in_heading(
    document: LegacyDocument, title: Passage, known: set[str], countries: tuple[str, ...]
) -> Iterator[Reading]:
    """A smaller part at the end of the heading: `<h1>Title <small>Original title</small></h1>`."""
    ends = [run for run in title.runs if 0 < run.start < run.end == len(title.text)]
    for run in ends[:1]:
        text = title.text[run.start : run.end].strip("()[]/ –—-|")
        if not _is_title_like(text) or fold(text) in known:
            continue
        words = run.words & (word_list("titles", "original_marks") | word_list("titles", "under_marks"))
        weight = 0.3 + 0.3 * bool(words) + 0.1 * (run.tag in ("small", "em", "i"))
        before = title.text[: run.start]
        weight += 0.4 * (script(text) != script(before)) + 0.35 * foreignness(text, page_tongue(document))
        if weight + _origin(text, title, countries) >= _SURE_ENOUGH:
            yield Reading("original_title", without_lead(text), "heading", 0.8, (part(title, run.start, run.end),))


def _origin(text: str, title: Passage, countries: tuple[str, ...]) -> float:
    """An English title beside that of a Korean film is no original title."""
    home = is_at_home(text, countries)
    if home is None and script(title.text) != script(text) and is_at_home(title.text, countries):
        home = False
    return {None: 0.0, True: 0.15, False: -0.5}[home]


def _is_named(document: LegacyDocument, passage: Passage) -> bool:
    """Whether the line's element is named for an original title."""
    return bool(wrapping_words(document, passage) & word_list("titles", "original_marks"))


def _is_figure(text: str) -> bool:
    """A year, a length, an origin, a certificate."""
    if is_certificate(text) or parse_year(text) is not None or parse_duration(text) is not None:
        return True
    return parse_countries(text) is not None


def _is_bracketed(text: str) -> bool:
    return text[0] in "([" and text[-1] in ")]" and "(" not in text[1:]


def _strangeness(document: LegacyDocument, text: str, title: Passage) -> float:
    """How much the line is in another language than the page."""
    if script(text) != script(title.text):
        return 0.5
    tongue = page_tongue(document)
    strange = foreignness(text, tongue)
    return 0.35 * strange if strange >= 0 or foreignness(title.text, tongue) <= 0 else 0.1


def _may_be(document: LegacyDocument, passage: Passage, text: str) -> bool:
    if _is_named(document, passage) or _is_bracketed(text):
        inside = text.strip("()[] ")
        return len(text) <= _LONGEST and not _is_figure(inside) and not is_addition(inside)
    if text == passage.text and not is_bare(document, passage, _LONGEST):
        return False
    if not _is_title_like(text.strip("()[] ")):
        return False
    return not any(leads_to_strand(run.href) for run in passage.links)


def _is_title_like(text: str) -> bool:
    """Words that state neither a fact, nor a strand, nor who made the film."""
    if len(text) < 2 or not any(map(str.isalpha, text)) or is_fact(text):
        return False
    if is_premiere(text) or is_certificate(text) or is_addition(text):
        return False
    lead = OPENING.match(text)
    if lead and looks_like_name(text[lead.end() :]):
        return False
    folded = fold(text)
    return not holds_name(folded) and folded not in word_list("titles", "generic")
