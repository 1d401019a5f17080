"""The places of a record where its title may stand: whole lines, and links, bold or named parts of lines."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property

from importers.reading.document import LARGE, Passage, fold
from importers.reading.phrases import is_chrome_phrase, leads_elsewhere
from importers.reading.prose import bullet_end, is_prose
from importers.reading.readers.showing_lines import tells_of_event
from importers.reading.readings import Mention
from importers.reading.vocabulary.dates import find_days, find_times
from importers.reading.vocabulary.durations import parse_duration
from importers.reading.vocabulary.labels import find_label
from importers.reading.vocabulary.months import names_days_only
from importers.reading.vocabulary.years import parse_year
from importers.reading.wordlists import word_list

_LONGEST = 140
_MOST_RUNS = 10
_STRONG = frozenset(["b", "strong", "big"])
_SLANTED = frozenset(["em", "i", "cite", "q"])
_SMALL = frozenset(["small", "span", "sup", "sub"])
"""What is added to a title in its line stands in such elements."""
_LEAD = re.compile(r"\s+[-–—/|]\s+|\s*[|(\[/]\s*|,\s+|\s{2,}|:\s")


BEHIND_DAY = "behind day"
"""Key of the place in "2. september: Brattbakken"."""
_QUOTED = re.compile(r"[„“«]([^„“”«»\"]{2,80})[”“»\"]")
"""A title in quotation marks within a line."""


@dataclass(eq=False)
class Slot:
    """`passage.text[start:end]` may be a title. `key`: the same in every record of a list that is marked up alike.
    Made once for a line, so that what is found of it is kept: each way to part the page asks again."""

    passage: Passage
    start: int
    end: int
    key: Hashable
    tags: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    href: str = ""
    is_composite: bool = False
    """A whole line of which parts stand out: rather one of these is the title."""

    @cached_property
    def text(self) -> str:
        return self.passage.text[self.start : self.end].strip()

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def weight(self) -> float:
        """How much the marking says that a title stands here."""
        return _weight(self)

    @property
    def is_whole(self) -> bool:
        return self.start == 0 and self.end == len(self.passage.text)

    @property
    def mention(self) -> Mention:
        return Mention(self.passage.index, self.start, self.end)


def slots(passage: Passage) -> tuple[Slot, ...]:
    """The line's parts, then the whole line, then what stands before its first separator."""
    found: tuple[Slot, ...] | None = passage.remembered.get(Slot)
    if found is None:
        found = passage.remembered[Slot] = tuple(_slots(passage))
    return found


def _slots(passage: Passage) -> Iterator[Slot]:
    parts = list(_parts(passage))
    inner = [slot for slot in parts if not slot.is_whole]
    yield from inner
    covering = [slot for slot in parts if slot.is_whole]
    size = len(passage.text)
    if size <= _LONGEST:
        tags = frozenset().union(*(slot.tags for slot in covering))
        words = passage.box.words.union(*(slot.words for slot in covering))
        href = next((slot.href for slot in covering if slot.href), "")
        start = bullet_end(passage.text)
        yield Slot(passage, start, size, ("whole", bool(href), bool(tags & _STRONG)), tags, words, href, bool(inner))
    first = min((slot.start for slot in inner), default=0)
    if first > bullet_end(passage.text) and first <= _LONGEST:
        yield Slot(passage, bullet_end(passage.text), first, "head", frozenset(), passage.box.words)
    if (dated := _behind_day(passage)) and (passage.kind == "heading" or covering):
        yield Slot(passage, dated, size, BEHIND_DAY, frozenset().union(*(s.tags for s in covering)), passage.box.words)
    quoted = _QUOTED.search(passage.text) if size <= 2 * _LONGEST else None
    if quoted is not None and not any(slot.start <= quoted.start(1) < slot.end for slot in inner):
        yield Slot(passage, quoted.start(1), quoted.end(1), "quoted", frozenset(), passage.box.words)
    if any(slot.start == 0 for slot in inner) or size > 2 * _LONGEST or is_prose(passage.text):
        return
    start, lead = bullet_end(passage.text), _LEAD.search(passage.text, 2)
    if lead and start < lead.start() < size:
        yield Slot(passage, start, lead.start(), "lead", frozenset(), passage.box.words)


_DAY_BEFORE = re.compile(r"[^:|–—]{3,34}?(?::|\s[-–—|])\s+(?=\S)")


