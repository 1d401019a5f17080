"""Answers with status 200 that are not the page asked for, told by what they say."""

from __future__ import annotations

from importers.fetching.crawl.pages import CrawledPage
from importers.refusals import MOST_TEXT, names_log_in, wall_in_markup, wall_of

_SMALL = 200_000
"""Bytes; the source of a wall is never larger."""


def wall(page: CrawledPage, body: bytes) -> str | None:
    """The kind of wall a page is, by its title, headings and short lines, its scripts, or its form; None for a page."""
    if page.long_text > MOST_TEXT:
        return None
    found = wall_of(page.lines)
    if found is None and len(body) < _SMALL:
        found = wall_in_markup(body.decode("latin-1").lower())
    if found is None and page.asks_password and any(map(names_log_in, page.lines[:3])):
        return "log_in_wall"
    return found
