"""Showings told in several places of a page become one list: in sight, in data, with a year and without, here and in UTC."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from importers.reading.document import LegacyDocument, Passage, fold
from importers.reading.items import FilmItem, Screening
from importers.reading.readers.showing_venues import may_be_venue
from importers.reading.readers.showing_week import find_period
from importers.reading.readings import Reading
from importers.reading.vocabulary.dates import find_days, find_times

_DOUBTFUL = 0.6
"""Readings below count only where no other tells showings."""
_FARTHEST = timedelta(hours=14)
"""No place on earth is farther from UTC."""


def best_screenings(candidates: list[Reading]) -> tuple[tuple[Screening, ...], list[Reading]]:
    """All showings told, each once; the readings that agree, the surest first."""
    sure = [reading for reading in candidates if reading.confidence >= _DOUBTFUL] or candidates
    kept = _without_utc_doubles(sure)
    merged = _Merged(kept)
    for reading in sorted(kept, key=lambda reading: -_with_year(reading)):
        for showing in reading.value:
            merged.add(showing, in_sight=bool(reading.mentions))
    if len({reading.reader for reading in kept}) > 1:
        merged.told.sort(key=lambda showing: showing.starts_at.removeprefix("--"))
    return tuple(merged.told), sorted(kept, key=lambda reading: -reading.confidence)


class _Merged:
    """The showings so far; each new one is told to be another or filled into the one it is."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self.told: list[Screening] = []
        self._by_day: defaultdict[str, list[int]] = defaultdict(list)
        self._seen = _times_told(reading for reading in readings if reading.mentions)
        self._data = _times_told(reading for reading in readings if not reading.mentions)

    def add(self, showing: Screening, *, in_sight: bool) -> None:
        when = _day_and_time(showing)
        known = self._by_day[when]
        same = next((index for index in known if self._are_one(self.told[index], showing)), None)
        if same is None:
            known.append(len(self.told))
            self.told.append(showing)
        elif in_sight:
            self.told[same] = _filled(showing, self.told[same])
        else:
            self.told[same] = _filled(self.told[same], showing)

    def _are_one(self, one: Screening, other: Screening) -> bool:
        if not _same_start(one, other) or not _compatible(one.film, other.film):
            return False
        when = _day_and_time(other)
        alone = self._seen[when] == 1 and self._data[when] == 1
        return alone or _compatible(_place(one), _place(other))


def _times_told(readings: Iterable[Reading]) -> Counter[str]:
    return Counter(_day_and_time(showing) for reading in readings for showing in reading.value)


def _with_year(reading: Reading) -> int:
    return sum(1 for showing in reading.value if not showing.starts_at.startswith("--"))


def _day_and_time(showing: Screening) -> str:
    return showing.starts_at.removeprefix("--") if showing.starts_at.startswith("--") else showing.starts_at[5:16]


def _same_start(one: Screening, other: Screening) -> bool:
    dated = not one.starts_at.startswith("--") and not other.starts_at.startswith("--")
    return not dated or one.starts_at[:16] == other.starts_at[:16]


def _place(showing: Screening) -> str:
    return f"{showing.venue or ''} {showing.screen or ''}"


def _compatible(one: str | None, other: str | None) -> bool:
    one, other = fold(one or ""), fold(other or "")
    return not one or not other or one in other or other in one


def _filled(have: Screening, new: Screening) -> Screening:
    """The first with what it lacks from the second: of two starts the one with the year."""
    names = [name for name in Screening.__slots__ if getattr(have, name) in (None, "")]
    lacking: dict[str, Any] = {name: getattr(new, name) for name in names}
    if have.starts_at.startswith("--") and not new.starts_at.startswith("--"):
        lacking["starts_at"] = new.starts_at
    return replace(have, **lacking) if lacking else have


# UTC


def _without_utc_doubles(readings: Sequence[Reading]) -> list[Reading]:
    """Without the showings that data tells in UTC and the page shows at their local hour: what is shown counts."""
    seen = [start for reading in readings if reading.mentions for start in _starts(reading)]
    told = [start for reading in readings for start in _starts(reading, in_utc=True)]
    shift = _common_shift(seen, told) if seen and told else None
    if shift is None:
        return list(readings)
    return [reading for reading in (_without_utc(reading, set(seen), shift) for reading in readings) if reading.value]


def _starts(reading: Reading, *, in_utc: bool = False) -> list[datetime]:
    """The clock's day and hour of a reading's showings, those in UTC or all others."""
    return [_clock(showing) for showing in reading.value if _is_utc(showing) == in_utc]


def _clock(showing: Screening) -> datetime:
    """Day and hour in a leap year: what is shown may name no year."""
    return datetime.fromisoformat(f"2000-{showing.starts_at.removeprefix('--')[:16][-11:]}")


def _is_utc(showing: Screening) -> bool:
    return showing.starts_at.endswith(("+00:00", "Z"))


def _common_shift(seen: list[datetime], told: list[datetime]) -> timedelta | None:
    """By how much the hours shown differ from most of those told, where it is a zone's offset; None if they agree."""
    shown = set(seen)
    shifts = Counter(
        shift
        for start in set(told)
        for other in shown
        if (shift := other - start) and abs(shift) <= _FARTHEST and shift % timedelta(minutes=15) == timedelta(0)
    )
    if not shifts or sum(start in shown for start in told) * 2 >= len(told):
        return None
    shift, count = max(shifts.items(), key=lambda pair: (pair[1], -abs(pair[0])))
    return shift if count * 2 >= len(set(told)) else None


