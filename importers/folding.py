"""One form for texts of two places that are compared."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import combining, normalize

_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Without case, accents and punctuation, words separated by one space: how texts of two places are compared."""
    return fold_long(text)


def fold_long(text: str) -> str:
    """The same for texts that are not worth remembering."""
    if text.isascii():
        return text.lower() if text.isalnum() else _NOT_WORD.sub(" ", text.lower()).strip()
    plain = "".join([c for c in normalize("NFKD", text) if not combining(c)])
    return _NOT_WORD.sub(" ", plain.casefold()).strip()
