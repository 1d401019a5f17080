"""What a label means: "Regie", "Directed by", "Country/Year", "Written & directed by", in many languages.

A label on its own, a line that begins with one, and a line with several. Without a colon or the like after it a label
counts only where its value proves it: "Director Rithy Panh" is a credit, "Director of the festival said" is prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import cast

from importers.reading.items import Role
from importers.reading.vocabulary.folding import WORD, key, words_of
from importers.reading.vocabulary.tables import table

LONGEST_LINE = 2000
"""Characters of the longest line that can still be a list of credits."""
MAX_WORDS = 8
"""Words in the longest label: "In association with …", "Based on the novel of that name by"."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a label announces.

    printed  as the page has it, without the colon
    fields   what the value holds: fields of `FilmItem` ("credits", "countries", "year", "companies", …), or "date",
             "time", "venue", "screen", "image_credit", "biography" (the words under it, not `biographies`), or
             "known": a label whose value is no field of ours. Two for a joined label ("Country/Year")
    roles    for credits: the roles, several for a joined label ("Written and directed by")
    company  for companies: distribution, uk_distribution, sales, production, other …
    also     other fields that use the same word in other places ("Foto": credits, also image_credit)
    """

    printed: str
    fields: tuple[str, ...]
    roles: tuple[Role, ...] = ()
    company: str = ""
    also: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        return self.fields[0]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with its value in a line: `text[label_start:label_end]` and `text[start:end]`.

    marked  a colon, dash or bar parts them; without one the value itself is the proof
    """

    label: Label
    value: str
    start: int
    end: int
    label_start: int = 0
    label_end: int = 0
    marked: bool = True


@dataclass(frozen=True, slots=True)
class _Meaning:
    field: str
    role: str = ""
    company: str = ""


_ENDINGS = re.compile(
    r"\((?:s|es|en|n|in|innen|a|as|e|er|r|i|es?\)?|rice|trice|ne|ka|x|re|y|en?)\)\w*"
    r"|(?<=\w)/(?:a|as|o|os|in|innen|s|es|e|ka|rice|trice|ne|ra)\b|(?<=\w)[:*_·](?:in|innen|e|a|trice)\b|(?<=\w)/-?in(?:nen)?\b"
)
_ENDED = frozenset("(/:*_·")
"""What begins such an ending."""
_TRIM = " \t\r\n:：.-–—|•*·=>›»,/【】[]［］〔〕<>“”\"'"
_MARK = re.compile(r"\s*(?:[:：｜]|\s[-–—=|>]\s|\t|\s\|)\s*")
_JOINT = re.compile(r"\s*(?:[,/&+・、／|]|\s(?:-|–)\s)\s*")
_HYPHEN = re.compile(r"\s*(?<=[^\W\d_]{4})-\s*")
_JOINTS = frozenset(",/&+・、／|-–")
_SEGMENT = re.compile(
    r"(?:^|[.;|｜／•·–—/\n(\[【,)]\s*|:\s(?=[^\W\d_a-z])|\s{2,}|\s-\s|(?<=\d)\s"
    r"|\s(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,8}\s?[：:｜])"
    r"|\s(?:(?:and|et|und|y|e)\s)?(?=(?:starring|featuring|avec|mit|con)\s[^\W\d_a-z]))"
)


@lru_cache(maxsize=1)
def _meanings() -> dict[str, tuple[_Meaning, ...]]:
    found: dict[str, dict[_Meaning, None]] = {}
    for word, meaning in _entries():
        found.setdefault(key(word), {})[meaning] = None
    return {word: tuple(meanings) for word, meanings in found.items() if word}


def _entries() -> Iterator[tuple[str, _Meaning]]:
    labels = table("labels")
    for role, words in labels["roles"].items():
        yield from ((word, _Meaning("credits", role=role)) for word in _flat(words))
    for company, words in labels["companies"].items():
        yield from ((word, _Meaning("companies", company=company)) for word in _flat(words))
    for field, words in labels["fields"].items():
        yield from ((word, _Meaning(field)) for word in _flat(words))
    yield from ((word, _Meaning("known")) for word in _flat(labels["known"]))


