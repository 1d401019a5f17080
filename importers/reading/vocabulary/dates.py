"""Days and hours in a line: "Fri 29 Oct 18.10", "vendredi 29 octobre à 20h30", "29. Oktober, 18 Uhr", "10月29日(金) 18:10".

Nothing is guessed: a year that is not there stays None, and "03/04" keeps both its readings until `settle` can tell
which one was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import zip_longest
from typing import NamedTuple

from babel import Locale

from importers.reading.vocabulary.folding import key, words_of
from importers.reading.vocabulary.numbers import at_figures
from importers.reading.vocabulary.tables import table

LONGEST_RANGE = 31
"""Days from a first to a last day that still mean "on each of these"."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day named at `text[start:end]`. weekday counts from Monday, 0.

    other   (month, day) of the second reading of "03/04"; None where there is one
    ranged  the day stands for each day of a range ("21 – 24 Oct"); `start` and `end` are the range's
    """

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    start: int = 0
    end: int = 0
    other: tuple[int, int] | None = None
    ranged: bool = False

    def falls_on(self, weekday: int) -> bool:
        """Whether it is that weekday; without a year, in a leap year."""
        return date(self.year or 2000, self.month, self.day).weekday() == weekday


@dataclass(frozen=True, slots=True)
class Time:
    """An hour named at `text[start:end]`; 24:00 is midnight at the end of the day. `offset` as ISO 8601, or ""."""

    hour: int
    minute: int
    start: int = 0
    end: int = 0
    offset: str = ""


@dataclass(frozen=True, slots=True)
class Showtime:
    """A day and an hour that belong together, with the stretch of text that says so."""

    day: Day
    time: Time

    @property
    def iso(self) -> str:
        """`YYYY-MM-DDTHH:MM` with the offset that the page states, or `--MM-DDTHH:MM` without a year."""
        day, hour = self.day, self.time.hour
        if hour >= 24:
            day, hour = next_day(day), hour - 24
        year = f"{day.year:04}" if day.year else "-"
        return f"{year}-{day.month:02}-{day.day:02}T{hour:02}:{self.time.minute:02}{self.time.offset}"


_DATA = table("dates")
_LISTED = frozenset(_DATA["words"]["list"])
_UNTIL = frozenset(_DATA["words"]["until"])
_INSIDE = frozenset(key(word) for word in _DATA["words"]["inside"])
_HOURS = {key(word): int(minutes) for minutes, words in _DATA["hours"].items() for word in words}
_HOUR_WORDS = frozenset(word.split()[0] for word in _HOURS)
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_EAST = {word: int(day) for day, words in _DATA["east_asian"].items() for word in words}
_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:-feira)?|[^\w\s]")

_AMPM = r"[ap]\.?\s?m\b\.?"
_ISO = re.compile(
    r"(?<!\d)(?P<y>19\d\d|20\d\d)(?P<by>[-/.])(?P<mo>0[1-9]|1[0-2])(?P=by)(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?:[T\s]\s?(?P<h>[01]\d|2[0-4]):(?P<mi>[0-5]\d)(?::\d\d(?:\.\d{1,6})?)?\s?(?P<z>Z|[+-]\d\d:?\d\d)?)?(?!\d)"
)
_EASTERN = re.compile(
    r"(?:(?P<y>\d{4})\s?[年년]\s?)?(?P<mo>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号號](?:\s?[(（\[]?(?:周|週|星期)?(?P<w>[月火水木金土日월화수목금토일二三四五六天])(?:曜日?|요일)?[^)）\]\s]{0,3}[)）\]]|\s?(?:周|週|星期)(?P<w2>[一二三四五六日天]))?"
)
_DOTTED = re.compile(
    r"(?<![\d.])(?P<y>19\d\d|20\d\d)\. (?P<mo>\d{1,2})\. ?(?P<d>\d{1,2})(?!\d)\.?(?:\s?[(（](?P<w>[월화수목금토일])[)）])?"
)
_NUMERIC = re.compile(
    r"(?<![\w.,:/£$€-])(?P<a>\d{1,2})(?P<s>\s?[./]\s?|-)(?P<b>\d{1,2})(?:(?P<s2>\s?[./]\s?|-)(?P<y>(?:19|20)\d\d|(?<!\s)\d\d)(?![\d:])|(?P<dot>\.)(?!\d))?(?![\d/%])"
)
_MONEY = r"(?!\s?(?:€|EUR|zł|kr\b|Kč|USD|GBP|£|\$|руб|Ft\b|lei|CHF|%|m\b|min\b|mins\b|km\b|MB|mm|:1|:\d))"
_LED = "|".join(rf"(?<=\b{re.escape(lead)} )" for lead in _DATA["words"]["leads"])
"""What makes the bare number after it an hour."""
_TIME = re.compile(
    r"(?<![\d:.,/£$€¥#+])(?=\d\d?(?!\d)|\d{4}\s?[hu])(?:"
    rf"(?P<h1>[01]?\d|2[0-4])[:：](?P<m1>[0-5]\d)(?::[0-5]\d)?(?![\d:]){_MONEY}(?:\s?(?P<a1>{_AMPM})|\s?(?:h|hs|hrs|Uhr|uur)\b\.?)?"
    rf"|(?P<h2>[01]?\d|2[0-4])\.(?P<m2>[0-5]\d)(?!\d|[.,/]\d){_MONEY}(?:\s?(?P<a2>{_AMPM})|\s?(?:h|hs|hrs|Uhr|uur)\b\.?)?"
    rf"|(?P<h3>1[0-2]|0?[1-9])\s?(?P<a3>{_AMPM})"
    r"|(?P<h4>[01]?\d|2[0-4])\s?(?:[hHuUч]|Uhr|uur)\s?(?P<m4>[0-5]\d)(?!\d|[hHuUч:]|\s?(?:m\b|min|'))"
    r"|(?P<h5>[01]?\d|2[0-4])\s?(?:h|H|hs|hrs|Uhr|uur|u|horas|heures|ч|часов|time|godz|hod)(?![^\W_]|\s?\d(?!\d?\s?[hHuUч:]))"
    r"|(?P<h6>[01]?\d|2[0-3])\s?[時시点點](?!間|간)(?:\s?(?P<m6>[0-5]?\d)\s?[分분])?"
    rf"|(?:{_LED})(?P<h8>[01]?\d|2[0-4])(?:,(?P<m8>[0-5]\d))?(?![:.,]?\d|[€%])"
    r"|(?P<h9>[01]?\d|2[0-4]),(?P<m9>[0-5]\d)\s?(?:Uhr|uur|h\b)"
    r"|(?P<h7>[01]\d|2[0-3])(?P<m7>[0-5]\d)\s?(?:hrs|hours|hs|Uhr|uur|h\b)"
    r")",
    re.IGNORECASE,
)
_AFTERNOON = re.compile(r"(?:午後|오후|下午|晚上|밤|夜)\s?$")


@cache
def _words() -> dict[str, tuple[int | None, int | None]]:
    """Folded word → (month, weekday); "mar" is both."""
    months, weekdays = _own("months"), _own("weekdays")
    for locale in _DATA["locales"]:
        names = Locale.parse(locale)
        _add(months, names.months)
        _add(weekdays, names.days)
    return {word: (months.get(word), weekdays.get(word)) for word in months.keys() | weekdays.keys()}


def _own(section: str) -> dict[str, int]:
    return {key(word): int(number) for number, words in _DATA[section].items() for word in words}


def _add(known: dict[str, int], names: object) -> None:
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated", "short"):
            for number, name in names[context].get(width, {}).items():  # type: ignore[index]
                word = key(name)
                if len(word) > 1 and not word.isdigit():
                    known.setdefault(word, number)


@lru_cache(maxsize=1 << 12)
def find_days(text: str) -> tuple[Day, ...]:
    """The days named in `text`, in order; each day of a list or range is one."""
    if not _DIGIT.search(text) or len(text) > 5000:
        return ()
    found = [*_iso_days(text), *_eastern_days(text), *_dotted_days(text)]
    blank = blanked(text, [(day.start, day.end) for day in found])
    worded = list(_worded_days(blank))
    blank = blanked(blank, [(day.start, day.end) for day in worded])
    found += [*worded, *_numeric_days(blank)]
    if len(found) < 2:
        return tuple(found)
    return tuple(_with_ranges(text, sorted(found, key=lambda day: (day.start, day.month, day.day))))


def _with_ranges(text: str, days: list[Day]) -> Iterator[Day]:
    """ "30.4. – 6.5.", "5/11（土）〜5/13（月）": the days between as well, each at the place of the whole range."""
    at = 0
    while at < len(days):
        first = days[at]
        last = days[at + 1] if at + 1 < len(days) else None
        between = _between(text, first, last) if last else []
        if last and between:
            yield from (replace(day, start=first.start, end=last.end) for day in between)
            at += 1
        else:
            yield first
        at += 1


def is_range(text: str, first: Day, last: Day) -> bool:
    """Whether the text says "from the first to the last"."""
    return text[first.end : last.start].strip(" .,").casefold() in _UNTIL - _LISTED | _UNTIL_ALSO


_UNTIL_ALSO = frozenset(["bis zum", "bis einschließlich", "fino al", "hasta el"])
_LONGEST_OF_TWO = 14
"""Days from one full date to another that still mean "on each of these", not a season."""


def _between(text: str, first: Day, last: Day) -> list[Day]:
    """Each day from the first to the last, where the text joins them and they are near; else none."""
    if first.ranged or last.ranged or first.other or last.other or first.start == last.start:
        return []
    if not is_range(text, first, last):
        return []
    year = last.year or first.year
    begin, end = date(first.year or year or 2000, first.month, first.day), date(year or 2000, last.month, last.day)
    length = (end - begin).days
    if not 0 < length <= _LONGEST_OF_TWO:
        return []
    stretch = [begin + timedelta(days=number) for number in range(length)]
    known = first.weekday
    days = [
        Day(
            day.month, day.day, day.year if year else None, None if known is None else (known + number) % 7, ranged=True
        )
        for number, day in enumerate(stretch)
    ]
    return [*days, replace(last, ranged=False)]


def blanked(text: str, spans: Iterable[tuple[int, int]], sign: str = "\x00") -> str:
    """`text` with `sign` all over these stretches, so that nothing is read twice; places stay."""
    for start, end in spans:
        text = text[:start] + sign * (end - start) + text[end:]
    return text


def _iso_days(text: str) -> Iterator[Day]:
    for found in at_figures(_ISO, text) if "20" in text or "19" in text else ():
        yield Day(int(found["mo"]), int(found["d"]), int(found["y"]), None, found.start(), found.start() + 10)


def _eastern_days(text: str) -> Iterator[Day]:
    if "月" not in text and "월" not in text:
        return
    for found in _EASTERN.finditer(text):
        number = weekday_of(found["w"] or found["w2"] or "")
        day = valid_day(int(found["mo"]), int(found["d"]), int(found["y"]) if found["y"] else None)
        if day:
            yield replace(day, weekday=number, start=found.start(), end=found.end())


def _dotted_days(text: str) -> Iterator[Day]:
    """ "2009. 10. 8" """
    for found in _DOTTED.finditer(text) if ". " in text else ():
        day = valid_day(int(found["mo"]), int(found["d"]), int(found["y"]))
        if day:
            number = weekday_of(found["w"]) if found["w"] else None
            yield replace(day, weekday=number, start=found.start(), end=found.end())


def valid_day(month: int, day: int, year: int | None) -> Day | None:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return Day(month, day, year)


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
    month, weekday = _words().get(key(word), (None, None)) if word[0].isalpha() else (None, None)
    return Token(word, found.start(), found.end(), month=month, weekday=weekday)


@cache
def _month_words() -> frozenset[str]:
    return frozenset(word for word, (month, _) in _words().items() if month)


def names_month(text: str) -> bool:
    """Whether a word of the text may name a month."""
    return not _month_words().isdisjoint(words_of(text))


def _worded_days(text: str) -> Iterator[Day]:
    if not names_month(text):
        return
    tokens = tokens_of(text)
    used = -1
    for at, token in enumerate(tokens):
        if token.month and at > used and not _is_weekday_here(tokens, at):
            days, last = _around_month(tokens, at, used)
            if days:
                used = last
                yield from days


def _is_weekday_here(tokens: list[Token], at: int) -> bool:
    """ "mar 29 ottobre": a word that may be both is the weekday where a month follows its number."""
    if tokens[at].weekday is None:
        return False
    return any(token.month for token in tokens[at + 1 : at + 5])


def _around_month(tokens: list[Token], at: int, used: int) -> tuple[list[Day], int]:
    days, first = _days_before(tokens, at, used)
    last = at
    if not days:
        days, first, last = _day_after(tokens, at)
    if not days:
        return [], at
    year, end = _year_after(tokens, last)
    last = end if year else last
    if len(days) == 1 and days[0].weekday is None:
        weekday, last = _weekday_after(tokens, last)
        days = [replace(days[0], weekday=weekday)]
    start, stop = tokens[first].start, tokens[last].end
    valid = [valid_day(day.month, day.day, year) for day in days]
    return [
        replace(good, weekday=day.weekday, ranged=day.ranged, start=start, end=stop)
        for good, day in zip(valid, days, strict=True)
        if good
    ], last


def _weekday_after(tokens: list[Token], last: int) -> tuple[int | None, int]:
    """ "12 октября, суббота:", "14 November (Thu)": a weekday after a comma or in a bracket, and of no other day."""
    if last + 2 >= len(tokens) or tokens[last + 1].text not in {",", "("}:
        return None, last
    named = tokens[last + 2]
    after = tokens[last + 3] if last + 3 < len(tokens) else None
    other = after is not None and (is_day_number(after) or (after.text == "." and not named.month))
    if named.weekday is None or (other and not _closes(tokens, last + 3)):
        return None, last
    return named.weekday, last + 2


def _closes(tokens: list[Token], at: int) -> bool:
    """A full stop that belongs to a short form, with no day's number after it."""
    return tokens[at].text == "." and not (at + 1 < len(tokens) and is_day_number(tokens[at + 1]))


