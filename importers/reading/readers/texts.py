"""The film's text: standfirst, synopsis, the name under it, and the lives of its makers.

What facts readers have claimed is left out; what stands before and after the text that is no part of it (press quotes,
ticket and access notes, restoration credits) is cut off at both ends, never from the middle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.reading.document import LegacyDocument, Passage
from importers.reading.readers.biographies import read_biographies
from importers.reading.readers.bylines import signed, trimmed
from importers.reading.readers.standfirsts import read_standfirst
from importers.reading.readers.synopses import synopsis_lines
from importers.reading.readers.text_blocks import find_blocks
from importers.reading.readings import Reading


def read_texts(
    document: LegacyDocument,
    passages: Sequence[Passage],
    title: Passage | None,
    claims: dict[int, list[tuple[int, int]]],
    people: Sequence[str],
) -> Iterator[Reading]:
    """`claims`: what facts readers took, by passage; `people`: the names credited on the page."""
    blocks = find_blocks(document, passages, title, claims, people)
    synopsis_block, lines = synopsis_lines(document, blocks, people)
    lines, byline = trimmed(lines, people)
    byline = byline or signed(blocks, lines, people)
    if lines:
        text = "\n\n".join(line.text.strip() for line in lines)
        sure = 0.93 if synopsis_block and synopsis_block.topic == "synopsis" else 0.85
        yield Reading("synopsis", text, "text", sure, tuple(line.mention() for line in lines))
    if byline:
        yield byline
    yield from read_standfirst(document, blocks, lines, title)
    yield from read_biographies(blocks, lines, people)
