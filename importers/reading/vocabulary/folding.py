"""One form for words that people spell in several ways: no case, no accents, no punctuation."""

from __future__ import annotations

import re
from functools import lru_cache

from importers.folding import ASCII_WORDS, FoldedCharacters, bare

WORD = re.compile(r"[^\W_]+")

_NOT_WORD = re.compile(r"[\W_]+")
_SILENT = str.maketrans("", "", ".\u00ad\u200b\u200c\u200d\ufeff·")
_BARE = FoldedCharacters(bare)
_KEYS = FoldedCharacters(lambda character: _NOT_WORD.sub(" ", bare(character).translate(_SILENT)))


def fold(text: str) -> str:
    """Without case and accents: "É.-U." gives "e.-u."."""
    return text.lower() if text.isascii() else _BARE.of(text)


@lru_cache(maxsize=1 << 13)
def words_of(text: str) -> frozenset[str]:
    """The words of the text, folded, without figures: told once, so that a list of words is looked for at once."""
    return frozenset(_LETTERS.findall(fold(text)))


_LETTERS = re.compile(r"[^\W\d_]+")


def joins(text: str, at: int) -> bool:
    """Whether what stands at `at`, behind a word, may make it one word with the next in `key`: "U.S.A."."""
    after = text[at : at + 1]
    return after == "." or not after.isascii()


@lru_cache(maxsize=1 << 15)
def key(text: str) -> str:
    """The form two spellings share: "U.S.A." and "usa", "Trinidad & Tobago" and "trinidad-tobago"."""
    if text.isascii():
        return text.lower() if text.isalnum() else _ascii_key(text)
    return " ".join(_KEYS.of(text).split())


def _ascii_key(text: str) -> str:
    return " ".join(text.encode("ascii").translate(ASCII_WORDS, b".").decode("ascii").split())
