"""Labels and their values: "Regie: X", table rows, definition lists, a label in bold or on a line of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from importers.reading.boxes import chain
from importers.reading.document import Box, LegacyDocument, Passage, Run
from importers.reading.items import Credit
from importers.reading.prose import bullet_end, is_prose
from importers.reading.readers.premieres import is_premiere
from importers.reading.readers.tongues import page_tongue
from importers.reading.readings import Mention, Reading, part, whole
from importers.reading.values import may_be_people, read_value
from importers.reading.vocabulary.crew_lines import glued, names_first, run_on
from importers.reading.vocabulary.durations import find_durations
from importers.reading.vocabulary.folding import key
from importers.reading.vocabulary.labels import (
    Label,
    Labelled,
    find_label,
    in_language,
    inline_labels,
    is_ambiguous,
    short_labels,
    short_marks,
    split_labelled,
    stops_at,
)
from importers.reading.vocabulary.names import looks_like_name, parse_names, surnames_first
from importers.reading.vocabulary.years import find_years
from importers.reading.wordlists import exact_list

_PICTURE_MARKS = frozenset({"caption", "credit", "photo", "copyright", "legend", "legende"})
"""Words in class and id attributes of lines about an image."""
TEXT_FIELDS = frozenset(
    {"synopsis", "biography", "standfirst", "screenings", "date", "time", "venue", "screen", "title", "image_credit"}
)
"""Fields that other readers read."""
_MOST_LINES = 60
"""Lines one label may rule: long casts."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A label, and the stretches of passages that are its values."""

    label: Label
    values: tuple[Mention, ...]
    label_mention: Mention
    marked: bool
    confidence: float


def read_labelled(document: LegacyDocument, passages: tuple[Passage, ...]) -> Iterator[Reading]:
    """A reading for each value of each label."""
    pairs = tuple(_with_producers(document, find_pairs(document, passages)))
    yield from _parts_in_lists(passages, pairs)
    turned = any(surnames_first(text) for text in _credit_texts(document, pairs) if ";" in text.strip(" ;"))
    for pair in pairs:
        if is_ambiguous(pair.label):
            pair = replace(pair, label=in_language(pair.label, page_tongue(document)))
        yield from _readings(document, pair, turned=turned)


