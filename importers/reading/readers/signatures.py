"""Names under texts: what has the shape of one."""

from __future__ import annotations

import re
from functools import cache

from importers.reading.vocabulary.labels import find_label
from importers.reading.vocabulary.names import looks_like_name
from importers.reading.wordlists import exact_list


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
    found = _lead().match(text)
    return text[found.end() :].strip(" .") if found else ""


@cache
def _lead() -> re.Pattern[str]:
    leads = sorted(exact_list("notes", "byline_leads"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, leads))})(?:\s*[:：]\s*|\s+)(?=[^\W\d_])", re.IGNORECASE)