def _flat(by_language: dict[str, list[str]]) -> Iterator[str]:
    for words in by_language.values():
        yield from words


@lru_cache(maxsize=1)
def _parts() -> dict[str, _Meaning]:
    return {
        key(word): _Meaning("credits", role=role) for role, words in table("labels")["parts"].items() for word in words
    }


@lru_cache(maxsize=1)
def _first_words() -> dict[str, int]:
    """First word of a label → words in the longest label that begins so."""
    longest: dict[str, int] = {}
    for name in (*_meanings(), *_parts()):
        words = name.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


@lru_cache(maxsize=1)
def _meanings_by_language() -> dict[tuple[str, str], _Meaning]:
    """(word, language) → its first meaning there, for words that mean several things."""
    found: dict[tuple[str, str], _Meaning] = {}
    for section, field in (("roles", "role"), ("companies", "company"), ("fields", "field")):
        for name, by_language in table("labels")[section].items():
            meaning = _Meaning(**{"field": _FIELD_OF.get(section, name), **({field: name} if field != "field" else {})})
            for language, words in by_language.items():
                for word in words:
                    if len(_meanings().get(key(word), ())) > 1:
                        found.setdefault((key(word), language), meaning)
    return found


_FIELD_OF = {"roles": "credits", "companies": "companies"}


def is_ambiguous(label: Label) -> bool:
    return len(_meanings().get(key(label.printed), ())) > 1


def in_language(label: Label, language: str) -> Label:
    """The label as the page's language has it: "Prod." is a company in French, a person in English."""
    meaning = _meanings_by_language().get((key(label.printed), {"nb": "no", "nn": "no"}.get(language, language)))
    return label if meaning is None else _label(label.printed, (meaning,), label.also)


def short_labels(text: str, language: str) -> tuple[Labelled, ...]:
    """Labels of a few letters with a colon, as the page's language has them: "R: A | S: B | K: C". Two at the least,
    and a director among them."""
    known = _short(language)
    if text.count(":") < 2:
        return _dotted(text, known)
    if known.get("M") == "composer" and "Mus" in text:
        known = {**known, "M": "editor"}
    marks = [mark for mark in _LETTERS.finditer(text) if mark[1] in known] if known and text.count(":") > 1 else []
    if len(marks) < 2 or not any(known[mark[1]] == "director" for mark in marks):
        return ()
    colons = [mark.start(1) for mark in _WORDED.finditer(text)]
    found = []
    for mark in marks:
        end = min((at for at in colons if at > mark.start(1)), default=len(text))
        label = Label(mark[1], ("credits",), (cast(Role, known[mark[1]]),))
        labelled = Labelled(label, text[mark.end() : end], mark.end(), end, mark.start(1), mark.end(1))
        found.append(_until(text, labelled, None if end == len(text) else replace(labelled, label_start=end)))
    return tuple(found)


def short_marks(marks: tuple[str, ...], language: str) -> tuple[Label, ...]:
    """Letters that stand out one by one, "<b>D</b> A <b>G</b> B", as the page's language has them: three that are known at
    the least, and a director among them; else none."""
    known = _short(language)
    roles = [known.get(mark) for mark in marks]
    if sum(map(bool, roles)) < _FEWEST_DOTTED or "director" not in roles:
        return ()
    return tuple(
        Label(mark, ("credits",), (cast(Role, role),)) if role else Label(mark, ("known",))
        for mark, role in zip(marks, roles, strict=True)
    )


