"""Pages that say "not found" or "are you a robot?" with status 200, and pages cut off on their way."""

from __future__ import annotations

import re

from importers.folding import fold
from importers.reading.document import LegacyDocument
from importers.reading.items import Problem
from importers.refusals import MOST_TEXT, WALLS, wall_of

_OPENED = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


def refusal(document: LegacyDocument) -> Problem | None:
    """The problem, if the page is no page; judged by its title, its headings and first lines."""
    if sum(len(p.text) for p in document.passages if len(p.text) > 60) > MOST_TEXT:
        return None
    short = [
        t
        for p, t in zip(document.passages, document.folded, strict=True)
        if len(t) < 90 and (p.level or p.runs or p.kind == "paragraph")
    ]
    title = [fold(document.metas["title"])] if "title" in document.metas else []
    kind = wall_of([*title, *short[:40]])
    return Problem(kind, f"{document.source}: {WALLS[kind]}. Nothing was read from it.") if kind else None


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
