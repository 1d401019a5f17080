"""The section, strand or category a film is shown in: the short line above its title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.reading.chrome import chain
from importers.reading.document import LegacyDocument, Passage, fold
from importers.reading.phrases import is_chrome_phrase
from importers.reading.prose import is_link, is_prose
from importers.reading.readings import Reading, part, whole
from importers.reading.vocabulary.dates import find_days
from importers.reading.vocabulary.months import find_months
from importers.reading.wordlists import word_list

_MARKS = frozenset(
    [
        "section",
        "sektion",
        "strand",
        "category",
        "categories",
        "programme",
        "series",
        "season",
        "seccion",
        "sezione",
        "reihe",
        "selection",
        "competition",
        "serie",
        "serien",
        "reeks",
        "cycle",
        "cykl",
        "cyklus",
        "sekce",
        "sekcja",
        "ciclo",
        "rassegna",
        "sektionen",
        "rubrique",
        "taxonomy",
    ]
)
_TRAILS = frozenset(
    {
        "breadcrumb",
        "breadcrumbs",
        "crumbs",
        "crumb",
        "arbo",
        "rootline",
        "ariane",
        "trail",
        "kruimelpad",
        "broodkruimel",
    }
)
"""Words in class attributes of the way from the home page to this one."""


def read_section(document: LegacyDocument, passages: tuple[Passage, ...], title: Passage | None) -> Iterator[Reading]:
    for passage in passages:
        if _is_marked(passage):
            yield Reading("section", passage.text, "position", 0.75, (whole(passage),))
            return
    trail = _from_trail(document, title) or _from_crumbs(document, title)
    if trail:
        yield trail
        return
    if title is not None and (over := _over_title(document, title)):
        yield Reading("section", over.text, "position", 0.75, (whole(over),))
        return
    above = [passage for passage in passages if title is not None and passage.index == title.index - 1]
    if above and _may_be_section(document, above[0]) and title is not None and title.level:
        yield Reading("section", above[0].text, "position", 0.7, (whole(above[0]),))


def _over_title(document: LegacyDocument, title: Passage) -> Passage | None:
    """The line right over the title, where the page's navigation has it too: a strand among the strands."""
    if title.index == 0:
        return None
    over = document.passages[title.index - 1]
    folded = document.folded[over.index]
    if over.links or len(over.text) > 60 or not folded or is_prose(over.text) or not _names_strand(folded):
        return None
    linked = any(p.links and document.folded[p.index] == folded for p in document.passages if p is not over)
    return over if linked else None


def _from_trail(document: LegacyDocument, title: Passage | None) -> Reading | None:
    """The step before the title in "Home > Strand > Title"."""
    if title is None:
        return None
    for passage in document.passages[max(0, title.index - 15) : title.index]:
        steps = [step.strip() for step in _STEP.split(passage.text)]
        if len(steps) < 3 or not passage.links or fold(steps[-1]) != document.folded[title.index]:
            continue
        if fold(steps[-2]) not in word_list("titles", "generic") and not is_chrome_phrase(fold(steps[-2])):
            start = passage.text.rfind(steps[-2], 0, len(passage.text) - len(steps[-1]))
            return Reading("section", steps[-2], "trail", 0.75, (part(passage, start, start + len(steps[-2])),))
    return None


def _from_crumbs(document: LegacyDocument, title: Passage | None) -> Reading | None:
    """The same trail as a list: each step an item, home and programme before the strand."""
    if title is None:
        return None
    near = document.passages[max(0, title.index - 15) : title.index + 15]
    steps = [p for p in near if any(box.words & _TRAILS for box, _ in zip(chain(p.box), range(3), strict=False))]
    steps = [step for step in steps if not document.folded[title.index].startswith(document.folded[step.index])]
    if len(steps) < 3 or not steps[-1].links or not _names_strand(document.folded[steps[-1].index]):
        return None
    return Reading("section", steps[-1].text.strip(" >»›/"), "trail", 0.75, (whole(steps[-1]),))


def _names_strand(folded: str) -> bool:
    generic = word_list("titles", "generic") | word_list("kinds", "films") | word_list("kinds", "calendar")
    return folded not in generic and not is_chrome_phrase(folded) and not folded.isdigit()


_STEP = re.compile(r"\s*[>»›→|]\s*|\s+/\s+")


def _is_marked(passage: Passage) -> bool:
    return (
        bool((passage.box.words | _run_words(passage)) & _MARKS)
        and len(passage.text) < 60
        and not is_prose(passage.text)
        and (is_link(passage) or "section" in passage.box.words or bool(_run_words(passage)))
    )


def _run_words(passage: Passage) -> frozenset[str]:
    """The words of an inline element around the whole line."""
    return frozenset(word for run in passage.runs if run.end - run.start == len(passage.text) for word in run.words)


def _may_be_section(document: LegacyDocument, passage: Passage) -> bool:
    if len(passage.text) > 60 or is_prose(passage.text) or passage.text.endswith((":", ".")):
        return False
    if find_days(passage.text) or find_months(passage.text):
        return False
    generic = document.folded[passage.index] in word_list("titles", "generic")
    return not generic and (is_link(passage) or passage.kind == "heading")
