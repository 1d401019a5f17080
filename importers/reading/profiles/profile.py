"""The form of a site profile: frozen values, so that it can be handed to other processes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, get_args
from urllib.parse import unquote

import re2

from importers.reading.document import LegacyDocument
from importers.reading.items import Kind, Role

ROLES: tuple[str, ...] = get_args(Role)
ROLE_OF = {"directors": "director", "producers": "producer", "screenwriters": "screenwriter", "cast": "cast"}
"""Fields that list the people of one role. Any other role can be a field of a profile under its own name."""
TEXTS = ("title", "original_title", "standfirst", "section", "byline", "certificate", "premiere", "synopsis")
PARSED = ("year", "running_time", "countries", "languages", "subtitles")
THINGS = ("credits", "companies", "biographies", "screenings", "images")
FIELDS = (*TEXTS, *PARSED, *THINGS, *ROLE_OF, *(role for role in ROLES if role not in ROLE_OF.values()))
"""Every name that may stand in `[fields]`."""


@dataclass(frozen=True, slots=True)
class Expected:
    """How many matches are expected, both ends included; `most` None for any number."""

    least: int = 1
    most: int | None = 1

    def holds(self, count: int) -> bool:
        return self.least <= count and (self.most is None or count <= self.most)

    @property
    def words(self) -> str:
        if self.most is None:
            return "any number of" if not self.least else f"{self.least} or more"
        return f"exactly {self.least}" if self.least == self.most else f"{self.least} to {self.most}"


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts of a showing stand in its row: CSS selectors, "" for what generic reading finds. Where rows are
    lines, the groups of `line` that have these names hold them."""

    date: str = ""
    time: str = ""
    venue: str = ""
    screen: str = ""
    booking_url: str = ""
    film: str = ""
    date_format: str = ""
    """As `strptime` wants it, for the texts of `date` and `time` joined by a space; "" for generic reading."""
    year: str = ""
    """RE2 syntax: the group of the first line of this shape is the year of showings whose date has none."""


@dataclass(frozen=True, slots=True)
class Locator:
    """Where one field stands. One of `at`, `after`, `meta`, `line`, `below`.

    at       CSS selectors; the first that matches anything is taken
    after    labels; the value is what they announce, in line, in the next cell, in the next line
    meta     the name or property of a `<meta>` element
    line     RE2 syntax: each line of this shape; the value is its group 1, or all of the line's match
    below    RE2 syntax: the value is what stands below the first line of this shape
    above    RE2 syntax: what `below` finds ends above the next line of this shape
    lines    how many lines `below` finds at most; 0 for any number
    skip     how many lines right below it are left out
    within   a CSS selector: `after`, `line` and `below` look nowhere else
    until    a CSS selector: what `at` finds from its first match on does not count
    take     the attribute that holds the value; "" for the text
    pattern  RE2 syntax; the value is its group 1, or all it matches. What it does not match is no match
    split    what parts the names or companies; () for the usual separators
    name     for biographies: the selector of the person's name; "" where the text begins with it
    role     for companies their role
    caption  for images: the selector, inside the match, of the line under the picture
    only     nobody else's value counts where this finds none
    also     further places of the field, such as companies of another role; what all of them hold counts
    """

    at: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    meta: str = ""
    within: str = ""
    until: str = ""
    take: str = ""
    pattern: str = ""
    split: tuple[str, ...] = ()
    name: str = ""
    role: str = ""
    caption: str = ""
    only: bool = False
    expected: Expected = Expected()
    parts: Parts = Parts()
    line: str = ""
    below: str = ""
    above: str = ""
    lines: int = 0
    skip: int = 0
    also: tuple[Locator, ...] = ()

    @property
    def words(self) -> str:
        """As a person would say it in one line."""
        return " and ".join((self._own_words, *(other.words for other in self.also)))

    @property
    def _own_words(self) -> str:
        where = f" in {self.within}" if self.within else ""
        taken = f" @{self.take}" if self.take else ""
        taken += f" until {self.until}" if self.until else ""
        shaped = f" /{self.pattern}/" if self.pattern else ""
        if self.meta:
            return f"meta {self.meta}{shaped}"
        if self.line:
            return f"lines like /{self.line}/{where}"
        if self.below:
            told = f" above /{self.above}/" if self.above else ""
            told += f" {self.lines} lines" if self.lines else ""
            told += f" without the first {self.skip}" if self.skip else ""
            return f"below /{self.below}/{told}{where}{shaped}"
        if self.after:
            return "after " + " or ".join(f"“{label}”" for label in self.after) + where + shaped
        return ", ".join(self.at) + taken + shaped


