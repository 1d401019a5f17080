"""Names and addresses of strands (sections, series, competitions), told by their words, from `words/sections.toml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from importers.reading.document import fold
from importers.reading.phrases import is_chrome_phrase
from importers.reading.wordlists import word_list

_SLUG = re.compile(r"[/?&=]+")


def names_strand(folded: str) -> bool:
    """Whether a line, folded, can be a strand's name at all."""
    return bool(folded) and not (folded in _no_strands() or is_chrome_phrase(folded) or folded.isdigit())


@cache
def _no_strands() -> frozenset[str]:
    generic = word_list("titles", "generic") | word_list("kinds", "films") | word_list("kinds", "calendar")
    return generic | word_list("sections", "never")


@lru_cache(maxsize=1 << 12)
def holds_name(folded: str) -> bool:
    """Whether words of the line are those of which names of strands are made."""
    beginnings, inside = _beginnings()
    if any(word.startswith(beginnings) for word in folded.split()):
        return True
    return not folded.isascii() and any(name in folded for name in inside)


@cache
def _beginnings() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The beginnings of words, and the words of scripts that do not part words by spaces."""
    names = word_list("sections", "names")
    return tuple(names), tuple(name for name in names if ord(name[0]) > 0x2FFF)


@lru_cache(maxsize=1 << 12)
def leads_to_strand(href: str) -> bool:
    """ "/sections/panorama", "strand.asp?id=7": a strand's own page, not the list of them."""
    parts = [part.rpartition(".")[0] or part for part in _SLUG.split(href.lower().split("#")[0]) if part]
    words = word_list("sections", "addresses")
    return any(fold(part) in words for part in parts[:-1])
