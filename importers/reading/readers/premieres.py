"""Lines that state nothing but a premiere: "World Premiere + Q&A", "Schweizer Erstaufführung"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from importers.reading.document import Passage, fold
from importers.reading.prose import bullet_end
from importers.reading.readings import Reading, part
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.wordlists import word_list

_LONGEST = 60
_LONGEST_FACTS = 160
_PARTS = re.compile(r"\s*[|•·]\s*|\s/\s")
_MORE = re.compile(r"\s*(?:[+|•·(]|\s[-–—]\s).*")


def read_premieres(passages: tuple[Passage, ...]) -> Iterator[Reading]:
    """`passages`: the page's content."""
    for passage in passages:
        told = premiere_in(passage.text) if len(passage.text) <= _LONGEST else None
        if told is None and len(passage.text) <= _LONGEST_FACTS:
            parts = _last_parts(passage.text) or [passage.text[run.start : run.end] for run in passage.runs]
            told = next(filter(None, map(premiere_in, parts)), None)
        if told:
            start = passage.text.find(told, bullet_end(passage.text))
            yield Reading("premiere", told, "premiere", 0.8, (part(passage, start, start + len(told)),))


def _last_parts(text: str) -> list[str]:
    """ "Jane Doe | UK | 2022 | 71 min | UK Premiere": the parts behind the first."""
    return _PARTS.split(text)[1:] if any(mark in text for mark in "|•·/") else []


def is_premiere(text: str) -> bool:
    return premiere_in(text) is not None


@lru_cache(maxsize=1 << 12)
def premiere_in(text: str) -> str | None:
    """What the line states of a premiere; None if it says anything else, or no more than "Premiere"."""
    stated = _MORE.sub("", text[bullet_end(text) :]).strip(" .,!*")
    words = fold(stated).split()
    known = word_list("premieres", "words")
    if not 0 < len(words) <= 6 or known.isdisjoint(words):
        return stated if len(words) == 1 and _ends_so(words[0]) else None
    rest = [word for word in words if word not in known and word not in word_list("premieres", "scopes")]
    if rest and not _is_named_place(stated, words, rest) and parse_countries(" ".join(rest), adjectives=True) is None:
        return None
    return stated if len(words) > 1 or words[0] in word_list("premieres", "alone") else None


def _is_named_place(stated: str, words: list[str], rest: list[str]) -> bool:
    """ "Southeast Premiere", "New York Premiere": a place in capitals, which no list holds."""
    ends = words[-1] in ("premiere", "estreno", "estreia") and len(words) <= 4 and len(rest) == len(words) - 1
    return ends and all(word[:1].isupper() for word in stated.split())


def _ends_so(word: str) -> bool:
    """ "세계프리미어": in scripts without spaces."""
    return len(word) < 20 and any(word.endswith(end) and word != end for end in word_list("premieres", "endings"))