def _days_before(tokens: list[Token], at: int, used: int) -> tuple[list[Day], int]:
    """ "Fri 29", "29., 30. and 31.", "Thu 21 – Sun 24" before a month, read backwards."""
    month = tokens[at].month or 0
    days: list[Day] = []
    first = at
    place = _skip_back(tokens, at - 1, used)
    ranged = False
    dashes = _UNTIL - _LISTED if key(tokens[at].text) in _after_days_only() else (_UNTIL - _LISTED) | {"a"}
    while place > used and is_day_number(tokens[place]):
        weekday, begin = _weekday_before(tokens, place, used)
        number = tokens[place].number or 0
        days[:0] = (
            _stretch(month, number, days[0].day, weekday) if ranged and days else [Day(month, number, None, weekday)]
        )
        first = begin
        ranged, place = _link_back(tokens, begin - 1, used, dashes)
    return days, first


def _stretch(month: int, first: int, last: int, weekday: int | None) -> list[Day]:
    if not first < last:
        return []
    return [
        Day(month, day, None, None if weekday is None else (weekday + day - first) % 7, ranged=True)
        for day in range(first, last)
    ]


def is_day_number(token: Token) -> bool:
    return token.number is not None and 1 <= token.number <= 31 and len(token.text) <= 2


def _skip_back(tokens: list[Token], place: int, used: int) -> int:
    while place > used and (
        tokens[place].text in {".", ",", "º", "ª", "°", "'", "’", "-"} or key(tokens[place].text) in _INSIDE
    ):
        place -= 1
    return place


