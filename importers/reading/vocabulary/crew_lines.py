"""Lines that name a whole crew without a colon: the names first, "Jan Kos (camera), Ada Bruhn (editing)", or labels
and names run on, "Regie Jan Kos Kamera Ada Bruhn".

Every part of the line must fit: a line of which anything is left over is none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from importers.reading.vocabulary.folding import WORD
from importers.reading.vocabulary.labels import Label, Labelled, find_label
from importers.reading.vocabulary.names import looks_like_name, parse_names

_LONGEST = 400
_BRACKETED = re.compile(
    r"\s*(?:(?:,|;|·|•|\||/|\band\b|\bund\b|\bet\b|\by\b|&)\s*)?([^(),;|•·]{3,80}?)\s?\(([^()]{2,60})\)"
)
_DASHED = re.compile(r"\s*(?:[,;·•|]\s*)?([^,;|•·–—]{3,80}?)\s[-–—]\s([^,;|•·–—]{2,40})(?=[,;|•·]|$)")
_COMMAED = re.compile(r"\s*(?:[;·•|]\s*)?([^,;|•·]{3,80}?),\s([^,;|•·]{2,40})(?=[;|•·]|$)")
_MOST_LABEL_WORDS = 3


@lru_cache(maxsize=1 << 12)
def names_first(text: str) -> tuple[Labelled, ...]:
    """Each name with the role that stands behind it."""
    if len(text) > _LONGEST:
        return ()
    if text.rstrip(" .").endswith(")"):
        return _all(_BRACKETED, text, 1)
    return (
        ((" – " in text or " - " in text) and _all(_DASHED, text, 2)) or (";" in text and _all(_COMMAED, text, 2)) or ()
    )


def _all(pattern: re.Pattern[str], text: str, fewest: int) -> tuple[Labelled, ...]:
    found: list[Labelled] = []
    at, end = 0, len(text.rstrip(" ."))
    while at < end:
        match = pattern.match(text, at)
        label = find_label(match[2]) if match else None
        if not match or not label or not label.roles or not _are_names(match[1]):
            return ()
        found.append(Labelled(label, match[1], match.start(1), match.end(1), match.start(2), match.end(2)))
        at = match.end()
    return tuple(found) if len(found) >= fewest else ()


def _are_names(text: str) -> bool:
    names = parse_names(text, strict=True)
    return bool(names) and all(" " in name.name and looks_like_name(name.name) for name in names)


@lru_cache(maxsize=1 << 12)
def run_on(text: str) -> tuple[Labelled, ...]:
    """Each label with the full names behind it, where nothing parts one pair from the next."""
    if len(text) > _LONGEST or ":" in text or not text[:1].isupper():
        return ()
    labels = _labels_in(text)
    if len(labels) < 2 or labels[0][0]:
        return ()
    ends = [start for start, _, _ in labels[1:]] + [len(text)]
    found = []
    for (start, after, label), end in zip(labels, ends, strict=True):
        value = text[after:end].strip(" .,")
        if not _are_names(value):
            return ()
        begin = text.index(value, after)
        found.append(Labelled(label, value, begin, begin + len(value), start, after, False))
    return tuple(found)


@lru_cache(maxsize=1 << 12)
def glued(text: str) -> Labelled | None:
    """A label and a full name with nothing between them: "FotografíaLuis Gil"."""
    seam = _SEAM.search(text, 3, _LONGEST_GLUED) if len(text) < _LONGEST_GLUED else None
    label = find_label(text[: seam.start() + 1]) if seam else None
    if not seam or label is None or not label.roles or not _are_names(text[seam.start() + 1 :]):
        return None
    return Labelled(label, text[seam.start() + 1 :], seam.start() + 1, len(text), 0, seam.start(), False)


_LONGEST_GLUED = 120
_SEAM = re.compile(r"[a-zà-öø-ÿ](?=[A-ZÀ-ÖØ-Þ])")


def _labels_in(text: str) -> list[tuple[int, int, Label]]:
    """Roles with a capital, each the longest that its words make."""
    words = list(WORD.finditer(text))
    found: list[tuple[int, int, Label]] = []
    at = 0
    while at < len(words):
        label, count = _longest(text, words, at) if words[at][0][0].isupper() else (None, 1)
        if label is not None:
            found.append((words[at].start(), words[at + count - 1].end(), label))
        at += count
    return found


def _longest(text: str, words: list[re.Match[str]], at: int) -> tuple[Label | None, int]:
    for count in range(min(_MOST_LABEL_WORDS, len(words) - at), 0, -1):
        printed = text[words[at].start() : words[at + count - 1].end()]
        label = find_label(printed) if len(printed) > 2 else None
        if (
            label is not None
            and (label.roles or label.company)
            and all(_is_close(text, a, b) for a, b in pairwise(words[at : at + count]))
        ):
            return label, count
    return None, 1


def _is_close(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return text[one.end() : other.start()] in (" ", "/", " & ")
