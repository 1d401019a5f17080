"""Names of people, as printed: which strings look like one, and how a credit's value falls into several.

"Christophe Bataille, Rithy Panh" gives two names; "PANH, Rithy" is one, turned round ("Rithy PANH"); "A as B",
"A (B)" and "A … B" hold a character. Spelling and capitals are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from importers.reading.vocabulary.folding import WORD, key
from importers.reading.vocabulary.tables import table

MAX_WORDS = 7
"""Words in the longest name we believe: "Maria do Céu Guerra de Oliveira Marques"."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person or group as printed, and the character played where the value says so."""

    name: str
    character: str | None = None


def _words(section: str, entry: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in table("names")[section][entry])


_SURE = _words("between", "sure")
_DOUBLE = _words("between", "double")
_PARTICLES = _words("particles", "words")
_NEVER = _words("never", "words") - _PARTICLES
_ALSO_NAMES = _words("never", "capitals")
_SUFFIXES = _words("after", "suffixes")
_OTHERS = frozenset(key(word) for word in table("names")["after"]["others"])
_NOTES = frozenset(key(word) for word in table("names")["after"]["notes"])

_CJK = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f々"
_HAS_CJK = re.compile(f"[{_CJK}]")
_CJK_NAME = re.compile(rf"[{_CJK}=＝・·A-Za-z.\-\s]{{2,24}}")
_KATAKANA = re.compile(r"[\u30a0-\u30ff\uff66-\uff9f]")
_HARD = re.compile(r"\s*(?:[;；\n\r\t|•、，]|\s[·/–—]\s|/|\s{3,})\s*")
_COMMA = re.compile(r"\s*,\s*")
_BRACKET = re.compile(r"\s*[(（\[]([^()（）\[\]]*)[)）\]]\s*")
_LEADERS = re.compile(r"\s*(?:\.{3,}|…+|\s[-–—]\s)[\s.…]*")
_PLAYING = re.compile(
    r"\s+(?:" + "|".join(re.escape(w) for w in sorted(_words("playing", "words"), key=len, reverse=True)) + r")\s+",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[!?:;\"“”«»<>=@#%*{}\\€£$_。！？：]|[^\W\d_]{4}\.\s+[^\W\d_]{3,}\s+[^\W\d_]|\d{3}")
_EDGE = " \t\r\n,;:.–—-•·|/、，。"
_INITIAL_END = re.compile(r"(?:^|[\s.])[^\W\d_]{1,3}\.$")
_CAPS = re.compile(r"[^\W\d_][^\W\d_'’\- ]*")


@lru_cache(maxsize=1 << 14)
def looks_like_name(text: str) -> bool:
    """Whether the whole of `text` has the shape of one person's or group's name. Shape only: titles may have it too."""
    text = text.strip()
    if not text or len(text) > 80:
        return False
    if _HAS_CJK.search(text):
        return bool(_CJK_NAME.fullmatch(text))
    if _SENTENCE.search(text):
        return False
    words = text.split()
    return len(words) <= MAX_WORDS and _name_words(words)


def _name_words(words: list[str]) -> bool:
    if words[0].casefold() == "the" and len(words) > 1:
        words = words[1:]
    named = [word for word in words if _is_name_word(word)]
    if not named or not _is_name_word(words[-1]) or words[0].casefold() in {"of", "in", "a"}:
        return False
    fits = all(word in named or word.casefold() in _PARTICLES or key(word) in _SUFFIXES for word in words)
    return fits and not any(map(_is_never, words))


def _is_never(word: str) -> bool:
    """ "will" is no name, "Will" is one."""
    folded = word.casefold()
    return folded in _NEVER and (folded not in _ALSO_NAMES or word[:1].islower())


def _is_name_word(word: str) -> bool:
    """Begins with a capital ("Rithy", "d'Arc", "O'Neill", "J.J."), or with a letter of a script that has none."""
    bare = word.strip("()[]'’‘\"“”.,-")
    if not bare or not any(char.isalpha() for char in bare):
        return False
    first = next(char for char in bare if char.isalpha())
    if not first.islower():
        return True
    return bool(re.search(r"['’\-][^\W\d_]", bare)) and any(char.isupper() for char in bare)


def begins_name(word: str) -> bool:
    """A word with a capital, as names have."""
    return word[:1].isupper() and not _is_never(word)


def is_particle(word: str) -> bool:
    return word in _PARTICLES


def joins_names(word: str) -> bool:
    return word in _SURE or word in _DOUBLE


@lru_cache(maxsize=1 << 12)
def parse_names(text: str, *, strict: bool = False) -> tuple[Name, ...]:
    """The names a credit's value holds, in order. `strict`: nothing at all unless every part looks like a name."""
    parts = [_read_part(part) for part in _split(text)]
    names = tuple(part for part in parts if part.name)
    if strict:
        return names if all(looks_like_name(name.name) for name in names) else ()
    return tuple(name for name in names if _may_be_name(name.name))


def _may_be_name(text: str) -> bool:
    """Under a label even "boychild" is a name; a sentence is not."""
    if looks_like_name(text):
        return True
    words = text.split()
    return len(words) <= 3 and not _SENTENCE.search(text) and not any(map(_is_never, words))


def _split(text: str) -> Iterator[str]:
    text = _without_others(_PARTICIPATING.sub(", ", text.strip()))
    pieces = [piece for piece in _HARD.split(_mask_brackets(text)) if piece.strip()]
    turned = [_turned(piece) for piece in pieces]
    if pieces and all(turned):
        yield from (name for name in turned if name)
        return
    for piece in pieces:
        yield from _split_piece(piece, alone=len(pieces) == 1)


_PARTICIPATING = re.compile(
    r",?\s(?:(?:et|and|y|e|con|avec|with|und)\s)?(?:la\s(?:participation|partecipazione|participación)(?:\s\w{4,15})?|a\sparticipação(?:\s\w{4,15})?|introducing)"
    r"\s?(?:(?:de|di)\s)?"
)
"""Between the names of a cast: "A, B et la participation de C"."""


def _mask_brackets(text: str) -> str:
    """Separators inside brackets part nothing: "A (as B, the king)" is one name."""
    return _BRACKET.sub(lambda found: re.sub(r"[;；|•、，,/&]", "\ue000", found[0]), text) if "(" in text else text


def _split_piece(piece: str, *, alone: bool) -> Iterator[str]:
    commas = _join_suffixes(_without_source(_COMMA.split(piece)))
    for part in commas:
        yield from _split_words(part, alone=alone and len(commas) == 1)


def _without_source(parts: list[str]) -> list[str]:
    """Without what the writers drew on: "A, B, efter en roman av C"."""
    source = next((at for at, part in enumerate(parts) if at and part[:1].islower() and _NOTE.match(part)), len(parts))
    return parts[:source]


def _join_suffixes(parts: Iterable[str]) -> list[str]:
    joined: list[str] = []
    for part in parts:
        if joined and part.strip(" .").casefold() in _SUFFIXES:
            joined[-1] += f", {part}"
        elif part.strip():
            joined.append(part)
    return joined


def _split_words(part: str, *, alone: bool) -> Iterator[str]:
    """At "and" and its like; "Joel & Ethan Coen", where nothing else is named, are two Coens."""
    words = part.split()
    groups: list[list[str]] = [[]]
    for index, word in enumerate(words):
        if _parts_names(words, index):
            groups.append([])
        else:
            groups[-1].append(word)
    found = [group for group in groups if group]
    if alone and len(found) == 2 and len(found[0]) == 1 and len(found[1]) == 2 and _is_given(found[0][0]):
        found[0] = [found[0][0], found[1][1]]
    yield from (piece for group in found for piece in _split_middle_dots(" ".join(group)))


def _is_given(word: str) -> bool:
    return word[:1].isupper() and not word.isupper()


def _parts_names(words: list[str], index: int) -> bool:
    word = words[index].casefold()
    if word in _SURE:
        return not words[index][:1].isupper() or words[index].isupper()
    return word in _DOUBLE and words[index].islower() and index >= 2 and len(words) - index > 2


def _split_middle_dots(text: str) -> list[str]:
    """ "黒沢清・是枝裕和" are two names, "ジャン=リュック・ゴダール" is one."""
    if "・" not in text:
        return [text]
    parts = text.split("・")
    foreign = any(_KATAKANA.search(part[-1:]) and _KATAKANA.match(part[:1]) for part in parts if part)
    return [text] if foreign or any(len(part) < 2 for part in parts) else parts


def _turned(piece: str) -> str | None:
    """ "PANH, Rithy" as "Rithy PANH"; None where it is not clear that the surname stands first."""
    surname, comma, given = (side.strip() for side in piece.partition(","))
    if not comma or not surname or not given or "," in given or not _CAPS.match(given):
        return None
    shouted = surname.isupper() and len(surname) > 1 and not given.isupper()
    return f"{given} {surname}" if shouted and looks_like_name(f"{given} {surname}") else None


def surnames_first(text: str) -> tuple[str, ...]:
    """ "Rageth, Andri; von Salis, Hortensia" as "Andri Rageth", "Hortensia von Salis", where every part has one comma."""
    pieces = [[side.strip() for side in piece.split(",")] for piece in text.split(";") if piece.strip()]
    if not all(len(sides) == 2 and all(_is_part(side) for side in sides) for sides in pieces):
        return ()
    return tuple(f"{given} {surname}" for surname, given in pieces)


def _is_part(side: str) -> bool:
    """A surname or given names: "von Salis", "Jean-Luc", "Anna M."."""
    return 0 < len(side.split()) <= 3 and looks_like_name(side) and key(side) not in _SUFFIXES


def _without_others(text: str) -> str:
    """Without "et al." and its like at the end."""
    words = list(WORD.finditer(text))
    for count in (3, 2, 1):
        if len(words) > count and key(text[words[-count].start() :]) in _OTHERS:
            return text[: words[-count].start()].rstrip(_EDGE + "…")
    return text


def _read_part(part: str) -> Name:
    part = part.replace("\ue000", ",").strip()
    name, character = _character(part)
    return Name(_trim(name), _trim(character or "") or None)


def _character(part: str) -> tuple[str, str | None]:
    for pattern in (_PLAYING, _LEADERS):
        found = pattern.search(part)
        if found and found.start() and found.end() < len(part):
            return _without_brackets(part[: found.start()]), part[found.end() :]
    bracket = _BRACKET.search(part)
    if not bracket or bracket.start() == 0:
        return _without_brackets(part), None
    return _without_brackets(part), _bracketed_character(bracket[1])


def _bracketed_character(inside: str) -> str | None:
    played = re.sub(r"^(?:as|als)\s+", "", inside.strip())
    is_note = _NOTE.match(played) or key(played) in _NOTES or len(played) < 2 or (played.isupper() and len(played) <= 4)
    return None if is_note or any(char.isdigit() for char in played) else played


_NOTE = re.compile(
    r"(?:nach|based|after|from|d['’]après|inspir|adapt|basé|tratt|dal(?:l['’]|la)?\b|basad|basead|naar|wg|według|na podstawie|podle|podľa"
    r"|efter|etter|ifølge|по)\w*\b",
    re.IGNORECASE,
)
"""What a writer drew on, in brackets after the name: no character."""


def _without_brackets(text: str) -> str:
    return _BRACKET.sub(" ", text)


def _trim(text: str) -> str:
    text = " ".join(text.split()).lstrip(_EDGE)
    bare = text.rstrip(_EDGE)
    ends_in_initial = text[len(bare) : len(bare) + 1] == "." and _INITIAL_END.search(bare + ".")
    return bare + "." if ends_in_initial else bare
