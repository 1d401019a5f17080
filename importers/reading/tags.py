"""Tags with more attributes than any page has: libxml2 compares each with all before it, so that a million of them in
one tag would take it half an hour."""

from __future__ import annotations

import re

_MOST_ATTRIBUTES = 500
_ALWAYS_SEARCHED = 300_000
"""Characters of a page that is looked through for tags with too many attributes even if no tag looks long."""
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{3000}")
_ATTRIBUTE = re.compile(
    r"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+|))?+",
)
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+(?P<attributes>(?:{_ATTRIBUTE.pattern})*+)")


def cut_attributes(text: str) -> tuple[str, int]:
    """Markup with at most some hundred attributes a tag, and how many were left out. The text stays as it was."""
    if len(text) < _ALWAYS_SEARCHED and not _LONG_TAG.search(text):
        return text, 0
    pieces: list[str] = []
    done = cut = 0
    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() < 2 * _MOST_ATTRIBUTES:
            continue
        attributes = [found.end() for found in _ATTRIBUTE.finditer(text, tag.start("attributes"), tag.end())]
        if len(attributes) > _MOST_ATTRIBUTES:
            pieces.append(text[done : attributes[_MOST_ATTRIBUTES - 2]])
            done = attributes[-2]  # the last one stays: in a script it may be what closes it
            cut += len(attributes) - _MOST_ATTRIBUTES
    return "".join((*pieces, text[done:])), cut
