"""Countries named in a text, as ISO 3166-1 codes; historic ones by their four letters of ISO 3166-3 ("SUHH").

Names come from CLDR in some forty languages, from pycountry, and from `countries.toml` for what those two leave out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pycountry
from babel import Locale

from importers.reading.vocabulary.folding import WORD, joins, key, words_of
from importers.reading.vocabulary.tables import table

MAX_WORDS = 6
"""Words in the longest name: "Union of Soviet Socialist Republics", "República Democrática del Congo"."""

_DATA = table("countries")
_BETWEEN = frozenset(key(word) for word in _DATA["between"]["words"])
_DOUBTFUL_CODES = frozenset(_DATA["doubtful"]["codes"])
_DOUBTFUL_NAMES = frozenset(key(word) for word in _DATA["doubtful"]["names"])
_WITH_STATES = frozenset(_DATA["doubtful"]["with_states"])
_JOINT_WORK = ("合作", "合拍", "合作映画", "合作片")


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country named at `text[start:end]`."""

    code: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names = dict(_own("names"))
    for locale in _DATA["locales"]:
        for code, name in Locale.parse(locale).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}:
                for form in _forms(name):
                    names.setdefault(key(form), code)
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "official_name", ""), getattr(country, "common_name", "")):
            names.setdefault(key(name), country.alpha_2)
    for word in ("", *_DATA["doubtful"]["never"]):
        names.pop(word, None)
    return names


@lru_cache(maxsize=1)
def _first_words() -> dict[str, int]:
    """First word of a name → words in the longest name that begins so: most words of a page begin none."""
    longest: dict[str, int] = {}
    for name in _names():
        words = name.split()
        longest[words[0]] = min(MAX_WORDS, max(longest.get(words[0], 0), len(words) + 1))
    return longest


def _forms(name: str) -> Iterator[str]:
    """ "Myanmar (Burma)" is found as a whole and by its first part; "Trinidad & Tobago" also with "and"."""
    yield name
    if " (" in name:
        yield name.partition(" (")[0]
    if "&" in name:
        yield name.replace("&", "and")


def _own(section: str) -> Iterator[tuple[str, str]]:
    for code, words in _DATA[section].items():
        yield from ((key(word), code) for word in words)


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    return dict(_own("adjectives"))


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    codes = {country.alpha_3: country.alpha_2 for country in pycountry.countries}
    codes |= {country.alpha_2: country.alpha_2 for country in pycountry.countries}
    return codes | {word: code for code, words in _DATA["codes"].items() for word in words}


@lru_cache(maxsize=1 << 12)
def find_countries(text: str, *, adjectives: bool = False) -> tuple[str, ...]:
    """Codes of all countries named in `text`, in order, once each; other words are passed over.

    Names must be capitalised (where their script has capitals); words that are also names of people or things
    ("Chad", "Island") only count where they stand alone between separators. Adjectives count where asked for.
    """
    return tuple(dict.fromkeys(mention.code for mention in locate_countries(text, adjectives=adjectives)))


@lru_cache(maxsize=1 << 12)
def locate_countries(text: str, *, adjectives: bool = False) -> tuple[CountryMention, ...]:
    """As `find_countries`, with where each is named."""
    if not _may_name(text, adjectives=adjectives):
        return _codes_before_year(text)
    words = list(WORD.finditer(text))
    first_words = _first_words()
    found = []
    at = 0
    while at < len(words):
        word = words[at][0]
        named = not word[0].islower() and (
            key(word) in first_words or _unlisted(text, words[at], adjectives=adjectives)
        )
        match = _longest(text, words, at, adjectives=adjectives) if named else None
        if match and _believable(text, words, at, match[1]):
            found.append(CountryMention(match[0], words[at].start(), words[at + match[1] - 1].end()))
            at += match[1]
        else:
            at += 1
    if not found:
        return _codes_before_year(text)
    return (*_codes_joined_to(text, found[0]), *found)


_JOINED = re.compile(r"(?:^|[\s(,|])((?:[A-ZÖ]{1,3}\s?/\s?){1,4})$")


def _codes_joined_to(text: str, first: CountryMention) -> tuple[CountryMention, ...]:
    """The codes of "Ö/BRD 1974", "F/Belgium": before the first country, with nothing but strokes between."""
    if text[: first.start].rstrip(" ")[-1:] != "/":
        return ()
    found = _JOINED.search(text, max(0, first.start - 24), first.start)
    tokens = [code.strip() for code in found[1].split("/")[:-1]] if found else []
    if not found or any(code not in _codes() or code in _DOUBTFUL_CODES for code in tokens):
        return ()
    return tuple(CountryMention(_codes()[code], found.start(1), found.end(1)) for code in tokens)


def _may_name(text: str, *, adjectives: bool) -> bool:
    """Whether a country can be named anywhere in the text: most lines of a page end here."""
    if adjectives or not _first_words().keys().isdisjoint(words_of(text)) or _SHORTENED.search(text):
        return True
    return not text.isascii() and any(ending in text for ending in _JOINT_WORK)


_SHORTENED = re.compile(r"[.·\u00ad\u200b-\u200d\ufeff](?:(?<=\b[^\W\d_a-z].)|(?<=\b[^\W\d_a-z][^\W_].))")
"""What `key` leaves out, after one letter or two: "U.S.A." is one word."""
_BEFORE_YEAR = re.compile(
    r"(?:^|[(·|•–;]\s?|\s/\s|, |\s(?=Ö[\s,]))(?P<codes>[A-ZÖ]{1,3}(?:\s?[/,-]\s?[A-ZÖ]{1,3}){0,5})(?=,?\s(?:19|20)\d\d(?!\d))"
)


