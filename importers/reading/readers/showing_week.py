"""Days that are named by their weekday, with or without a number, in the week or the edition that the page names.

"Programm vom 14.11. bis 20.11.2002 … täglich 20.15, Sa + So auch 17.30", "du 8 au 16 juin 2012 … Samedi 9 à 14h".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from importers.reading.document import LegacyDocument
from importers.reading.readers.showing_terms import showing_words
from importers.reading.vocabulary.dates import Day, Time, Token, find_days, find_times, is_range, tokens_of
from importers.reading.vocabulary.dates.words import words_of_time
from importers.reading.vocabulary.folding import key, words_of
from importers.reading.vocabulary.months import days_of_month

_LONGEST_LINE = 200
_LONGEST_ROW = 120
_WEEK, _EDITION = 8, 31
"""Days in the longest week of a cinema, and in the longest edition."""
_ON = re.compile(r"[\s,;:.&+/()–—-]*(?:[^\W\d_]{1,6}\.?[\s,:]*){0,2}")
"""What may stand between a weekday and its hour: "Sa + So auch um 17.30"."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a page's programme is of; without a year where the page tells none."""

    days: tuple[Day, ...]

    def numbered(self, text: str) -> tuple[Day, ...]:
        """ "Samedi 9": the weekday and number of a day of the period."""
        found = []
        for month, year in dict.fromkeys((day.month, day.year) for day in self.days):
            here = {day.day for day in self.days if day.month == month}
            found += [day for day in days_of_month(text, month, year) if day.day in here and day.weekday is not None]
        found.sort(key=lambda day: day.start)
        apart = len({(day.start, day.end) for day in found}) == len(found)
        return tuple(found) if apart else ()

    def weekly(self, text: str, times: tuple[Time, ...]) -> tuple[Day, ...]:
        """ "Sa + So 15.00", "täglich 20.15", "Mo - Mi 22.30", at the places of their words."""
        if len(self.days) > _WEEK or len(text) > _LONGEST_ROW or not times:
            return ()
        by_weekday = self._by_weekday()
        found: list[Day] = []
        for group in _weekday_groups(text):
            if by_weekday.keys() >= group.weekdays and group.leads_to(text, times):
                found += [replace(by_weekday[one], start=group.start, end=group.end) for one in sorted(group.weekdays)]
        return tuple(found)

    def _by_weekday(self) -> dict[int, Day]:
        """Each weekday of the period that is in it once."""
        known: dict[int, Day] = {}
        twice = set()
        for day in self.days:
            if day.weekday is not None:
                twice |= {day.weekday} & known.keys()
                known[day.weekday] = day
        return {weekday: day for weekday, day in known.items() if weekday not in twice}


def narrowed(text: str, days: tuple[Day, ...], times: tuple[Time, ...]) -> tuple[Day, ...]:
    """The days of a line without those it leaves out, and of its ranges only those on the weekdays it names."""
    days = without_exceptions(text, days)
    if not any(day.ranged for day in days):
        return days
    found: list[Day] = []
    for _, group in itertools.groupby(days, key=lambda day: (day.start, day.end)):
        found += _on_weekdays(text, list(group), times)
    return tuple(found)


_FIGURE = re.compile(r"\d")
_LEADS = re.compile(r"[\s,:(]*(?:[^\W\d_]{2,4}\s)?")


def _on_weekdays(text: str, stretch: list[Day], times: tuple[Time, ...]) -> list[Day]:
    """ "Tuesdays and Thursdays, 4 – 13 June, 7.30pm", "4 – 13 June: Tue 20:00, Thu 18:00" """
    first = stretch[0]
    figure = _FIGURE.search(text, first.start)
    if not first.ranged or figure is None:
        return stretch
    groups = list(_weekday_groups(text))
    before = [one for one in groups if one.end <= figure.start() and _LEADS.fullmatch(text, one.end, figure.start())]
    if before and before[-1].recurs(text) and len(before[-1].weekdays) < len(stretch):
        return [_only(day, before[-1], day.start, day.end) for day in stretch]
    after = [one for one in groups if one.start >= first.end and one.leads_to(text, times)]
    if not after or len(stretch) < 3:
        return stretch
    direct = any(first.end <= time.start < after[0].start for time in times)
    starts = [one.start if direct or at else first.start for at, one in enumerate(after)]
    told = [_only(day, one, start, one.end) for one, start in zip(after, starts, strict=True) for day in stretch]
    return [*(stretch if direct else ()), *told]


def on_weekdays_of(stretch: tuple[Day, ...], text: str, times: tuple[Time, ...]) -> tuple[Day, ...]:
    """ "Sat and Sun also 16:30" under a line that names the range."""
    groups = [one for one in _weekday_groups(text) if one.leads_to(text, times)] if times else []
    return tuple(_only(day, one, one.start, one.end) for one in groups for day in stretch)


def _only(day: Day, group: _Group, start: int, end: int) -> Day:
    return replace(day, weekday=None, also=None, among=group.weekdays, start=start, end=end)


_EASTERN_EXCEPTION = re.compile(r"(\d{1,2})日(?:[（(].[)）])?[はを]?(?:休映|休館|上映なし|除く|を除く)")
_NUMBER = re.compile(r"(?<![\d.:])([0-3]?\d)(?![\d:]|\s?(?:h|uhr|[ap]m|%|€))(?!\.\d\d(?!\.))", re.IGNORECASE)
_REACH = 40


