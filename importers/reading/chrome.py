"""Telling a page's content from its chrome, for one page alone and with what its site repeats.

Nothing here deletes: chrome is an account like the others, and what is neither content nor surely chrome stays
unplaced for a person to see.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from importers.reading.boxes import chain, summed_upwards
from importers.reading.document import Box, LegacyDocument, Passage, fold
from importers.reading.filmfacts import is_film_fact
from importers.reading.learned import LearnedChrome
from importers.reading.phrases import (
    chrome_words,
    goes_on_elsewhere,
    is_chrome_phrase,
    leads_elsewhere,
    leads_to_others,
)
from importers.reading.prose import is_link, is_prose, link_share, word_count
from importers.reading.repeated import Repeated, judge, recurring
from importers.reading.vocabulary.dates import find_days, find_times
from importers.reading.vocabulary.labels import Label, find_label, split_labelled
from importers.reading.vocabulary.years import find_years

_MOST = 0.35
"""A box with this share of the page's text is never chrome by its name alone: `<div id="nav-wrapper">` holds all."""


@dataclass(frozen=True, slots=True)
class Content:
    """`passages` are what readers read; `chrome` are the indexes of passages that are chrome for sure."""

    core: Box
    passages: tuple[Passage, ...]
    chrome: frozenset[int]
    outside: tuple[Passage, ...] = ()
    """Neither: text away from the main block."""
    booking: tuple[Passage, ...] = ()
    """The content with the links to book that stand in it, which alone would be chrome."""
    chrome_boxes: frozenset[Box] = frozenset()
    aside: frozenset[int] = frozenset()
    """Passages of the content in side columns: facts may stand there, the film's text does not."""
    side_boxes: frozenset[Box] = frozenset()
    """Boxes of pictures in side columns."""
    elsewhere: frozenset[int] = frozenset()
    """What stands under headings such as "Related films"."""


def find_content(document: LegacyDocument, title: Passage | None, learned: LearnedChrome | None = None) -> Content:
    """Split a page. `title` is the passage that names its subject: content is around it and the long texts."""
    weights = _box_weights(document.passages)
    marked = _MarkedBoxes(weights, title)
    chrome = {p.index for p in document.passages if p is not title and marked.hold(p.box) and not _is_tab(p)}
    boxed = frozenset(chrome)
    chrome |= set(_telling_lines(document, title, chrome))
    chrome |= set(_date_grids(document.passages))
    elsewhere = frozenset(_elsewhere(document, title))
    chrome |= elsewhere
    repeated = _judge_repeated(document, title, learned, chrome) if learned else Repeated()
    chrome |= repeated.chrome
    core = _widened(_core(document, title, chrome), document.passages, boxed, chrome)
    inside = _inside(document.passages, core)
    shown = frozenset(_showings_beside(document, inside, chrome))
    chrome |= {p.index for p in document.passages if p.index not in inside | shown and _is_navigation(p)}
    return Content(
        core,
        tuple(p for p in document.passages if p.index in inside and p.index not in chrome),
        frozenset(chrome),
        tuple(p for p in document.passages if p.index not in inside and p.index not in chrome),
        tuple(
            p
            for p in document.passages
            if p.index in shown
            or (
                p.index in inside
                and (p.index not in chrome or (p.index not in boxed | elsewhere and _is_booking(p)) or _is_choice(p))
            )
        ),
        frozenset(picture.box for picture in document.pictures if marked.hold(picture.box)),
        frozenset(p.index for p in document.passages if marked.beside(p.box)) | repeated.shared,
        frozenset(picture.box for picture in document.pictures if marked.beside(picture.box)),
        elsewhere,
    )


_TEASER = frozenset({"teaser"})
"""Right beside the title, what is so named is the page's own introduction."""


def _is_tab(passage: Passage) -> bool:
    """A button that opens a part of the page is its heading: "Cast"."""
    label = find_label(passage.text) if passage.kind == "button" else None
    return label is not None and label.field != "known"


_NOTHING = Box(None, "body", frozenset(), None, 0, "")


def _judge_repeated(
    document: LegacyDocument, title: Passage | None, learned: LearnedChrome, chrome: set[int]
) -> Repeated:
    lines = recurring(document, title, learned)
    if not lines:
        return Repeated()
    main = _core(document, title, chrome | {passage.index for passage in lines})
    return judge(document, lines, _inside(document.passages, main), learned)