def _without_utc(reading: Reading, seen: set[datetime], shift: timedelta) -> Reading:
    if not any(map(_is_utc, reading.value)):
        return reading
    near = (shift, shift + timedelta(hours=1), shift - timedelta(hours=1))
    kept = []
    for showing in reading.value:
        if not _is_utc(showing) or not any(_clock(showing) + one in seen for one in near):
            kept.append(showing)
    return replace(reading, value=tuple(kept))


# Pages


def of_one_film(film: FilmItem) -> FilmItem:
    """A film's page without the showings that name another film, where others name none or this one."""
    title = fold(film.title or "")
    own = tuple(one for one in film.screenings if not one.film or _compatible(one.film, title))
    told = [replace(one, film=None) for one in own] or [_placed(one) for one in film.screenings]
    return replace(film, screenings=tuple(dict.fromkeys(told)))


def _placed(showing: Screening) -> Screening:
    """Where every row of a film's page links to something else, that is a venue rather than a film."""
    venue = showing.film if showing.film and may_be_venue(showing.film) else None
    return replace(showing, film=None, venue=showing.venue or venue)


def of_itself(film: FilmItem) -> FilmItem:
    """A strand's page whose own showings need not name it."""
    title = fold(film.title or "")
    return replace(
        film,
        screenings=tuple(replace(one, film=None) if fold(one.film or "") == title else one for one in film.screenings),
    )


def programme(film: FilmItem, listed: Iterable[FilmItem]) -> tuple[Screening, ...]:
    """All showings of a calendar, each with its film, in order."""
    told = [replace(showing, film=one.title) for one in listed for showing in one.screenings]
    showings = [*film.screenings, *told]
    names = plain_titles(showing.film for showing in showings if showing.film)
    named = [replace(one, film=names.get(one.film or "", one.film)) for one in showings]
    return tuple(sorted(dict.fromkeys(named), key=lambda showing: showing.starts_at.removeprefix("--")))


def plain_titles(titles: Iterable[str]) -> Mapping[str, str]:
    """ "Silver Screen: The Eel Wife" → "The Eel Wife", where the list names that film too."""
    known = {fold(title): title for title in titles}
    plain = {}
    for title in known.values():
        _, colon, rest = title.partition(": ")
        if colon and fold(rest) in known:
            plain[title] = known[fold(rest)]
    return plain


def films_named(screenings: Iterable[Screening]) -> tuple[FilmItem, ...]:
    """The films that a calendar's rows name, each once, where nothing else on the page tells of them."""
    titles = {fold(showing.film): showing.film for showing in screenings if showing.film}
    return tuple(FilmItem(title) for title in titles.values())


# Kind


def is_of_one_week(document: LegacyDocument) -> bool:
    """Whether the page names one stretch of days, which is no longer than a cinema's week."""
    period = find_period(document)
    return period is not None and len(period.days) <= _WEEK


def is_dated_in_full(document: LegacyDocument, films: Sequence[FilmItem]) -> bool:
    """Whether most showings say their year: a strand's or a season's do, a week's programme does not."""
    return sum(map(_says_year, document.passages)) >= 0.8 * len(films)


def _says_year(passage: Passage) -> bool:
    text = passage.text
    return len(text) < _LONGEST_NAMING and any(day.year for day in find_days(text)) and bool(find_times(text))


def is_programme(document: LegacyDocument, films: Sequence[FilmItem]) -> bool:
    """Whether a list of films is the programme of some days: its lines begin with day or hour."""
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for title in {fold(film.title or "") for film in films} - {""}:
        by_word[title.split()[0]].append(title)
    led = [at for at in range(len(document.passages)) if _leads_to_film(document, at, by_word)]
    return len(led) >= 0.6 * len(films) and led[0] <= first_of(document, films)


def first_of(document: LegacyDocument, films: Sequence[FilmItem]) -> int:
    """Where the first of the listed films is named."""
    titles = [f" {fold(film.title)} " for film in films[:_MOST_TITLES] if film.title]
    short = ((at, f" {folded} ") for at, folded in enumerate(document.folded) if len(folded) < _LONGEST_NAMING)
    named = (at for at, line in short if any(title in line for title in titles))
    return next(named, len(document.passages))


_MOST_TITLES = 30
_LONGEST_NAMING = 120
"""Longer lines are texts, in which any word may be a title."""
_WEEK = 8
_LONGEST_LINE = 260


def _leads_to_film(document: LegacyDocument, at: int, titles: Mapping[str, list[str]]) -> bool:
    """Whether the line begins with a day or an hour, and then, or on the next, names a film."""
    text = document.passages[at].text
    if len(text) > _LONGEST_LINE or not any(map(str.isdigit, text[:30])):
        return False
    spans = sorted([*((day.start, day.end) for day in find_days(text)), *((t.start, t.end) for t in find_times(text))])
    if not spans or spans[0][0] > 12:
        return False
    after = [fold(text[end:]) for _, end in spans]
    below = document.folded[at + 1 : at + 2] if not after[-1] else ()
    return any(_begins_with(line, titles) for line in (*after, *below))


def _begins_with(folded: str, titles: Mapping[str, list[str]]) -> bool:
    first = folded.partition(" ")[0]
    return any(folded.startswith(title) for title in titles.get(first, ()))
