"""Which year a showing without one is in: by its weekday, by the month or the edition that the page names with a year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml import etree

from importers.reading.document import LegacyDocument
from importers.reading.prose import is_prose
from importers.reading.readers.tongues import page_tongue
from importers.reading.vocabulary.countries import locate_countries
from importers.reading.vocabulary.dates import Day, find_days, numeric_order, settle_year
from importers.reading.vocabulary.durations import find_durations
from importers.reading.vocabulary.labels import split_labelled
from importers.reading.vocabulary.months import find_months
from importers.reading.vocabulary.tables import table
from importers.reading.vocabulary.years import parse_year

_LONGEST_LINE = 400
_LONGEST_HEADING = 90
"""Of a longer line its first sentence may be a heading: "October - December 2003. All films at 8pm …"."""
_EDGE_LINES = 15
"""Lines at the top and the foot of a page where a site names its year."""
_STAMP = re.compile(r"(20(?<=\b20)[0-4]\d)[-/年](?:0?[1-9]|1[0-2])[-/月]")
_YEAR = re.compile(r"(?<![\d.,])(199\d|20[0-4]\d)(?![\d.,]?\d)")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|[Cc]opyright)\s?(?:(?:19|20)\d\d\s?[-–/]\s?)?(199\d|20[0-4]\d)(?!\d)")
_NAMES = ("title", "og:title", "og:site_name", "description", "og:description", "keywords")


@dataclass(slots=True)
class Years:
    """Years that a page names, by how much they tell of its showings."""

    dated: set[int] = field(default_factory=set)
    """Of full dates."""
    by_month: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Of months with a year: headings."""
    by_day: defaultdict[tuple[int, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    """Of full dates, and of each day an edition lasts."""
    named: set[int] = field(default_factory=set)
    """In the page's name, its address, its first and last lines."""

    headed: set[int] = field(default_factory=set)
    """In its headings and its `<title>`."""

    def settle(self, day: Day) -> Day:
        """With the year, where the page leaves no doubt of it."""
        if day.year or day.other:
            return day
        months = self.by_month.get(day.month, set())
        if day.weekday is None:
            years = months | self.by_day.get((day.month, day.day), set()) or self._only_named()
            return replace(day, year=min(years)) if len(years) == 1 else day
        after = {max(self.dated) + 1} if self.dated else set()
        for known in (months, self.dated | after, self.named):
            settled = settle_year(day, known)
            if settled.year:
                return settled
        return day

    def _only_named(self) -> set[int]:
        """The one year that the page names, where a heading does: "Autumn programme 2014"."""
        return self.headed if self.named | self.dated == self.headed else set()


@lru_cache(maxsize=1)
def years_told(document: LegacyDocument) -> Years:
    years = Years()
    for text in _texts(document):
        if "19" in text or "20" in text:
            _read(text, years)
    for text in (*(script.text for script in document.scripts), *document.metas.values()):
        years.dated |= {int(year) for year in _STAMP.findall(text[:200_000])}
    for passage in document.passages[-_EDGE_LINES:]:
        years.named |= {int(year) for year in _COPYRIGHT.findall(passage.text)} if len(passage.text) < 2000 else set()
    for text in _naming(document):
        years.named |= set(map(int, _YEAR.findall(text)))
    for text in (*(p.text for p in document.passages if p.level in (1, 2)), document.metas.get("title", "")):
        if not _tells_of_film(text):
            years.headed |= set(map(int, _YEAR.findall(text)))
    return years


def _texts(document: LegacyDocument) -> Iterator[str]:
    yield from (p.text for p in document.passages if len(p.text) < _LONGEST_LINE)
    yield from (attribute.text for attribute in document.attributes if len(attribute.text) < _LONGEST_LINE)
    yield from (document.metas[name][:_LONGEST_LINE] for name in _NAMES if name in document.metas)


def _read(text: str, years: Years) -> None:
    for day in find_days(text):
        if day.year:
            years.dated.add(day.year)
            years.by_day[day.month, day.day].add(day.year)
    months = find_months(text if len(text) <= _LONGEST_HEADING else text.partition(". ")[0])
    if len(months) == 2 and months[0][1] == months[1][1]:
        months = tuple((month, months[0][1]) for month in range(months[0][0], months[1][0] + 1)) or months
    for month, year in months:
        if year:
            years.by_month[month].add(year)


def _naming(document: LegacyDocument) -> Iterator[str]:
    edges = (*document.passages[:_EDGE_LINES], *document.passages[-_EDGE_LINES:])
    texts = dict.fromkeys(p.text for p in edges if len(p.text) < _LONGEST_LINE)
    yield from (text for text in texts if _YEAR.search(text) and not _tells_of_film(text))
    yield from (document.metas[name] for name in _NAMES if name in document.metas)
    yield from (a.text for a in document.attributes if len(a.text) < 120)
    yield document.url


def _tells_of_film(text: str) -> bool:
    """Whether the year of a line may be the year a film was made in."""
    return (
        is_prose(text)
        or bool(locate_countries(text) or find_durations(text) or split_labelled(text))
        or parse_year(text) is not None
    )


@lru_cache(maxsize=1)
def page_order(document: LegacyDocument) -> str | None:
    """Whether figures put the day or the month first, where the page tells."""
    texts = (*(p.text for p in document.passages), *(a.text for a in document.attributes))
    orders = {order for text in texts if "/" in text and (order := numeric_order(text))}
    return orders.pop() if len(orders) == 1 else None


@lru_cache(maxsize=1)
def language_order(document: LegacyDocument) -> str | None:
    """The order that the page's language has everywhere; English has two, so there its region must tell."""
    stated = (document.root.get("lang") or "" if document.root is not None else "").replace("_", "-").casefold()
    for order, tongues in table("showings")["orders"].items():
        if stated in tongues or page_tongue(document) in tongues:
            return str(order).replace("_", " ")
    return None


def in_order(day: Day, order: str | None) -> Day:
    if not day.other or order is None:
        return day
    if order == "day first":
        return replace(day, other=None)
    return replace(day, month=day.other[0], day=day.other[1], other=None)


@lru_cache(maxsize=1)
def made_on(document: LegacyDocument) -> Day | None:
    """The day that the comments of a page's cache name, where they name one: what "today" meant there."""
    if document.root is None:
        return None
    comments = (*document.root.iter(etree.Comment), *document.root.itersiblings(etree.Comment))
    texts = (comment.text or "" for comment in comments)
    days = {(d.year, d.month, d.day) for text in texts if len(text) < 500 for d in find_days(text) if d.year}
    year, month, day = days.pop() if len(days) == 1 else (None, 0, 0)
    return Day(month, day, year) if year else None