def _behind_day(passage: Passage) -> int:
    """Where the title begins in "2. september: Brattbakken"; 0 where the line begins with no day."""
    text = passage.text
    found = _DAY_BEFORE.match(text) if len(text) <= _LONGEST and any(map(str.isdigit, text[:34])) else None
    days = find_days(found[0]) if found else ()
    return found.end() if found and len(days) == 1 and days[0].start < 12 else 0


def _parts(passage: Passage) -> Iterator[Slot]:
    """One slot for each stretch that inline elements set off, with all that is said of it."""
    known: dict[tuple[int, int], tuple[set[str], set[str], str]] = {}
    for run in passage.runs[:_MOST_RUNS]:
        tags, words, href = known.setdefault((run.start, run.end), (set(), set(), ""))
        tags.add(run.tag)
        words |= run.words
        known[run.start, run.end] = (tags, words, href or run.href)
    counted: dict[Hashable, int] = {}
    for (start, end), (tags, words, href) in known.items():
        if not href and not tags.isdisjoint(_STRONG):
            href = next((run.href for run in passage.links if run.start <= start and end <= run.end), "")
        if not passage.text[start:end].strip():
            continue
        name = (frozenset(tags), frozenset(words), bool(href))
        number = counted[name] = counted.get(name, -1) + 1
        yield Slot(passage, start, end, (name, number), frozenset(tags), frozenset(words), href)


def _weight(slot: Slot) -> float:
    words = slot.words | (slot.passage.box.words if slot.passage.kind == "heading" else frozenset())
    told = 2.0 * (slot.passage.kind == "heading" and not slot.is_composite)
    told += 1.6 * bool(words & word_list("titles", "marks"))
    told += (1.3 if is_film_address(slot.href) else 0.7) * bool(slot.href)
    told += 0.9 * (bool(slot.tags & _STRONG) or LARGE in words) + 0.5 * bool(slot.tags & _SLANTED)
    told += 0.6 * _is_quoted(slot) + 0.3 * slot.text.isupper() + 0.5 * (slot.passage.kind == "term")
    told -= 0.8 * (slot.start > 0 and slot.tags <= _SMALL and bool(slot.tags))
    return told - 1.2 * slot.is_composite


def _is_quoted(slot: Slot) -> bool:
    text = slot.text
    return text[:1] in "«“„\"'‘" or slot.passage.text[max(slot.start - 1, 0) : slot.start] in ("«", "“", "„", '"')


_ADDRESS = re.compile(r"[a-z]+")


def is_film_address(href: str) -> bool:
    """ "/films/one-hearse", "film.php?id=3": a film's own page, as opposed to "films.php" """
    if not href or href[0] == "#":
        return False
    path = href.lower().split("://")[-1]
    folder, _, name = path.rstrip("/").rpartition("/")
    words = word_list("listing", "addresses")
    if not words.isdisjoint(_ADDRESS.findall(folder.partition("/")[2] if "://" in href else folder)):
        return True
    return bool(set(_ADDRESS.findall(name)) & words) and ("=" in name or any(map(str.isdigit, name)) or "-" in name)


def may_be_title(text: str, *, sure: bool = False, addressed: bool = False) -> bool:
    """`sure`: set off as a heading or link, so that even a year may be one. `addressed`: it leads to a film's page, so
    that even what is a label elsewhere may be one."""
    folded = fold(text)
    if not folded or len(text) > _LONGEST or is_chrome_phrase(folded) or leads_elsewhere(folded):
        return False
    if folded in word_list("titles", "generic") or "@" in text or text.startswith("http") or text.endswith(":"):
        return False
    if tells_of_event("", text) or names_days_only(text):
        return False
    if (
        (not addressed and find_label(text))
        or parse_duration(text) is not None
        or (not sure and parse_year(text) is not None)
    ):
        return False
    if sure and len(folded) < 5:
        return True
    numbered = any(map(str.isdigit, text))
    if sure and numbered and not _is_mostly_dated(text):
        return not (is_prose(text) and len(text) > 90)
    dated = (numbered and bool(find_times(text))) or ((numbered or len(text) < 20) and bool(find_days(text)))
    return not (dated and len(text) < 60) and not (is_prose(text) and len(text) > 90)


def _is_mostly_dated(text: str) -> bool:
    """Whether days and hours are most of it: "Friday, 3 May, 19:00", not "The 8.47 Train"."""
    spans = [*((day.start, day.end) for day in find_days(text)), *((time.start, time.end) for time in find_times(text))]
    return sum(end - start for start, end in spans) >= 0.5 * len(text) or min(spans, default=(9, 9))[0] < 3
