"""Pages that are not what their address says: walls, notices and error pages that come with status 200.

Fetching keeps them out of the archive, reading refuses them where they come from a folder. Both bring the page's lines,
folded; what to look for is in `refusals.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from importers.folding import fold

MOST_TEXT = 1500
"""Characters on such a page, its chrome left out; longer pages are about something."""

WALLS = {
    "soft_404": "the page says that it does not exist, though it was sent as if it did",
    "bot_wall": "this is a check for robots, not the page. Fetch the page again, slower, or save it from a browser",
    "rate_limit_page": "the site says that it was asked too often, and did not send the page. Fetch it again later, slower",
    "maintenance": "this is a notice that the site is not working at the moment, not the page. Fetch it again later",
    "parked": "this is what a seller of domains shows, not the page: the site is no longer here",
    "log_in_wall": "this is a form to log in, not the page. Save the page from a browser that is logged in",
}
"""Each kind in the order it is looked for, with words that follow an address and a colon."""


def wall_of(lines: Iterable[str]) -> str | None:
    """The kind of wall that the title, headings and short lines of a page, folded, give away."""
    known = list(dict.fromkeys(lines))
    words = frozenset(" ".join(known).split())
    kinds = (kind for kind in WALLS if not _begins(kind).isdisjoint(words))
    return next((kind for kind in kinds if any(_says(line, kind) for line in known)), None)


def wall_in_markup(markup: str) -> str | None:
    """The kind that a page's source, in lower case, gives away: scripts of known walls and parking services."""
    kinds = ("bot_wall", "parked")
    return next((kind for kind in kinds if any(piece in markup for piece in _lists()[f"{kind}_markup"])), None)


def names_log_in(line: str) -> bool:
    """Whether a title or heading, folded, is the one of a form to log in: "Log in", "Log in | Saltmere"."""
    return line in _folded("log_in_titles") or _pattern("log_in_titles").match(line) is not None


def _says(line: str, kind: str) -> bool:
    found = _pattern(kind).search(line)
    return found is not None and (found[0] == line or " " in found[0])


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(map(fold, _lists()[name]))


@cache
def _begins(name: str) -> frozenset[str]:
    """The first words of all phrases: most pages hold none of them."""
    return frozenset(phrase.partition(" ")[0] for phrase in _folded(name))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    phrases = sorted(_folded(name), key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, phrases))})(?!\S)")