def _weekday_before(tokens: list[Token], place: int, used: int) -> tuple[int | None, int]:
    before = place - 1
    while before > used and (
        tokens[before].text in {".", ",", ":"} or key(tokens[before].text) in _INSIDE - {"do", "di"}
    ):
        before -= 1
    if before > used and tokens[before].weekday is not None and not _links_days(tokens, before):
        return tokens[before].weekday, before
    return None, place


def _links_days(tokens: list[Token], at: int) -> bool:
    """ "11 al 22 de abril", "11 do 22 grudnia": a word that is a weekday elsewhere stands between two days."""
    before = at - 2 if at > 1 and tokens[at - 1].text == "." else at - 1
    return tokens[at].text.casefold() in _UNTIL and before >= 0 and is_day_number(tokens[before])


def _link_back(tokens: list[Token], place: int, used: int, dashes: frozenset[str]) -> tuple[bool, int]:
    """Over "and", "–" and the like to the day before: (whether a range, where that day's number is).

    "a" is "to" in Spanish, Italian and Portuguese, and "and" in Czech.
    """
    if place <= used:
        return False, used
    word = tokens[place].text.casefold()
    if word not in _LISTED and word not in _UNTIL:
        return False, used
    before = _skip_back(tokens, place - 1, used)
    return word in dashes, before


