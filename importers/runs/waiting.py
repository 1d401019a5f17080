"""What may come right although a page stays as it was, and when to read it again.

A page is read again only when what it waits for may have changed: the days of its edition (a showing without a year),
the films of its edition (a list that names one which is not there), or a picture that could not be had.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from films.models import FestivalPage, FilmPage
from importers.fetching.media import is_kept
from importers.responses import Response
from importers.runs.desk import Desk, Result
from importers.writing.catalogue import NOT_STORED
from importers.writing.editions import days_of

MOST_TRIES = 3
"""Runs that ask for a picture which could not be had; after them only --only does."""

NOT_IN_FOLDER = ("media_missing", "media_not_fetched")
"""Such a picture is looked for in the folder by every run, which costs nothing."""

Awaited = Mapping[str, Any]
"""edition  its id; days  its days and year; films  the hash of its titles; pictures  {url: [code, tries]}.

Only what is waited for is there; nothing: {}.
"""


def awaited(result: Result, desk: Desk, before: Awaited) -> dict[str, Any]:
    """What the page waits for after it was written; `before` is what it waited for until then."""
    codes = {problem.code for problem in result.problems}
    waits: dict[str, Any] = {}
    if "screening.no-year" in codes and desk.edition.page:
        waits["days"] = _days(desk.edition.page)
    if "film.not-matched" in codes and desk.edition.page:
        waits["films"] = _films(desk.edition.page)
    if waits and desk.edition.page:
        waits["edition"] = desk.edition.page.pk
    tries = before.get("pictures", {})
    pictures = {url: [code, tries.get(url, ["", 0])[1] + 1] for url, code in desk.catalogue.unhad.items()}
    return waits | ({"pictures": pictures} if pictures else {})


def may_come_right(waits: Awaited, response: Response) -> bool:
    """Whether anything of it has changed since, the films of this run included."""
    if any(_is_tried_again(url, told[0], told[1], response) for url, told in waits.get("pictures", {}).items()):
        return True
    edition = FestivalPage.objects.filter(pk=waits["edition"]).first() if "edition" in waits else None
    if edition is None:
        return "edition" in waits
    return waits.get("days") not in (None, _days(edition)) or waits.get("films") not in (None, _films(edition))


def _is_tried_again(url: str, code: str, tries: int, response: Response) -> bool:
    if code == NOT_STORED:  # there may be room by now
        return True
    return is_kept(url, response) if code in NOT_IN_FOLDER else tries < MOST_TRIES


def _days(edition: FestivalPage) -> str:
    days = days_of(edition)
    return f"{days.starts_on} {days.ends_on} {days.year}"


def _films(edition: FestivalPage) -> str:
    films = FilmPage.objects.child_of(edition).order_by("pk")
    titles = list(films.values_list("pk", "title", "draft_title", "original_title"))
    return hashlib.sha256(json.dumps(titles).encode()).hexdigest()
