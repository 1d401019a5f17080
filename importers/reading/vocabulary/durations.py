"""Running times, in minutes: "90 mins", "1h30", "2 Std. 14 Min.", "1 ч 30 мин", "1時間30分", "5.55''" (6, rounded).

Prices, ages, times of day and "the last ten minutes" are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from importers.reading.vocabulary.numbers import at_figures

LONGEST = 1500
"""Minutes: longer than any film that is shown at one go."""


@dataclass(frozen=True, slots=True)
class Duration:
    """`minutes` stated at `text[start:end]`."""

    minutes: int
    start: int
    end: int


_HOUR = (
    r"(?:hours?|hrs?|heures?|horas?|h\.?|Stunden?|Std\.?|ore\b|ora\b|uur|uren|u\.?(?=\s?\d)|godz(?:in[ay]?)?\.?|hod(?:in[ay]?)?\.?|timer?|timmar|timme|tim\.?"
    r"|tuntia|tunti|t\.?|ώρ(?:α|ες)|час(?:а|ов)?|ч\.?|год(?:ин[иа]?)?\.?|saat|sa\.?|óra|時間|小时|小時|시간)"
)
_MINUTE = (
    r"(?:minutes?|minuten|minuti|minutos?|minuts|minut[ayě]?|minutter|minuter|minuuttia|minuutti|minute|minút[ay]?|m?mins?\b|min|mn\b|m\b|minuta"
    r"|λεπτά|λεπτ[όα]|λ\.|минут[аы]?|мин\.?|хв(?:илин[аи]?)?\.?|dakika|dk\.?|perc|分钟|分鐘|分間|分|분)"
)
_PRIME = "['’′´‘`]"
_SECOND = r"(?:''|\"|”|″|’’|seconds?|secs?\.?|sek\.?|s\b|сек\.?|秒|초)"
_NUMBER = r"(?<![\d.,:£$€¥#+-])(?<!(?<!\d\d\d)\d/)"

_FORMS = re.compile(
    rf"{_NUMBER}(?P<clock>0?\d:[0-5]\d:[0-5]\d)(?![\d:])"
    rf"|{_NUMBER}(?P<h>\d{{1,2}})\s?{_HOUR}(?:,|\s?(?:and|et|und|y|e|en|og|och|ja|i|и))?\s?(?P<hm>\d{{1,3}})\s?m?\s?(?:{_MINUTE}|{_PRIME})\.?"
    rf"|{_NUMBER}(?P<hb>[0-5])\s?(?:h|hrs?|heures?|ч|t|Std|uur)\.?\s?(?P<hbm>[0-5]\d)(?![\d:hH])"
    rf"|{_NUMBER}(?P<m2>\d{{1,3}})\s?(?:{_MINUTE}|{_PRIME})\.?,?\s?(?P<s2>[0-5]?\d)\s?(?:{_SECOND}|{_PRIME}{_PRIME})"
    rf"|{_NUMBER}(?P<md>\d{{1,3}})[.,:](?P<sd>[0-5]\d)\s?{_SECOND}"
    rf"|{_NUMBER}(?P<m>\d{{1,4}})(?:[.,](?P<tenth>\d))?[\s\u00a0-]?(?:m\s)?{_MINUTE}(?:\.|(?![^\W\d_]))"
    rf"|{_NUMBER}(?P<mp>\d{{1,3}})\s?(?:''?(?!\w)|[’′´`](?![^\W]|’))"
    rf"|{_NUMBER}(?P<ho>\d(?:[.,][05])?)\s?(?:hours?|hrs?|heures?|horas?|Stunden?|Std\.|godziny?|hodiny?|timer|timmar|tuntia|часа?|saat|時間|小时|小時|시간|uur|h)(?![^\W_])",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:c(?:a|irca)?\.?|ca\.|approx\.?|~|environ|etwa|około|oko[lł]o|noin|около|約|约|약)?\s*(\d{1,4})")
_COLON = re.compile(r"(\d{1,3}):([0-5]\d)")
_BEFORE = re.compile(
    r"(?:first|last|next|every|past|within|under|over|after|for|final|opening|only|premi[eè]res?|derni[eè]res?|letzten|ersten|últimos|primeros|alle|"
    r"age|aged|plus|minus|\+|ad break|adverts?|trailers?|q&a|interval|intermission|pause|pausa|entracte)\s*(?:the\s|of\s|approx\.?\s|\(|:)?\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:walk|drive|ride|away|ago|before|after|later|early|late|from|prior|into|of\b|per\b|q&a|talk|intro|discussion|interval|break|pause|"
    r"vor\b|nach|avant|après|antes|después|prima|dopo|przed|innan|ennen|前|后|後|전|ad\b|workshop|masterclass|slots?|parking|talks?)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=1 << 12)
def find_durations(text: str) -> tuple[Duration, ...]:
    """All running times in a line of facts, with where they stand. In prose, ask for the line's other facts first."""
    return tuple(_found(text)) if _DIGIT.search(text) else ()