@dataclass(frozen=True, slots=True)
class Films:
    """How a page lists films.

    at        a CSS selector of the element that is one film's, each of them
    fields    field → locator inside that element; `title` is always among them
    expected  how many films a page lists
    """

    at: str
    fields: Mapping[str, Locator | None]
    expected: Expected = Expected(1, None)


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of the pages of one kind on one site.

    sites    hosts, folder or archive names of the site; ("*",) where the person named the profile for any source
    pages    patterns of addresses, `*` for anything; () for every page
    when     a CSS selector that must match for the profile to apply; "" for none
    fields   field → locator; None where the site's pages never state the field
    kinds    (kind, pattern of addresses or `css:selector`), the first that holds decides
    films    how these pages list films; None where they do not, or where the general readers see it
    drop     CSS selectors of chrome
    time_zone  showings that a page gives with an offset are told in this zone's local time
    """

    name: str
    sites: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    when: str = ""
    drop: tuple[str, ...] = ()
    time_zone: str = ""
    kinds: tuple[tuple[Kind, str], ...] = ()
    fields: Mapping[str, Locator | None] = field(default_factory=dict)
    films: Films | None = None
    path: str = field(default="", repr=False)

    def is_of(self, site: str) -> bool:
        return self.sites == ("*",) or site.casefold() in {name.casefold() for name in self.sites}

    def applies(self, site: str, document: LegacyDocument) -> bool:
        if not self.is_of(site):
            return False
        if self.pages and not any(matches_address(pattern, document.url, document.source) for pattern in self.pages):
            return False
        return not self.when or matches_element(self.when, document)

    def kind(self, document: LegacyDocument) -> Kind | None:
        for kind, pattern in self.kinds:
            css = pattern.removeprefix("css:")
            if (
                matches_element(css, document)
                if css != pattern
                else matches_address(pattern, document.url, document.source)
            ):
                return kind
        return None


@dataclass(frozen=True, slots=True)
class Profiles:
    """All profiles at hand; those that say more of where they apply come first."""

    profiles: tuple[Profile, ...] = ()

    def choose(self, site: str, document: LegacyDocument) -> Profile | None:
        ranked = sorted(self.profiles, key=lambda p: (p.sites == ("*",), not p.when, not p.pages))
        return next((profile for profile in ranked if profile.applies(site, document)), None)

    def version(self, site: str) -> str:
        """Changes when what is known of the site changes; "" where nothing is."""
        known = [repr(profile) for profile in self.profiles if profile.is_of(site)]
        return hashlib.sha256("\n".join(known).encode()).hexdigest()[:16] if known else ""


def matches_element(selector: str, document: LegacyDocument) -> bool:
    return document.root is not None and bool(select(selector, document.root))


def matches_address(pattern: str, *addresses: str) -> bool:
    """Whether the pattern is one of the addresses, from any of its slashes on: a mirror lies deeper than the site did."""
    wanted = _address_pattern(pattern)
    return any(wanted.fullmatch(unquote(address)) for address in addresses)


@lru_cache(maxsize=512)
def _address_pattern(pattern: str) -> Any:
    return compiled("(?:.*/)?/?" + ".*".join(re2.escape(part) for part in pattern.split("*")))


_QUIET = re2.Options()
_QUIET.log_errors = False


@lru_cache(maxsize=512)
def compiled(pattern: str) -> Any:
    """Matches in time linear in the text, whatever the pattern. Raises re2.error for what is none."""
    return re2.compile(pattern, _QUIET)


@lru_cache(maxsize=2048)
def _selector(selector: str) -> Any:
    from lxml.cssselect import CSSSelector

    return CSSSelector(selector, translator="html")


def select(selector: str, element: Any) -> list[Any]:
    """The elements inside, in document order. Raises SelectorSyntaxError for what is no selector."""
    return list(_selector(selector)(element))