def _day_after(tokens: list[Token], at: int) -> tuple[list[Day], int, int]:
    """ "October 29", "Oct. 29th": the day after the month, and a weekday before it."""
    if key(tokens[at].text) in _after_days_only():
        return [], at, at
    place = at + 1
    while place < len(tokens) and tokens[place].text in {".", ","}:
        place += 1
    if place >= len(tokens) or not is_day_number(tokens[place]) or _continues_as_time(tokens, place):
        return [], at, at
    if place + 2 < len(tokens) and tokens[place + 1].text == "/" and is_day_number(tokens[place + 2]):
        return [], at, at  # "Mar 2/05" is a weekday
    last = place + 1 if place + 1 < len(tokens) and tokens[place + 1].text in {"st", "nd", "rd", "th"} else place
    weekday, first = _weekday_before(tokens, at, -1)
    return [Day(tokens[at].month or 0, tokens[place].number or 0, None, weekday)], first, last


@cache
def _after_days_only() -> frozenset[str]:
    """Months of languages that always name the day first: "leden 4" is no January for a Dutch film club's members."""
    these: dict[str, int] = {}
    others: dict[str, int] = {}
    for locale in _DATA["locales"]:
        _add(these if locale in _DATA["day_first"] else others, Locale.parse(locale).months)
    return frozenset(these) - frozenset(others) - _own("months").keys()