def without_exceptions(text: str, days: tuple[Day, ...]) -> tuple[Day, ...]:
    """Without "außer 19.9.", "sauf le 19", "（19日は休映）"."""
    numbers = {int(found) for found in _EASTERN_EXCEPTION.findall(text)} if "日" in text else set()
    if not showing_words("words", "except").isdisjoint(words_of(text)):
        for word in _WORD.finditer(text):
            if key(word[0]) in showing_words("words", "except"):
                end = min(word.end() + _REACH, *(text.find(sign, word.end()) % (len(text) + 1) for sign in ")];|"))
                numbers |= {int(found) for found in _NUMBER.findall(text[word.end() : end])}
                days = tuple(day for day in days if not word.end() <= day.start < end)
    return tuple(day for day in days if day.day not in numbers) if numbers else days


_WORD = re.compile(r"[^\W\d_]+")


def find_period(document: LegacyDocument) -> Period | None:
    """The one stretch of days that the page, its title or a heading names. Asked for often, looked for once."""
    if "period" not in document.remembered:
        document.remembered["period"] = _found_period(document)
    period: Period | None = document.remembered["period"]
    return period


def _found_period(document: LegacyDocument) -> Period | None:
    texts = [p.text for p in document.passages if len(p.text) < _LONGEST_LINE]
    found = {period for text in dict.fromkeys([*texts, document.metas.get("title", "")]) for period in _periods(text)}
    dated = {period for period in found if period[0][2]}
    chosen = dated or found
    return Period(tuple(_days_of(*chosen.pop()))) if len(chosen) == 1 else None


_End = tuple[int, int, int | None]


def _periods(text: str) -> Iterator[tuple[_End, _End]]:
    """First and last day of each range in the text that has no hour."""
    if len(text) > 1000 or not any(map(str.isdigit, text)):
        return
    days = find_days(text)
    if len(days) < 2 or find_times(text):
        return
    ranged = [day for day in days if day.ranged]
    if ranged:
        group = [day for day in days if day.start == ranged[0].start]
        yield _end(group[0], group[-1].year), _end(group[-1])
    else:
        yield from (
            (_end(one, other.year), _end(other))
            for one, other in itertools.pairwise(days)
            if is_range(text, one, other)
        )


def _end(day: Day, year: int | None = None) -> _End:
    return day.month, day.day, day.year or year


def _days_of(first: _End, last: _End) -> Iterator[Day]:
    year = last[2]
    begin, end = date(first[2] or 2000, *first[:2]), date(year or 2000, *last[:2])
    for number in range(min((end - begin).days, _EDITION) + 1):
        day = begin + timedelta(days=number)
        yield Day(day.month, day.day, year and day.year, day.weekday() if year else None)


# Weekdays


@dataclass(frozen=True, slots=True)
class _Group:
    weekdays: frozenset[int]
    start: int
    end: int

    def recurs(self, text: str) -> bool:
        """Whether it says "on each": several weekdays, or one in the plural."""
        word = text[self.start : self.end]
        return len(self.weekdays) > 1 or (len(word) > 5 and word.endswith("s") and key(word[:-1]) in words_of_time())

    def leads_to(self, text: str, times: tuple[Time, ...]) -> bool:
        """Whether an hour follows with hardly a word between."""
        after = min((time.start for time in times if time.start >= self.end), default=None)
        return after is not None and bool(_ON.fullmatch(text, self.end, after))


_ALL = frozenset(range(7))
_RANGE = frozenset(["-", "–", "—", "bis", "to", "au", "a", "al", "t", "tot", "do", "til"])
_BETWEEN = frozenset([",", "+", "&", "/", ".", "und", "and", "et", "e", "y", "en", "og", "och", "i", "a"])


def _weekday_groups(text: str) -> Iterator[_Group]:
    """Runs of weekdays, of words for every day and of what is left out of them."""
    tokens = tokens_of(text)
    at = 0
    while at < len(tokens):
        weekdays, end = _run(tokens, at)
        if weekdays:
            yield _Group(frozenset(weekdays), tokens[at].start, tokens[end - 1].end)
        at = max(end, at + 1)


def _run(tokens: list[Token], at: int) -> tuple[set[int], int]:
    """The weekdays that are named from here on, and where they end."""
    every = key(tokens[at].text) in showing_words("words", "every_day")
    if not every and tokens[at].weekday is None:
        return set(), at
    weekdays = set(_ALL) if every else {tokens[at].weekday or 0}
    end, place, ranged, left_out = at + 1, at + 1, False, False
    while place < len(tokens):
        token, word = tokens[place], key(tokens[place].text) or tokens[place].text
        if token.weekday is not None and (ranged or left_out or not every):
            named = _stretch(tokens[end - 1].weekday, token.weekday) if ranged and not left_out else {token.weekday}
            weekdays = weekdays - named if left_out else weekdays | named
            end, ranged = place + 1, False
        elif word in showing_words("words", "except"):
            left_out = True
        elif word in _RANGE - _BETWEEN or (word in _RANGE and not every):
            ranged = word in _RANGE
        elif word not in _BETWEEN:
            break
        place += 1
    return weekdays, end


def _stretch(first: int | None, last: int) -> set[int]:
    if first is None:
        return {last}
    return {(first + number) % 7 for number in range((last - first) % 7 + 1)}
