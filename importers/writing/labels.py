"""What tells of the edition that a page belongs to: a folder of its address ("/26th/films/a.html", "/archive-2013/a.html"),
or what the page itself says ("43rd Lighthouse Film Festival, 3-12 October 2013")."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit

from films.models import FestivalPage
from importers.reading.items import EditionName

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ORDINAL = re.compile(r"(?<![0-9a-z])(\d{1,3})(?:st|nd|rd|th)(?![0-9a-z])")
_MONTH = re.compile(r"0?[1-9]|1[0-2]")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class EditionLabel:
    """`number` or `year` of an edition, by which a folder of the old site is named, or pages say it themselves.

    folder   its name; "" where pages say it
    days     the first and the last, where pages tell them: no part of which edition is meant
    """

    folder: str
    number: int | None = None
    year: int | None = None
    days: tuple[date, date] | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """What a new edition is called by, after its site."""
        return self.folder or str(self.number or self.year)

    @property
    def key(self) -> str:
        return f"/{self.folder}/" if self.folder else f"named {self.name}"

    @property
    def pages(self) -> str:
        return f"the pages in {self.folder}/" if self.folder else f"pages that name the edition {self.name}"

    def names(self, page: FestivalPage) -> bool:
        """Whether the edition is the one that is meant: by its slug, its number, its days or its name."""
        said = f"{page.title} {page.edition_name} {page.slug}".lower()
        if (self.folder and page.slug == self.folder) or (self.number and self.number in _numbers(page, said)):
            return True
        return self.year is not None and str(self.year) in _years(page, said)

    def could_name(self, page: FestivalPage) -> bool:
        """Whether nothing is known of the edition that speaks against it."""
        said = f"{page.title} {page.edition_name} {page.slug}".lower()
        return not (_numbers(page, said) if self.number else _years(page, said))


def told_label(told: EditionName | None) -> EditionLabel | None:
    """What a page says of its edition: by number, else by year."""
    if told is None:
        return None
    days = (told.starts_on, told.ends_on) if told.starts_on and told.ends_on else None
    return EditionLabel("", told.number, None if told.number else told.year, days)


def _numbers(page: FestivalPage, said: str) -> set[int]:
    return {int(number) for number in _ORDINAL.findall(said)} | (
        {page.edition_number} if page.edition_number else set()
    )


def _years(page: FestivalPage, said: str) -> set[str]:
    return {*YEAR.findall(said), *([str(page.starts_on.year)] if page.starts_on else [])}


def edition_label(url: str) -> EditionLabel | None:
    """The first folder of an address, or of a path, that names an edition; a year before a month is a date of posting."""
    try:
        folders = urlsplit(url).path.lower().split("/")
    except ValueError:
        return None
    for folder, following in pairwise(folders):
        if len(folder) > _LONGEST:
            continue
        numbers, years = _ORDINAL.findall(folder), YEAR.findall(folder)
        if len(numbers) == 1 and not years:
            return EditionLabel(folder, number=int(numbers[0]))
        if len(years) == 1 and sum(map(str.isdigit, folder)) == 4 and not _MONTH.fullmatch(following):
            return EditionLabel(folder, year=int(years[0]))
    return None
