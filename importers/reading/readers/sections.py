"""The section (strand, competition) a film is shown in, where it stands without a label.

A line near the title, a step of the trail, a link or a logo: none of them is sure alone, so each is weighed by all that
speaks for it. Word lists are in `words/sections.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from importers.reading.chrome import around
from importers.reading.document import LegacyDocument, Passage, Picture, fold
from importers.reading.pagenames import page_names
from importers.reading.pictured import pictures_over, title_picture
from importers.reading.prose import ends_sentence, is_link, is_prose
from importers.reading.readers.nearby import is_bare, is_in_chrome, line_words, run_words, stand_together
from importers.reading.readers.premieres import is_premiere
from importers.reading.readings import Mention, Reading, part, whole
from importers.reading.strands import holds_name, leads_to_strand, names_strand
from importers.reading.vocabulary.labels import find_label
from importers.reading.wordlists import word_list

_SURE_ENOUGH = 0.55
_ABOVE, _BELOW = 8, 30
"""How many lines over and under the title a line may name its strand, if it is marked or linked as one."""
_STEP = re.compile(r"\s*[>»›→|]\s*|\s+/\s+|\s+::\s+")
_PARTING = frozenset(">»›→|/:")


@dataclass(frozen=True, slots=True)
class _Named:
    """A name that may be the strand's, and how much speaks for it."""

    text: str
    weight: float
    reader: str
    mentions: tuple[Mention, ...]


def read_section(
    document: LegacyDocument, passages: tuple[Passage, ...], title: Passage | None, people: Sequence[str] = ()
) -> Iterator[Reading]:
    """`people`: the names credited on the page, which are no strands for standing near the title."""
    found = [_Named(p.text, _SURE_ENOUGH, "position", (whole(p),)) for p in passages if _is_marked(document, p)][:1]
    if title is None:
        found += _over_pictured(document)
    else:
        found += [*_steps(document, title), *_near(document, passages, title, people), *_logos(document, title)]
        found += _lists(document, title)
    best = max(found, key=lambda named: named.weight, default=None)
    if best is not None and best.weight >= _SURE_ENOUGH:
        yield Reading("section", best.text, best.reader, min(best.weight, 0.85), best.mentions)


# Trails


def _steps(document: LegacyDocument, title: Passage) -> Iterator[_Named]:
    for passage in document.passages[max(0, title.index - 15) : title.index]:
        steps = _STEP.split(passage.text) if not _PARTING.isdisjoint(passage.text) else []
        if len(steps) < 3:
            continue
        steps = [step.strip() for step in steps]
        ends = fold(steps[-1]) == document.folded[title.index]
        at = -2 if ends else -1
        if not ends and document.folded[title.index] in fold(passage.text):
            continue
        linked = bool(passage.links) or document.root is None
        sure = _step_weight(passage, steps[at]) if ends and linked else 0.0
        if not ends and _tells_strands(steps, at) and _is_trail(passage):
            sure = 0.6
        if sure and names_strand(fold(steps[at])):
            start = passage.text.rfind(steps[at])
            yield _Named(steps[at], sure, "trail", (part(passage, start, start + len(steps[at])),))
    yield from _crumbs(document, title)


def _step_weight(passage: Passage, step: str) -> float:
    """A step that leads to a page at the top of the site is as likely the list of all films."""
    href = next((run.href for run in passage.links if passage.text[run.start : run.end].strip() == step), "/a/b")
    deep = len([part for part in href.split("://")[-1].split("/") if part]) > 1 or "?" in href
    return 0.75 if deep or holds_name(fold(step)) else 0.55


def _tells_strands(steps: list[str], at: int) -> bool:
    """Whether the step before is the list of strands, or the step's own words are those of one."""
    return not names_strand(fold(steps[at - 1])) or holds_name(fold(steps[at]))


def _is_trail(passage: Passage) -> bool:
    marks = word_list("sections", "trails")
    return not all(box.words.isdisjoint(marks) for box in around(passage.box, 3))


def _crumbs(document: LegacyDocument, title: Passage) -> Iterator[_Named]:
    """The same trail as a list: each step an item, home and programme before the strand."""
    near = document.passages[max(0, title.index - 15) : title.index + 15]
    steps = [passage for passage in near if passage is not title and _is_trail(passage)]
    steps = [step for step in steps if not document.folded[title.index].startswith(document.folded[step.index])]
    if len(steps) >= 3 and steps[-1].links and names_strand(document.folded[steps[-1].index]):
        text = steps[-1].text.strip(" >»›/")
        yield _Named(text, _step_weight(steps[-1], text), "trail", (whole(steps[-1]),))