def _is_booking(passage: Passage) -> bool:
    """A short line with a link in a row of a table or list."""
    return bool(passage.links) and len(passage.text) < 40


def _is_choice(passage: Passage) -> bool:
    """A button with an hour, a choice of day and hour in a form: showings to click on."""
    if passage.kind not in ("button", "option") or len(passage.text) > 80 or not find_times(passage.text):
        return False
    return passage.kind == "button" or bool(find_days(passage.text))


def around(box: Box, levels: int) -> list[Box]:
    """The box and those next around it, from the inside out."""
    boxes: list[Box] = []
    here: Box | None = box
    while here is not None and len(boxes) < levels:
        boxes.append(here)
        here = here.parent
    return boxes


def _weight(passage: Passage) -> float:
    text = passage.text
    return len(text) * (1 - link_share(passage)) if is_prose(text) else min(len(text), 40) * 0.1


def _box_weights(passages: Iterable[Passage], skip: frozenset[int] | set[int] = frozenset()) -> dict[Box, float]:
    """For each box the weight of the text in it: prose counts by length, short lines little, links nothing."""
    own: Counter[Box] = Counter()
    for passage in passages:
        if passage.index not in skip:
            own[passage.box] += _weight(passage)  # type: ignore[assignment]
    return summed_upwards(own)


class _MarkedBoxes:
    """Which boxes are chrome by their tag, class or id."""

    def __init__(self, weights: dict[Box, float], title: Passage | None) -> None:
        words = chrome_words()
        self._tags, self._builders = words["tags"], words["builders"]
        self._weights = weights
        self._total = max((w for box, w in weights.items() if box.parent is None), default=0.0) or 1.0
        self._around_title = set(chain(title.box)) if title else set()
        self._close_to_title = set(around(title.box, 4)) if title else set()
        self._known: dict[Box, bool] = {}
        self._known_beside: dict[Box, bool] = {}
        common = _common_words(weights, self._total)
        self._strong, self._weak = words["strong"] - common, words["weak"] - common

    def hold(self, box: Box) -> bool:
        """Whether this box or one around it is chrome."""
        return self._inherited(box, self._known, self._is_chrome)

    def beside(self, box: Box) -> bool:
        """Whether this box or one around it is a side column."""
        return self._inherited(box, self._known_beside, self._is_beside)

    def _inherited(self, box: Box, known: dict[Box, bool], judge: Callable[[Box], bool]) -> bool:
        if box in known:
            return known[box]
        path: list[Box] = []
        here: Box | None = box
        while here is not None and here not in known:
            path.append(here)
            here = here.parent
        verdict = here is not None and known[here]
        for inner in reversed(path):
            verdict = known[inner] = verdict or judge(inner)
        return verdict

    def _is_chrome(self, box: Box) -> bool:
        named = box.tag in self._tags or not box.words.isdisjoint(self._strong)
        return named and self._is_minor(box)

    def _is_beside(self, box: Box) -> bool:
        marks = box.words & self._weak
        if not marks or not box.words.isdisjoint(self._builders):
            return False
        introduces = marks == _TEASER and box.parent in self._close_to_title
        return not introduces and self._is_minor(box)

    def _is_minor(self, box: Box) -> bool:
        """Neither the whole page, nor around its title, nor most of its text."""
        if box.parent is None or box in self._around_title:
            return False
        return self._weights.get(box, 0.0) < _MOST * self._total


def _common_words(weights: dict[Box, float], total: float) -> frozenset[str]:
    """Words of chrome that name boxes with most of the page's text between them: there they tell nothing."""
    words = chrome_words()["strong"] | chrome_words()["weak"]
    inherited: dict[Box, frozenset[str]] = {}
    named: Counter[str] = Counter()
    for box in sorted(weights, key=lambda box: box.depth):
        over = inherited.get(box.parent, _NO_WORDS) if box.parent is not None else _NO_WORDS
        own = box.words & words if box.words else _NO_WORDS
        for word in own - over:
            named[word] += weights[box]  # type: ignore[assignment]
        inherited[box] = over | own if own else over
    return frozenset(word for word, weight in named.items() if weight >= _MOST * total)


_NO_WORDS: frozenset[str] = frozenset()


