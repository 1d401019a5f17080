"""This film's images: in the content or named by the page's head, and neither icons, logos nor other films'."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from importers.reading.boxes import chain
from importers.reading.chrome import Content
from importers.reading.document import Box, LegacyDocument, Picture, css_path
from importers.reading.items import Problem
from importers.reading.learned import LearnedChrome
from importers.reading.readers.captions import describe
from importers.reading.readings import Reading
from importers.reading.vocabulary.labels import find_label
from importers.reading.wordlists import exact_list, word_list

_NOT_PICTURES = re.compile(
    r"[a-z]Button\b|\bcounter|fpcount|count\.cgi|sprite|spacer|blank\.|pixel|1x1|transparent", re.IGNORECASE
)
_SVG = re.compile(r"\.svgz?$", re.IGNORECASE)
_TINY = 60


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
        if (
            (_is_content(picture, content) or _is_in_next_cell(picture, document, content))
            and not _is_portrait(picture, document, content)
            and not (learned and learned.repeats_picture(picture.url))
        ):
            yield picture


def _is_svg(picture: Picture) -> bool:
    return bool(_SVG.search(picture.url.split("?")[0].split("#")[0]))


def _reading(document: LegacyDocument, pictures: list[Picture]) -> Reading:
    described = [describe(picture, document) for picture in pictures]
    images = tuple(dict.fromkeys(one.image for one in described))
    mentions = tuple(dict.fromkeys(mention for one in described for mention in one.mentions))
    return Reading("images", images, "image", 0.8, mentions, locator=css_path(pictures[0].element), text=images[0].url)


def _is_content(picture: Picture, content: Content) -> bool:
    path = picture.url.split("?")[0]
    if _NOT_PICTURES.search(path.rsplit("/", 1)[-1]) or _named().search(path) or _is_small(picture):
        return False
    around = list(chain(picture.box))
    if any(box in content.chrome_boxes for box in around) or _is_elsewhere(picture, content):
        return False
    heroes = word_list("pictures", "heroes")
    if content.core not in around and not (picture.box.words & heroes and content.core.parent in around):
        return False
    return picture.box not in content.side_boxes


def _is_in_next_cell(picture: Picture, document: LegacyDocument, content: Content) -> bool:
    """A still with its caption in a cell beside the one with the text, where nothing leads elsewhere."""
    if content.core.tag != "td" or _NOT_PICTURES.search(picture.url) or _named().search(picture.url):
        return False
    cell = next((box for box in chain(picture.box) if box.parent is content.core.parent), None)
    if cell is None or cell is content.core or cell.tag != "td" or _is_small(picture):
        return False
    near = document.passages[max(picture.after, 0) : picture.after + 3]
    own = [passage for passage in near if any(box is cell for box in chain(passage.box))]
    return (
        bool(own)
        and not any(passage.links for passage in own)
        and describe(picture, document).image.caption is not None
    )


def _is_elsewhere(picture: Picture, content: Content) -> bool:
    """Under a heading such as "Related films"."""
    last = picture.after + 1 not in content.elsewhere and picture.after + 1 in content.chrome
    return picture.after in content.elsewhere and (picture.after + 1 in content.elsewhere or last)


def _is_portrait(picture: Picture, document: LegacyDocument, content: Content) -> bool:
    """A face beside its life: in a box named for that, or under its heading."""
    inner = []
    for box in chain(picture.box):
        if box is content.core:
            break
        inner.append(box)
    marks = word_list("pictures", "portrait_marks")
    if len(inner) < 20 and any(box.words & marks for box in inner[:3]):
        return True
    over = document.passages[picture.after] if picture.after >= 0 else None
    label = find_label(over.text) if over is not None and over.kind == "heading" else None
    return label is not None and label.field == "biography"


@cache
def _named() -> re.Pattern[str]:
    """Addresses whose file or folder is named for what is no picture of a film."""
    files, folders = ("|".join(exact_list("pictures", name)) for name in ("files", "folders"))
    return re.compile(rf"(?:^|[/_-])(?:{files})s?[._\d-][^/]*$|/(?:{folders})/", re.IGNORECASE)


def _is_small(picture: Picture) -> bool:
    sizes = [picture.element.get(name) or "" for name in ("width", "height")]
    numbers = [int(size.removesuffix("px")) for size in sizes if size.removesuffix("px").isdigit()]
    return any(number < _TINY for number in numbers)
