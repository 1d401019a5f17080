"""Which language a paragraph is in, by its small words: where a text stands in two, one of them is the page's."""

from __future__ import annotations

import re
from functools import cache

from importers.reading.document import LegacyDocument
from importers.reading.readers.text_lines import Line
from importers.reading.wordlists import word_tables

_SHORTEST = 80
"""Characters from which on a paragraph's language can be told."""
_READ = 600
_FEWEST = 4
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)


def in_main_tongue(document: LegacyDocument, lines: list[Line]) -> list[Line]:
    """Of a text in two languages, one after the other, the part in the page's language: else the first."""
    if len(lines) < 2:
        return lines
    tongues = [_tongue(line.text) for line in lines]
    told = [tongue for tongue in tongues if tongue]
    if len(set(told)) < 2:
        return lines
    page = _page_tongue(document)
    main = page if page in told else told[0]
    first = next(number for number, tongue in enumerate(tongues) if tongue == main)
    kept = [] if any(tongues[:first]) else lines[:first]
    for line, tongue in zip(lines[first:], tongues[first:], strict=True):
        if tongue not in ("", main):
            break
        kept.append(line)
    return kept


def _page_tongue(document: LegacyDocument) -> str:
    declared = document.root.get("lang") or "" if document.root is not None else ""
    return declared[:2].lower()


def _tongue(text: str) -> str:
    """A language tag; "" where it cannot be told."""
    if len(text) < _SHORTEST and text.isascii():
        return ""
    for tag, script in _SCRIPTS if not text.isascii() else ():
        if len(script.findall(text[:_READ])) > 0.3 * min(len(text), _READ):
            return tag
    if len(text) < _SHORTEST:
        return ""
    counted: dict[str, int] = {}
    for word in _WORD.findall(text[:_READ].lower()):
        for tag in _tags().get(word, ()):
            counted[tag] = counted.get(tag, 0) + 1
    ranked = sorted(counted.items(), key=lambda pair: -pair[1])[:2]
    if not ranked or ranked[0][1] < _FEWEST or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return ""
    return ranked[0][0]


@cache
def _tags() -> dict[str, tuple[str, ...]]:
    """Each small word with the languages that have it."""
    tags: dict[str, tuple[str, ...]] = {}
    for tag, words in word_tables("tongues", "words").items():
        for word in words:
            tags[word] = (*tags.get(word, ()), tag)
    return tags