def _telling_lines(document: LegacyDocument, title: Passage | None, known: set[int]) -> Iterator[int]:
    for passage, folded in zip(document.passages, document.folded, strict=True):
        if passage is not title and passage.index not in known and _is_telling(passage, folded):
            yield passage.index


def _is_telling(passage: Passage, folded: str) -> bool:
    if len(folded) < 60 and passage.kind != "heading" and is_chrome_phrase(folded):
        return True
    if passage.links and _only_chrome_links(passage):
        return True
    return word_count(passage.text) <= 14 and not chrome_words()["words"].isdisjoint(folded.split())


def _only_chrome_links(passage: Passage) -> bool:
    """ "Facebook | Twitter | Print": nothing but links that are chrome."""
    links = passage.links
    linked = sum(run.end - run.start for run in links)
    if linked < 0.7 * len(passage.text) or len(links) > 20:
        return False
    return all(is_chrome_phrase(fold(passage.text[run.start : run.end])) for run in links)


def _date_grids(passages: Iterable[Passage]) -> Iterator[int]:
    """Tables of day numbers: date pickers."""
    tables: defaultdict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.cell:
            tables[passage.cell.table].append(passage)
    for cells in tables.values():
        numbers = sum(1 for p in cells if len(p.text) <= 2 and p.text.isdigit())
        if numbers >= 14 and numbers >= 0.6 * len(cells):
            yield from (p.index for p in cells)


def _elsewhere(document: LegacyDocument, title: Passage | None) -> Iterator[int]:
    """What stands under headings such as "Related films", as far as the box reaches that the heading opens."""
    over: Passage | None = None
    around: set[Box] = set()
    for passage, folded in zip(document.passages, document.folded, strict=True):
        if passage.kind == "heading" or _looks_like_heading(passage):
            leads = goes_on_elsewhere(folded) or (leads_to_others(folded) and _follows_film(document, title, passage))
            over = passage if passage is not title and leads else _still(over, passage)
            around = _reach(over) if over is passage else around
        ruled = over is not None and (over is passage or not around.isdisjoint(chain(passage.box)))
        if ruled or (passage is not title and _opens_elsewhere(passage)):
            yield passage.index


def _follows_film(document: LegacyDocument, title: Passage | None, heading: Passage) -> bool:
    """Whether between the page's title and this heading one film's director is named."""
    between = document.passages[title.index : heading.index] if title is not None else ()
    return sum(map(_directs, between)) == 1


def _opens_elsewhere(passage: Passage) -> bool:
    """ "Next film: …" in one line."""
    before, colon, _ = passage.text[:40].partition(":")
    return bool(colon) and leads_elsewhere(fold(before))


def _still(over: Passage | None, heading: Passage) -> Passage | None:
    """The heading that still rules: a lower one inside does not end it."""
    return over if over is not None and over.level and (not heading.level or heading.level > over.level) else None


def _looks_like_heading(passage: Passage) -> bool:
    return passage.box.element is None and len(passage.text) < 40


def _reach(heading: Passage) -> set[Box]:
    """The box that holds the heading and what follows: the first around it that is more than the heading's own."""
    box = heading.box
    while box.parent is not None and box.element is not None and len(box.element.getparent()) == 1:
        box = box.parent
    return {box.parent} if box.parent is not None and box.parent.parent is not None else {box}


def _core(document: LegacyDocument, title: Passage | None, chrome: set[int]) -> Box:
    """The smallest box with most of the text that is not chrome, widened to hold the title."""
    weights = _box_weights(document.passages, chrome)
    root = next((box for box in weights if box.parent is None), _NOTHING)
    if root.element is None:
        return root
    total = weights.get(root, 0.0)
    core = max((box for box, w in weights.items() if w >= 0.6 * total), key=lambda box: box.depth, default=root)
    return _common(core, title.box) if title else root


def _widened(core: Box, passages: Sequence[Passage], boxed: frozenset[int], chrome: set[int]) -> Box:
    """With the boxes beside it that hold more of the same: facts and showings, and no chrome, nor mainly links."""
    own = [p for p in passages if p.index not in chrome and _stands_in(p, core)]
    directed = any(map(_directs, own))
    is_film = directed or any(map(is_film_fact, own))
    held: frozenset[int] | None = None
    for around in list(chain(core.parent))[:_WIDENED]:
        if around.parent is None:
            return core
        held = _inside(passages, core) if held is None else held
        inside, held = held, _inside(passages, around)
        added = [passage for passage in passages if passage.index in held and passage.index not in inside]
        free = [passage for passage in added if passage.index not in chrome]
        if not is_film and _list_films(free):
            core, is_film = around, True
            continue
        if any(passage.index in boxed for passage in added):
            return core
        if any(map(_directs, free)) and (directed or not _are_credits(free)):
            return core
        if sum(map(is_link, free)) > 0.4 * len(free):
            return core
        core = around
    return core