def _continues_as_time(tokens: list[Token], place: int) -> bool:
    return (
        place + 2 < len(tokens)
        and tokens[place + 1].text in {":", ".", "h"}
        and tokens[place + 2].number is not None
        and tokens[place + 1].end == tokens[place + 2].start
        and len(tokens[place + 2].text) == 2
    )


def _year_after(tokens: list[Token], at: int) -> tuple[int | None, int]:
    place = at + 1
    while (
        place < len(tokens)
        and place <= at + 3
        and (tokens[place].text in {".", ",", "/", "-", "'", "’"} or key(tokens[place].text) in {"de", "del", "di"})
    ):
        place += 1
    if place < len(tokens) and len(tokens[place].text) == 4 and 1990 <= (tokens[place].number or 0) <= 2050:
        return tokens[place].number, place
    short = place < len(tokens) and tokens[place - 1].text in {"'", "’"} and len(tokens[place].text) == 2
    if short and tokens[place].number is not None:
        return 2000 + (tokens[place].number or 0), place
    return None, at


def _numeric_days(text: str) -> Iterator[Day]:
    if "." not in text and "/" not in text and "-" not in text:
        return
    for found in at_figures(_NUMERIC, text):
        separator = found["s"].strip()
        year = _full_year(found["y"]) if found["y"] and found["s2"].strip() == separator else None
        if found["y"] and year is None:
            continue
        beside = _weekday_beside(text, found.start(), found.end())
        alone = year is None and beside.weekday is None
        if alone and not _bare_date(text, found, separator) and not _TO_DATE.match(text, found.end()):
            continue
        day = _in_figures(int(found["a"]), int(found["b"]), year, beside, dotted=separator == ".")
        if day:
            yield replace(day, start=found.start(), end=beside.end)


