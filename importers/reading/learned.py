"""What a site repeats from page to page, learned by counting in fixed memory."""

from __future__ import annotations

import zlib
from array import array
from typing import NamedTuple

from importers.reading.document import LegacyDocument, Passage
from importers.reading.prose import is_prose

_BUCKETS = 1 << 20
_FULL = 65_535
_FEW = 3

Buckets = array
"""Numbers of buckets, each once: what counts of a page, small enough to be handed to another process."""


class Repetition(NamedTuple):
    """On how many of a site's `pages` a line stands at its place, and how many have that place at all."""

    times: int
    places: int
    pages: int
    is_prose: bool

    @property
    def is_regular(self) -> bool:
        """Whether so many pages have it that it is no chance. Two pages can only agree as a whole."""
        if self.times < 2 or (self.pages > 3 and self.times < _FEW):
            return False
        share = 0.8 if self.is_prose else 0.3 if self.pages >= 10 else 0.75
        return self.times >= share * self.pages or self.times >= 0.9 * self.places


class LearnedChrome:
    """Counts on how many pages of one site a line occurs at the same place of the template.

    Counts are kept by hash, so that memory does not grow with the number of pages; two lines that share a hash can
    only make each other look as frequent as both together, which among a million buckets is rare and harmless.
    """

    def __init__(self) -> None:
        self.pages = 0
        self._counts = array("H", bytes(2 * _BUCKETS))

    def learn(self, document: LegacyDocument) -> None:
        self.count(buckets_of(document))

    def count(self, buckets: Buckets) -> None:
        """One more page, by its buckets: these can be found in another process."""
        self.pages += 1
        for bucket in buckets:
            if self._counts[bucket] < _FULL:
                self._counts[bucket] += 1

    def __getstate__(self) -> tuple[int, Buckets, Buckets]:
        """What another process needs: counts that never make anything repeat are left out."""
        least = 2 if self.pages <= _FEW else _FEW
        counted = array("L", (bucket for bucket, count in enumerate(self._counts) if count >= least))
        return self.pages, counted, array("L", (self._counts[bucket] for bucket in counted))

    def __setstate__(self, state: tuple[int, Buckets, Buckets]) -> None:
        self.__init__()  # type: ignore[misc]
        self.pages, buckets, counts = state
        for bucket, count in zip(buckets, counts, strict=True):
            self._counts[bucket] = count

    def repeats(self, document: LegacyDocument, passage: Passage) -> bool:
        """Whether the line is on so many pages that it is chrome. Long texts must be on nearly all of them."""
        count = self._counts[_bucket(document, passage)]
        if self.pages < 3 or count < _FEW:
            return False
        share = 0.8 if is_prose(passage.text) else 0.3 if self.pages >= 10 else 0.75
        return count >= share * self.pages

    def repetition(self, document: LegacyDocument, passage: Passage) -> Repetition:
        """How often the line stands at its place."""
        times, places = self._counts[_bucket(document, passage)], self._counts[_place(passage.box.path)]
        return Repetition(times, places, self.pages, is_prose(passage.text))

    def repeats_picture(self, url: str) -> bool:
        """Whether the image is on so many pages that it is decoration."""
        if self.pages == _FEW:
            return self._counts[_hash(url)] == _FEW
        return self.pages > _FEW and self._counts[_hash(url)] >= max(_FEW, 0.2 * self.pages)


def buckets_of(document: LegacyDocument) -> Buckets:
    """What counts of a page: each line at its place, each place, and each picture, once."""
    buckets = {_bucket(document, passage) for passage in document.passages}
    buckets |= {_place(path) for path in {passage.box.path for passage in document.passages}}
    buckets |= {_hash(picture.url) for picture in document.pictures}
    return array("L", buckets)


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "replace")) % _BUCKETS


def _place(path: str) -> int:
    return _hash(f"place\n{path}")


def _bucket(document: LegacyDocument, passage: Passage) -> int:
    key = f"{passage.box.path}\n{document.folded[passage.index] or passage.text}"
    return _hash(key)