def _dotted(text: str, known: dict[str, str]) -> tuple[Labelled, ...]:
    """ "r. A, k. B, h. C": small letters with a stop, three at the least."""
    named = {word.lower(): role for word, role in known.items()}
    marks = [mark for mark in _SMALL_LETTERS.finditer(text) if mark[1] in named]
    if len(marks) < _FEWEST_DOTTED or not any(named[mark[1]] == "director" for mark in marks):
        return ()
    ends = [mark.start(1) for mark in marks[1:]] + [len(text)]
    found = []
    for mark, end in zip(marks, ends, strict=True):
        label = Label(mark[1], ("credits",), (cast(Role, named[mark[1]]),))
        labelled = Labelled(label, text[mark.end() : end], mark.end(), end, mark.start(1), mark.end(1))
        found.append(_until(text, labelled, None if end == len(text) else replace(labelled, label_start=end)))
    return tuple(found)


_FEWEST_DOTTED = 3
_SMALL_LETTERS = re.compile(r"(?:^|(?<=[,;/|]\s))([^\W\d_A-Z]{1,3})\.\s(?=[^\W\d_])")
_LETTERS = re.compile(r"(?:^|(?<=[|;,./•·–\s]))([^\W\d_]{1,3})\.?\s?:\s")
_WORDED = re.compile(r"([^\W\d_]{1,20})\.?\s?:\s")


@lru_cache(maxsize=64)
def _short(language: str) -> dict[str, str]:
    language = {"nb": "no", "nn": "no", "gl": "es"}.get(language, language)
    by_role = table("labels")["short"].get(language, {})
    return {word: role for role, words in by_role.items() for word in words}


def credit_phrases() -> Iterator[str]:
    """Labels that credit somebody in the middle of a sentence: "directed by", "un film de"; and "starring"."""
    for role in ("director", "screenwriter", "producer", "cast", "cinematographer", "editor", "composer"):
        for word in _flat(table("labels")["roles"][role]):
            words = word.lower().split()
            if (len(words) > 1 and key(words[-1]) in _BY) or word in _PARTICIPLES:
                yield word


_PARTICIPLES = frozenset({"Starring"})


def _keys(section: str, entry: str) -> frozenset[str]:
    return frozenset(key(word) for word in table("labels")[section][entry]) - {""}


_AND = _keys("joining", "and")
_BY = _keys("joining", "by")
_NEVER_BARE = _keys("bare", "never")


@lru_cache(maxsize=1 << 13)
def find_label(text: str) -> Label | None:
    """The label that the whole of `text` is; None if it is none."""
    printed = text.strip(_TRIM)
    if printed[:1] in "(（" and printed[-1:] in ")）":
        printed = printed[1:-1]
    if not printed or len(printed) > 90:
        return None
    name = key(printed)
    first = name.partition(" ")[0]
    if first not in _first_words() and first not in _AND and "·" not in printed and printed[0] != "(":
        return None
    return _known(printed, name) or (_joined(printed) if _may_be_joined(printed) else None)


def _known(printed: str, name: str) -> Label | None:
    meanings = _meanings().get(name)
    if not meanings and (bare := _without_endings(printed)) is not printed:
        meanings = _meanings().get(key(bare))
    if not meanings:
        return None
    first = meanings[0]
    also = tuple(dict.fromkeys(meaning.field for meaning in meanings[1:] if meaning.field != first.field))
    return _label(printed, (first,), also)


def _label(printed: str, meanings: tuple[_Meaning, ...], also: tuple[str, ...] = ()) -> Label:
    fields = tuple(dict.fromkeys(meaning.field for meaning in meanings))
    roles = tuple(dict.fromkeys(cast(Role, meaning.role) for meaning in meanings if meaning.role))
    company = next((meaning.company for meaning in meanings if meaning.company), "")
    return Label(printed, fields, roles, company, also)


def _may_be_joined(printed: str) -> bool:
    """Whether the first word can begin a joined label: most lines of a page end here."""
    if "·" in printed or printed[0] == "(":
        return True
    words = key(printed).split()
    if not words or (words[0] not in _first_words() and words[0] not in _AND):
        return False
    return not _AND.isdisjoint(words) or not _JOINTS.isdisjoint(printed)


