"""Languages spoken and of subtitles, as BCP 47 tags: "French with English subtitles", "OmeU", "VOSE"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.folding import WORD, joins, key, words_of
from importers.reading.vocabulary.tables import table

MAX_WORDS = 4
"""Words in the longest name: "American Sign Language"."""


@dataclass(frozen=True, slots=True)
class Languages:
    """BCP 47 tags, in the order of the text. A film without dialogue speaks "zxx"; of a silent film nothing is said."""

    spoken: tuple[str, ...] = ()
    subtitles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    """language, subtitles, with, link, noise, stop, version, silent, intertitles, glued ("英語字幕")."""
    tag: str = ""


_DATA = table("languages")
_GERMAN_ENDINGS = ("e", "en", "er", "em", "es")
_GLUED = ("字幕付", "字幕", "자막")
_STOP = re.compile(r"[;|/()\n]|[.](?=\s|$)|\s[-–—]\s|,")


def _keys(section: str, entry: str) -> frozenset[str]:
    return frozenset(key(word) for word in _DATA[section][entry])


_SUBTITLES = _keys("subtitles", "words")
_LINKS = _keys("subtitles", "links")
_WITH = _keys("subtitles", "with")
_NOISE = _keys("noise", "words") | _LINKS
_INTERTITLES = _keys("noise", "not_spoken")
_SILENT = _keys("noise", "silent")
_VERSIONS = {key(name): version for name, version in _DATA["versions"].items()}
_MASKED = re.compile(r"(?i)\bs\s?[/-]\s?t\b\.?|\bv\.\s?o\.(?:\s?s\.\s?t\.)?|\bsous[ -]titr|\bsubt[ií]t\.")


_SHORTENED = re.compile(
    r"\b(engl?|dt|franz|frz|span|ital|russ|port|poln|ndl|niederl|schwed|dän|norw|türk|jap|chin|kor|arab|angl|esp|ingl|orig|subt|unt|tit)\.",
    re.IGNORECASE,
)
"""Shortened words whose stop ends nothing: "mit engl. UT"."""


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names = {key(word): tag for tag, words in _DATA["names"].items() for word in words}
    for locale in _DATA["locales"]:
        for tag, name in Locale.parse(locale).languages.items():
            if "_" not in tag and tag not in {"mul", "und", "root", "zxx", "mis"} and len(key(name)) > 2:
                for form in _inflected(name, locale):
                    names.setdefault(key(form), tag)
    return names


def _inflected(name: str, locale: str) -> Iterator[str]:
    """German names of languages are adjectives: "mit englischen Untertiteln"."""
    yield name
    if locale == "de" and name.endswith("sch"):
        yield from (name + ending for ending in _GERMAN_ENDINGS)
    if locale == "sv" and name.endswith("ska"):
        yield from (name[:-1], name[:-1] + "t")


@lru_cache(maxsize=1)
def _telling_words() -> frozenset[str]:
    """First words of what names a language."""
    return frozenset(name.split()[0] for name in (*_names(), *_VERSIONS, *_SILENT) if name)


@lru_cache(maxsize=1)
def _opening_words() -> frozenset[str]:
    """First words of all that may stand in a text about languages, and what `_MASKED` begins with."""
    others = (*_SUBTITLES, *_LINKS, *_WITH, *_NOISE, *_INTERTITLES)
    return _telling_words() | {name.split()[0] for name in others if name} | {"s", "v", "sous"}


def _may_begin(text: str) -> bool:
    """Whether the first word can belong to a text about languages: most lines of a page end here."""
    first = WORD.search(text)
    if not first:
        return False
    return key(first[0]) in _opening_words() or joins(text, first.end()) or first[0].endswith(_GLUED)


def _may_name(text: str) -> bool:
    """Whether a language can be named anywhere in the text."""
    telling = _telling_words()
    if not telling.isdisjoint(words_of(text)):
        return True
    return ("." in text and not telling.isdisjoint(key(text).split())) or any(ending in text for ending in _GLUED)


@lru_cache(maxsize=1 << 12)
def language_tag(name: str) -> str | None:
    """The tag of one language named in any of our languages; None if it is none."""
    return _names().get(key(name))


_LETTERS = re.compile(r"[A-Za-z]{1,3}(?:\s?[,/+&|]\s?[A-Za-z]{1,3}){0,5}")
_VERSION_LETTERS = re.compile(r"(OV|[A-Z]{1,2})\s?/\s?([a-z]{1,3}(?:,\s?[a-z])?)")


@lru_cache(maxsize=1 << 12)
def parse_language_letters(text: str) -> Languages | None:
    """Codes where a label says that languages follow: "D, F", "EN/FR"; and "E/df", spoken and subtitles."""
    text = text.strip(" .")
    if letters := parse_version_letters(text):
        return letters
    if not _LETTERS.fullmatch(text):
        return None
    tags = [_DATA["letters"].get(code.upper()) for code in re.findall(r"[A-Za-z]+", text)]
    return Languages(_unique(iter(tags))) if all(tags) else None


def parse_version_letters(text: str) -> Languages | None:
    """ "E/df": English, with German and French subtitles; "OV/d"."""
    found = _VERSION_LETTERS.fullmatch(text)
    if not found:
        return None
    letters: dict[str, str] = _DATA["letters"]
    spoken = () if found[1] == "OV" else (letters.get(found[1], ""),)
    below = tuple(letters.get(letter.upper(), "") for letter in found[2] if letter.isalpha())
    return Languages(spoken, below) if all(spoken) and all(below) else None


@lru_cache(maxsize=1 << 12)
def parse_languages(text: str) -> Languages | None:
    """The languages that `text` states and nothing else; None if anything in it is about something else."""
    text = _without_stops(text)
    if len(text) > 300 or not _may_begin(text):
        return None
    known: list[_Token] = []
    for token in _tokens(text):
        if token is None:
            return None
        known.append(token)
    return _read(known) if any(t.kind in {"language", "version", "silent", "glued"} for t in known) else None


@lru_cache(maxsize=1 << 12)
def find_languages(text: str) -> Languages | None:
    """The languages in the parts of a line of facts that name nothing else: "Spain 2020, 87 min., Spanish and Bubi"."""
    text = _without_stops(text)
    if not _may_name(text) or parse_countries(text) is not None:
        return None
    if (whole := parse_languages(text)) is not None:
        return whole
    text = _SHORTENED.sub(r"\1", text)
    pieces = [piece.strip() for piece in re.split(r"[,;|·•\n]|\.\s|\s[-–—/]\s", text)]
    parts = [found for piece in pieces if (found := parse_languages(piece)) and parse_countries(piece) is None]
    if not parts:
        return _longest_run(text)
    return Languages(
        _unique(tag for p in parts for tag in p.spoken), _unique(tag for p in parts for tag in p.subtitles)
    )


def _without_stops(text: str) -> str:
    """With "v.o.s.e." as "vose", where that is a version."""
    if text.count(".") < 3:
        return text
    return _DOTTED.sub(
        lambda found: bare if key(bare := re.sub(r"[.\s]", "", found[0])) in _VERSIONS else found[0], text
    )


_DOTTED = re.compile(r"\b(?:[a-z]{1,2}\.\s?){2,5}[a-z]{1,3}(?:\.|\b)", re.IGNORECASE)


def _longest_run(text: str) -> Languages | None:
    """Inside a line without separators: "2003 112min In English and Swedish Cert PG"."""
    runs: list[list[_Token]] = [[]]
    for token in _tokens(text[:300]):
        if token is None:
            runs.append([])
        else:
            runs[-1].append(token)
    best = max(runs, key=lambda run: sum(token.kind in {"language", "glued", "version"} for token in run))
    telling = any(token.kind in {"with", "link", "noise", "subtitles", "version", "glued"} for token in best)
    return _read(best) if telling and any(token.kind in {"language", "glued", "version"} for token in best) else None


def _unique(tags: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tags))


def _tokens(text: str) -> Iterator[_Token | None]:
    text = _MASKED.sub(
        lambda found: " sous-titr" if found[0][:2].lower() == "so" else (" subtitles " if found[0][0] in "sS" else " "),
        text,
    )
    text = _SHORTENED.sub(r"\1", text)
    text = re.sub(r"sous[ -]titr\w*", "subtitles", text, flags=re.IGNORECASE)
    words = list(WORD.finditer(text))
    at = end = 0
    while at < len(words):
        if at and _STOP.search(text, end, words[at].start()):
            yield _Token("stop")
        token, count = _token(text, words, at)
        yield token
        at += count
        end = words[at - 1].end()


def _token(text: str, words: list[re.Match[str]], at: int) -> tuple[_Token | None, int]:
    for count in range(min(MAX_WORDS, len(words) - at), 0, -1):
        name = key(text[words[at].start() : words[at + count - 1].end()])
        if token := _classify(name):
            return token, count
    return _glued(words[at][0]), 1


def _classify(name: str) -> _Token | None:
    if name in _VERSIONS:
        return _Token("version", name)
    for kind, known in (("with", _WITH), ("subtitles", _SUBTITLES), ("intertitles", _INTERTITLES), ("silent", _SILENT)):
        if name in known:
            return _Token(kind)
    if name in _LINKS and len(name) <= 2 and name not in _WITH:
        return _Token("link")
    if name in _names():
        return _Token("language", _names()[name])
    if name in _LINKS:
        return _Token("link")
    return _Token("noise") if name in _NOISE else None


def _glued(word: str) -> _Token | None:
    """ "英語字幕", "영어자막": the language and the word for subtitles in one."""
    for ending in _GLUED:
        if word.endswith(ending) and (tag := _names().get(key(word.removesuffix(ending)))):
            return _Token("glued", tag)
    return None


def _read(tokens: list[_Token]) -> Languages:
    under = _subtitle_indexes(tokens)
    titled = {i - 1 for i, token in enumerate(tokens) if token.kind == "intertitles"}
    spoken = [t.tag for i, t in enumerate(tokens) if t.kind == "language" and i not in under and i not in titled]
    below = [t.tag for i, t in enumerate(tokens) if t.kind == "glued" or (t.kind == "language" and i in under)]
    for token in tokens:
        if token.kind == "version":
            spoken += _VERSIONS[token.tag].get("spoken", [])
            below += _VERSIONS[token.tag].get("subtitles", [])
    return Languages(_unique(iter(spoken)), _unique(iter(below)))


def _subtitle_indexes(tokens: list[_Token]) -> set[int]:
    """Indexes of the languages that belong to a word of subtitles: those after it, else those before it."""
    found: set[int] = set()
    for index, token in enumerate(tokens):
        if token.kind == "subtitles":
            found |= set(_after(tokens, index)) or set(_before(tokens, index, taken=found))
    return found


def _after(tokens: list[_Token], index: int) -> Iterator[int]:
    stops = 0
    for at in range(index + 1, len(tokens)):
        kind = tokens[at].kind
        if kind == "language":
            yield at
        elif (
            kind == "subtitles"
            or (kind == "stop" and (stops := stops + 1) > 6)
            or (kind == "stop" and not any(t.kind == "language" for t in tokens[index:at]))
            or kind not in {"link", "stop", "noise"}
            or (kind == "noise" and at > index + 1)
        ):
            return


def _before(tokens: list[_Token], index: int, *, taken: set[int]) -> Iterator[int]:
    """Back to "with" or the last stop: "French with English and German subtitles", "French, English subtitles"."""
    seen = False
    for at in range(index - 1, -1, -1):
        kind = tokens[at].kind
        if kind == "language" and at not in taken:
            seen = True
            yield at
        elif kind in {"stop", "subtitles", "version", "with"} or (seen and kind == "noise"):
            return
