"""Words of time: months, weekdays, what joins days and hours; the tokens of a line with what they may name."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from babel import Locale

from importers.reading.vocabulary.folding import key, words_of
from importers.reading.vocabulary.tables import table

DATES = table("dates")
LISTED = frozenset(DATES["words"]["list"])
UNTIL = frozenset(DATES["words"]["until"])
INSIDE = frozenset(key(word) for word in DATES["words"]["inside"])
_EAST = {word: int(day) for day, words in DATES["east_asian"].items() for word in words}
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:-feira)?|[^\w\s]")


@cache
def words_of_time() -> dict[str, tuple[int | None, int | None]]:
    """Folded word → (month, weekday); "mar" is both."""
    months, weekdays = _own("months"), _own("weekdays")
    for locale in DATES["locales"]:
        names = Locale.parse(locale)
        _add(months, names.months)
        _add(weekdays, names.days)
    weekdays |= {f"{word}s": number for word, number in weekdays.items() if len(word) > 4 and f"{word}s" not in months}
    return {word: (months.get(word), weekdays.get(word)) for word in months.keys() | weekdays.keys()}


@cache
def other_weekdays() -> dict[str, int]:
    """Folded word → the second weekday that it names in another language; -1 where it is a small word in one."""
    first, others = words_of_time(), dict.fromkeys(map(key, DATES["words"]["no_weekdays"]), -1)
    for locale in DATES["locales"]:
        names: dict[str, int] = {}
        _add(names, Locale.parse(locale).days)
        others |= {word: number for word, number in names.items() if first[word][1] not in (None, number)}
    return others


def _own(section: str) -> dict[str, int]:
    return {key(word): int(number) for number, words in DATES[section].items() for word in words}


def _add(known: dict[str, int], names: object) -> None:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated", "short"):
            for number, name in names[context].get(width, {}).items():  # type: ignore[index]
                word = key(name)
                if len(word) > 1 and not word.isdigit():
                    known.setdefault(word, number)


class Token(NamedTuple):
    """A word, number or sign of a line, with the month and weekday it may name."""

    text: str
    start: int
    end: int
    number: int | None = None
    month: int | None = None
    weekday: int | None = None


def tokens_of(text: str) -> list[Token]:
    return [_token(found) for found in _TOKEN.finditer(text)]


def _token(found: re.Match[str]) -> Token:
    word = found[0]
    if word[0].isdecimal():
        return Token(word, found.start(), found.end(), number=int(word) if len(word) <= 4 else None)
    month, weekday = words_of_time().get(key(word), (None, None)) if word[0].isalpha() else (None, None)
    return Token(word, found.start(), found.end(), month=month, weekday=weekday)


@cache
def _month_words() -> frozenset[str]:
    return frozenset(word for word, (month, _) in words_of_time().items() if month)


def names_month(text: str) -> bool:
    """Whether a word of the text may name a month."""
    return not _month_words().isdisjoint(words_of(text))


def is_day_number(token: Token) -> bool:
    return token.number is not None and 1 <= token.number <= 31 and len(token.text) <= 2


@cache
def after_days_only() -> frozenset[str]:
    """Months of languages that always name the day first: "leden 4" is no January for a Dutch film club's members."""
    these: dict[str, int] = {}
    others: dict[str, int] = {}
    for locale in DATES["locales"]:
        _add(these if locale in DATES["day_first"] else others, Locale.parse(locale).months)
    return frozenset(these) - frozenset(others) - _own("months").keys()


@cache
def english_weekdays() -> frozenset[str]:
    names: dict[str, int] = {}
    _add(names, Locale.parse("en").days)
    return frozenset(names)


def weekday_of(sign: str) -> int | None:
    """Of the sign for a weekday in Japanese, Korean or Chinese; "一" is Monday after "周"."""
    return 0 if sign == "一" else _EAST.get(sign)
