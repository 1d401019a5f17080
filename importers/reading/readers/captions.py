"""What a page says of a picture: in the figure's caption, in attributes around it, or on the line under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from importers.reading.boxes import chain
from importers.reading.document import Box, LegacyDocument, Passage, Picture, fold
from importers.reading.items import Image
from importers.reading.phrases import is_chrome_phrase
from importers.reading.pictures import CAPTIONS, CREDITS, first_attribute
from importers.reading.prose import is_link, is_prose
from importers.reading.readers.credit_lines import line_facts
from importers.reading.readings import Mention, whole
from importers.reading.vocabulary.dates import find_days
from importers.reading.vocabulary.labels import find_label, split_labelled
from importers.reading.wordlists import exact_list, phrase_pattern, word_list

_MOST_LINES = 2
"""Lines that may stand in one frame with a picture."""
_LONGEST = 300
_SHORT = 120
_ROWS = frozenset({"tr", "ul", "ol"})
"""Boxes whose parts stand beside each other."""
_AROUND = 3
"""Elements around an image in whose attributes its caption may be."""
_TAG = re.compile(r"<[^<>]{1,200}>")


class Described(NamedTuple):
    """A picture with what is said of it, and where that stands in visible text."""

    image: Image
    mentions: tuple[Mention, ...] = ()


class _Said(NamedTuple):
    text: str
    lines: tuple[Passage, ...] = ()


def describe(picture: Picture, document: LegacyDocument) -> Described:
    """The picture's caption and credit. Attributes come before lines: they belong to it for certain."""
    caption = _of_attributes(picture, picture.caption, CAPTIONS) or _figure_caption(picture, document)
    credit = _of_attributes(picture, picture.credit, CREDITS)
    frame = _frame(picture, document)
    caption = caption or _marked(frame, "caption_marks")
    credit = credit or _marked(frame, "credit_marks")
    credit = credit or _credit_line(frame)
    beside = None if caption else _under(picture, frame, document) or _titled(picture, document)
    if beside and _names_maker(beside.text):
        credit = credit or beside
    else:
        caption = caption or beside
    if caption and credit and credit.text == caption.text:
        credit = None
    lines = dict.fromkeys(line for said in (caption, credit) if said for line in said.lines)
    image = Image(picture.url, picture.alt or None, caption.text if caption else None, _who(credit))
    return Described(image, tuple(map(whole, lines)))


def _who(credit: _Said | None) -> str | None:
    """Without "Photo:" before the name."""
    if credit is None:
        return None
    lead = _credit_lead().match(credit.text)
    return credit.text[lead.end() :].strip() or credit.text if lead else credit.text


@cache
def _credit_lead() -> re.Pattern[str]:
    """ "Photo: ", "© ", "Photo by "."""
    labels, leads = (
        "|".join(re.escape(word) for word in sorted(exact_list("pictures", name), key=len, reverse=True))
        for name in ("credit_labels", "credit_leads")
    )
    return re.compile(rf"(?:{labels})\s?[:：]\s?|(?:{leads})\s", re.IGNORECASE)


def plain(text: str) -> str:
    """Text of an attribute that holds markup."""
    return " ".join(_TAG.sub(" ", text).split()) if "<" in text else text


def _of_attributes(picture: Picture, own: str, names: tuple[str, ...]) -> _Said | None:
    if own:
        return _Said(plain(own))
    for element in _alone_around(picture.element):
        if text := first_attribute(element, names):
            return _Said(plain(text))
    return None


def _alone_around(element: Any) -> Iterator[Any]:
    """The elements around an image that hold nothing else."""
    for _ in range(_AROUND):
        parent = element.getparent()
        if parent is None or len(parent) > 1:
            return
        yield parent
        element = parent


def _figure_caption(picture: Picture, document: LegacyDocument) -> _Said | None:
    figure = next((box for box in chain(picture.box) if box.tag == "figure"), None)
    if figure is None:
        return None
    lines = tuple(p for p in _beside(picture, document) if p.kind == "caption" and figure in set(chain(p.box)))
    return _Said(" ".join(passage.text for passage in lines), lines) if lines else None


def _beside(picture: Picture, document: LegacyDocument) -> tuple[Passage, ...]:
    """The lines right after the picture and, where its caption comes first, the one before."""
    start = max(picture.after, 0)
    return document.passages[start : start + 2 + _MOST_LINES]


