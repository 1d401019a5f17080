"""Which encoding a text that is not UTF-8 was written in, judged by the letters that come out.

Every single-byte encoding decodes every byte, and pages declare the editor's default as often as the truth. So each
candidate is tried on a sample, and the letters that result are weighed by how often the languages written in that
encoding use them. Declarations count for something, and decide where the letters do not.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ftfy.bad_codecs
import webencodings

ftfy.bad_codecs.ok()  # registers "sloppy-windows-1252" and its kin, which decode every byte as browsers do

_CODECS = {"shift_jis": "cp932", "euc-kr": "cp949", "big5": "big5hkscs", "x-user-defined": "cp1252"}
_SLOPPY = frozenset(f"windows-125{n}" for n in "0123457")

_COMMON, _SEEN, _RARE, _FOREIGN = -0.7, -1.6, -2.7, -4.2
_SYMBOL, _IMPOSSIBLE = -1.4, -6.0
_SYMBOLS_OF_TEXTS = frozenset("£§©®°±·×¿¡€™•†‡‰¼½¾²³ªº")

DECLARED_BONUS = 0.45
LANGUAGE_BONUS = 0.25
UNUSUAL = {"macintosh": -0.6}
"""Hardly any page is in these, and one curly apostrophe reads as a letter in them: they must fit much better."""
UNSURE = 0.08
"""Two encodings whose scores lie closer than this read the sample equally well."""

_SAMPLE = 6_000
_WINDOW = 600


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding by its WHATWG name, with how well its letters fit: the mean log10 likelihood of a high byte."""

    encoding: str
    score: float


def canonical(label: str) -> str:
    """The WHATWG name for a label as pages print it ("latin-1" gives "windows-1252"); "" if nobody knows it."""
    found = webencodings.lookup(label.strip().strip("\"'").lower())
    return "gb18030" if found and found.name == "gbk" else str(found.name) if found else ""


@cache
def codec(encoding: str) -> str:
    """Python's codec for a WHATWG encoding: the superset that browsers use, not the standard of that name."""
    if encoding in _SLOPPY:
        return f"sloppy-{encoding}"
    if encoding in _CODECS:
        return _CODECS[encoding]
    found = webencodings.lookup(encoding)
    return str(found.codec_info.name) if found else encoding


def guess(body: bytes, declared: Sequence[str] = (), languages: Sequence[str] = ()) -> tuple[Guess, ...]:
    """The encodings a text may be in, best first: at least two. `declared` are WHATWG names, `languages` tags the page
    gives. Letters are weighed for all; what does not fit together only where it may still decide."""
    sample = _sample(body)
    hints = {tag.lower().split("-")[0] for tag in languages}
    names = dict.fromkeys([*declared, *_EAST_ASIAN, *(name for model in _models() for name in model.encodings)])
    trials = [_trial(sample, name, hints, _prior(name, declared)) for name in names]
    guesses: list[Guess] = []
    for trial in sorted(trials, key=lambda trial: -trial.most):
        if len(guesses) > 1 and trial.most < sorted(guesses, key=lambda found: -found.score)[1].score - _ROUNDING:
            break
        guesses.append(Guess(trial.encoding, trial.letters + trial.misfit() + _prior(trial.encoding, declared)))
    order = {name: position for position, name in enumerate(names)}
    return tuple(sorted(guesses, key=lambda found: (-found.score, order[found.encoding])))


_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class _Trial:
    """The sample in one encoding: how well its letters fit, the most it can score, and what misfits cost."""

    encoding: str
    letters: float
    most: float
    misfit: Callable[[], float]


def _prior(name: str, declared: Sequence[str]) -> float:
    return DECLARED_BONUS if name in declared else UNUSUAL.get(name, 0.0)


def _sample(body: bytes) -> bytes:
    """The text around bytes outside ASCII, in windows cut where no encoding has half a character."""
    windows: list[bytes] = []
    taken, position = 0, 0
    while taken < _SAMPLE and (found := _HIGH.search(body, position)):
        start = max(body.rfind(edge, position, found.start()) for edge in (b" ", b"\n", b"<", b">"))
        start = found.start() if start < 0 or found.start() - start > _WINDOW else start
        position = _edge_after(body, found.start() + _WINDOW)
        windows.append(body[start:position])
        taken += position - start
    return _ASCII.sub(b"\n", b" ".join(windows))


