"""Lines that state what only films have: a director, a length, an origin. Asked before anything else is known of a page."""

from __future__ import annotations

from importers.reading.document import Passage
from importers.reading.prose import bullet_end
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.dates import find_days
from importers.reading.vocabulary.durations import find_durations
from importers.reading.vocabulary.labels import Label, find_label, inline_labels, split_labelled
from importers.reading.vocabulary.years import find_years


def is_film_fact(passage: Passage) -> bool:
    """A director, a length, an origin: with its label, or bare."""
    text = passage.text[bullet_end(passage.text) :]
    if len(text) > 160:
        return False
    labels = [find_label(text), *(find_label(passage.text[run.start : run.end]) for run in passage.runs[:2])]
    labels.append(opening_label(text))
    if any(label and (label.field in _FILM_FACTS or "director" in label.roles) for label in labels):
        return True
    return any(map(str.isdigit, text)) and (bool(find_durations(text)) or is_origin(text)) and not find_days(text)


_FILM_FACTS = frozenset({"countries", "year", "running_time"})


def is_origin(text: str) -> bool:
    """ "Spain - Andorra, 2006": nothing but countries and a year."""
    years = find_years(text)
    if len(years) != 1 or len(text) > 100:
        return False
    _, start, end = years[0]
    rest = (text[:start] + text[end:]).strip(" ,;.–-/()|")
    return parse_countries(rest) is not None


def names_director(passage: Passage) -> bool:
    label = opening_label(passage.text[bullet_end(passage.text) :]) if len(passage.text) < 200 else None
    return label is not None and "director" in label.roles


def opening_label(text: str) -> Label | None:
    """The label that a line begins with: "Regie: X", "reż. X"."""
    found = split_labelled(text) or next(iter(inline_labels(text)), None)
    return found.label if found and found.label_start == 0 else None
