"""Pages that say "not found" or "are you a robot?" with status 200, and pages cut off on their way."""

from __future__ import annotations

import re

from importers.reading.document import LegacyDocument, fold
from importers.reading.items import Problem
from importers.reading.wordlists import phrase_pattern

_MOST_TEXT = 1500
"""Characters on such a page, its chrome left out; longer pages are about something."""
_TOLD = {
    "soft_404": "{source}: the page says that it does not exist, though it was sent as if it did. Nothing was read from it.",
    "bot_wall": "{source}: this is a check for robots, not the page. Fetch the page again, slower, or save it from a browser.",
}
_OPENED = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


def refusal(document: LegacyDocument) -> Problem | None:
    """The problem, if the page is no page; judged by its title, its headings and first lines."""
    if sum(len(p.text) for p in document.passages if len(p.text) > 60) > _MOST_TEXT:
        return None
    short = [
        t
        for p, t in zip(document.passages, document.folded, strict=True)
        if len(t) < 90 and (p.level or p.runs or p.kind == "paragraph")
    ]
    lines = [*_page_title(document), *short[:40]]
    for code, message in _TOLD.items():
        if any(_says(line, code) for line in lines):
            return Problem(code, message.format(source=document.source))
    return None


def _page_title(document: LegacyDocument) -> list[str]:
    return [fold(document.metas["title"])] if "title" in document.metas else []


def _says(line: str, code: str) -> bool:
    found = phrase_pattern("refusals", code).search(line)
    return found is not None and (found[0] == line or " " in found[0])


def truncation(text: str, source: str) -> Problem | None:
    """The problem, if the markup ends before its end."""
    if not _OPENED.search(text[:50_000]) or _CLOSED.search(text[-5_000:]):
        return None
    end = text.rstrip()[-400:]
    if end.endswith(">"):
        return None
    return Problem(
        "truncated", f"{source}: the page breaks off before its end; what was there was read. Fetch it again."
    )