def _with_producers(document: LegacyDocument, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """ "Produção: Ada Brandt" beside "Empresa produtora: Silt Filmes" names a person."""
    made = [pair for pair in pairs if pair.label.company == "production"]
    people = [pair for pair in made if _names_people(document, pair)] if len(made) > 1 else []
    named = people if 0 < len(people) < len(made) else []
    for pair in pairs:
        label = Label(pair.label.printed, ("credits",), ("producer",))
        yield replace(pair, label=label) if any(one is pair for one in named) else pair


def _names_people(document: LegacyDocument, pair: Pair) -> bool:
    texts = [document.passages[value.passage].text[value.start : value.end] for value in pair.values]
    return bool(texts) and all(may_be_people(text) for text in texts)


def _parts_in_lists(passages: tuple[Passage, ...], pairs: Sequence[Pair]) -> Iterator[Reading]:
    """Players among the credits of a list: "<b>Nora</b> Ada Brandt" beside "<b>Producer</b> Ben Corso"."""
    credited = {pair.label_mention.passage for pair in pairs if pair.label.roles and pair.label_mention.start == 0}
    beside = {passage.box.parent for passage in passages if passage.index in credited and passage.kind == "item"}
    for passage in passages:
        if passage.kind != "item" or passage.box.parent not in beside or passage.index in credited:
            continue
        run = next((run for run in passage.runs if run.start == 0 and run.tag in ("b", "strong", "em", "i")), None)
        name = passage.text[run.end :].strip(" :–-") if run else ""
        if run and " " in name and looks_like_name(name) and not find_label(passage.text[: run.end]):
            played = Credit("cast", "", name, passage.text[: run.end].strip(" :–-"))
            yield Reading("credits", (played,), "label", 0.85, (whole(passage),))


def _credit_texts(document: LegacyDocument, pairs: Sequence[Pair]) -> Iterator[str]:
    for pair in pairs:
        if pair.label.roles:
            yield from (document.passages[m.passage].text[m.start : m.end] for m in pair.values)


def _readings(document: LegacyDocument, pair: Pair, *, turned: bool = False) -> Iterator[Reading]:
    """`turned`: the page writes "Surname, Given; Surname, Given"."""
    if len(pair.values) > 1 and pair.label.field in _LISTS:
        yield from _listed_values(document, pair)
        return
    part_first = _part_first(document, pair)
    for value in pair.values:
        passage = document.passages[value.passage]
        if pair.label.field == "credits" and (parted := _parted(passage, value) or _played(document, pair, passage)):
            parted = parted[::-1] if part_first else parted
            credits = tuple(Credit(role, pair.label.printed, *parted) for role in pair.label.roles)
            yield Reading("credits", credits, "label", pair.confidence, (pair.label_mention, value))
            continue
        text = passage.text[value.start : value.end]
        if turned and pair.label.roles and (names := surnames_first(text)):
            text = "; ".join(names)
        for field, item in read_value(pair.label, text, marked=pair.marked):
            if field == "credits" and "image_credit" in pair.label.also and not all(" " in c.name for c in item):
                continue
            mentions = (pair.label_mention, value)
            item = tuple(map(_exchanged, item)) if part_first else item
            yield Reading(field, item, "label", pair.confidence, mentions)


def _exchanged(credit: Credit) -> Credit:
    return replace(credit, name=credit.character, character=credit.name) if credit.character else credit


_STATUS = frozenset({"status", "statut", "type", "tipo", "estatus", "premierenstatus"})
"""In a label they say that the value follows: "UK premiere" is its own value, "Premiere status" is not."""
_LISTS = frozenset({"countries", "languages", "subtitles"})
"""Fields of which a label may have several lines, one value each."""


def _listed_values(document: LegacyDocument, pair: Pair) -> Iterator[Reading]:
    found: dict[str, list[str]] = {}
    for value in pair.values:
        for field, items in read_value(pair.label, document.passages[value.passage].text, marked=pair.marked):
            if field in _LISTS:
                found.setdefault(field, []).extend(items)
    for field, codes in found.items():
        mentions = (pair.label_mention, *pair.values)
        yield Reading(field, tuple(dict.fromkeys(codes)), "label", pair.confidence, mentions)


def _part_first(document: LegacyDocument, pair: Pair) -> bool:
    """Whether a cast names the part before the player: "Agnes … MARTHA DUNE", where only the second are full names."""
    if pair.label.roles != ("cast",) or len(pair.values) < 2:
        return False
    passages = [document.passages[value.passage] for value in pair.values]
    sides = [side for passage in passages if (side := _two_sides(document, pair, passage))]
    if len(sides) < len(passages):
        return False
    first, second = ([_is_full(name) for name in names] for names in zip(*sides, strict=True))
    shouted = all(name.isupper() for _, name in sides) and not any(name.isupper() for name, _ in sides)
    return shouted or (all(second) and sum(first) * 2 <= len(first))


def _is_full(name: str) -> bool:
    return " " in name and looks_like_name(name) and not name.lower().startswith(("the ", "le ", "la ", "der ", "die "))


def _two_sides(document: LegacyDocument, pair: Pair, passage: Passage) -> tuple[str, str] | None:
    if sides := _parted(passage, whole(passage)) or _played(document, pair, passage):
        return sides
    names = parse_names(passage.text)
    return (names[0].name, names[0].character) if len(names) == 1 and names[0].character else None


def _played(document: LegacyDocument, pair: Pair, passage: Passage) -> tuple[str, str] | None:
    """Name and character in two cells of one row."""
    if pair.label.roles == ("cast",) and (sides := _by_colon(passage)):
        return sides
    second = _second_of_two(document.passages, passage.index) if pair.label.roles == ("cast",) else None
    if second is None or pair.label_mention.passage >= passage.index:
        return None
    names = parse_names(passage.text)
    return (names[0].name, second.text) if len(names) == 1 and len(second.text) < 60 else None


_COLON = re.compile(r"([^:：]{1,40}?)\s?[:：]\s+([^:：]{3,60})")


def _by_colon(passage: Passage) -> tuple[str, str] | None:
    """Player and part of "Bertrand : Pascal Guivarch", a line in a cast."""
    found = _COLON.fullmatch(passage.text)
    if not found or find_label(found[1]) or not looks_like_name(found[2]) or " " not in found[2]:
        return None
    return found[2], found[1]


def _parted(passage: Passage, value: Mention) -> tuple[str, str] | None:
    """Name and character, where a line is two inline elements: `<span>Name</span> <span>Character</span>`."""
    spans = [run for run in passage.runs if run.tag in ("span", "a", "strong", "b", "em", "i")]
    if value.start or value.end < len(passage.text) or len(spans) < 2 or spans[0].start:
        return None
    first, last = spans[0], spans[-1]
    covered = first.end - first.start + last.end - last.start
    if last.start < first.end or last.end < len(passage.text) or covered < len(passage.text) - 1:
        return None
    name, character = passage.text[: first.end], passage.text[last.start :]
    return (name, character) if len(parse_names(name)) == 1 and "," not in name else None


def find_pairs(document: LegacyDocument, passages: tuple[Passage, ...]) -> list[Pair]:
    """All labels with their values, in page order."""
    return list(_Pairs(document, passages).find())


class _Pairs:
    def __init__(self, document: LegacyDocument, passages: tuple[Passage, ...]) -> None:
        self.document = document
        self.passages = passages
        self.labels = [_line_label(passage) for passage in passages]
        self.label_paths = Counter(p.box.path for p, label in zip(passages, self.labels, strict=True) if label)

    def find(self) -> Iterator[Pair]:
        index = 0
        while index < len(self.passages):
            label = self.labels[index]
            columns = self._columns(index) if label else 0
            if columns:
                yield from self._under_columns(index, columns)
                index += 2 * columns
                continue
            rows = self._rows_of(index, label) if label else 0
            if label and rows:
                values = self.passages[index + 1 : index + 1 + rows]
                pair = self._pair(index, label, values)
                if pair:
                    yield pair
                    index += rows + 1
                    continue
            behind = self._role_behind(index)
            pairs = (behind,) if behind else self._pairs_in(self.passages[index])
            yield from pairs
            further = self._further(index, pairs[-1]) if pairs and not behind else ()
            if further:
                yield replace(pairs[-1], values=tuple(map(whole, further)))
            index += 2 if behind else 1 + len(further)

    def _further(self, index: int, pair: Pair) -> tuple[Passage, ...]:
        """The lines under "Cast: A" that go on with B and C: all that the box holds, or up to the next label."""
        first = self.passages[index]
        if not pair.label.roles or not pair.marked or pair.values[-1].end < len(first.text.rstrip(" ,;")):
            return ()
        if pair.label.roles != ("cast",) and not first.text.endswith((",", "&")):
            return ()
        lines: list[Passage] = []
        for offset, line in enumerate(self.passages[index + 1 : index + _MOST_LINES], start=index + 1):
            if line.box is not first.box or self.labels[offset] or split_labelled(line.text):
                break
            if len(line.text) > 80 or not any(read_value(pair.label, line.text, marked=False)):
                return ()
            lines.append(line)
        return tuple(lines)

    def _columns(self, index: int) -> int:
        """The width of a table's row that holds nothing but labels, over one row of as many values."""
        head = self.passages[index].cell
        if head is None or head.column:
            return 0
        row = _row(self.passages, index)
        below = _row(self.passages, index + len(row))
        if len(row) < 2 or len(below) != len(row) or below[0].cell is None or below[0].cell.table != head.table:
            return 0
        labelled = all(self.labels[index : index + len(row)])
        valued = sum(label is None for label in self.labels[index + len(row) : index + 2 * len(row)]) * 2 > len(row)
        after = _row(self.passages, index + 2 * len(row))
        alone = not after or after[0].cell is None or after[0].cell.table != head.table
        return len(row) if labelled and valued and alone else 0

    def _under_columns(self, index: int, columns: int) -> Iterator[Pair]:
        for at in range(index, index + columns):
            label, value = self.labels[at], self.passages[at + columns]
            pair = self._pair(at, label, (value,)) if label and label.field not in TEXT_FIELDS else None
            if pair:
                yield pair

    def _role_behind(self, index: int) -> Pair | None:
        """A row of two cells, the name before its role: "Montague Firth | Director"."""
        name, role = self.passages[index], _second_of_two(self.passages, index)
        label = self.labels[index + 1] if role else None
        if role is None or label is None or not label.roles or self.labels[index]:
            return None
        named = any(read_value(label, name.text, marked=False))
        return Pair(label, (whole(name),), whole(role), True, 0.93) if named else None

    def _pairs_in(self, passage: Passage) -> tuple[Pair, ...]:
        known = self.document.remembered
        pairs: tuple[Pair, ...] | None = known.get(("pairs", passage.index))
        if pairs is None:
            lettered = tuple(_by_letters(passage, self.document)) if len(passage.runs) > 2 else ()
            letters = (passage.text.count(":") > 1 or passage.text.count(". ") > 2) and len(
                passage.text
            ) < _LONGEST_SHORT
            short = short_labels(passage.text, page_tongue(self.document)) if letters else ()
            pairs = lettered or (tuple(_with_short(passage, short)) if short else tuple(_in_line(passage)))
            known["pairs", passage.index] = pairs
        return pairs

    def _pair(self, index: int, label: Label, values: tuple[Passage, ...]) -> Pair | None:
        passage = self.passages[index]
        colon = passage.text.rstrip().endswith((":", "："))
        sure = colon or passage.kind in ("term", "cell") or self._is_set_off(passage, values)
        if label.roles == ("cast",) and passage.cell is None:
            played = {p.index for v in values if (p := _second_of_two(self.document.passages, v.index))}
            values = tuple(value for value in values if value.index not in played)
        kept = tuple(
            whole(value)
            for value in values
            if _parted(value, whole(value))
            or any(read_value(label, value.text, marked=sure))
            or (label.roles == ("cast",) and _by_colon(value))
        )
        if (
            label.roles == ("other",)
            and len(kept) > 2
            and any(" - " in value.text or _parted(value, whole(value)) for value in values)
        ):
            label = replace(label, roles=("cast",))
        if not kept and label.field not in ("known", *TEXT_FIELDS):
            return None
        return Pair(label, kept, whole(passage), sure, 0.96 if sure else 0.9)

    def _is_set_off(self, passage: Passage, values: tuple[Passage, ...]) -> bool:
        """Whether the page's classes tell labels from values."""
        return bool(values) and self.label_paths[passage.box.path] > 1 and values[0].box.path not in self.label_paths

    def _rows_of(self, index: int, label: Label) -> int:
        """How many of the next passages are this label's values."""
        passage = self.passages[index]
        if label.field in TEXT_FIELDS or (
            label.field == "premiere"
            and is_premiere(label.printed)
            and not _STATUS & set(key(label.printed).split())
            and (passage.kind not in ("term", "cell") or (passage.cell and self._shares_cell(index)))
            and not self._is_set_off(passage, self.passages[index + 1 : index + 2])
        ):
            return 0
        if passage.kind == "term":
            return self._count(index, _is_definition)
        if passage.cell and not self._shares_cell(index):
            row = (passage.cell.table, passage.cell.row)
            return self._count(
                index, lambda value: value.cell is not None and (value.cell.table, value.cell.row) == row
            )
        return self._following_lines(index, label)

    def _shares_cell(self, index: int) -> bool:
        """Whether the next line stands in the same cell: then the table is only there for the layout."""
        following = self.passages[index + 1 : index + 2]
        return bool(following) and following[0].cell == self.passages[index].cell

    def _count(self, index: int, belongs) -> int:  # type: ignore[no-untyped-def]
        count = 0
        for offset, value in enumerate(self.passages[index + 1 : index + 1 + _MOST_LINES], start=index + 1):
            if not belongs(value) or (self.labels[offset] and count):
                break
            count += 1
        return count

    def _following_lines(self, index: int, label: Label) -> int:
        """Lines under a label on its own line: for people while they are names, else one."""
        listed = label.field in ("credits", "companies") or label.field in _LISTS
        most = self._most_lines(index, label) if listed else 1
        count = 0
        for offset in range(index + 1, min(index + 1 + most, len(self.passages))):
            value = self.passages[offset]
            if count and _second_of_two(self.passages, offset - 1) is value and label.roles == ("cast",):
                count += 1
                continue
            named = bool(_parted(value, whole(value))) or any(read_value(label, _first_part(value), marked=False))
            named = named or (label.roles == ("cast",) and _by_colon(value) is not None)
            if self._ends_list(offset, value) or not named:
                break
            count += 1
        return count

    def _most_lines(self, index: int, label: Label) -> int:
        headed = label.field != "companies" and self._is_heading(index)
        return _MOST_LINES if headed else max(1, self._alike(index))

    def _alike(self, index: int) -> int:
        """Lines of one kind that the page's markup gives to the label over them: a box holds it and them alone, or
        labels and values are told apart by their classes."""
        label, following = self.passages[index], self.passages[index + 1 : index + 1 + _MOST_LINES]
        if not following:
            return 0
        path = following[0].box.path
        count = next((n for n, value in enumerate(following) if value.box.path != path), len(following))
        if self._is_set_off(label, following):
            return count
        around = set(chain(label.box))
        shared = next(box for box in chain(following[0].box) if box in around)
        if shared.parent is None or (index and _stands_in(self.passages[index - 1], shared)):
            return 0
        inside = next((n for n, value in enumerate(following) if not _stands_in(value, shared)), len(following))
        return inside if inside <= count else 0

    def _is_heading(self, index: int) -> bool:
        passage = self.passages[index]
        return passage.kind in ("heading", "button") or passage.text.endswith(":") or bool(passage.runs)

    def _ends_list(self, offset: int, value: Passage) -> bool:
        if self.labels[offset] is not None or value.kind == "heading":
            return True
        if value.runs and value.runs[0].start == 0 and _run_label(value, value.runs[0]):
            return True
        if offset > 0 and _is_other_kind(self.passages[offset - 1], value) and self.labels[offset - 1] is None:
            return True
        if is_prose(value.text) and value.text.count(",") < 4:
            return True
        split = split_labelled(value.text)
        return split is not None and split.marked


def _row(passages: Sequence[Passage], index: int) -> Sequence[Passage]:
    """The lines from `index` on that stand in one row of a table."""
    first = passages[index].cell if index < len(passages) else None
    if first is None:
        return ()
    end = index
    while end < len(passages) and (cell := passages[end].cell) and cell[:2] == first[:2]:
        end += 1
    return passages[index:end]


def _second_of_two(passages: Sequence[Passage], index: int) -> Passage | None:
    """The second line of a table's row of two, where `index` is the first."""
    around = [p.cell for p in passages[max(0, index - 1) : index + 3]]
    first = 1 if index else 0
    row = [cell for cell in around if cell and around[first] and cell[:2] == around[first][:2]]  # type: ignore[index]
    return passages[index + 1] if len(row) == 2 and around[first : first + 2] == row else None


def _is_definition(value: Passage) -> bool:
    """In a `<dd>`, also as an item of a list in it."""
    return value.kind == "definition" or any(
        box.tag == "dd" for box, _ in zip(chain(value.box), range(4), strict=False)
    )


def _stands_in(passage: Passage, box: Box) -> bool:
    return any(one is box for one in chain(passage.box))


def _is_other_kind(before: Passage, value: Passage) -> bool:
    """Whether a value stands in another kind of element than the one over it."""
    return before.box is not value.box and (before.box.tag != value.box.tag or before.kind != value.kind)


def _first_part(passage: Passage) -> str:
    """The name of a line "name, role played", where inline elements part them."""
    runs = [run for run in passage.runs if run.start == 0]
    return passage.text[: runs[-1].end] if runs else passage.text


def _line_label(passage: Passage) -> Label | None:
    """The label that the whole line is."""
    text = passage.text
    printed = text[bullet_end(text) :]
    return find_label(printed) if 1 < len(printed) < 70 else None


def _in_line(passage: Passage) -> Iterator[Pair]:
    """Labels with their values in one line."""
    text = passage.text
    if len(text) > 3000 or text.isdigit() or passage.box.words & _PICTURE_MARKS:
        return
    alone = _line_label(passage)
    if alone and alone.field == "premiere" and is_premiere(alone.printed):
        here = part(passage, bullet_end(text), len(text))
        yield Pair(alone, (here,), here, True, 0.85)
    if alone:
        return
    parted = _at_runs(passage)
    yield from [part for pair in parted for part in _with_inner(passage, pair)] or _in_text(passage)


_LONGEST_SHORT = 600


def _with_short(passage: Passage, short: Sequence[Labelled]) -> Iterator[Pair]:
    """Labels of a few letters, and the longer ones beside them."""
    for one in short:
        mention = part(passage, one.label_start, one.label_end + 1)
        yield Pair(one.label, (part(passage, one.start, one.end),), mention, False, 0.95)
    spans = [(one.label_start, one.end) for one in short]
    for pair in _in_line(passage):
        start = pair.label_mention.start
        if not any(begin <= start < end for begin, end in spans):
            yield pair


def _in_text(passage: Passage) -> Iterator[Pair]:
    """Labels that only their words, marks and values tell."""
    text = passage.text
    start = bullet_end(text)
    first = split_labelled(text[start:])
    if is_prose(text) and not ((first and first.marked) or is_credit_text(text)):
        return
    if whole_crew := names_first(text[start:]) or (() if first and first.marked else run_on(text[start:])):
        yield from (_as_pair(passage, start, one, 0.92) for one in whole_crew)
        return
    if first is None and (one := glued(text[start:])):
        yield _as_pair(passage, start, one, 0.9)
        return
    reversed_pair = _reversed(passage)
    if reversed_pair:
        yield reversed_pair
        return
    certified = _certificate(passage) or (None if first else _listed(passage))
    if certified:
        yield certified
        return
    found = inline_labels(text[start:])
    if first and len(found) < 2:
        found = found if found and _goes_beyond(first) else (first,)
    for one in found:
        if one.label.field not in TEXT_FIELDS:
            yield _as_pair(passage, start, one, 0.95 if one.marked else 0.9)


def _as_pair(passage: Passage, start: int, one: Labelled, sure: float) -> Pair:
    mention = part(passage, start + one.label_start, start + one.label_end + 1)
    return Pair(one.label, (part(passage, start + one.start, start + one.end),), mention, one.marked, sure)


def _goes_beyond(labelled: Labelled) -> bool:
    """Whether the line goes on after the names: "Dir: A. Spain 1996. 89 mins"."""
    return bool(labelled.label.roles) and not parse_names(labelled.value, strict=True)


_LISTED = frozenset({"companies", "original_title", "section"})


def _listed(passage: Passage) -> Pair | None:
    """ "Sales Lumi Films" in a list of facts: a label and its value with nothing between them."""
    start = bullet_end(passage.text)
    if (passage.kind != "item" and not start) or len(passage.text) > 90:
        return None
    words = passage.text[start:].split(" ")
    for count in range(min(4, len(words) - 1), 0, -1):
        printed = " ".join(words[:count])
        label = find_label(printed)
        if label and label.field in _LISTED and printed[:1].isupper() and not _begins_small(words[count]):
            at = start + len(printed) + 1
            return Pair(label, (part(passage, at, len(passage.text)),), part(passage, start, at - 1), True, 0.85)
    return None


def _begins_small(word: str) -> bool:
    """A small letter of a script whose sentences begin with capitals."""
    return word[:1].islower() and ord(word[0]) < 0x530


def _certificate(passage: Passage) -> Pair | None:
    """ "Certificate 12A": what follows must be a known mark."""
    before, _, mark = passage.text.rpartition(" ")
    if not before or len(before) > 30 or mark not in exact_list("titles", "certificates"):
        return None
    label = find_label(before)
    if not label or label.field != "certificate":
        return None
    return Pair(label, (part(passage, len(before) + 1, len(passage.text)),), part(passage, 0, len(before)), True, 0.95)


_CREDIT_ROLL = 1200


def is_credit_text(text: str) -> bool:
    """ "Dir X. 89min. With A, B and C.": sentences only by their stops."""
    too_long = len(text) > (_CREDIT_ROLL if text.count(":") > 3 else 300)
    if too_long:
        return False
    credits = [found for found in inline_labels(text) if found.label.roles]
    opening = text[bullet_end(text) :].lstrip("([ ")
    if not opening[:1].isupper() and not (credits and credits[0].label_start == len(text) - len(opening)):
        return False
    one_year = len({year for year, _, _ in find_years(text)}) == 1
    return len(credits) >= 2 or (bool(credits) and one_year and bool(find_durations(text)))


def _at_runs(passage: Passage) -> list[Pair]:
    """Labels that are inline elements of their own: `<b>Director</b> X <b>Cast</b> Y`."""
    marks = [(run, label) for run in passage.runs if (label := _run_label(passage, run))]
    marks = [mark for i, mark in enumerate(marks) if i == 0 or mark[0].start >= marks[i - 1][0].end]
    if not marks or marks[0][0].start > bullet_end(passage.text):
        return []
    if any(len(label.printed) > 1 and label.roles == ("composer",) for _, label in marks):
        marks = [(run, _EDITOR if label.printed == "M" else label) for run, label in marks]
    known = {run.start for run, _ in marks}
    stops = sorted(known | {run.start for run in passage.runs if _ends_in_colon(passage, run)} | {len(passage.text)})
    pairs = []
    for run, label in marks:
        end = next(stop for stop in stops if stop > run.start)
        value = part(passage, run.end, end)
        if passage.text[run.end : end].strip(" :;,|") and label.field not in TEXT_FIELDS:
            pairs.append(Pair(label, (value,), part(passage, run.start, run.end), True, 0.96))
    return pairs


_EDITOR = Label("M", ("credits",), ("editor",))
""" "M." beside "Mus.": the montage."""


def _by_letters(passage: Passage, document: LegacyDocument) -> Iterator[Pair]:
    """Letters for crafts in elements of their own: `<b>D</b> Jane Doe <b>G</b> John Roe`."""
    text = passage.text
    runs = [run for run in passage.runs if run.end - run.start < 4 and text[run.start : run.end].strip(".: ").isupper()]
    if len(runs) < 3 or runs[0].start > 0:
        return
    marks = tuple(text[run.start : run.end].strip(".: ") for run in runs)
    ends = [run.start for run in runs[1:]] + [len(text)]
    for run, label, end in zip(runs, short_marks(marks, page_tongue(document)), ends, strict=False):
        if label.field == "credits":
            yield Pair(label, (part(passage, run.end, end),), part(passage, run.start, run.end), True, 0.95)


def _with_inner(passage: Passage, pair: Pair) -> Iterator[Pair]:
    """A label set off by its element, and those in the text behind it that are not: "<b>M.:</b> A. Mus.: B."."""
    value = pair.values[0]
    text = passage.text[value.start : value.end]
    inner = [one for one in inline_labels(text) if one.marked and one.label_start] if ":" in text else []
    inner = [one for one in inner if text.count("(", 0, one.label_start) == text.count(")", 0, one.label_start)]
    if not inner and pair.label.field in ("known", "credits") and pair.label.roles in ((), ("other",)):
        at = value.start + len(text) - len(text.lstrip(" :"))
        crew = [one for one in inline_labels(passage.text[at : value.end]) if one.label.roles]
        if len(crew) > 1:
            yield from (_as_pair(passage, at, one, 0.92) for one in crew)
            return
    if not inner:
        beyond = pair.label.roles and not parse_names(text, strict=True)
        end = value.start + stops_at(text) if beyond else value.end
        yield replace(pair, values=(part(passage, value.start, end),)) if end < value.end else pair
        return
    yield replace(pair, values=(part(passage, value.start, value.start + inner[0].label_start),))
    for one in inner:
        at = value.start
        mention = part(passage, at + one.label_start, at + one.label_end + 1)
        if one.label.field not in TEXT_FIELDS:
            yield Pair(one.label, (part(passage, at + one.start, at + one.end),), mention, True, 0.95)


def _ends_in_colon(passage: Passage, run: Run) -> bool:
    """Set off like a label, though none that is known."""
    return run.end - run.start <= 60 and not run.href and passage.text[run.start : run.end].rstrip().endswith(":")


def _run_label(passage: Passage, run: Run) -> Label | None:
    if run.end - run.start > 60 or run.href or run.end >= len(passage.text):
        return None
    return find_label(passage.text[run.start : run.end])


def _reversed(passage: Passage) -> Pair | None:
    """ "Fabrice ARAGNO - Image": the name first, then its role."""
    text = passage.text
    for separator in (" - ", " – ", " — "):
        before, found, after = text.rpartition(separator)
        if not found or len(after) > 60:
            continue
        label = find_label(after)
        if label and label.roles and any(read_value(label, before, marked=False)):
            return Pair(label, (part(passage, 0, len(before)),), part(passage, len(before), len(text)), False, 0.9)
    return None
