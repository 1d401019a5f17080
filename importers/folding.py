"""One form for texts of two places that are compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from unicodedata import combining, normalize

_NOT_WORD = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """Without case and accents: "É.-U." gives "e.-u."."""
    return "".join([c for c in normalize("NFKD", text) if not combining(c)]).casefold()


class FoldedCharacters(dict[str, str]):
    """What a form of texts makes of each character, worked out when it is first met."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, character: str) -> str:
        self[character] = folded = self._form(character)
        return folded

    def of(self, text: str) -> str:
        return "".join(map(self.__getitem__, text))


ASCII_WORDS = bytes(ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)) + bytes(128)
"""For each byte of a text in ASCII its letter in lower case; spaces for all that is in no word."""
_WORDS = FoldedCharacters(lambda character: _NOT_WORD.sub(" ", bare(character)))


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Without case, accents and punctuation, words separated by one space: how texts of two places are compared."""
    return fold_long(text)


def fold_long(text: str) -> str:
    """The same for texts that are not worth remembering."""
    if text.isascii():
        if text.isalnum():
            return text.lower()
        return " ".join(text.encode("ascii").translate(ASCII_WORDS).decode("ascii").split())
    return " ".join(_WORDS.of(text).split())