def _edge_after(body: bytes, position: int) -> int:
    """The next place where a character surely ends; a little further on where there is none near."""
    edge = _EDGE.search(body, position, position + _WINDOW)
    return edge.start() if edge else min(len(body), position + _WINDOW)


_HIGH = re.compile(rb"[\x80-\xff]")
_EDGE = re.compile(rb"[ \n\r\t<]")
_ASCII = re.compile(rb"(?<=[\x00-\x7f]{3})[\x00-\x7f]+(?=[\x00-\x7f]{3})")
"""What stands away from other bytes tells nothing of them."""


@dataclass(frozen=True, slots=True)
class _Model:
    """A group of languages and the log10 likelihood of its letters."""

    tags: frozenset[str]
    encodings: tuple[str, ...]
    weights: dict[str, float]


@cache
def _models() -> tuple[_Model, ...]:
    data = tomllib.loads(Path(__file__).with_name("charsets.toml").read_text("utf-8"))
    return tuple(
        _Model(frozenset(entry["tags"]), tuple(entry["encodings"]), _weights(entry)) for entry in data["language"]
    )


def _weights(entry: dict[str, str]) -> dict[str, float]:
    classes = (("rare", _RARE), ("seen", _SEEN), ("common", _COMMON))
    return {letter: weight for name, weight in classes for letter in entry[name]}


def _trial(sample: bytes, encoding: str, hints: set[str], prior: float) -> _Trial:
    if encoding in _EAST_ASIAN:
        letters, misfit = _east_asian_trial(sample, encoding, hints)
    else:
        letters, misfit = _one_byte_trial(sample, encoding, hints)
    return _Trial(encoding, letters, letters + prior, misfit)


def _one_byte_trial(sample: bytes, encoding: str, hints: set[str]) -> tuple[float, Callable[[], float]]:
    """How likely the sample's high bytes are as this encoding, for the language that suits it best."""
    table = _table(encoding)
    counts = Counter(sample.translate(None, _ASCII_BYTES))
    high = max(1, counts.total())
    fits = (
        sum([number * weights[byte] for byte, number in counts.items()]) / high
        + (LANGUAGE_BONUS if hints & tags else 0.0)
        for tags, weights in table.weights
    )
    return max(fits, default=_FOREIGN), lambda: _misfits(sample, table) / high


@dataclass(frozen=True, slots=True)
class _Table:
    """What each byte means in an encoding that has one for each character: its letter, its class, and for each group
    of languages its weight."""

    letters: str
    classes: bytes
    weights: tuple[tuple[frozenset[str], list[float]], ...]


@cache
def _table(encoding: str) -> _Table:
    letters = "".join(bytes([byte]).decode(codec(encoding), "replace")[:1] or "\ufffd" for byte in range(256))
    weights = tuple(
        (model.tags, [_weight(letter, model.weights) for letter in letters])
        for model in _models()
        if encoding in model.encodings
    )
    return _Table(letters, "".join(_CLASSES[ord(letter)] for letter in letters).encode(), weights)


def _east_asian_trial(sample: bytes, encoding: str, hints: set[str]) -> tuple[float, Callable[[], float]]:
    text = sample.decode(codec(encoding), "replace")
    counts = Counter(_NOT_ASCII.findall(text))
    language, rows = _EAST_ASIAN[encoding]
    bonus = LANGUAGE_BONUS if language in hints else 0.0
    return _east_asian(counts, encoding, rows) + bonus, lambda: -_inside_words(text) / max(1, counts.total())


def _inside_words(text: str) -> int:
    return len(_INSIDE_ASCII_WORD.findall(text.translate(_CLASSES)))


