"""This film's images: in the content or named by the page's head, and neither icons, logos nor other films'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from importers.reading.chrome import Content, chain
from importers.reading.document import Box, LegacyDocument, Picture, css_path
from importers.reading.items import Image, Problem
from importers.reading.learned import LearnedChrome
from importers.reading.readings import Reading
from importers.reading.vocabulary.labels import split_labelled
from importers.reading.wordlists import word_list

_NOT_CONTENT = re.compile(
    r"[a-z]Button\b|\bcounter|fpcount|count\.cgi|sprite|spacer|blank\.|pixel|1x1|transparent|(?:^|[/_-])(?:logo|icon|icons|arrow|button|btn|bullet|flag|flags|"
    r"loading|loader|spinner|placeholder|avatar|facebook|twitter|instagram|youtube|print|search|share|star|stars|line|masthead|sponsor|dot|go|pdf|"
    r"email|header|footer|banner|nav|menu|bg|background)s?[._\d-]",
    re.IGNORECASE,
)
_SVG = re.compile(r"\.svgz?$", re.IGNORECASE)
_TINY = 60
_HEROES = frozenset({"hero", "poster", "still", "backdrop", "keyart", "filmstill", "cover", "visual", "keyvisual"})
"""Words in class attributes of the large image beside a page's main block."""


def read_pictures(
    document: LegacyDocument, content: Content, boxes: Sequence[Box | None], learned: LearnedChrome | None = None
) -> tuple[list[Reading], dict[int, Reading]]:
    """The page's own images, and those inside the boxes of listed films, by the box's number."""
    numbers = {box: number for number, box in enumerate(boxes) if box is not None}
    own: list[Picture] = []
    listed: defaultdict[int, list[Picture]] = defaultdict(list)
    for picture in _content_pictures(document, content, learned):
        if _is_svg(picture):
            continue
        number = next((numbers[box] for box in chain(picture.box) if box in numbers), None)
        (own if number is None else listed[number]).append(picture)
    readings = [_reading(document, own)] if own else []
    return readings, {number: _reading(document, pictures) for number, pictures in listed.items()}


def picture_problems(
    document: LegacyDocument, content: Content, learned: LearnedChrome | None = None
) -> Iterator[Problem]:
    """Images of the content that are no pictures."""
    for url in dict.fromkeys(p.url for p in _content_pictures(document, content, learned) if _is_svg(p)):
        told = "an SVG is a document that can hold scripts, not a picture; convert it to PNG. It was left out."
        yield Problem("image.svg", f"{document.source}: images: {url}: {told}")


def _content_pictures(document: LegacyDocument, content: Content, learned: LearnedChrome | None) -> Iterator[Picture]:
    for picture in document.pictures:
        if _is_content(picture, content) and not (learned and learned.repeats_picture(picture.url)):
            yield picture


def _is_svg(picture: Picture) -> bool:
    return bool(_SVG.search(picture.url.split("?")[0].split("#")[0]))


def _reading(document: LegacyDocument, pictures: list[Picture]) -> Reading:
    images = tuple(dict.fromkeys(image_of(picture, document) for picture in pictures))
    return Reading("images", images, "image", 0.8, locator=_locator(document, pictures[0]), text=images[0].url)


def _locator(document: LegacyDocument, picture: Picture) -> str:
    return css_path(picture.element)


def image_of(picture: Picture, document: LegacyDocument) -> Image:
    caption = picture.caption or _caption(picture) or _line_beside(picture, document, _CAPTION_MARKS)
    credit = picture.credit or _line_beside(picture, document, _CREDIT_MARKS)
    if credit and (labelled := split_labelled(credit)):
        credit = labelled.value
    return Image(picture.url, picture.alt or None, caption or None, credit or None)


_CAPTION_MARKS = frozenset({"caption", "legend", "legende", "bildunterschrift", "didascalia"})
_CREDIT_MARKS = frozenset({"credit", "credits", "copyright", "photocredit"})


def _line_beside(picture: Picture, document: LegacyDocument, marks: frozenset[str]) -> str:
    """The line after the image in the same box, if its class says that it is the caption or the credit."""
    for passage in document.passages[picture.after + 1 : picture.after + 3]:
        near = passage.box.parent is picture.box or passage.box.parent is picture.box.parent
        if near and passage.box.words & marks:
            return passage.text
    return ""


def _caption(picture: Picture) -> str | None:
    """The figure's caption, or the title of the image or of the link around it."""
    element = picture.element
    for _ in range(4):
        element = element.getparent() if element is not None else None
        if element is None:
            return None
        if element.tag == "figure":
            caption = element.find(".//figcaption")
            return " ".join("".join(caption.itertext()).split()) or None if caption is not None else None
    return None


def _is_content(picture: Picture, content: Content) -> bool:
    if _NOT_CONTENT.search(picture.url.split("?")[0].rsplit("/", 1)[-1]) or _is_small(picture):
        return False
    around = list(chain(picture.box))
    if any(box in content.chrome_boxes for box in around):
        return False
    if content.core not in around and not (picture.box.words & _HEROES and content.core.parent in around):
        return False
    return not any(box.words & word_list("chrome", "weak") for box in around[:4])


def _is_small(picture: Picture) -> bool:
    sizes = [picture.element.get(name) or "" for name in ("width", "height")]
    numbers = [int(size.removesuffix("px")) for size in sizes if size.removesuffix("px").isdigit()]
    return any(number < _TINY for number in numbers)