# Lines


def _near(
    document: LegacyDocument, passages: tuple[Passage, ...], title: Passage, people: Sequence[str]
) -> Iterator[_Named]:
    known = {fold(name) for name in people} | page_names(document).site | {document.folded[title.index]}
    content = [p for p in passages if -_ABOVE <= p.index - title.index <= _BELOW and p is not title]
    inside = {passage.index for passage in content}
    over = [p for p in document.passages[max(0, title.index - 2) : title.index] if p.index not in inside]
    for passage in (*content, *(p for p in over if not is_in_chrome(p.box))):
        if document.folded[passage.index] in known:
            continue
        link = _strand_link(passage)
        if link is not None:
            yield from _linked(document, passage, title, link)
        elif tags := _tags(passage):
            yield from _tagged(passage, tags, title)
        elif (glued := _glued_link(passage)) is not None:
            yield _Named(glued[0], 0.6, "link", (glued[1],))
        elif _may_name(document, passage):
            yield _Named(passage.text, _weight(document, passage, title), "position", (whole(passage),))


def _tags(passage: Passage) -> list[Mention]:
    """The inline elements of which a line is nothing but a row: `<span>Competition</span><span>Drama</span>`."""
    if len(passage.runs) < 2 or len(passage.runs) > 12 or len(passage.text) > 160:
        return []
    ends = [0, *(run.end for run in passage.runs)]
    tiled = all(0 <= run.start - end <= 3 for run, end in zip(passage.runs, ends, strict=False))
    return [part(passage, run.start, run.end) for run in passage.runs] if tiled else []


def _tagged(passage: Passage, tags: list[Mention], title: Passage) -> Iterator[_Named]:
    named = passage.box.words | frozenset(word for run in passage.runs for word in run.words)
    marked = bool(named & (word_list("sections", "marks") | word_list("sections", "weak_marks")))
    near = -4 <= title.index - passage.index <= 4
    for tag in tags:
        text = passage.text[tag.start : tag.end].strip(" ,|·")
        if holds_name(fold(text)) and names_strand(fold(text)) and not is_premiere(text):
            linked = any(run.href and run.start == tag.start for run in passage.runs)
            yield _Named(text, 0.3 + 0.2 * (marked or linked) + 0.1 * near, "position", (tag,))
            return


def _glued_link(passage: Passage) -> tuple[str, Mention] | None:
    """ "EPOfficial Selection": a strand's name is the line's one link, with little before or after it."""
    links = passage.links
    if len(links) != 1 or not 0 < len(passage.text) - (links[0].end - links[0].start) < 12:
        return None
    text = passage.text[links[0].start : links[0].end].strip()
    if not holds_name(fold(text)) or not names_strand(fold(text)) or is_premiere(text) or len(text) > 60:
        return None
    return text, part(passage, links[0].start, links[0].end)


def _may_name(document: LegacyDocument, passage: Passage) -> bool:
    folded = document.folded[passage.index]
    if not names_strand(folded) or is_premiere(passage.text) or len(passage.links) > 1:
        return False
    if ends_sentence(passage.text) and not holds_name(folded):
        return False
    label = find_label(passage.text) if len(passage.text) < 40 else None
    if label is not None:
        return label.field == "section" and not passage.text.endswith(":") and passage.kind not in ("term", "cell")
    return is_bare(document, passage, 70)


def _weight(document: LegacyDocument, passage: Passage, title: Passage) -> float:
    over = title.index - passage.index
    words = line_words(passage)
    weight = 0.5 * bool(words & word_list("sections", "marks"))
    weight = weight or 0.3 * bool(_marks_around(passage) & word_list("sections", "weak_marks"))
    weight += 0.3 * holds_name(document.folded[passage.index])
    if over in (1, 2):
        weight += (0.3 if stand_together(passage, title) else 0.1) - 0.1 * (over - 1)
        weight += 0.15 * (passage.kind == "heading" or bool(passage.runs))
        weight += 0.15 * (over == 1 and passage.level > title.level > 0)
    elif -4 <= over < 0:
        bare = weight == 0.3 and len(passage.text.split()) <= 5 and not any(map(str.isdigit, passage.text))
        weight += 0.1 + 0.2 * bare
    if weight >= 0.25:
        weight += _recurring(document, passage)
    return weight


def _marks_around(passage: Passage) -> frozenset[str]:
    parent = passage.box.parent
    return line_words(passage) | (parent.words if parent is not None and passage.kind == "item" else frozenset())