_ASCII_BYTES = bytes(range(128))
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def _weight(letter: str, weights: dict[str, float]) -> float:
    found = weights.get(letter) or weights.get(letter.lower())
    if found is not None:
        return found
    if letter in _SYMBOLS_OF_TEXTS:
        return _SYMBOL
    return {"x": _IMPOSSIBLE, ".": _SYMBOL}.get(_CLASSES[ord(letter)], _FOREIGN)


class _Classes(dict[int, str]):
    """Characters as classes: a, A for ASCII letters; l, L for other Latin ones; c, C for other scripts with case;
    o for those without; s for symbols, x for what no text holds, "." for all that may stand anywhere."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _class_of(chr(code))
        return found


def _class_of(character: str) -> str:
    if character.isascii():
        return ("A" if character.isupper() else "a") if character.isalpha() else "."
    if character in "\xa0\xad’‘“”´«»…–—":
        return "."
    if character == "\ufffd" or unicodedata.category(character) in ("Cc", "Cn", "Co"):
        return "x"
    if not character.isalpha():
        return "s"
    if character.lower() == character.upper():
        return "o"
    found = "l" if unicodedata.name(character, "").startswith("LATIN") else "c"
    return found.upper() if character.isupper() else found


_CLASSES = _Classes()
_MISFITS = (
    (re.compile("[al]L|cC"), -2.5),  # an upper-case letter after a lower-case one
    (re.compile("(?=[lL][lL])"), -0.8),  # accented letters side by side: rare in every Latin alphabet
    (re.compile("(?<=[aAlLcCo])s(?=[aAlLcCo])"), -2.6),  # a symbol inside a word
    (re.compile("(?=[aAlL][cCo]|[cCo][aAlL])"), -2.0),  # two scripts in one word
)


_INSIDE_ASCII_WORD = re.compile("(?=ao|oa)")
_FINAL_INSIDE_WORD = re.compile("[ךםןףץ](?=[א-ת])")
"""Hebrew letters that only end words: Cyrillic read as Hebrew is full of them elsewhere."""


def _misfits(sample: bytes, table: _Table) -> float:
    classes = sample.translate(table.classes).decode("ascii")
    misfits = sum(len(pattern.findall(classes)) * weight for pattern, weight in _MISFITS)
    if "ם" not in table.letters:
        return misfits
    text = "".join(map(table.letters.__getitem__, sample))
    return len(_FINAL_INSIDE_WORD.findall(text)) * _FOREIGN + misfits


_EAST_ASIAN = {
    "shift_jis": ("ja", (0x88, 0x97)),
    "euc-jp": ("ja", (0xB0, 0xCF)),
    "euc-kr": ("ko", (0xB0, 0xC8)),
    "big5": ("zh", (0xA4, 0xC6)),
    "gb18030": ("zh", (0xB0, 0xD7)),
}
"""For each encoding its language, and the rows (first bytes) in which the standard put the common characters."""


def _east_asian(counts: Counter[str], encoding: str, rows: tuple[int, int]) -> float:
    """The mean for one byte: characters take two, and what could not be decoded was at least as many."""
    total = sum(number * _character_weight(character, encoding, rows) for character, number in counts.items())
    return total / (2 * max(1, counts.total()))


def _character_weight(character: str, encoding: str, rows: tuple[int, int]) -> float:
    """Log10 likelihood of one character, all its bytes together."""
    japanese = encoding in ("shift_jis", "euc-jp")
    if "\u3041" <= character <= "\u30ff":
        return (-1.2 if character < "\u30a0" else -1.8) if japanese else -4.4
    if character in "、。，；：？！「」『』（）《》“”‘’…·・—　":
        return -1.6
    if not character.isalpha() or character == "\ufffd":
        return _IMPOSSIBLE if _CLASSES[ord(character)] == "x" else -4.4
    if "\uff66" <= character <= "\uff9f" or character < "\u1100":
        return -4.4
    common = rows[0] <= character.encode(codec(encoding))[0] <= rows[1]
    if "\uac00" <= character <= "\ud7a3":
        return -2.2 if common else -5.0
    return -2.7 if common and encoding != "euc-kr" else -5.4
