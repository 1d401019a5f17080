"""What a site answers for a page that cannot exist, learned by asking for two of them.

A site that answers 404 needs no learning. One that answers 200 shows the same page for everything that is missing: a
page is taken for missing where it says what the two said, and nothing that they did not, words of its own address left
out. One that is about something always says more, so a short page is never mistaken.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from importers.fetching.crawl.pages import CrawledPage
from importers.folding import fold

MAX_KINDS = 12
"""Kinds of address of one site that are tried out, with two requests each."""
_NEWS, _LACKS = 6, 1
"""Words that a missing page may say more and less than the two: a date, a name, an advert."""
_PROGRAMME = 200
"""Words more than the start page has: then what was shown for nonsense is a page of its own, not an error."""
_PAGING = frozenset(
    ["page", "p", "pg", "paged", "start", "offset", "from", "seite", "pagina", "pag", "s", "limit", "show"]
)
_DATES = frozenset(
    ["date", "day", "month", "year", "week", "time", "datum", "jahr", "monat", "tag", "jour", "mois", "annee"]
)


@dataclass(frozen=True, slots=True)
class Absence:
    """How a site shows that a page is missing: the words always said, and those that vary."""

    said: frozenset[str]
    varying: frozenset[str]

    def matches(self, page: CrawledPage) -> bool:
        words = _own_words(page)
        news = words - self.said - self.varying
        lacks = self.said - words
        return len(news) <= _NEWS and len(lacks) <= _LACKS


def kind_of(url: str) -> tuple[str, ...]:
    """What addresses share that the same program of the site answers: host, first folder, ending, parameters."""
    parts = urlsplit(url)
    steps = parts.path.split("/")
    folder = steps[1] if len(steps) > 2 else ""
    if _number(url):
        return (parts.netloc, parts.path, *sorted(name for name, _ in parse_qsl(parts.query)))
    dot = steps[-1].rpartition(".")
    return (parts.netloc, folder, dot[2].lower() if dot[1] else ("/" if not steps[-1] else ""))


def impossible(url: str) -> tuple[str, str]:
    """Two addresses of the same kind that nobody ever published; always the same two."""
    return _nonsense(url, "a"), _nonsense(url, "b")


def _nonsense(url: str, salt: str) -> str:
    parts = urlsplit(url)
    digest = hashlib.sha256(f"{'/'.join(kind_of(url))} {salt}".encode()).hexdigest()
    if name := _number(url):
        number = "9" + str(int(digest[:12], 16))[:7]
        query = [
            (key, number if key == name else value) for key, value in parse_qsl(parts.query, keep_blank_values=True)
        ]
        return parts._replace(query=urlencode(query)).geturl()
    word = "no-such-page-" + "".join(chr(ord("a") + int(c, 16)) for c in digest[:10])
    folder, _, last = parts.path.rpartition("/")
    if not last and folder:
        return parts._replace(path=f"{folder.rpartition('/')[0]}/{word}/", query="").geturl()
    stem, dot, ending = last.rpartition(".")
    return parts._replace(path=f"{folder}/{word}{dot}{ending if stem else ''}", query="").geturl()


def _number(url: str) -> str:
    """The parameter that says which thing is shown: the last one with a number, pages of lists and dates left out."""
    found = ""
    for name, value in parse_qsl(urlsplit(url).query):
        if value.isascii() and value.isdecimal() and name.lower() not in _PAGING | _DATES:
            found = name
    return found


def learn_absence(first: CrawledPage, second: CrawledPage, start: CrawledPage | None) -> Absence | None:
    """What the two have in common; None where they show a page that stands for itself, such as a list of films, or one
    that counts on from the nonsense, as calendars do."""
    if _counts_on(first):
        return None
    one, other = _own_words(first), _own_words(second)
    if start is not None and len(one - _own_words(start)) > _PROGRAMME:
        return None
    return Absence(one & other, one ^ other)


def _counts_on(page: CrawledPage) -> bool:
    """Whether a page shown for a nonsense number links to the numbers around it."""
    number = dict(parse_qsl(urlsplit(page.url).query)).get(_number(page.url), "")
    near = {str(int(number) + step) for step in (-1, 1)} if number else set()
    return any(value in near for link in page.links for _, value in parse_qsl(urlsplit(link).query))


def _own_words(page: CrawledPage) -> frozenset[str]:
    """The words of a page without numbers and without those of its address, which error pages repeat."""
    echoed = set(_echoed(page.url))
    return frozenset(word for word in page.words if word not in echoed and not word.isdecimal())


def _echoed(url: str) -> Iterator[str]:
    parts = urlsplit(url)
    yield from fold(re.sub(r"%[0-9A-Fa-f]{2}", " ", f"{parts.path} {parts.query}")).split()