def _joined(printed: str) -> Label | None:
    """ "Written, directed and edited by", "Country/Year": every part must be known."""
    parts = [part for piece in _pieces(_without_endings(printed)) for part in _at_conjunctions(piece)]
    if len(parts) < 2 or len(parts) > 6:
        return None
    meanings: list[_Meaning] = []
    for part in parts:
        if not (meaning := _part(part)):
            return None
        meanings.append(meaning)
    kept = tuple(meaning for meaning in meanings if meaning.field != "known")
    return _label(printed, kept or (_Meaning("known"),))


def _pieces(printed: str) -> Iterator[str]:
    """At slashes and the like; at a hyphen only in what is no word by itself: "Producer-Director", not "Sous-titres"."""
    for piece in [printed] if _JOINTS.isdisjoint(printed) else _JOINT.split(printed):
        yield from [piece] if "-" not in piece or key(piece) in _meanings() else _HYPHEN.split(piece)


def _at_conjunctions(piece: str) -> Iterator[str]:
    group: list[str] = []
    for word in piece.split():
        if key(word) not in _AND:
            group.append(word)
        elif group:
            yield " ".join(group)
            group = []
    if group:
        yield " ".join(group)


def _without_endings(printed: str) -> str:
    return printed if _ENDED.isdisjoint(printed) else _ENDINGS.sub("", printed)


def _part(part: str) -> _Meaning | None:
    """A part of a joined label; "direction" in "producer, direction" needs no "by"."""
    name = key(part)
    known = _meanings().get(name)
    if known and known[0].field != "companies":
        return known[0]
    bare = " ".join(name.split()[:-1]) if name.split()[-1:] and name.split()[-1] in _BY else name
    return _parts().get(name) or _parts().get(bare) or (known[0] if known else None)


@lru_cache(maxsize=1 << 12)
def split_labelled(text: str) -> Labelled | None:
    """A line that begins with a label: "Regie: X", "Director Rithy Panh", "Written and directed by X"."""
    return _labelled_at(text, 0)


def _labelled_at(text: str, at: int) -> Labelled | None:
    first = WORD.search(text, at, at + 40)
    if not first or key(first[0]) not in _first_words():
        return None
    return _marked(text, at) or _bare(text, at)


def _marked(text: str, at: int) -> Labelled | None:
    mark = _MARK.search(text, at, min(len(text), at + 90))
    if not mark:
        return None
    label = find_label(text[at : mark.start()]) or (_half_known(text[at : mark.start()]) if ":" in mark[0] else None)
    if not label or not text[mark.end() :].strip():
        return None
    return _labelled(text, label, at, mark.start(), mark.end(), marked=True)


def _half_known(printed: str) -> Label | None:
    """ "Montagem e finalização" before a colon: a craft that is known and one that is not."""
    words = printed.split()
    if len(words) != 3 or key(words[1]) not in _AND or not words[2][:1].islower():
        return None
    label = find_label(words[0])
    return replace(label, printed=printed) if label is not None and label.roles else None


def _labelled(text: str, label: Label, at: int, label_end: int, start: int, *, marked: bool) -> Labelled:
    end = len(text.rstrip())
    lead = len(text[at:label_end]) - len(text[at:label_end].lstrip(_TRIM))
    return Labelled(label, text[start:end], start, end, at + lead, label_end, marked)


def _bare(text: str, at: int) -> Labelled | None:
    words = list(islice(WORD.finditer(text, at), MAX_WORDS + 1))
    for last in _label_ends(text, at, words[:-1]):
        if last.end() - at > 60 or ":" in text[at : last.end()]:
            continue
        label = find_label(text[at : last.end()])
        listed = label is not None and "credits" in label.fields and text[:at].rstrip().endswith(",")
        if label and (key(label.printed) not in _NEVER_BARE or (listed and _is_role(text[:42]))):
            start = _value_start(text, last.end())
            whole = text[: _next_label(text, start)] if "credits" in label.fields else text
            found = _labelled(whole, label, at, last.end(), start, marked=False)
            if listed and not _are_full_names(found):
                continue
            if _proves(found, at_opening=not text[:at].rstrip(" |·•")[-1:] or text[:at].rstrip()[-1:] in "|·•,"):
                return found
    return None


