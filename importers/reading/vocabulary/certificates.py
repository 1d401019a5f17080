"""Classification marks: "12A", "FSK 16", "od 12 lat", "14 anos", "Tout public"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from importers.reading.document import fold
from importers.reading.wordlists import exact_list, word_list

_LEAD = re.compile(r"(?:cert(?:ificate)?\.?\s*)?(.{1,12})", re.IGNORECASE)
_OLDEST = 21


@lru_cache(maxsize=1 << 12)
def is_certificate(text: str) -> bool:
    """Whether the whole of `text` is such a mark."""
    text = text.strip()
    if not text or len(text) > 40:
        return False
    found = _LEAD.fullmatch(text)
    if found and found[1] in exact_list("titles", "certificates"):
        return True
    return fold(text) in word_list("certificates", "phrases") or is_age(text)


def is_age(text: str) -> bool:
    """ "od 12 lat", "14 anos", "ab 6 Jahren": an age with a word that says so before or after it."""
    if not any(map(str.isdigit, text)):
        return False
    found = _age().fullmatch(fold(text))
    return bool(found) and bool(found[1] or found[3]) and int(found[2]) <= _OLDEST  # type: ignore[index]


@cache
def _age() -> re.Pattern[str]:
    before = "|".join(re.escape(word) for word in sorted(word_list("certificates", "before"), key=len, reverse=True))
    after = "|".join(re.escape(word) for word in sorted(word_list("certificates", "after"), key=len, reverse=True))
    return re.compile(rf"(?:({before}) )?(\d{{1,2}})(?: ?({after}))?(?: (?:and over|and older|y mas|et plus|e oltre))?")
