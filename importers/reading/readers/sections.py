"""The section, strand or category a film is shown in: the short line above its title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.reading.document import LegacyDocument, Passage, fold
from importers.reading.phrases import is_chrome_phrase
from importers.reading.prose import is_link, is_prose
from importers.reading.readings import Reading, part, whole
from importers.reading.wordlists import word_list

_MARKS = frozenset(
    {
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
    }
)


def read_section(document: LegacyDocument, passages: tuple[Passage, ...], title: Passage | None) -> Iterator[Reading]:
    for passage in passages:
        if _is_marked(passage):
            yield Reading("section", passage.text, "position", 0.75, (whole(passage),))
            return
    trail = _from_trail(document, title)
    if trail:
        yield trail
        return
    above = [passage for passage in passages if title is not None and passage.index == title.index - 1]
    if above and _may_be_section(document, above[0]) and title is not None and title.level:
        yield Reading("section", above[0].text, "position", 0.7, (whole(above[0]),))


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


_STEP = re.compile(r"\s*[>»›→|]\s*|\s+/\s+")


def _is_marked(passage: Passage) -> bool:
    return (
        bool(passage.box.words & _MARKS)
        and len(passage.text) < 60
        and not is_prose(passage.text)
        and (is_link(passage) or "section" in passage.box.words)
    )


def _may_be_section(document: LegacyDocument, passage: Passage) -> bool:
    if len(passage.text) > 60 or is_prose(passage.text) or passage.text.endswith((":", ".")):
        return False
    generic = document.folded[passage.index] in word_list("titles", "generic")
    return not generic and (is_link(passage) or passage.kind == "heading")
