"""What a film's page tells of other films, in lines that no heading sets apart, is not of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.reading.boxes import chain
from importers.reading.document import LegacyDocument, Passage, fold
from importers.reading.prose import is_prose
from importers.reading.readers.headings import main_title
from importers.reading.readings import Reading
from importers.reading.titlelines import read_title_line
from importers.reading.vocabulary.labels import find_label

_FACTS = frozenset(
    {"credits", "year", "running_time", "countries", "languages", "subtitles", "companies", "certificate"}
)
_LONGEST_TITLE = 100


def without_others(document: LegacyDocument, title: Passage | None, readings: Sequence[Reading]) -> list[Reading]:
    """The readings without those of films told of after the page's own, each under or behind a title of its own."""
    if title is None:
        return list(readings)
    directing = sorted((r for r in readings if _directors(r) and _at(r) > title.index), key=_at)
    if not directing:
        return list(readings)
    first = directing[0]
    foreign = {index for later in directing[1:] for index in _others_lines(document, title, first, later)}
    foreign |= set(_title_lines(document, title, first, readings))
    return [r for r in readings if r.field not in _FACTS or not r.mentions or _at(r) not in foreign]


def _directors(reading: Reading) -> set[str]:
    if reading.field != "credits":
        return set()
    return {fold(credit.name) for credit in reading.value if credit.role == "director"}


def _at(reading: Reading) -> int:
    return reading.mentions[-1].passage if reading.mentions else -1


def _others_lines(document: LegacyDocument, title: Passage, first: Reading, later: Reading) -> Iterator[int]:
    """The lines from another film's title on, as far as its box reaches, where `later` names that film's director."""
    if not _directors(first).isdisjoint(_directors(later)):
        return
    between = document.passages[_at(first) + 1 : _at(later)]
    opening = next((passage for passage in reversed(between) if _may_name_film(passage, title)), None)
    if opening is None:
        return
    box = document.passages[_at(later)].box
    for passage in document.passages[opening.index :]:
        if passage.index > _at(later) and not any(one is box.parent or one is box for one in chain(passage.box)):
            return
        yield passage.index


def _may_name_film(passage: Passage, title: Passage) -> bool:
    """A heading, a link or a line in bold that is neither this film's title nor a label."""
    text = passage.text
    marked = passage.kind == "heading" or _marked_opening(passage) == text
    return marked and len(text) < _LONGEST_TITLE and find_label(text) is None and fold(text) != fold(title.text)


def _marked_opening(passage: Passage) -> str:
    """What stands in a link, in bold or in italics at the beginning of the line."""
    runs = [run for run in passage.runs if run.start == 0 and (run.href or run.tag in ("b", "strong", "em", "i"))]
    return passage.text[: max(run.end for run in runs)] if runs else ""


def _title_lines(
    document: LegacyDocument, title: Passage, first: Reading, readings: Sequence[Reading]
) -> Iterator[int]:
    """Lines that begin with another film's title and go on with its facts."""
    for index in {_at(reading) for reading in readings if reading.field in _FACTS and _at(reading) > _at(first)}:
        passage = document.passages[index]
        named = _marked_opening(passage)
        if not named or len(named) == len(passage.text) or is_prose(passage.text) or find_label(named):
            continue
        own = fold(named) in fold(title.text) or fold(main_title(title)) in fold(named)
        if not own and read_title_line(passage):
            yield index