def _list_films(passages: Sequence[Passage]) -> bool:
    """Facts of several films, where the main text states none: the films that it introduces or that a person made."""
    facts = sum(1 for passage in passages if is_film_fact(passage) or _is_film_of_year(passage))
    return facts >= _SEVERAL and facts >= 0.2 * len(passages)


_SEVERAL = 3


def _is_film_of_year(passage: Passage) -> bool:
    """A link with a year in brackets behind it: "Salt Lines (1953)"."""
    return passage.text[-1] == ")" and bool(passage.links) and bool(find_years(passage.text[-6:]))


def _stands_in(passage: Passage, box: Box) -> bool:
    return any(one is box for one in chain(passage.box))


def _are_credits(passages: Sequence[Passage]) -> bool:
    """One director among other crafts: the credits of a film whose text stands apart from them."""
    roles = [label.roles for p in passages if (label := _label_of(p)) is not None and label.roles]
    directors = sum("director" in found for found in roles)
    return directors == 1 and len(set(roles)) >= _CREDITS


_CREDITS = 3
"""Crafts named in one place that make it a film's credits."""


def _directs(passage: Passage) -> bool:
    """A director named apart from the main text is another film's."""
    label = _label_of(passage)
    return label is not None and "director" in label.roles


def _label_of(passage: Passage) -> Label | None:
    found = split_labelled(passage.text) if len(passage.text) < 200 else None
    return found.label if found else find_label(passage.text)


_WIDENED = 4
"""Boxes around the one with most of the text that may belong to it."""


def _common(one: Box, other: Box) -> Box:
    around = set(chain(one))
    return next(box for box in chain(other) if box in around)


def _inside(passages: Iterable[Passage], core: Box) -> frozenset[int]:
    known: dict[Box, bool] = {}
    for passage in passages:
        box = passage.box
        if box not in known:
            known[box] = _is_in(box, core, known)
    return frozenset(p.index for p in passages if known[p.box])


def _showings_beside(document: LegacyDocument, inside: frozenset[int], chrome: set[int]) -> Iterator[int]:
    """What stands under "Screenings" beside the main block, where no hour stands in it."""
    away = [p for p in document.passages if p.heading >= 0 and p.index not in inside and p.index not in chrome]
    over = {at: _over_showings(document, at) for at in {p.heading for p in away}}
    if not any(over.values()) or any(_tells_hour(document.passages[at].text) for at in inside):
        return
    reach = {heading.index: _reach(heading) for heading in over.values() if heading is not None}
    for passage in away:
        heading = over[passage.heading]
        if heading is not None and not reach[heading.index].isdisjoint(chain(passage.box)):
            yield passage.index


def _tells_hour(text: str) -> bool:
    return not is_prose(text) and bool(find_times(text))


def _over_showings(document: LegacyDocument, at: int) -> Passage | None:
    """The heading "Screenings" itself, or the one over those of its days."""
    for _ in range(3):
        if at < 0 or _heads_showings(document.passages[at]):
            break
        at = document.passages[at].heading
    return document.passages[at] if at >= 0 and _heads_showings(document.passages[at]) else None


def _heads_showings(heading: Passage) -> bool:
    label = find_label(heading.text)
    return label is not None and label.field == "screenings"


def _is_in(box: Box, core: Box, known: dict[Box, bool]) -> bool:
    """Whether the box is the core or in it; what is found on the way up is remembered."""
    path: list[Box] = []
    here: Box | None = box
    while here is not None and here is not core and here not in known:
        path.append(here)
        here = here.parent
    verdict = here is not None and (here is core or known[here])
    known |= dict.fromkeys(path, verdict)
    return verdict


def _is_navigation(passage: Passage) -> bool:
    """Outside the content, links and short lines are chrome; longer text is left for a person."""
    return is_link(passage) or (word_count(passage.text) <= 6 and not is_prose(passage.text))
