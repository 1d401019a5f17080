"""The line of introduction over a text."""

from __future__ import annotations

from collections.abc import Iterator

from importers.reading.document import LegacyDocument, Passage, fold
from importers.reading.prose import ends_sentence, is_prose, word_count
from importers.reading.readers.nearby import is_fact, line_words
from importers.reading.readers.text_blocks import Block, is_bold, names_opening, opens_line
from importers.reading.readers.text_lines import Line, is_note, is_quote
from importers.reading.readers.tongues import foreignness, page_tongue
from importers.reading.readings import Reading
from importers.reading.strands import holds_name
from importers.reading.vocabulary.durations import find_durations
from importers.reading.vocabulary.labels import inline_labels
from importers.reading.vocabulary.names import looks_like_name
from importers.reading.wordlists import phrase_pattern, word_list


def read_standfirst(
    document: LegacyDocument, blocks: list[Block], synopsis: list[Line], title: Passage | None
) -> Iterator[Reading]:
    if title is None:
        return
    tongue = page_tongue(document)
    used = {line.passage.index for line in synopsis}
    start = synopsis[0].passage.index if synopsis else -1
    near: list[Line] = []
    for block in blocks:
        if (heading := _heading_under(block.heading, title, tongue)) is not None:
            yield _as_standfirst(heading, 0.87 if ends_sentence(heading.text) else 0.7)
        for line in block.lines:
            if line.passage.index in used or is_quote(line):
                continue
            if block.topic == "standfirst" or _marked_as(line):
                yield _as_standfirst(line, 0.9)
                return
            if is_note(line) or _is_of_facts(line) or _is_caption(line.passage):
                continue
            sentence = is_prose(line.text) or (ends_sentence(line.text) and _may_open(line))
            if title.index < line.passage.index < start and sentence:
                near.append(line)
    if near and len(near[0].text) < 450 and near[0].passage.kind != "item":
        yield _as_standfirst(near[0], 0.8)


def _heading_under(heading: Passage | None, title: Passage, tongue: str) -> Line | None:
    """A sentence that is set as a heading right under the title, or a few words that are in the page's language."""
    if heading is None or not 0 < heading.index - title.index <= 2 or len(heading.text) > 200:
        return None
    if heading.text[0] in "([" or line_words(heading) & word_list("titles", "original_marks"):
        return None
    line = Line(heading, 0, len(heading.text))
    told = ends_sentence(heading.text) and word_count(heading.text) >= 4
    told = told or (_is_tag_line(heading.text) and foreignness(heading.text, tongue) < 0)
    return line if told and not is_note(line) and not is_quote(line) and not _is_of_facts(line) else None


def _is_tag_line(text: str) -> bool:
    return word_count(text) >= 3 and not is_fact(text) and not looks_like_name(text) and not holds_name(fold(text))


def _is_of_facts(line: Line) -> bool:
    """What is left of a line of credits or of lengths, and lines that tell what the film was made from."""
    text = line.text
    cut = line.start > 0 or line.end < len(line.passage.text.rstrip())
    if cut and not is_prose(text):
        return True
    if sum(1 for found in inline_labels(text) if found.label.roles) > (0 if cut else 2):
        return True
    if len(text) < 300 and phrase_pattern("notes", "origins").match(fold(text[:60])):
        return True
    return len(text) < 100 and bool(find_durations(text))


def _is_caption(passage: Passage) -> bool:
    return passage.kind == "caption" or bool(line_words(passage) & word_list("pictures", "caption_marks"))


def _stands_out(passage: Passage) -> bool:
    """Whether a short sentence is set apart: in bold, or as a paragraph of its own in plain text."""
    return is_bold(passage) or (passage.box.element is None and passage.kind == "paragraph")


def _may_open(line: Line) -> bool:
    """A short sentence that is set apart, or a paragraph of five words or more."""
    return _stands_out(line.passage) or (line.passage.kind == "paragraph" and word_count(line.text) >= 5)


def _marked_as(line: Line) -> bool:
    over = line.passage.box.parent
    named = opens_line(line.passage) or (over is not None and names_opening(over.words))
    sentence = is_prose(line.text) or ends_sentence(line.text)
    return named and word_count(line.text) >= 4 and len(line.text) < 600 and sentence


def _as_standfirst(line: Line, sure: float) -> Reading:
    return Reading("standfirst", line.text.strip(), "text", sure, (line.mention(),))