def _frame(picture: Picture, document: LegacyDocument) -> tuple[Passage, ...]:
    """The lines under the picture in the smallest box that holds both, if there are only few in that box."""
    following = document.passages[picture.after + 1 : picture.after + 2 + _MOST_LINES]
    if not following:
        return ()
    around = set(chain(picture.box))
    box = next(box for box in chain(following[0].box) if box in around)
    if box.parent is None:
        return ()
    inside = [passage for passage in following if box in set(chain(passage.box))]
    before = document.passages[picture.after] if picture.after >= 0 else None
    if box.tag in _ROWS or len(inside) > _MOST_LINES or (before is not None and _is_in(before, box)):
        return tuple(passage for passage in inside[:1] if _is_marked(passage))
    return tuple(inside)


def _is_in(passage: Passage, box: Box) -> bool:
    return box in set(chain(passage.box))


def _is_marked(passage: Passage) -> bool:
    return bool(_words(passage) & (word_list("pictures", "caption_marks") | word_list("pictures", "credit_marks")))


def _words(passage: Passage) -> frozenset[str]:
    """The words of the line's element, or of an inline one that holds all of it."""
    words = passage.box.words
    for run in passage.runs:
        if run.end - run.start >= 0.9 * len(passage.text):
            words |= run.words
    return words


def _marked(frame: tuple[Passage, ...], marks: str) -> _Said | None:
    """The line whose class says that it is the caption or the credit."""
    found = next((passage for passage in frame if _words(passage) & word_list("pictures", marks)), None)
    return _Said(found.text, (found,)) if found else None


def _under(picture: Picture, frame: tuple[Passage, ...], document: LegacyDocument) -> _Said | None:
    """The line that has one frame or one element with the picture and is neither a title, a fact, nor a link."""
    lines = frame or _own_line(picture, document)
    if not lines or not _describes(lines[0], document.folded[lines[0].index]):
        return None
    if is_prose(lines[0].text) and (lines[0].box is picture.box or len(lines[0].text) > _SHORT):
        return None
    return _Said(lines[0].text, lines[:1])


def _own_line(picture: Picture, document: LegacyDocument) -> tuple[Passage, ...]:
    """The one short line that stands in the picture's own element, right under it."""
    near = document.passages[max(picture.after, 0) : picture.after + 3]
    own = tuple(passage for passage in near if passage.box is picture.box)
    if len(own) > 1 and _alternate(picture, document):
        own = document.passages[picture.after + 1 : picture.after + 2]
    alone = len(own) == 1 and own[0].index == picture.after + 1 and picture.box.parent is not None
    return own if alone and len(own[0].text) <= _SHORT else ()


def _alternate(picture: Picture, document: LegacyDocument) -> bool:
    """Whether the picture's element holds several pictures, each with one line under it, and nothing else."""
    under = [one.after + 1 for one in document.pictures if one.box is picture.box]
    start, end = under[0], under[0] + len(under)
    held = document.passages[max(start - 1, 0) : end + 1]
    lines = [passage.index for passage in held if passage.box is picture.box]
    return len(under) > 1 and under == list(range(start, end)) == lines


def _credit_line(frame: tuple[Passage, ...]) -> _Said | None:
    """ "Photo: Ann Poole" under the caption."""
    found = next((passage for passage in frame[1:] if _names_maker(passage.text)), None)
    return _Said(found.text, (found,)) if found else None


def _titled(picture: Picture, document: LegacyDocument) -> _Said | None:
    """The title of the image or of the link around it, where it says more than its alt text and the page's name."""
    text = plain(first_attribute(picture.element, ("title",)))
    for element in _alone_around(picture.element) if not text else ():
        text = text or plain(first_attribute(element, ("title",)))
    folded = fold(text)
    if len(folded.split()) < 2 or folded == fold(picture.alt) or is_chrome_phrase(folded):
        return None
    if phrase_pattern("pictures", "hints").search(folded) or folded in fold(document.metas.get("title", "")):
        return None
    return _Said(text)


def _names_maker(text: str) -> bool:
    """ "Photo: Ann Poole" """
    return len(text) < 90 and _credit_lead().match(text) is not None


def _describes(passage: Passage, folded: str) -> bool:
    if passage.kind in ("heading", "button", "term") or len(passage.text) > _LONGEST or is_link(passage):
        return False
    if len(folded.split()) < 2 or is_chrome_phrase(folded) or find_label(passage.text) or find_days(passage.text):
        return False
    if _names_maker(passage.text):
        return True
    facts = line_facts(passage.text)
    return split_labelled(passage.text) is None and facts.kinds < 2 and facts.covered() < 0.4 * len(passage.text)