def _found(text: str) -> Iterator[Duration]:
    for match in at_figures(_FORMS, text):
        minutes = None if _are_metres(match[0]) else _minutes(match)
        excused = _BEFORE.search(text[max(0, match.start() - 24) : match.start()]) or _AFTER.match(text, match.end())
        if minutes and not excused:
            yield Duration(minutes, match.start(), match.end())


def _are_metres(printed: str) -> bool:
    """ "1412 m.": how long the strip of film is."""
    number = printed.rstrip(".m \xa0-")
    return len(number) > 3 and number.isdecimal() and printed.rstrip(".")[-1:] == "m"


def _minutes(match: re.Match[str]) -> int | None:
    parts = {name: value for name, value in match.groupdict().items() if value}
    total = next(read(parts) for name, read in _READ.items() if name in parts)
    minutes = int(total + 0.5)
    return minutes if 1 <= minutes <= LONGEST else None


def _clock(parts: dict[str, str]) -> float:
    hours, minutes, seconds = (int(part) for part in parts["clock"].split(":"))
    return hours * 60 + minutes + seconds / 60


_READ = {
    "clock": _clock,
    "h": lambda parts: int(parts["h"]) * 60 + int(parts["hm"]),
    "hb": lambda parts: int(parts["hb"]) * 60 + int(parts["hbm"]),
    "m2": lambda parts: int(parts["m2"]) + int(parts["s2"]) / 60,
    "md": lambda parts: int(parts["md"]) + int(parts["sd"]) / 60,
    "m": lambda parts: float(f"{parts['m']}.{parts.get('tenth', 0)}"),
    "mp": lambda parts: int(parts["mp"]),
    "ho": lambda parts: float(parts["ho"].replace(",", ".")) * 60,
}


@lru_cache(maxsize=1 << 12)
def parse_duration(text: str, *, labelled: bool = False) -> int | None:
    """The minutes that the whole of `text` states; None if it states anything else.

    labelled  a label said that this is a running time: then "90" is minutes, and "9:18" minutes and seconds ("1:32"
              and the like are hours and minutes: films of one to three minutes are rarer than of one to three hours)
    """
    found = find_durations(text)
    if found:
        rest = text[: found[0].start] + text[found[-1].end :]
        whole = len(found) == 1 and not re.search(
            r"[^\W_]{3,}", re.sub(r"(?i)approx\w*|circa|environ|etwa|noin|around|about", "", rest)
        )
        return found[0].minutes if whole or (labelled and len({one.minutes for one in found}) == 1) else None
    return _labelled_only(text.strip(" .")) if labelled else None


def _labelled_only(text: str) -> int | None:
    bare, colon = _BARE.fullmatch(text), _COLON.fullmatch(text)
    if colon:
        first, second = int(colon[1]), int(colon[2])
        return first * 60 + second if first <= 3 else int(first + second / 60 + 0.5)
    return int(bare[1]) if bare and 1 <= int(bare[1]) <= LONGEST else None
