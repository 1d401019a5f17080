"""Titles that are images: what a page of 1998 or 2005 shows in a typeface of its own stands in the image's alt text."""

from __future__ import annotations

from itertools import pairwise

from importers.reading.document import LegacyDocument, Picture, fold
from importers.reading.filmfacts import is_film_fact
from importers.reading.phrases import is_chrome_phrase, leads_elsewhere
from importers.reading.wordlists import word_list

_LONGEST = 120
_MOST = 400
"""Pictures and lines among which they are looked for."""


def heading_picture(document: LegacyDocument) -> Picture | None:
    """The first image in a heading whose alt text may be a title."""
    pictures = (p for p in document.pictures[:_MOST] if p.alt and _may_be_title(p) and _is_in_heading(p))
    return next(pictures, None)


def title_picture(document: LegacyDocument) -> Picture | None:
    """The image that shows the title: in a heading, or the last one over the film's first facts."""
    if (heading := heading_picture(document)) is not None:
        return heading
    facts = [p.index for p in document.passages[:_MOST] if is_film_fact(p)]
    first = next((at for at, after in pairwise(facts) if after - at <= 2), None)
    if first is None:
        return None
    over = [p for p in document.pictures[:_MOST] if first - 2 <= p.after < first and p.alt]
    return over[-1] if over and _may_be_title(over[-1]) else None


def pictures_over(document: LegacyDocument, picture: Picture) -> tuple[Picture, ...]:
    """The two images before another one, the nearest first."""
    at = next(number for number, one in enumerate(document.pictures) if one is picture)
    return tuple(reversed(document.pictures[max(0, at - 2) : at]))


def _may_be_title(picture: Picture) -> bool:
    folded = fold(picture.alt)
    if not folded or len(picture.alt) > _LONGEST or is_chrome_phrase(folded) or leads_elsewhere(folded):
        return False
    if folded in word_list("titles", "generic") or not word_list("titles", "houses").isdisjoint(folded.split()):
        return False
    return "." not in picture.alt[-5:] and not _is_linked(picture)


def _is_linked(picture: Picture) -> bool:
    """An image that leads somewhere is a button or a logo."""
    around = picture.element.iterancestors() if picture.element is not None else ()
    return any(element.tag == "a" and element.get("href") for element, _ in zip(around, range(3), strict=False))


def _is_in_heading(picture: Picture) -> bool:
    around = picture.element.iterancestors() if picture.element is not None else ()
    return any(element.tag in ("h1", "h2") for element, _ in zip(around, range(4), strict=False))
