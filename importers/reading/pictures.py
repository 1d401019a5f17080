"""Images named on a page, and the texts it holds in attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from importers.reading.document import AttributeText, Box, Picture

_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-srcset", "data-large-src", "srcset", "src")
CAPTIONS = ("data-caption", "data-title", "data-description", "data-sub-html", "caption")
CREDITS = ("data-credit", "data-credits", "data-copyright", "data-author")
_TEXTS = ("alt", "title", *CAPTIONS, *CREDITS)
_BACKGROUNDS = ("data-bg", "data-background-image", "data-background")
_INTERESTING = frozenset({*_SOURCES, *_TEXTS, *_BACKGROUNDS, "style"})
"""An element with none of these attributes shows no image and holds no text in them."""
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*?url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|\?)", re.IGNORECASE)


class PictureCollector:
    """Collects in document order; one picture an element."""

    def __init__(self) -> None:
        self.pictures: list[Picture] = []
        self.attributes: list[AttributeText] = []

    def element(self, element: Any, tag: str, attributes: Mapping[str, str], box: Box, after: int) -> None:
        if _INTERESTING.isdisjoint(attributes):
            return
        url = _url(attributes, tag)
        picture = -1
        if url:
            picture = len(self.pictures)
            self.pictures.append(_picture(element, url, box, after))
        for name, text in attribute_texts(attributes):
            self.attributes.append(AttributeText(name, text, box, after, picture))

    def unseen(self, element: Any, box: Box, after: int) -> None:
        """The image inside `<noscript>`, unless it is the twin of one that a script would have loaded."""
        if element.tag != "noscript":
            return
        for image in element.iter("img"):
            url = image_url(image.attrib)
            if url and all(url != picture.url for picture in self.pictures[-3:]):
                self.pictures.append(_picture(image, url, box, after))


def attribute_texts(attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The attributes that hold text for people, with white space collapsed."""
    for name in _TEXTS:
        if name in attributes and (text := " ".join(attributes[name].split())):
            yield name, text


def _picture(element: Any, url: str, box: Box, after: int) -> Picture:
    return Picture(
        url,
        element,
        box,
        after,
        first_attribute(element, ("alt",)),
        first_attribute(element, CAPTIONS),
        first_attribute(element, CREDITS),
    )


def first_attribute(element: Any, names: tuple[str, ...]) -> str:
    """The text of the first of these attributes that holds any."""
    return next((" ".join(element.get(name).split()) for name in names if (element.get(name) or "").strip()), "")


def _url(attributes: Mapping[str, str], tag: str) -> str:
    if tag == "img" or tag == "amp-img" or (tag == "input" and attributes.get("type") == "image"):
        return image_url(attributes)
    if tag == "a" and "data-caption" in attributes and _IMAGE_FILE.search(attributes.get("href", "")):
        return attributes["href"].strip()
    style = attributes.get("style")
    if style and "url(" in style and (found := _BACKGROUND.search(style)):
        return _real(found[1])
    return _real(next((attributes[name] for name in _BACKGROUNDS if attributes.get(name)), ""))


def image_url(attributes: Mapping[str, str]) -> str:
    """The address a browser would end up loading: lazy attributes before `src`, the largest of a `srcset`."""
    for name in _SOURCES:
        value = attributes.get(name, "").strip()
        if value and "srcset" in name:
            value = _largest(value)
        if url := _real(value):
            return url
    return ""


def _real(url: str) -> str:
    url = url.strip()
    return "" if url.startswith("data:") or not url or any(c in url for c in "\n<>{}") else url


def _largest(srcset: str) -> str:
    candidates = [part.split() for part in re.split(r",\s+", srcset[:8000]) if part.strip()]
    return max(candidates, key=_width, default=[""])[0].rstrip(",")


def _width(candidate: list[str]) -> float:
    number = candidate[1][:-1] if len(candidate) > 1 else "0"
    return float(number) if re.fullmatch(r"\d{1,6}(\.\d{1,3})?", number) else 0.0
