"""Which of the places that all records of a list share holds their titles: judged together, not record by record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from importers.reading.document import fold
from importers.reading.listing.evidence import Evidence
from importers.reading.listing.fitting import fits, is_award
from importers.reading.listing.groups import Group
from importers.reading.listing.slots import Slot
from importers.reading.prose import ends_sentence
from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.names import looks_like_name
from importers.reading.vocabulary.years import parse_year
from importers.reading.wordlists import word_list

LEAST = 0.15
"""Weight of the marking of titles that are any."""
_CHANCE = 0.25
"""Share of titles that may speak of a prize by themselves, or be taken for a director's name."""


@dataclass(frozen=True, slots=True)
class Titles:
    """For each span of the group its title's place, None where it has none; `weight`: how sure the marking makes it."""

    slots: tuple[Slot | None, ...]
    weight: float
    are_people: bool = False
    """Whether nearly all of them could be names."""


def choose_titles(group: Group, evidence: Evidence) -> Titles:
    """The best place for most records; for those without it the next best."""
    columns: defaultdict[Hashable, dict[int, Slot]] = defaultdict(dict)
    for number, span in enumerate(group):
        for key, slot in span.slots:
            other = columns[key].setdefault(number, slot)
            if other is not slot and not fits(other) and fits(slot):
                columns[key][number] = slot
    ranked = sorted(
        ((_rank(list(column.values()), len(group), evidence), column) for column in columns.values()),
        key=lambda pair: -pair[0],
    )
    best = ranked[0][0] if ranked else 0.0
    believed = [column for rank, column in ranked if rank > max(LEAST, 0.4 * best)][:4]
    chosen = tuple(
        next((column[number] for column in believed if number in column and fits(column[number])), None)
        for number in range(len(group))
    )
    if None in chosen and best:
        chosen = _with_alike(group, chosen)
    texts = [slot.text for slot in chosen if slot is not None]
    return Titles(chosen, best, bool(texts) and _share(_is_person, texts) > 0.85)


def _with_alike(group: Group, chosen: tuple[Slot | None, ...]) -> tuple[Slot | None, ...]:
    """With titles that stand out as the others do, where more stands in their line: "<b>Title</b> (Other title)"."""
    places = zip(group, chosen, strict=True)
    marked = {_marking(key, slot) for span, one in places for key, slot in span.slots if slot is one and slot.tags}
    if not marked:
        return chosen
    return tuple(
        slot or next((s for key, s in span.slots if _marking(key, s) in marked and _may_open(s) and fits(s)), None)
        for span, slot in zip(group, chosen, strict=True)
    )


def _may_open(slot: Slot) -> bool:
    """Whether the line begins with it, or names before it whom a prize went to: "Ada Brandt for <b>Title</b>"."""
    return slot.start == 0 or is_awarded(slot.passage.text[: slot.start])


def is_awarded(before: str) -> bool:
    """ "Ada Brandt for": what stands before the film on a list of prizes."""
    words = fold(before[-24:]).split()
    return any(
        " ".join(words[-count:]) in word_list("listing", "awarded_for") for count in (1, 2) if len(words) > count
    )


def _marking(key: Hashable, slot: Slot) -> Hashable:
    """How and where it stands out, whether as the whole of its line or at its beginning."""
    return key[0] if isinstance(key, tuple) else key, slot.tags, slot.words, bool(slot.href)


def _rank(column: Sequence[Slot], records: int, evidence: Evidence) -> float:
    """A column's marking, lowered by what says that it holds no titles."""
    fitting = [slot for slot in column if fits(slot)]
    if not fitting:
        return 0.0
    size = len(fitting)
    texts = [slot.folded for slot in fitting]
    if size > 2 and max(_share(_is_small_number, texts), _share(_is_origin, [slot.text for slot in fitting])) > 0.6:
        return 0.0
    directors = _share(evidence.directors.__contains__, texts)
    told = 0.4 + sum([slot.weight for slot in fitting]) / size
    told += 2.0 * sum(_is_titled(slot, evidence) for slot in fitting) / size if evidence.columns else 0.0
    told -= 1.0 * _share(ends_sentence, [slot.text for slot in fitting])
    told -= 3.0 * max(_share(is_award, texts) - _CHANCE, 0.0) + 2.0 * (directors if directors > _CHANCE else 0.0)
    told -= 0.5 * (len(set(texts)) > 2 and _share(_is_person, [slot.text for slot in fitting]) > 0.85)
    distinct = len(set(texts)) / size
    return told * (size / records) * (size / len(column)) * min(1.0, 0.4 + distinct)


def _share(test, texts: Sequence[str]) -> float:  # type: ignore[no-untyped-def]
    return sum(map(test, texts)) / len(texts)


def _is_small_number(text: str) -> bool:
    """The days of a month, the numbers of a list."""
    return len(text) < 3 and text.isdigit()


def _is_origin(text: str) -> bool:
    """A country or a year: of one film a title, of most of a list what is told of them."""
    return parse_year(text) is not None or parse_countries(text) is not None


def _is_titled(slot: Slot, evidence: Evidence) -> bool:
    cell = slot.passage.cell
    return cell is not None and (cell.table, cell.column) in evidence.columns


def _is_person(text: str) -> bool:
    return " " in text and text[:4].lower() != "the " and looks_like_name(text)