def _codes_before_year(text: str) -> tuple[CountryMention, ...]:
    """ "D/CH 2014": codes at the beginning of a line, or after a separator, right before a year."""
    found = _BEFORE_YEAR.search(text)
    if not found:
        return ()
    listed = parse_countries(found["codes"], codes=True) or ()
    if len(listed) == 1 and found["codes"] in _DOUBTFUL_CODES:
        return ()
    return tuple(CountryMention(code, found.start("codes"), found.end("codes")) for code in listed)


def _longest(text: str, words: list[re.Match[str]], at: int, *, adjectives: bool) -> tuple[str, int] | None:
    known = _first_words().get(key(words[at][0]), 0) or _unlisted(text, words[at], adjectives=adjectives)
    for count in range(min(known, len(words) - at), 0, -1):
        name = key(text[words[at].start() : words[at + count - 1].end()])
        code = _names().get(name) or (_adjectives().get(name) if adjectives else None) or _joint_work(name)
        if code:
            return code, count
    return None


def _unlisted(text: str, found: re.Match[str], *, adjectives: bool) -> int:
    """Words to try where none begins a name: letters with full stops ("U.S.A."), glued words, adjectives."""
    word = found[0]
    if len(word) <= 2 and joins(text, found.end()):
        return 4
    return 1 if adjectives or (not word.isascii() and key(word).endswith(_JOINT_WORK)) else 0


def _joint_work(name: str) -> str | None:
    """ "フランス合作": a co-production's last country, glued to the word for co-production."""
    ending = next((ending for ending in _JOINT_WORK if name.endswith(ending) and len(name) > len(ending)), None)
    return _names().get(name.removesuffix(ending)) if ending else None


def _believable(text: str, words: list[re.Match[str]], at: int, count: int) -> bool:
    start, end = words[at].start(), words[at + count - 1].end()
    name = text[start:end]
    if name[:1].islower():
        return False
    if key(name) == "georgia" and key(text[end : end + 6]) in {"usa", "us"}:
        return False
    if key(name) in _DOUBTFUL_NAMES or (len(name) <= 3 and not name.isupper() and name.isascii()):
        return _stands_alone(text, start, end)
    return True


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[:start].rstrip(" "), text[end:].lstrip(" ")
    return (not before or before[-1] in ",/;|•·–—-(") and (not after or after[0] in ",/;|•·–—-).0123456789")


@lru_cache(maxsize=1 << 12)
def parse_countries(text: str, *, codes: bool = False, adjectives: bool = False) -> tuple[str, ...] | None:
    """The countries that `text` lists and nothing else; None if anything in it is no country.

    "France-Cambodia" gives both, "Guinea-Bissau" one. Car codes and ISO codes count among each other ("F/D/CH"), in
    three letters ("DNK"), or alone where `codes` says that a country is expected ("CA" is California elsewhere).
    """
    if not _may_list(text, adjectives=adjectives):
        return None
    words = list(WORD.finditer(text))
    if not words or len(words) > 60 or any(word[0].isdigit() for word in words):
        return None
    return _parse_codes(words, expected=codes) or _parse_names(text, words, codes=codes, adjectives=adjectives)


def _may_list(text: str, *, adjectives: bool) -> bool:
    """Whether the first word can belong to a list of countries: most lines of a page end here."""
    first = WORD.search(text)
    if not first:
        return False
    word = first[0]
    known = key(word) in _first_words() or key(word) in _BETWEEN or word in _codes()
    return known or bool(_unlisted(text, first, adjectives=adjectives))


def _parse_codes(words: list[re.Match[str]], *, expected: bool) -> tuple[str, ...] | None:
    tokens = [word[0] for word in words]
    found: list[str] = []
    for token in tokens:
        code = _codes().get(token) or (_names().get(key(token)) if token.isupper() else None)
        if not code or (found and len(token) == 2 and "USA" in tokens and token in _DOUBTFUL_CODES):
            return None
        found.append(code)
    sure = expected or len(tokens) > 1 or len(tokens[0]) == 3 or tokens[0] in {"UK", "US", "NL"}
    if not sure and (len(tokens[0]) == 1 or tokens[0] in _DOUBTFUL_CODES):
        return None
    return tuple(dict.fromkeys(found))


def _is_no_state(token: str, found: list[str]) -> bool:
    """ "Brasil/PE" is a state of Brazil, "Italia (AT)" a province; "CA" is rarely Canada after another country."""
    return not found or len(token) != 2 or (found[-1] not in _WITH_STATES and token not in _DOUBTFUL_CODES)


def _parse_names(text: str, words: list[re.Match[str]], *, codes: bool, adjectives: bool) -> tuple[str, ...] | None:
    found: list[str] = []
    at = 0
    while at < len(words):
        match = _longest(text, words, at, adjectives=adjectives)
        token = words[at][0]
        if match and (adjectives or not token[:1].islower() or len(words) == 1):
            found.append(match[0])
            at += match[1]
        elif key(token) in _BETWEEN:
            at += 1
        elif token in _codes() and _is_no_state(token, found) and (codes or (found and len(token) > 1)):
            found.append(_codes()[token])
            at += 1
        else:
            return None
    if key(text) in {"georgia usa", "georgia us"}:
        return None
    return tuple(dict.fromkeys(found)) or None
