"""Word lists of chrome, from `words/chrome.toml`."""

from __future__ import annotations

from functools import cache

from importers.reading.document import fold
from importers.reading.wordlists import phrase_pattern, word_lists


@cache
def chrome_words() -> dict[str, frozenset[str]]:
    """strong, weak, tags, phrases, elsewhere, coming, words → the folded entries of the file."""
    lists = word_lists("chrome").items()
    return {name: frozenset(entries if name == "tags" else map(fold, entries)) for name, entries in lists}


def is_chrome_phrase(folded: str) -> bool:
    """A whole line, folded, that is chrome wherever it stands: "read more", "add to basket"."""
    return folded in chrome_words()["phrases"]


def leads_elsewhere(folded: str) -> bool:
    """A heading, folded, over what is not about the page's subject: "related films", "other films of the season"."""
    known = chrome_words()["elsewhere"]
    if folded in known or len(folded) > 60 or folded.partition(" ")[0] not in _elsewhere_begins():
        return folded in known
    words = folded.split()
    return any(" ".join(words[:count]) in known for count in range(2, min(5, len(words))))


@cache
def _elsewhere_begins() -> frozenset[str]:
    return frozenset(phrase.partition(" ")[0] for phrase in chrome_words()["elsewhere"])


def leads_to_others(folded: str) -> bool:
    """A heading, folded, over films yet to come: "coming soon"."""
    return folded in chrome_words()["coming"]


def goes_on_elsewhere(folded: str) -> bool:
    """Such a heading, or one that begins like one and goes on with a name: "Also in Focus Portugal"."""
    if leads_elsewhere(folded):
        return True
    return len(folded) <= _LONGEST_HEADING and phrase_pattern("chrome", "elsewhere_starts").match(folded) is not None


_LONGEST_HEADING = 60