_TO_DATE = re.compile(
    r"\s?(?:[-–—]|bis(?: zum)?|to|au|al|tot|t/m|do|až|até|a|hasta(?: el)?)\s?(?:[^\W\d_]{2,12}\.?,?\s)?"
    r"\d{1,2}[./]\d{1,2}[./]\s?(?:19|20)?\d\d",
    re.IGNORECASE,
)
"""The end of a range, with its year: "14.11. bis 20.11.2002"."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """The weekday before or after a date in figures, which end at `end` with it. foreign: not an English word."""

    weekday: int | None
    end: int
    foreign: bool = False
    eastern: bool = False


_BRACKETED = re.compile(r"\s?[(（\[]\s?([^\W\d_]{1,13})\.?\s?[)）\]]")


def _weekday_beside(text: str, start: int, end: int) -> _Beside:
    """ "Fri 29/10", "29/10 (Fri)", "10/29（金）" """
    after = _BRACKETED.match(text, end)
    if after and (eastern := weekday_of(after[1])) is not None:
        return _Beside(eastern, after.end(), eastern=True)
    if after and (weekday := _words().get(key(after[1]), (None, None))[1]) is not None:
        return _Beside(weekday, after.end(), key(after[1]) not in _english_weekdays())
    weekday, word = _weekday_just_before(text, start)
    return _Beside(weekday, end, weekday is not None and word not in _english_weekdays())


@cache
def _english_weekdays() -> frozenset[str]:
    names: dict[str, int] = {}
    _add(names, Locale.parse("en").days)
    return frozenset(names)


def _in_figures(first: int, second: int, year: int | None, beside: _Beside, *, dotted: bool) -> Day | None:
    """East Asian dates name the month first; whoever names weekdays in another language than English, the day."""
    if beside.eastern:
        day = valid_day(first, second, year)
        return replace(day, weekday=beside.weekday) if day else None
    day = _either(first, second, year, beside.weekday, dotted=dotted)
    return replace(day, other=None) if day and beside.foreign else day


def _full_year(text: str) -> int | None:
    year = int(text) if len(text) == 4 else 2000 + int(text)
    return year if 1990 <= year <= 2050 else None


def _weekday_just_before(text: str, at: int) -> tuple[int | None, str]:
    words = re.findall(r"[^\W\d_]+", text[max(0, at - 24) : at])
    gap = re.search(r"[\s.,(]*$", text[max(0, at - 24) : at])
    near = bool(words) and gap is not None and text[max(0, at - 24) : at][: gap.start()].endswith(words[-1])
    word = key(words[-1]) if near else ""
    return _words().get(word, (None, None))[1], word


def _bare_date(text: str, found: re.Match[str], separator: str) -> bool:
    """ "29/10" and "29.10." without year or weekday are days only beside an hour; "8/10" is a mark."""
    if separator == "-" or (separator == "." and not found["dot"]):
        return False
    return any(at_figures(_TIME, blanked(text, [found.span()])))


def _either(first: int, second: int, year: int | None, weekday: int | None, *, dotted: bool) -> Day | None:
    """Day before month, or month before day: both where both are possible, settled by the weekday where that can tell."""
    european, american = valid_day(second, first, year), valid_day(first, second, year)
    if european and american and not dotted and first != second:
        by_weekday = [one for one in (european, american) if year and weekday is not None and _fits(one, weekday)]
        if len(by_weekday) == 1:
            return replace(by_weekday[0], weekday=weekday)
        return replace(european, weekday=weekday, other=(american.month, american.day))
    chosen = european or (None if dotted else american)
    return replace(chosen, weekday=weekday) if chosen else None


def _fits(day: Day, weekday: int) -> bool:
    return date(day.year or 2000, day.month, day.day).weekday() == weekday


@lru_cache(maxsize=1 << 12)
def find_times(text: str) -> tuple[Time, ...]:
    """The hours at which something begins, in order; the end of "18:10 – 20:00" is none."""
    if len(text) > 5000:
        return ()
    days = find_days(text)
    blank = blanked(text, [(day.start, day.end) for day in days])
    found = [*_clock_times(blank), *_named_hours(text)] if _DIGIT.search(text) else list(_named_hours(text))
    if ":" in text:
        found += _iso_times(text)
    if not found:
        return ()
    found.sort(key=lambda time: time.start)
    return tuple(_beginnings(text, _unique_places(found)))


def _iso_times(text: str) -> Iterator[Time]:
    for iso in at_figures(_ISO, text):
        if iso["h"]:
            yield Time(int(iso["h"]), int(iso["mi"]), iso.start("h"), iso.end(), iso["z"] or "")


def _unique_places(times: list[Time]) -> list[Time]:
    kept: list[Time] = []
    for time in times:
        if kept and time.start < kept[-1].end:
            if time.offset:
                kept[-1] = time
            continue
        kept.append(time)
    return kept


_AFTER_CLOCK = re.compile(r"\d[:.h]\d\d\s?$")
""" "12.00 noon" is one hour, said by its figures."""


def _named_hours(text: str) -> Iterator[Time]:
    if _HOUR_WORDS.isdisjoint(words_of(text)):
        return
    for found in _HYPHENATED.finditer(text):
        minutes = _HOURS.get(key(found[0]))
        if minutes is not None and not _AFTER_CLOCK.search(text[max(0, found.start() - 7) : found.start()]):
            yield Time(minutes // 60, minutes % 60, found.start(), found.end())


def _clock_times(text: str) -> Iterator[Time]:
    """With am and pm settled: a time without takes that of the next one in its list ("6:10 & 8:40pm")."""
    found = list(_listed_hours(text, list(at_figures(_TIME, text))))
    settled: list[Time] = []
    following: re.Match[str] | None = None
    for match in reversed(found):
        hour, minute, half = _parts(match)
        if half is None and _AFTERNOON.search(text[max(0, match.start() - 3) : match.start()]):
            half = "p"
        if half is None and following is not None and match.end() + 12 > following.start() and hour <= 12:
            half = _inherited(hour, minute, settled[-1], _parts(following)[2])
        settled.append(Time(_full_hour(hour, half), minute, match.start(f"h{_number(match)}"), match.end()))
        following = match if half else None
    return reversed(settled)


_BARE = re.compile(
    r"(?:\s?[,;/–-]\s?|\s(?:e|y|et|und|og|och|i|ja)\s(?:alle\s|a\slas\s|às\s)?)"
    r"(?P<h1>[01]?\d|2[0-4])(?P<m1>)(?=\s?(?:$|[,;|/–-]|e\s|y\s))"
)
"""A bare hour in a list that began with "ore" or its like: "ore 16 – 18.30 – 21"."""
_LEAD = re.compile(rf"(?:{_LED})$")


def _listed_hours(text: str, found: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """With the bare numbers that go on a list of hours."""
    led = False
    for match, following in zip_longest(found, found[1:]):
        yield match
        led = led or bool(match["h8"]) or bool(_LEAD.search(text[max(0, match.start() - 10) : match.start()]))
        bare = _BARE.match(text, match.end()) if led else None
        while bare and (not following or bare.end() <= following.start()) and int(bare["h1"]) > _parts(match)[0]:
            yield bare
            match, bare = bare, _BARE.match(text, bare.end())


def _parts(match: re.Match[str]) -> tuple[int, int, str | None]:
    groups, number = match.groupdict(), _number(match)
    half = groups.get(f"a{number}")
    return int(groups[f"h{number}"]), int(groups.get(f"m{number}") or 0), half[0].lower() if half else None


def _number(match: re.Match[str]) -> str:
    """Which of the forms of an hour it is."""
    return next(n for n in "123456789" if match.groupdict().get(f"h{n}"))


def _inherited(hour: int, minute: int, following: Time, half: str | None) -> str:
    """The half of the day that puts this time before the one it is listed with: "11.00-1.00pm" begins at 11."""
    half = half or ("p" if following.hour >= 12 else "a")
    later = (_full_hour(hour, half), minute) > (following.hour, following.minute)
    return "a" if later and half == "p" else half


def _full_hour(hour: int, half: str | None) -> int:
    if half is None or hour > 12:
        return hour
    return hour % 12 + (12 if half == "p" else 0)


def _beginnings(text: str, times: list[Time]) -> Iterator[Time]:
    """The first of two hours that a dash joins; all of three or more, which are a list."""
    run: list[Time] = []
    for time in times:
        if run and not _lasts_until(text, run[-1], time):
            yield from run[:1] if len(run) == 2 else run
            run = []
        run.append(time)
    yield from run[:1] if len(run) == 2 else run


def _lasts_until(text: str, time: Time, end: Time) -> bool:
    between = text[time.end : end.start].strip().casefold()
    return between in _UNTIL and between not in {"a", "e", "y"}


def weekday_of(sign: str) -> int | None:
    """Of the sign for a weekday in Japanese, Korean or Chinese; "一" is Monday after "周"."""
    return 0 if sign == "一" else _EAST.get(sign)


def find_showtimes(text: str, days: tuple[Day, ...] = (), own: tuple[Day, ...] | None = None) -> tuple[Showtime, ...]:
    """Each day of `text` with each of its hours. `days`: what a heading or row said, for hours without a day.

    Several days before one list of hours each have all of them; hours before the first day of a line, where nothing
    said which day, belong to that day. An hour before five, after one in the evening, is of the night that follows.
    `own`: the days of the text where something else than the text tells them.
    """
    own, times = find_days(text) if own is None else own, find_times(text)
    if not times or not (own or days):
        return ()
    found: list[Showtime] = []
    for group, hours in _groups(own, times, days):
        found += [Showtime(day, hour) for day in group for hour in _nightly(hours)]
    return tuple(dict.fromkeys(found))


def _groups(
    own: tuple[Day, ...], times: tuple[Time, ...], given: tuple[Day, ...]
) -> Iterator[tuple[list[Day], list[Time]]]:
    if not own:
        yield list(given), list(times)
        return
    if times[-1].start < own[0].start:
        yield list(own[:1]) if len({day.start for day in own}) > 1 else list(own), list(times)
        return
    group: list[Day] = list(given)
    hours: list[Time] = []
    items: list[Day | Time] = [*own, *times]
    for item in sorted(items, key=lambda item: item.start):
        if isinstance(item, Day):
            if hours or group == list(given):
                if group and hours:
                    yield group, hours
                group, hours = [], []
            group.append(item)
        elif group:
            hours.append(item)
    if group and hours:
        yield group, hours


def _nightly(hours: list[Time]) -> Iterator[Time]:
    evening = False
    for time in hours:
        yield replace(time, hour=time.hour + 24) if evening and time.hour < 5 else time
        evening = evening or time.hour >= 17


def next_day(day: Day) -> Day:
    """The day after; without a year, as in a leap year."""
    after = date(day.year or 2000, day.month, day.day) + timedelta(days=1)
    weekday = None if day.weekday is None else (day.weekday + 1) % 7
    return replace(day, month=after.month, day=after.day, year=after.year if day.year else None, weekday=weekday)


def settle_year(day: Day, years: Iterable[int]) -> Day:
    """With the year, where exactly one of `years` gives it the weekday that is printed, or there is only one."""
    if day.year or day.other:
        return day
    known = sorted(set(years))
    if day.weekday is not None:
        known = [year for year in known if (valid := valid_day(day.month, day.day, year)) and _fits(valid, day.weekday)]
    return replace(day, year=known[0]) if len(known) == 1 else day


def numeric_order(text: str) -> str | None:
    """ "day first" or "month first", where a date in figures ("29/10/2021", "10/29/2021") can be read one way only."""
    found = {_figures(match) for match in at_figures(_NUMERIC, text) if match["s"].strip() == "/"} - {None}
    return found.pop() if len(found) == 1 else None


def _figures(match: re.Match[str]) -> str | None:
    first, second = int(match["a"]), int(match["b"])
    if first > 12 >= second >= 1 and first <= 31:
        return "day first"
    return "month first" if second > 12 >= first >= 1 and second <= 31 else None