def _recurring(document: LegacyDocument, passage: Passage) -> float:
    """The page's navigation has a strand too, and offers more of it: "Other films in Panorama"."""
    folded = document.folded[passage.index]
    if len(folded) < 5:
        return 0.0
    others = [at for at, text in enumerate(document.folded) if folded in text and at != passage.index]
    short = [document.passages[at] for at in others if len(document.folded[at]) < len(folded) + 40]
    if any(p.kind == "heading" and document.folded[p.index] != folded for p in short):
        return 0.3
    linked = (fold(p.text[run.start : run.end]) for p in short for run in p.links)
    return 0.3 if folded in linked else 0.0


def _lists(document: LegacyDocument, title: Passage) -> Iterator[_Named]:
    """The heading over a list of films in which this one stands among links to the others."""
    for at, folded in enumerate(document.folded):
        here = document.passages[at]
        if folded != document.folded[title.index] or here is title or here.heading < 0 or here.links:
            continue
        beside = [p for p in document.passages[max(0, at - 2) : at + 3] if p is not here and p.kind == here.kind]
        heading = document.passages[here.heading]
        if sum(map(is_link, beside)) >= 2 and heading is not title and _may_name(document, heading):
            yield _Named(
                heading.text, 0.6 + 0.2 * holds_name(document.folded[heading.index]), "list", (whole(heading),)
            )


# Links and logos


def _strand_link(passage: Passage) -> tuple[int, int] | None:
    """Where a line's one link leads to a strand's page."""
    links = passage.links
    if len(links) != 1 or len(passage.text) > 120 or not leads_to_strand(links[0].href):
        return None
    return links[0].start, links[0].end


def _linked(document: LegacyDocument, passage: Passage, title: Passage, link: tuple[int, int]) -> Iterator[_Named]:
    text = passage.text[link[0] : link[1]].strip(" >»›#")
    before = passage.text[: link[0]].strip()
    label = find_label(before) if before else None
    if not names_strand(fold(text)) or len(text) > 80 or is_prose(text) or is_premiere(text):
        return
    if (before and label is None and len(before) > 25) or _is_one_of_many(document, passage):
        return
    weight = 0.5 + 0.25 * (label is not None and label.field == "section")
    weight += 0.2 * bool(
        _marks_around(passage) & (word_list("sections", "marks") | word_list("sections", "weak_marks"))
    )
    weight += 0.2 * (0 < title.index - passage.index <= 3) + 0.1 * (0 < passage.index - title.index <= 5)
    weight += 0.2 * holds_name(fold(text))
    yield _Named(text, weight, "link", (part(passage, *link),))


def _is_one_of_many(document: LegacyDocument, passage: Passage) -> bool:
    """One of several links of a list: a menu of strands, of which the film is in one at most."""
    near = document.passages[max(0, passage.index - 3) : passage.index + 4]
    return sum(1 for p in near if p.box.tag == passage.box.tag and is_link(p) and _strand_link(p)) > 3


def _logos(document: LegacyDocument, title: Passage) -> Iterator[_Named]:
    """A strand's logo beside the title, which leads to it or is named for it."""
    found = []
    for picture in document.pictures:
        if picture.after - title.index < -5 or not 0 < len(picture.alt) < 60 or not names_strand(fold(picture.alt)):
            continue
        marked = bool(picture.box.words & word_list("sections", "marks"))
        linked = leads_to_strand(_link_around(picture))
        if (marked and picture.after - title.index <= 1) or linked:
            found.append(_Named(picture.alt, 0.4 + 0.2 * marked + 0.2 * linked, "logo", ()))
    yield from found if len({named.text for named in found}) == 1 else ()


def _over_pictured(document: LegacyDocument) -> Iterator[_Named]:
    """Where the title is an image, the strand's name is one over it."""
    title = title_picture(document)
    for picture in pictures_over(document, title) if title is not None else ():
        if picture.alt and len(picture.alt) < 60 and names_strand(fold(picture.alt)) and holds_name(fold(picture.alt)):
            yield _Named(picture.alt, 0.6, "logo", ())


def _link_around(picture: Picture) -> str:
    element = picture.element
    for _ in range(3):
        element = element.getparent() if element is not None else None
        if element is not None and element.tag == "a":
            return str(element.get("href") or "")
    return ""


def _is_marked(document: LegacyDocument, passage: Passage) -> bool:
    return (
        bool(line_words(passage) & word_list("sections", "marks"))
        and (is_link(passage) or "section" in passage.box.words or bool(run_words(passage)))
        and _may_name(document, passage)
    )
