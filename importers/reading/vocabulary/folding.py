"""One form for words that people spell in several ways: no case, no accents, no punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")

_NOT_WORD = re.compile(r"[\W_]+")
_SILENT = str.maketrans("", "", ".\u00ad\u200b\u200c\u200d\ufeff·")


def fold(text: str) -> str:
    """Without case and accents: "É.-U." gives "e.-u."."""
    if text.isascii():
        return text.casefold()
    bare = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return "".join(bare).casefold()


def joins(text: str, at: int) -> bool:
    """Whether what stands at `at`, behind a word, may make it one word with the next in `key`: "U.S.A."."""
    after = text[at : at + 1]
    return after == "." or not after.isascii()


@lru_cache(maxsize=1 << 15)
def key(text: str) -> str:
    """The form two spellings share: "U.S.A." and "usa", "Trinidad & Tobago" and "trinidad-tobago"."""
    if text.isascii():
        return text.lower() if text.isalnum() else _NOT_WORD.sub(" ", text.lower().replace(".", "")).strip()
    return _NOT_WORD.sub(" ", fold(text).translate(_SILENT)).strip()