def _next_label(text: str, start: int) -> int:
    """Where the names end for another label without a mark: "Editor A. Doe, music B. Roe"."""
    comma = text.find(", ", start)
    while 0 <= comma < start + 200:
        word = WORD.match(text, comma + 2)
        if word and word[0][0].islower() and key(word[0]) in _first_words() and _is_role(text[comma + 2 : comma + 42]):
            return comma
        comma = text.find(", ", comma + 2)
    return len(text)


def _is_role(text: str) -> bool:
    words = text.split()
    labels = ((find_label(" ".join(words[:count])), words[count - 1]) for count in range(1, min(4, len(words))))
    return any(label and label.roles and (len(label.printed) > 2 or last[-1] == ".") for label, last in labels)


def _label_ends(text: str, at: int, words: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The words, from the last to the first, that may end a label which begins at `at`."""
    if not words or not _ONLY_WORDS.fullmatch(text, at, words[-1].end()):
        yield from reversed(words)
        return
    names = [key(word[0]) for word in words]
    if not _AND.isdisjoint(names):
        yield from reversed(words)
        return
    for count in range(min(len(words), _first_words().get(names[0], 0)), 0, -1):
        if " ".join(names[:count]) in _meanings():
            yield words[count - 1]


def _value_start(text: str, at: int) -> int:
    while at < len(text) and text[at] in " .)]】\u00a0":
        at += 1
    return at


def _proves(found: Labelled, *, at_opening: bool = False) -> bool:
    """Whether the value, on its own, makes it clear that what stands before it is a label."""
    inside = (
        found.label_start > 0 and found.label.roles == ("cast",) and all(" " in name for name in _list(found.value))
    )
    opens = (inside or not found.label.printed[:1].islower()) and not found.value.startswith("-")
    return (opens or (at_opening and _are_full_names(found))) and _value_proves(found)


def _are_full_names(found: Labelled) -> bool:
    """ "regie Marijke de Wit": a small label, where a line or a part of it begins and each name is of several words."""
    if not found.label.roles or len(found.value) > 120:
        return False
    names = _list(found.value)
    return all(name[:1].isupper() and " " in name for name in names)


def _list(value: str) -> list[str]:
    return [name.strip() for name in value.split(",")]


def _value_proves(found: Labelled) -> bool:
    from importers.reading.vocabulary import proofs

    return proofs.proves(found.label, found.value)


def trailing_label(text: str) -> Labelled | None:
    """A line that ends with its label: "Fabrice ARAGNO - Image", "Jane Doe (director)"."""
    found = _TRAILING.search(text)
    label = find_label(found[2] or found[3]) if found else None
    if not found or not label or label.field not in {"credits", "companies"}:
        return None
    group = 2 if found[2] else 3
    return Labelled(label, text[: found.end(1)], 0, found.end(1), found.start(group), found.end(group), True)


_TRAILING = re.compile(r"^([^()]{2,80}?)(?:\s+[-–—|:]\s+([^()–—|:]{2,60})|\s*[(（]([^()（）]{2,60})[)）])\s*$")


@lru_cache(maxsize=1 << 12)
def inline_labels(text: str) -> tuple[Labelled, ...]:
    """All labels of a one-line entry with their values: "Dir Rithy Panh. Prod X. 90min", "Director: A | Cast: B".

    Abbreviations with their full stop, and "directed by", count in lower case and anywhere in the line.
    """
    found = list(_starts(text)) if len(text) <= LONGEST_LINE else []
    return tuple(_until(text, one, found[n + 1] if n + 1 < len(found) else None) for n, one in enumerate(found))


def _starts(text: str) -> Iterator[Labelled]:
    first_words = _first_words()
    if first_words.keys().isdisjoint(words_of(text)):
        return
    places = [word.start() for word in WORD.finditer(text) if key(word[0]) in first_words]
    opens = {segment.end() for segment in _SEGMENT.finditer(text)} if any(places) else {0}
    value_from = 0
    for at in places:
        if at < value_from:
            continue
        found = (_labelled_at(text, at) or _bare_inside(text, at)) if at in opens else None
        found = found or _anywhere(text, at)
        if found and not (at and found.label.roles and _is_prize(text, found.label_start)):
            value_from = found.start
            yield found


_PRIZES = frozenset(key(words) for words in table("labels")["prizes"]["before"])


def _is_prize(text: str, at: int) -> bool:
    """Whether what stands before a craft makes it a prize: "Best Director", "Award for Editing"."""
    words = key(text[max(0, at - 30) : at]).split()
    return any(" ".join(words[-count:]) in _PRIZES for count in (1, 2, 3) if len(words) >= count)


def _bare_inside(text: str, at: int) -> Labelled | None:
    """A label without a mark: its value ends at the next stop, and must prove it."""
    short = _ABBREVIATED.match(text, at)
    stop = _STOP.search(text, short.end() if short else at)
    return _bare(text[: stop.start()], at) if stop and stop.start() > at else _bare(text, at)


def _anywhere(text: str, at: int) -> Labelled | None:
    """ "(1998 Dir. Jane Doe", "a film directed by Jane Doe, 90 min": marked, or an abbreviation, or with "by"."""
    short = _ABBREVIATED.match(text, at)
    label = find_label(short[1]) if short else None
    if not short or not label or label.field == "known":
        return None
    stop = _STOP.search(text, short.end())
    end = stop.start() if stop and stop.start() > short.end() else len(text)
    end = min(end, _next_label(text, short.end())) if label.roles else end
    found = Labelled(label, text[short.end() : end], short.end(), end, at, short.end(1), ":" in short[0])
    return found if found.marked or _value_proves(found) else None


_ABBREVIATED = re.compile(r"([^\W\d_]{2,12}(?: by| von| par| por| da| de)?)(?:\s?[.:]\s*|(?<= by) | von | par )(?=\S)")
_ONLY_WORDS = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?: [A-Za-z0-9\u00c0-\u024f]+)*")
_STOP = re.compile(
    r"(?<=[^\W\d_]{3})\.(?=\s|$)|\s(?:m\.\s?fl|u\.\s?a|u\.\s?v\.\s?m|a\.\s?o|e\.\s?a|m\.\s?m)\.|[;|｜／•\n)\]]|\s[-–—/·]\s|,?\s+(?=\d)|,?\s(?:(?:and|et|und|y|e)\s)?(?=(?:starring|featuring)\s)|\s(?=(?:for|pour|für|para)\s)"
)


def _until(text: str, found: Labelled, following: Labelled | None) -> Labelled:
    value = text[found.start : following.label_start if following else len(text)]
    if "credits" in found.label.fields:
        value = value[: _next_label(value, 0)]
        value = _without_facts(value[: stops_at(value)])
    value = value.rstrip(" .;|•·–—-/,([\n\t")
    end = found.start + len(value)
    return Labelled(found.label, value, found.start, end, found.label_start, found.label_end, found.marked)


def stops_at(value: str) -> int:
    """Where the names end: at a stop that stands in no bracket opened among them, "A (the king; once), B"."""
    for stop in _STOP.finditer(value):
        opened = value.count("(", 0, stop.start()) - value.count(")", 0, stop.start())
        if opened <= 0 or ")" not in value[stop.start() :]:
            return stop.start()
    return len(value)


def _without_facts(value: str) -> str:
    """ "Jane Doe, Spain" before "2020": the country is no second director."""
    head, comma, tail = value.rpartition(",")
    return _without_facts(head) if comma and _is_fact(tail) else value


def _is_fact(text: str) -> bool:
    from importers.reading.vocabulary import proofs
    from importers.reading.vocabulary.countries import parse_countries

    text = text.strip()
    return proofs.is_fact(text) or (len(text) < 4 and text.isupper() and parse_countries(text, codes=True) is not None)
