"""From a locator to the stretches of a page that it means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from importers.reading.document import LegacyDocument, Passage
from importers.reading.markup import SILENT
from importers.reading.profiles.profile import ROLE_OF, ROLES, Locator, compiled, select
from importers.reading.prose import bullet_end
from importers.reading.readers.labelled import find_pairs
from importers.reading.readings import Mention, part, whole
from importers.reading.vocabulary.labels import Label, find_label, inline_labels


@dataclass(frozen=True, slots=True)
class Match:
    """One match of a locator: what it says, and where it stands.

    mentions  the stretches of visible text, in page order; empty for attributes and meta elements
    texts     the text of each stretch, or the attribute's value
    label     for `after`: the label as printed, and its place
    """

    texts: tuple[str, ...]
    mentions: tuple[Mention, ...] = ()
    element: Any = None
    label: str = ""
    label_mention: Mention | None = None
    locator: str = ""
    groups: tuple[tuple[str, str], ...] = ()
    """What the named groups of `line` hold."""

    @property
    def text(self) -> str:
        return " ".join(self.texts)


class Page:
    """A document, or one element of it, with what locating needs to know of it, each found once."""

    def __init__(self, document: LegacyDocument, root: Any = None) -> None:
        self.document = document
        self.root = document.root if root is None else root
        self._whole: Page = self

    def part(self, element: Any) -> Page:
        """The element as a page of its own: nothing is found outside it."""
        inner = Page(self.document, element)
        inner._whole = self._whole
        return inner

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        return self.document.passages if self._whole is self else self.passages_in([self.root])

    @cached_property
    def holders(self) -> tuple[Any, ...]:
        """For each text node the element that holds it: a tail stands in the parent of the element it follows."""
        holders = []
        seen: set[Any] = set()
        for node in self.document.nodes:
            element = node.element
            own = isinstance(element.tag, str) and element.tag not in SILENT and (element.text or "").strip()
            is_tail = element in seen or not own
            seen.add(element)
            holders.append(element.getparent() if is_tail else element)
        return tuple(holders)

    @property
    def _passages_of(self) -> dict[Any, list[Mention]]:
        return self._whole._all_passages_of

    @cached_property
    def _all_passages_of(self) -> dict[Any, list[Mention]]:
        """Holder → the stretches whose text it holds itself."""
        found: dict[Any, list[Mention]] = {}
        for passage in self.document.passages:
            for number, piece in enumerate(passage.pieces):
                following = passage.pieces[number + 1 : number + 2]
                end = following[0].offset if following else len(passage.text)
                found.setdefault(self.holders[piece.node], []).append(part(passage, piece.offset, end))
        return found

    def stretches(self, element: Any) -> tuple[Mention, ...]:
        """The visible text inside the element, one stretch a line."""
        joined: dict[int, tuple[int, int]] = {}
        for inner in element.iter():
            for mention in self._passages_of.get(inner, ()):
                start, end = joined.get(mention.passage, (mention.start, mention.end))
                joined[mention.passage] = (min(start, mention.start), max(end, mention.end))
        trimmed = (self._trimmed(index, *span) for index, span in sorted(joined.items()))
        return tuple(mention for mention in trimmed if mention.end > mention.start)

    def _trimmed(self, index: int, start: int, end: int) -> Mention:
        text = self.document.passages[index].text
        while end > start and text[end - 1] == " ":
            end -= 1
        while start < end and text[start] == " ":
            start += 1
        return Mention(index, start, end)

    def passages_in(self, elements: Iterable[Any]) -> tuple[Passage, ...]:
        """The passages that stand in the elements, whole or in part."""
        found = {mention.passage for element in outermost(elements) for mention in self.stretches(element)}
        return tuple(self.document.passages[index] for index in sorted(found))

    def text(self, mention: Mention) -> str:
        return self.document.passages[mention.passage].text[mention.start : mention.end]


def outermost(elements: Iterable[Any]) -> list[Any]:
    """Those that stand in none of the others; each once."""
    kept: list[Any] = []
    inside: set[Any] = set()
    for element in elements:
        if element not in inside:
            kept.append(element)
            inside.update(element.iter())
    return kept


def locate(page: Page, field: str, locator: Locator) -> list[Match]:
    """Every match on the page, in page order."""
    if locator.meta:
        content = page.document.metas.get(locator.meta, "")
        found = [Match((content,), locator=f"meta[{locator.meta}]")] if content else []
    elif locator.after:
        found = list(_after(page, field, locator))
    elif locator.line or locator.below:
        found = list(_lines(page, locator))
    else:
        found = _at(page, locator)
    return found if not locator.pattern else [match for one in found for match in _shaped(page, one, locator.pattern)]


def _lines(page: Page, locator: Locator) -> Iterator[Match]:
    """Each line that has the shape told; or the lines below the first that has it, up to another or so many."""
    passages = _within(page, locator)
    if locator.line:
        wanted = compiled(locator.line)
        for passage in passages:
            if found := wanted.search(passage.text):
                start, end = found.span(1 if wanted.groups and not wanted.groupindex else 0)
                here = part(passage, start, end)
                yield Match((page.text(here),), (here,), groups=tuple(found.groupdict().items()))
        return
    wanted = compiled(locator.below)
    first = next((number for number, passage in enumerate(passages, 1) if wanted.search(passage.text)), None)
    if first is not None:
        lines = tuple(map(whole, _up_to(passages[first:], locator)))
        yield from [Match(tuple(map(page.text, lines)), lines)] if lines else []


def _up_to(passages: tuple[Passage, ...], locator: Locator) -> tuple[Passage, ...]:
    """Nothing where the line above which it ends is not there."""
    wanted = compiled(locator.above) if locator.above else None
    if wanted is not None:
        end = next((number for number, passage in enumerate(passages) if wanted.search(passage.text)), 0)
        passages = passages[:end]
    passages = passages[locator.skip :]
    return passages[: locator.lines] if locator.lines else passages


def _within(page: Page, locator: Locator) -> tuple[Passage, ...]:
    if not locator.within:
        return page.passages
    return () if page.root is None else page.passages_in(select(locator.within, page.root))


def _at(page: Page, locator: Locator) -> list[Match]:
    if page.root is None:
        return []
    selected = (select(selector, page.root) for selector in locator.at)
    elements = next((found for found in selected if found), [])
    matches = []
    for element in elements if locator.take else outermost(elements):
        if locator.take:
            value = " ".join((element.get(locator.take) or "").split())
            matches += [Match((value,), element=element)] if value else []
            continue
        mentions = page.stretches(element)
        matches.append(Match(tuple(map(page.text, mentions)), mentions, element))
    return _until(page, matches, locator.until) if locator.until else matches


def _until(page: Page, matches: list[Match], until: str) -> list[Match]:
    """What stands before the first match of `until` that follows the first line."""
    first = next((match.mentions[0].passage for match in matches if match.mentions), 0)
    ends = (page.stretches(element)[:1] for element in select(until, page.root))
    end = min((m.passage for found in ends for m in found if m.passage > first), default=len(page.document.passages))
    kept = []
    for match in matches:
        mentions = tuple(mention for mention in match.mentions if mention.passage < end)
        if mentions:
            kept.append(replace(match, mentions=mentions, texts=tuple(map(page.text, mentions))))
    return kept


def _shaped(page: Page, match: Match, pattern: str) -> Iterator[Match]:
    """The parts of a match that the pattern means; each line is looked at apart, then the whole."""
    wanted = compiled(pattern)
    if not match.mentions:
        found = wanted.search(match.text)
        if found:
            yield Match((found.group(1 if wanted.groups else 0) or "",), (), match.element, locator=match.locator)
        return
    for mention, text in zip(match.mentions, match.texts, strict=True):
        found = wanted.search(text)
        group = 1 if wanted.groups else 0
        if found and found.group(group):
            start, end = found.span(group)
            here = Mention(mention.passage, mention.start + start, mention.start + end)
            yield Match((page.text(here),), (here,), match.element, match.label, match.label_mention)


# Labels


def _after(page: Page, field: str, locator: Locator) -> Iterator[Match]:
    passages = _within(page, locator)
    known = [label for printed in locator.after if (label := find_label(printed))]
    found: dict[Mention, Match] = {}
    for pair in find_pairs(page.document, passages):
        meant = pair.label.printed.casefold() in {printed.casefold() for printed in locator.after}
        if pair.values and (meant or any(_means_same(field, label, pair.label) for label in known)):
            texts = tuple(map(page.text, pair.values))
            found[pair.label_mention] = Match(texts, pair.values, None, pair.label.printed, pair.label_mention)
    taken = {mention.passage for mention in found}
    for printed in locator.after:
        for match in _literal(page, passages, printed):
            if match.label_mention and match.label_mention.passage not in taken:
                found.setdefault(match.label_mention, match)
    yield from (found[key] for key in sorted(found, key=lambda mention: (mention.passage, mention.start)))


def _means_same(field: str, wanted: Label, printed: Label) -> bool:
    role = ROLE_OF.get(field, field if field in ROLES else "")
    if role:
        return role in wanted.roles and role in printed.roles
    if field == "companies":
        return bool(wanted.company) and wanted.company == printed.company
    return field in wanted.fields and field in printed.fields


_AFTER_LABEL = re.compile(r"[\s:：.|·•–—-]*")
_EDGE = " \t,;|·•:："
_INFLECTED = "(?:s|es|n|en|e|i|a|er|r)?"
"""What labels that no table knows may end in besides: one person or several, a man or a woman."""


def _literal(page: Page, passages: tuple[Passage, ...], printed: str) -> Iterator[Match]:
    """What follows the label as it is printed: in its line, else in its row, else in the next line or lines."""
    wanted = printed.strip(_EDGE)
    inflected = _INFLECTED if len(wanted) > 2 and not find_label(wanted) else ""
    label = re.compile(rf"(?<!\w){re.escape(wanted)}{inflected}(?!\w)", re.IGNORECASE)
    for position, passage in enumerate(passages):
        found = _label_in(passage, label) if len(passage.text) < 3000 else None
        if found is None:
            continue
        start = _AFTER_LABEL.match(passage.text, found.end).end()  # type: ignore[union-attr]
        if start < len(passage.text):
            end = _value_end(passage, found.start, start)
            values: tuple[Mention, ...] = (part(passage, start, end),) if end > start else ()
        else:
            values = tuple(map(whole, _following(passages, position)))
        if values:
            yield Match(tuple(map(page.text, values)), values, None, page.text(found), found)


def _label_in(passage: Passage, label: re.Pattern[str]) -> Mention | None:
    """Where the label stands in the line: as words, or as all of an inline element, which may be glued to its value."""
    found = label.search(passage.text)
    if found and _begins_label(passage, found.start()):
        return part(passage, found.start(), found.end())
    for run in passage.runs:
        if label.fullmatch(passage.text[run.start : run.end].strip(_EDGE)):
            return part(passage, run.start, run.end)
    return None


def _begins_label(passage: Passage, start: int) -> bool:
    """A label begins a line, an inline element, or a stretch after a separator."""
    before = passage.text[:start].rstrip()
    if not before or start <= bullet_end(passage.text) or any(run.start == start for run in passage.runs):
        return True
    return before[-1] in ".;|·•,/–—("


def _value_end(passage: Passage, label: int, start: int) -> int:
    """Where the next label begins, or the line ends."""
    text = passage.text
    marking = {run.tag for run in passage.runs if run.start == label and run.tag in ("b", "strong", "em", "i", "span")}
    ends = [run.start for run in passage.runs if run.tag in marking and run.start > start]
    if not ends:
        ends = [start + one.label_start for one in inline_labels(text[start:]) if one.label_start > 0]
    end = min(ends, default=len(text))
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return end


def _following(passages: tuple[Passage, ...], position: int) -> tuple[Passage, ...]:
    """The values of a label that has its line to itself."""
    label, rest = passages[position], passages[position + 1 : position + 61]
    if not rest:
        return ()
    if label.kind == "term":
        return _while(rest, lambda value: value.kind == "definition")
    if label.cell and rest[0].cell and label.cell != rest[0].cell:
        row = (label.cell.table, label.cell.row)
        return _while(rest, lambda value: value.cell is not None and (value.cell.table, value.cell.row) == row)
    if label.box is rest[0].box or rest[0].kind == "heading":
        return () if rest[0].kind == "heading" else rest[:1]
    first = rest[0]
    if first.kind == "item":
        return _while(rest, lambda value: value.kind == "item" and value.box.parent is first.box.parent)
    return rest[:1]


def _while(passages: tuple[Passage, ...], belongs: Any) -> tuple[Passage, ...]:
    end = next((number for number, passage in enumerate(passages) if not belongs(passage)), len(passages))
    return passages[:end]
