"""What kind of writing a line is: a sentence, a paragraph, a bare list of links, a single name."""

from __future__ import annotations

import re
from functools import lru_cache

from importers.reading.document import Passage

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_SENTENCE_END = re.compile(r"[.!?…。！？](?:[\"'”’»)\]]|\s|$)")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


_SEPARATORS = (" · ", " | ", " • ", " / ")


def word_count(text: str) -> int:
    """Words; for scripts that do not space them, two characters count as one."""
    spaced = text.count(" ") + 1
    return spaced if text.isascii() else spaced + len(_CJK.findall(text)) // 2


@lru_cache(maxsize=1 << 12)
def is_prose(text: str) -> bool:
    """A paragraph or a whole sentence of some length, as opposed to a label, a name or a credit line."""
    if len(text) < 25 or (len(text) < 200 and sum(map(text.count, _SEPARATORS)) > 1):
        return False
    words = word_count(text)
    return (words >= 10 and bool(_SENTENCE_END.search(text))) or words >= 25


def ends_sentence(text: str) -> bool:
    return bool(_ENDS_SENTENCE.search(text))


def link_share(passage: Passage) -> float:
    """How much of the text is inside links, 0 to 1."""
    linked = sum(run.end - run.start for run in passage.runs if run.href)
    return min(linked / len(passage.text), 1.0) if linked else 0.0


def is_link(passage: Passage) -> bool:
    return link_share(passage) > 0.85


_BULLET = re.compile(r"\s*[•●▪◦‣∙·*»›>\-–]\s*")


def bullet_end(text: str) -> int:
    """Where the text begins behind a bullet."""
    if text[:1].isalnum():
        return 0
    found = _BULLET.match(text)
    return found.end() if found else 0
