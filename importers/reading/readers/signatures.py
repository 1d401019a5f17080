"""Names under texts: what has the shape of one."""

from __future__ import annotations

import re

from importers.reading.vocabulary.labels import find_label
from importers.reading.vocabulary.names import looks_like_name
from importers.reading.wordlists import phrase_pattern

_LEAD_END = re.compile(r"\s*[:：]?\s+(?=[^\W\d_])")


def is_signature(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 4
        and len(text) <= 40
        and looks_like_name(text)
        and not find_label(text)
        and not any(map(str.isdigit, text))
    )


def signed_name(text: str) -> str:
    """ "Text: Jane Doe" and "by Jane Doe" without the lead; "" for a line without one."""
    found = phrase_pattern("notes", "byline_leads").match(text.lower())
    lead_end = _LEAD_END.match(text, found.end()) if found else None
    return text[lead_end.end() :].strip(" .") if lead_end else ""
