"""What two boxes or two lines of a page have in common: the same element, the same classes, the same place.

Pages mark the records of a list alike, but for classes that tell first from last, or drama from comedy.
"""

from __future__ import annotations

from collections.abc import Hashable

from importers.reading.document import Box
from importers.reading.markup import attribute_words
from importers.reading.wordlists import word_list

Step = tuple[str, frozenset[str]]


class Shapes:
    """Numbers for the shapes of a page's boxes: the same number, the same tags and classes from the body down."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, Step], int] = {}
        self._known: dict[Box, int] = {}
        self._steps: dict[Box, Step] = {}
        self._places: dict[Hashable, int] = {}
        self._between: dict[tuple[Box, Box | None], int] = {}

    def step(self, box: Box) -> Step:
        """The box's own part of its shape."""
        step = self._steps.get(box)
        if step is None:
            named = box.element.get("class") if box.element is not None else None
            words = attribute_words(named) - word_list("listing", "states") if named else frozenset()
            step = self._steps[box] = (box.tag, words)
        return step

    def of(self, box: Box) -> int:
        path: list[Box] = []
        around: Box | None = box
        while around is not None and around not in self._known:
            path.append(around)
            around = around.parent
        number = self._known[around] if around is not None else 0
        for inner in reversed(path):
            number = self._known[inner] = self._numbers.setdefault((number, self.step(inner)), len(self._numbers) + 1)
        return number

    def between(self, box: Box, outer: Box | None) -> int:
        """A number for the steps from `outer`, without it, to the box: where a line stands in its record."""
        number = self._between.get((box, outer))
        if number is None:
            steps: list[Step] = []
            around: Box | None = box
            while around is not None and around is not outer:
                steps.append(self.step(around))
                around = around.parent
            number = self._between[box, outer] = self.number(tuple(steps))
        return number

    def number(self, place: Hashable) -> int:
        """The same number for the same place: compared sooner than the place itself."""
        return self._places.setdefault(place, len(self._places))
