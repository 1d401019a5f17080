"""Going up through the boxes around a passage, and adding up what stands in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from importers.reading.document import Box


def chain(box: Box | None) -> Iterator[Box]:
    """The box and all that are around it, from the inside out."""
    while box is not None:
        yield box
        box = box.parent


def summed_upwards(own: Mapping[Box, float]) -> dict[Box, float]:
    """What is in each box itself becomes what is in it and all boxes inside. Linear in the number of boxes."""
    levels: defaultdict[int, list[Box]] = defaultdict(list)
    seen: set[Box] = set()
    for box in own:
        here: Box | None = box
        while here is not None and here not in seen:
            seen.add(here)
            levels[here.depth].append(here)
            here = here.parent
    sums: dict[Box, float] = dict(own)
    for depth in sorted(levels, reverse=True):
        for box in levels[depth]:
            if box.parent is not None:
                sums[box.parent] = sums.get(box.parent, 0.0) + sums.get(box, 0.0)
    return sums
