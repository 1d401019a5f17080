"""From the plain text of a source to rich text that may be published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup
from django.utils.html import escape
from wagtail.admin.rich_text.converters.db_html import DbHTMLConverter

from importers.reading.items import Problem

BLANK_LINE = re.compile(r"\n\s*\n")
SILENT = ("script", "style", "template", "noscript", "iframe", "object")
"""Elements whose text nobody was meant to read: they go with what is in them."""

UNREADABLE = {
    "\x00": ("text.nul", "holds a NUL character, which no text has: the file is damaged or is no text"),
    "\ufffd": ("text.replacement", "holds U+FFFD (�): characters were lost when the old site was saved or converted"),
}


@dataclass(frozen=True, slots=True)
class RichText:
    """Sanitised HTML in Wagtail's database format, and what had to be taken out."""

    html: str
    removals: tuple[str, ...] = ()


def paragraphs(text: str | None) -> tuple[str, ...]:
    """The paragraphs of a text that separates them by blank lines."""
    parts = (part.strip() for part in BLANK_LINE.split(text or ""))
    return tuple(part for part in parts if part)


def paragraph_html(text: str) -> str:
    """One paragraph of plain text as HTML; what looks like markup in it is text."""
    return f"<p>{escape(text).replace(chr(10), '<br/>')}</p>"


def sanitised(html: str, features: Sequence[str]) -> RichText:
    """What the features of a rich text block allow. Wagtail would unwrap a script and keep its text: here it goes."""
    soup = BeautifulSoup(html, "html.parser")
    dropped = []
    for element in soup.find_all(SILENT):
        if not element.decomposed:
            dropped.append(f"<{element.name}> removed with its content: {str(element)[:80]}")
            element.decompose()
    cleaned, removals = DbHTMLConverter(features).clean(soup.decode(formatter="minimal"))
    told = (f"<{removal.tag}> {removal.action} ({removal.reason}): {removal.detail}" for removal in removals)
    return RichText(cleaned, (*dropped, *told))


def refusal(field: str, value: str) -> Problem | None:
    """Why a text cannot be taken, or None."""
    for character, (code, words) in UNREADABLE.items():
        if character in value:
            return Problem(code, f"{field}: {words}. The value was refused; mend the source and import it again.")
    return None
