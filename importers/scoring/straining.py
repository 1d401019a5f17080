"""A page made stranger than it is: its values stay what they are, and fewer things tell them.

Pages that were looked at while the readers were made are read better than others. Without what the readers lean on they
are read as pages of other sites are: with gaps and with mistakes, from which confidence is learned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import lxml.html

from importers.reading.vocabulary.labels import find_label, split_labelled

_LONGEST = 400
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAMES = ("class", "id", "itemprop", "itemtype", "itemscope", "property", "typeof")
_LISTS = {"dl": "div", "ul": "div", "ol": "div", "dt": "p", "dd": "p", "li": "p"}


def strained(markup: str) -> Iterator[tuple[str, bytes]]:
    """The page in each of the strange forms, by its name, as UTF-8. Nothing where it is no markup."""
    for name, strain in STRAINS.items():
        root = _parsed(markup)
        if root is None:
            return
        strain(root)
        yield name, lxml.html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")


def _parsed(markup: str) -> Any:
    parser = lxml.html.HTMLParser(encoding="utf-8")
    try:
        return lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.ParserError, ValueError):
        return None


def _without_labels(root: Any) -> None:
    """Labels become words of no language."""
    for element in _elements(root):
        for part in ("text", "tail"):
            if text := getattr(element, part):
                setattr(element, part, _unlabelled(text))


def _unlabelled(text: str) -> str:
    line = text.strip()
    if not line or len(line) > _LONGEST:
        return text
    if find_label(line):
        return text.replace(line, line.translate(_OTHER_LETTERS))
    labelled = split_labelled(line)
    printed = labelled.label.printed if labelled else ""
    return text.replace(printed, printed.translate(_OTHER_LETTERS), 1) if printed else text


_OTHER_LETTERS = str.maketrans("aeiouyAEIOUYéèáóíúаеиоуыяАЕИОУЫЯ", "ioauyeIOAUYEíóúáéèоиеауяыОИЕАУЯЫ")
"""Words keep their form: what is one label in singular and plural stays one."""


def _without_headings(root: Any) -> None:
    for element in root.iter(*_HEADINGS):
        element.tag = "div"


def _without_head(root: Any) -> None:
    for element in list(root.iter("title", "meta", "script")):
        if element.tag != "script" or "json" in (element.get("type") or ""):
            element.drop_tree()


def _without_names(root: Any) -> None:
    for element in _elements(root):
        for name in _NAMES:
            element.attrib.pop(name, None)


def _without_bold(root: Any) -> None:
    for element in list(root.iter("b", "strong")):
        element.drop_tag()


def _without_lists(root: Any) -> None:
    for element in root.iter(*_LISTS):
        element.tag = _LISTS[element.tag]


def _elements(root: Any) -> Iterator[Any]:
    return (
        element for element in root.iter() if isinstance(element.tag, str) and element.tag not in ("script", "style")
    )


STRAINS: dict[str, Callable[[Any], None]] = {
    "without labels": _without_labels,
    "without headings": _without_headings,
    "without head": _without_head,
    "without names": _without_names,
    "without bold": _without_bold,
    "without lists": _without_lists,
}
