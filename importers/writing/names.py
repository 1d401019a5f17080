"""Names in their normal form: the same for spellings that nobody would call two names, and for no others.

Accents count and scripts are never converted: "Ines" and "Inès" are two until somebody says otherwise.
"""

from __future__ import annotations

import re
from unicodedata import normalize

SEPARATORS = re.compile(r"[\s.\-‐-―'’‘ʼ`´_,;:]+")
QUOTED = re.compile(r"[\"“”„«»]")
CAPITALISED = re.compile(r"\b[^\W\d_a-z]\w{2,}|\b(?:18|19|20)\d\d\b")

ALIKE = 0.1
ENOUGH = 5


def normal_form(name: str) -> str:
    """Case, white space, hyphens, full stops and quotation marks do not tell two names apart."""
    folded = QUOTED.sub("", normalize("NFKC", name).casefold())
    return SEPARATORS.sub(" ", folded).strip()


def title_form(title: str) -> str:
    """The same for titles, where a question mark or a bracket does not count either."""
    return " ".join(re.findall(r"\w+", normalize("NFKC", title).casefold()))


def tell_of_two_people(one: str, other: str, name: str) -> bool:
    """Whether two biographies under one name speak of different people: hardly a name, title or year in common.

    Two states of one person's biography share where they were born and what they made, in any language. Texts that
    name too little to compare tell nothing.
    """
    own = set(re.findall(r"\w+", name))
    first, second = (set(CAPITALISED.findall(text)) - own for text in (one, other))
    if min(len(first), len(second)) < ENOUGH:
        return False
    return len(first & second) / min(len(first), len(second)) < ALIKE
