"""Credits told in sentences: "Directed by X and starring Y, Title is …", "Title, written and directed by X, …".

A sentence is believed where it begins with the credit, or names the page's own film before it. What it says of any
other film is left alone, and any label on the page is believed before a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from importers.reading.document import LegacyDocument, Passage, fold
from importers.reading.items import Credit
from importers.reading.prose import is_prose
from importers.reading.readers.headings import main_title
from importers.reading.readings import Reading, part
from importers.reading.vocabulary.durations import find_durations
from importers.reading.vocabulary.folding import WORD
from importers.reading.vocabulary.labels import Label, credit_phrases, find_label
from importers.reading.vocabulary.names import begins_name, is_particle, joins_names, parse_names

_SENTENCE = re.compile(r"(?:^|(?<=[.!?…]\s))[^.!?…]+(?:\.(?!\s|$)[^.!?…]*)*[.!?…]?")
_LONGEST = 400
_CREDITING = frozenset(["director", "screenwriter", "cast", "producer", "cinematographer", "editor", "composer"])
_BEFORE = 4
"""Words before "directed by" that may belong to it: "written, produced and"."""


def read_sentences(document: LegacyDocument, passages: tuple[Passage, ...], title: Passage | None) -> Iterator[Reading]:
    name = fold(main_title(title)) if title is not None else ""
    for passage in passages:
        if not is_prose(passage.text):
            continue
        if not _telling().isdisjoint(passage.text.lower().split()):
            for sentence in _SENTENCE.finditer(passage.text):
                if len(sentence[0]) <= _LONGEST:
                    yield from _sentence(passage, sentence, name)
        yield from _dated(passage, name)


_MADE = re.compile(
    r"(?P<did>[^\W\d_]{5,14}) (?:en|in|nel|em|i|im Jahr|år|anno) (?P<year>(?:1[89]|20)\d\d) (?P<by>by|par|por|da|von|av|af|door)\s(?=[^\W\d_])"
)


def _dated(passage: Passage, title: str) -> Iterator[Reading]:
    """ "Réalisé en 1959 par Jane Doe, ce court métrage de 26 minutes": director, year and length of one sentence, which
    the text begins with, or which names the film."""
    text = passage.text
    found = _MADE.search(text, 0, _LONGEST)
    label = find_label(f"{found['did']} {found['by']}") if found else None
    if not found or label is None or "director" not in label.roles:
        return
    if found.start() and (not title or title not in fold(text[: found.start()])):
        return
    names = parse_names(text[found.end() : names_end(text, found.end(), listed=False)], strict=True)
    if not names or not all(" " in name.name for name in names):
        return
    mention = (part(passage, found.start(), found.end()),)
    credits = tuple(Credit(role, label.printed, one.name) for role in label.roles for one in names)
    yield Reading("credits", credits, "sentence", 0.8, mention)
    yield Reading("year", int(found["year"]), "sentence", 0.75, mention)
    sentence = text[: (stop.end() if (stop := _STOP.search(text, found.end())) else len(text))]
    if len(told := find_durations(sentence)) == 1:
        yield Reading("running_time", told[0].minutes, "sentence", 0.7, mention)


_STOP = re.compile(r"[.!?…](?=\s|$)")


@cache
def _telling() -> frozenset[str]:
    """The longest word of each phrase: a text without any of them credits nobody."""
    return frozenset(max(phrase.lower().split(), key=len) for phrase in credit_phrases())


@cache
def _phrases() -> re.Pattern[str]:
    phrases = sorted(credit_phrases(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\s(?=[^\W\d_])", re.IGNORECASE)


def _sentence(passage: Passage, sentence: re.Match[str], title: str) -> Iterator[Reading]:
    text = sentence[0]
    own = False
    for found in _phrases().finditer(text):
        at, label = _label(text, found)
        own = own or at == 0 or (bool(title) and title in fold(text[:at]))
        end = names_end(text, found.end(), listed=label is not None and label.roles == ("cast",))
        names = parse_names(text[found.end() : end], strict=True)
        if own and label and names and all(" " in name.name for name in names) and _CREDITING & set(label.roles):
            credits = tuple(Credit(role, label.printed, one.name) for role in label.roles for one in names)
            start = sentence.start()
            yield Reading("credits", credits, "sentence", 0.8, (part(passage, start + at, start + end),))


def _label(text: str, found: re.Match[str]) -> tuple[int, Label | None]:
    """The longest label that ends with the phrase found, and where it begins."""
    words = [word.start() for word in WORD.finditer(text, max(0, found.start() - 50), found.start())]
    for at in words[-_BEFORE:]:
        if label := find_label(text[at : found.end()]):
            return at, label
    return found.start(), find_label(found[0])


_GAP = re.compile(r"[\s'’.\-]+")


def names_end(text: str, at: int, *, listed: bool) -> int:
    """Where the names end that begin at `at`: at the first word that belongs to no name. `listed`: commas join them."""
    end = at
    words = list(WORD.finditer(text, at, at + 160))
    for number, word in enumerate(words):
        gap = text[words[number - 1].end() if number else at : word.start()]
        parts = gap.strip() in {",", ", &", "&"}
        if (parts and not listed and "&" not in gap) or (not parts and gap and not _GAP.fullmatch(gap)):
            break
        if gap.startswith(". ") and len(words[number - 1][0]) > 2:
            break
        if begins_name(word[0]):
            end = word.end()
        elif not (is_particle(word[0]) or joins_names(word[0])):
            break
    return end
