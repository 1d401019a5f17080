"""In which language a short line is, told from its small words and letters, as far as they tell."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from importers.reading.document import LegacyDocument
from importers.reading.prose import is_prose
from importers.reading.wordlists import word_tables

_WORD = re.compile(r"[^\W\d_]+")
_MOST_PROSE = 2000


def page_tongue(document: LegacyDocument) -> str:
    """The language of the page: of its texts, or as its markup states it; "" where neither tells."""
    known = document.remembered.get("tongue")
    if known is None:
        known = document.remembered["tongue"] = _of_prose(document) or _stated(document)
    return str(known)


def _stated(document: LegacyDocument) -> str:
    lang = document.root.get("lang") if document.root is not None else None
    return (lang or "").lower().replace("_", "-").split("-")[0]


def _of_prose(document: LegacyDocument) -> str:
    """The language of which the longer texts hold the most small words, where one leads by far."""
    long = [p.text for p in document.passages if len(p.text) > 120 and is_prose(p.text)]
    text = " ".join(long or [p.text for p in document.passages if len(p.text) > 40])[:_MOST_PROSE]
    words = Counter(_WORD.findall(text.lower()))
    counts = sorted((sum(words[word] for word in small & words.keys()), tongue) for tongue, small in _small().items())
    most, tongue = counts[-1]
    return tongue if most >= 8 and most >= 1.25 * counts[-2][0] else ""


@cache
def _small() -> dict[str, frozenset[str]]:
    return {tongue: frozenset(words) for tongue, words in word_tables("tongues", "words").items()}


@lru_cache(maxsize=1 << 10)
def foreignness(text: str, tongue: str) -> float:
    """1 for a line that cannot be in the language, -1 for one that shows it is, 0 where nothing tells."""
    if tongue not in _small():
        return 0.0
    words = frozenset(_WORD.findall(text.lower()))
    own = _small()[tongue] & words
    others = any(small & words - own for small in _small().values())
    if _strange_letters(text, tongue):
        return 1.0
    return 0.0 if bool(own) == others else 1.0 if others else -1.0


def is_at_home(text: str, countries: tuple[str, ...]) -> bool | None:
    """Whether films of one of the countries are titled in the line's language or script; None where nothing tells."""
    if not countries:
        return None
    scripts = word_tables("tongues", "scripts")
    if (written := script(text)) in scripts:
        return any(country in scripts[written] for country in countries)
    words = frozenset(word for word in _WORD.findall(text.lower()) if len(word) > 1)
    tongues = [tongue for tongue, small in _small().items() if small & words]
    homes = word_tables("tongues", "countries")
    return any(country in homes[tongue] for tongue in tongues for country in countries) if tongues else None


def in_two_tongues(text: str, tongue: str) -> tuple[str, str] | None:
    """ "Podul de hârtie / Paper Bridge", "雾灯 Fog Lamp": the part in the page's language, and the other."""
    parts = tuple(text.split(" / "))
    parts = parts if len(parts) == 2 else _at_script(text)
    if len(parts) != 2 or min(map(len, parts)) < 2 or any(not any(map(str.isalpha, part)) for part in parts):
        return None
    one, other = parts
    if script(one) != script(other):
        own = word_tables("tongues", "written").get(tongue, "LATIN")
        return (one, other) if script(one) == own or script(other) != own else (other, one)
    strange = foreignness(one, tongue), foreignness(other, tongue)
    if strange[0] == strange[1] or any(map(str.isdigit, text)):
        return None
    return (one, other) if strange[0] < strange[1] else (other, one)


def _at_script(text: str) -> tuple[str, ...]:
    """At the space between Latin and another script, where there is just one."""
    words = text.split(" ")
    if text.isascii() or len(words) < 2:
        return ()
    latin = [script(word) in ("LATIN", "") for word in words]
    turns = [at for at in range(1, len(words)) if latin[at] != latin[at - 1]]
    return (" ".join(words[: turns[0]]), " ".join(words[turns[0] :])) if len(turns) == 1 else ()


def _strange_letters(text: str, tongue: str) -> bool:
    letters = str(word_tables("tongues", "letters").get(tongue, ""))
    return any(char.isalpha() and not char.isascii() and char not in letters for char in text.lower())


def script(text: str) -> str:
    """The writing system of the first letter: LATIN, CYRILLIC, HANGUL …"""
    letter = next((char for char in text if char.isalpha()), "")
    return unicodedata.name(letter, "").split(" ")[0] if letter else ""
