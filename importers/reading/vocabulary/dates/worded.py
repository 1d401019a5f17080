"""Days whose month is a word: "Fri 29 Oct", "29., 30. and 31. October", "Thu 21 – Sun 24 October", "October 29th"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from importers.reading.vocabulary.dates.moments import Day, valid_day
from importers.reading.vocabulary.dates.words import (
    INSIDE,
    LISTED,
    UNTIL,
    Token,
    after_days_only,
    is_day_number,
    names_month,
    tokens_of,
)
from importers.reading.vocabulary.folding import key


def worded_days(text: str) -> Iterator[Day]:
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
    dashes = UNTIL - LISTED if key(tokens[at].text) in after_days_only() else (UNTIL - LISTED) | {"a"}
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


def _skip_back(tokens: list[Token], place: int, used: int) -> int:
    while place > used and (
        tokens[place].text in {".", ",", "º", "ª", "°", "'", "’", "-"} or key(tokens[place].text) in INSIDE
    ):
        place -= 1
    return place


def _weekday_before(tokens: list[Token], place: int, used: int) -> tuple[int | None, int]:
    before = place - 1
    while before > used and (
        tokens[before].text in {".", ",", ":"} or key(tokens[before].text) in INSIDE - {"do", "di"}
    ):
        before -= 1
    if before > used and tokens[before].weekday is not None and not _links_days(tokens, before):
        return tokens[before].weekday, before
    return None, place


def _links_days(tokens: list[Token], at: int) -> bool:
    """ "11 al 22 de abril", "11 do 22 grudnia": a word that is a weekday elsewhere stands between two days."""
    before = at - 2 if at > 1 and tokens[at - 1].text == "." else at - 1
    return tokens[at].text.casefold() in UNTIL and before >= 0 and is_day_number(tokens[before])


def _link_back(tokens: list[Token], place: int, used: int, dashes: frozenset[str]) -> tuple[bool, int]:
    """Over "and", "–" and the like to the day before: (whether a range, where that day's number is).

    "a" is "to" in Spanish, Italian and Portuguese, and "and" in Czech.
    """
    if place <= used:
        return False, used
    word = tokens[place].text.casefold()
    if word not in LISTED and word not in UNTIL:
        return False, used
    before = _skip_back(tokens, place - 1, used)
    return word in dashes, before


def _day_after(tokens: list[Token], at: int) -> tuple[list[Day], int, int]:
    """ "October 29", "Oct. 29th": the day after the month, and a weekday before it."""
    if key(tokens[at].text) in after_days_only():
        return [], at, at
    place = at + 1
    while place < len(tokens) and tokens[place].text in {".", ","}:
        place += 1
    if place >= len(tokens) or not is_day_number(tokens[place]) or _continues_as_time(tokens, place):
        return [], at, at
    if place + 2 < len(tokens) and tokens[place + 1].text == "/" and is_day_number(tokens[place + 2]):
        return [], at, at  # "Mar 2/05" is a weekday
    weekday, first = _weekday_before(tokens, at, -1)
    days, last = _listed_after(tokens, Day(tokens[at].month or 0, tokens[place].number or 0, None, weekday), place)
    return days, first, last


_ORDINAL = frozenset(["st", "nd", "rd", "th"])
_RANGED = frozenset(["-", "–", "—", "−", "to", "through", "thru"])
_JOINED = frozenset([",", "&", "+", "and"])


def _listed_after(tokens: list[Token], first: Day, place: int) -> tuple[list[Day], int]:
    """ "March 11-17", "March 3, 5 & 7": the days that go on after a month's first, and where the last is named."""
    days, last = [first], _over_ordinal(tokens, place)
    while last + 2 < len(tokens) and tokens[last + 1].text.casefold() in _RANGED | _JOINED:
        ranged = tokens[last + 1].text.casefold() in _RANGED
        at = last + 2
        while at < len(tokens) and tokens[at].text in _JOINED:
            at += 1
        if at < len(tokens) and tokens[at].weekday is not None and not ranged and not tokens[at].month:
            break
        if at >= len(tokens) or not _goes_on(tokens, at, days[-1].day):
            break
        number = tokens[at].number or 0
        if ranged:
            start = days.pop()
            days += _stretch(first.month, start.day, number, start.weekday)
        days.append(Day(first.month, number))
        last = _over_ordinal(tokens, at)
    return days, last


def _over_ordinal(tokens: list[Token], place: int) -> int:
    return place + 1 if place + 1 < len(tokens) and tokens[place + 1].text in _ORDINAL else place


def _goes_on(tokens: list[Token], at: int, before: int) -> bool:
    """Whether the number is a later day of the month, and neither an hour nor the number of a house."""
    if not is_day_number(tokens[at]) or not before < (tokens[at].number or 0) or _continues_as_time(tokens, at):
        return False
    after = tokens[_over_ordinal(tokens, at) + 1 :][:1]
    return not after or after[0].number is not None or not after[0].text[0].isalpha() or after[0].text in _AFTER_LIST


_AFTER_LIST = frozenset(["and", "at", "from", "only", "in", "to", "through"])


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
