"""What an address tells of the edition that its page belongs to: "/26th/films/a.html", "/archive-2013/a.html"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from films.models import FestivalPage

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ORDINAL = re.compile(r"(?<![0-9a-z])(\d{1,3})(?:st|nd|rd|th)(?![0-9a-z])")
_MONTH = re.compile(r"0?[1-9]|1[0-2]")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class EditionLabel:
    """A folder of the old site that holds one edition; `number` or `year` is what its name says."""

    folder: str
    number: int | None = None
    year: int | None = None

    def names(self, page: FestivalPage) -> bool:
        """Whether the edition is the one that is meant: by its slug, its number, its days or its name."""
        said = f"{page.title} {page.edition_name} {page.slug}".lower()
        if page.slug == self.folder or (self.number and self.number in _numbers(page, said)):
            return True
        return self.year is not None and str(self.year) in _years(page, said)

    def could_name(self, page: FestivalPage) -> bool:
        """Whether nothing is known of the edition that speaks against it."""
        said = f"{page.title} {page.edition_name} {page.slug}".lower()
        return not (_numbers(page, said) if self.number else _years(page, said))


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
