"""Which line of a page names its subject, before anything else is known of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from importers.reading.document import LARGE, LegacyDocument, Passage, fold
from importers.reading.filmfacts import is_film_fact, is_origin, names_director
from importers.reading.learned import LearnedChrome
from importers.reading.pagenames import PageNames, bracketless_support, page_names
from importers.reading.phrases import chrome_words, is_chrome_phrase, leads_elsewhere
from importers.reading.pictured import heading_picture
from importers.reading.prose import ends_sentence, is_prose, link_share
from importers.reading.vocabulary.dates import find_days, find_times, tokens_of
from importers.reading.vocabulary.durations import find_durations
from importers.reading.vocabulary.labels import find_label, split_labelled
from importers.reading.wordlists import exact_list, phrase_pattern, word_list

LONGEST_TITLE = 255
"""What a page's title may hold; longer lines are texts."""
_TWO_SENTENCES = re.compile(r"[.!?](?<=\w{4}.) [^\W\d_]")
_MOST_PROSE = 20_000
"""Characters of the page's texts in which a title is looked for."""
_MOST_LINES = 600
"""Lines without heading among which the title is looked for: it stands near the beginning."""


def rank_titles(document: LegacyDocument) -> list[tuple[float, Passage]]:
    """Lines that may name the page's subject, with their support, best first."""
    texts = (text for p, text in zip(document.passages, document.folded, strict=True) if is_prose(p.text))
    prose = f" {' '.join(texts)[:_MOST_PROSE]} "
    page = _Page(
        document,
        page_names(document),
        prose,
        _first_prose(document),
        _trail_ends(document),
        _listing_level(document),
        _alone_over_facts(document),
    )
    ranked = [(_score(page, passage), passage) for passage in _candidates(document)]
    return sorted((pair for pair in ranked if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].index))


def find_title(document: LegacyDocument, learned: LearnedChrome | None = None) -> Passage | None:
    """The line that names the page's subject; None where no line stands out."""
    ranked = rank_titles(document)
    if learned:
        ranked = [pair for pair in ranked if not learned.repeats(document, pair[1])]
    headed = any(passage.level for passage in document.passages)
    if ranked and ranked[0][0] < 3.0 and heading_picture(document):
        return None
    if ranked and ranked[0][0] >= (2.0 if headed else 1.3):
        return ranked[0][1]
    return _over_facts(document, {passage.index for _, passage in ranked})


def _over_facts(document: LegacyDocument, candidates: set[int]) -> Passage | None:
    """Where no line stands out: the line over the first of several facts that only films have."""
    facts = [p.index for p in document.passages[:_MOST_LINES] if is_film_fact(p)]
    first = next((at for at, after in pairwise(facts) if after - at <= 2), None)
    if first is None:
        return None
    near = [p for p in document.passages[max(0, first - 3) : first] if p.index in candidates and not p.links]
    over = [p for p in near if p.text[0] not in "([" and len(p.text) < 100]
    marked = [p for p in over if p.text.isupper() or _is_named_title(p)]
    return next(iter((marked or over)[-1:]), None)


def overlong_title(document: LegacyDocument) -> str | None:
    """For a page without a title: what stands where one should, and is too long for it."""
    headings = [p.text for p in document.passages if p.level in (1, 2)]
    first = [p.text for p in document.passages[:1] if document.root is None and not ends_sentence(p.text)]
    named = [document.metas.get(name, "") for name in ("og:title", "title")]
    return next((text for text in (*headings, *first, *named) if len(text) > LONGEST_TITLE), None)


def _candidates(document: LegacyDocument) -> Iterator[Passage]:
    for passage, folded in zip(document.passages, document.folded, strict=True):
        if len(passage.text) > LONGEST_TITLE or not _holds_word(passage.text):
            continue
        if passage.index > _MOST_LINES and not passage.level:
            continue
        if passage.kind in ("option", "button") or (
            passage.kind != "heading" and not _is_set_off(passage) and is_chrome_phrase(folded)
        ):
            continue
        if leads_elsewhere(folded) and passage.level != 1:
            continue
        if not passage.level and (passage.text.endswith(":") or find_label(passage.text) or _is_labelled_fact(passage)):
            continue
        if passage.kind in ("cell", "definition") and (_is_value(document, passage) or _is_weekday(passage)):
            continue
        if not passage.level and (_is_of_figures(passage.text) or len(passage.links) > 2):
            continue
        if passage.kind == "heading" or not is_prose(passage.text):
            yield passage


def _is_weekday(passage: Passage) -> bool:
    """The head of a calendar's column: "Sun". A number alone may be a title."""
    return len(passage.text) <= _LONGEST_DAY and all(token.weekday is not None for token in tokens_of(passage.text))


_LONGEST_DAY = 14


def _is_labelled_fact(passage: Passage) -> bool:
    """ "Director: Jane Doe" in bold."""
    return ":" in passage.text[:30] and is_film_fact(passage)


def _is_of_figures(text: str) -> bool:
    """ "France / 1949 / 102 min", "China, 1996, 107 minutes"."""
    if not any(map(str.isdigit, text)):
        return False
    lengths = find_durations(text)
    if lengths and ("/" in text or is_origin(text[: lengths[0].start])):
        return True
    return is_origin(text)


def _holds_word(text: str) -> bool:
    return text[:1].isalnum() or any(map(str.isalnum, text))


def _is_set_off(passage: Passage) -> bool:
    return _emphasised(passage) and not passage.links


def _first_prose(document: LegacyDocument) -> int:
    """Index of the first long text; the end of the page if there is none."""
    long = (p.index for p in document.passages if len(p.text) > 120 and is_prose(p.text) and link_share(p) < 0.5)
    return next(long, len(document.passages))


@dataclass(frozen=True, slots=True)
class _Page:
    """What lines are weighed against, found once."""

    document: LegacyDocument
    names: PageNames
    prose: str
    first_prose: int
    trails: frozenset[str]
    listing: int
    """The level of headings of which several stand over credits of their own; 0 if there is none."""
    alone: int


def _score(page: _Page, passage: Passage) -> float:
    document = page.document
    folded = document.folded[passage.index]
    score = (0.0, 3.0, 2.0, 1.4, 1.0, 0.7, 0.6)[passage.level]
    score += 1.0 * _is_named_title(passage)
    emphasised = _emphasised(passage)
    score += 0.8 * emphasised
    score += _head_support(passage, folded, page.names)
    if len(folded) > 2 and passage.index < page.first_prose and _recurs(page, passage, folded):
        score += 1.0 if document.root is not None else 2.5
    score += 0.6 if passage.index <= page.first_prose else -1.0
    if (passage.kind == "heading" or emphasised) and not (page.listing and passage.level >= page.listing):
        score += 2.0 * _credits_follow(document, passage) or _over_alone(page, passage)
    score += 1.5 * _is_large(passage)
    score += 2.0 * (folded in page.trails)
    score += _over_credits(document, passage) if document.root is None else 0.0
    score -= 3.0 * (folded in word_list("titles", "generic")) + 1.5 * _names_house(folded)
    score -= 1.5 * (not passage.level and _is_occasion(passage.text))
    score -= 1.5 * (passage.level > 0 and len(folded.split()) > 6 and ends_sentence(passage.text))
    score -= 1.5 * (not passage.level and bool(_TWO_SENTENCES.search(passage.text)))
    score -= 2.0 * _is_in_chrome(passage) + 1.2 * (link_share(passage) > 0.85) + 3.0 * _leads_home(passage)
    return score if score > 0 and folded else score - 0.5


def _is_named_title(passage: Passage) -> bool:
    """Whether the line's element is named for a title: `class="entry-title"`, `<span class="filmtitel">`."""
    return _holds_title(passage.box.words) or any(
        _holds_title(run.words) for run in passage.runs if run.words and run.end - run.start == len(passage.text)
    )


@lru_cache(maxsize=1 << 12)
def _holds_title(words: frozenset[str]) -> bool:
    marks, under = word_list("titles", "marks"), word_list("titles", "under_marks")
    return not words.isdisjoint(marks) or any(word.endswith(_mark_endings()) for word in words - under)


@cache
def _mark_endings() -> tuple[str, ...]:
    return exact_list("titles", "mark_endings")


def _recurs(page: _Page, passage: Passage, folded: str) -> bool:
    """Whether the texts have the line in a sentence; the line itself is none of them."""
    own = 1 if is_prose(passage.text) else 0
    return page.prose.count(f" {folded} ") > own


def _is_occasion(text: str) -> bool:
    """ "Tuesday 6 March 2007, 8.00pm, Village Hall": a day and an hour and no more."""
    if len(text) > 100 or not any(map(str.isdigit, text[:30])):
        return False
    days = find_days(text)
    return bool(days) and days[0].start < 6 and bool(find_times(text))


def _names_house(folded: str) -> bool:
    """ "Mesa Film Festival": the festival or cinema itself."""
    return phrase_pattern("titles", "houses").search(folded) is not None


def _over_alone(page: _Page, passage: Passage) -> float:
    """The one heading over facts, where all headings above it are the festival's own name."""
    if passage.index != page.alone:
        return 0.0
    above = [p for p in page.document.passages[: passage.index] if p.level]
    return 1.5 * (bool(above) and all(_names_house(page.document.folded[p.index]) for p in above))


def _alone_over_facts(document: LegacyDocument) -> int:
    """The one heading with facts of a film under it; -1 where there is none, or several: those are listed films."""
    over = [p.index for p in document.passages if p.level and _facts_follow(document, p)]
    return over[0] if len(over) == 1 else -1


def _facts_follow(document: LegacyDocument, heading: Passage) -> bool:
    if find_label(heading.text) or is_film_fact(heading):
        return False
    found = 0
    for passage in document.passages[heading.index + 1 : heading.index + 8]:
        if passage.kind == "heading" and heading.level >= passage.level > 0:
            return False
        found += is_film_fact(passage)
    return found > 1


def _credits_follow(document: LegacyDocument, heading: Passage) -> bool:
    """Whether a director is named right under the heading."""
    follow: bool | None = heading.remembered.get("credits follow")
    if follow is None:
        follow = heading.remembered["credits follow"] = _is_over_credits(document, heading)
    return follow


def _is_over_credits(document: LegacyDocument, heading: Passage) -> bool:
    if find_label(heading.text) or split_labelled(heading.text):
        return False
    for passage in document.passages[heading.index + 1 : heading.index + (6 if heading.level else 10)]:
        if heading.level and passage.kind == "heading" and not _is_second(passage, heading):
            return False
        label = find_label(passage.text)
        if names_director(passage) or (label and "director" in label.roles):
            return True
    return False


def _is_second(passage: Passage, heading: Passage) -> bool:
    """A smaller heading right under the other: the title in another language, a director, a tag line."""
    return passage.index == heading.index + 1 and passage.level > heading.level


def _listing_level(document: LegacyDocument) -> int:
    """Where a page has a heading above them, several headings over directors are the films it lists."""
    headings = [passage for passage in document.passages if passage.kind == "heading"]
    levels = Counter(passage.level for passage in headings if _credits_follow(document, passage))
    level = min((level for level, number in levels.items() if number > 1), default=0)
    return level if any(heading.level < level for heading in headings) else 0


def _is_large(passage: Passage) -> bool:
    """Whether the page shows the line in large letters: `<font size="5">`, `style="font-size: 24px"`."""
    return (
        any(LARGE in run.words and run.end - run.start >= 0.8 * len(passage.text) for run in passage.runs)
        or LARGE in passage.box.words
    )


def _is_value(document: LegacyDocument, passage: Passage) -> bool:
    """Whether the cell or definition before is a label."""
    before = document.passages[passage.index - 1] if passage.index else None
    if before is None or before.kind not in ("cell", "term") or find_label(before.text) is None:
        return False
    alone = passage.index < 2 or document.passages[passage.index - 2].cell != before.cell
    return before.kind == "term" or alone


def _trail_ends(document: LegacyDocument) -> frozenset[str]:
    """The last steps of the page's trails ("Home > Films > Title"), folded."""
    trails = (_TRAIL.split(p.text) for p in document.passages if p.runs and len(p.text) < 300 and _may_trail(p))
    return frozenset(fold(steps[-1]) for steps in trails if len(steps) > 2) - {""}


def _may_trail(passage: Passage) -> bool:
    return not _STEPS.isdisjoint(passage.text) and bool(passage.links)


_STEPS = frozenset(">»›/→|")
_TRAIL = re.compile(r"\s*[>»›/→|]\s*")


def _over_credits(document: LegacyDocument, passage: Passage) -> float:
    """In plain text: the last short line over the credits that is no sentence."""
    if (
        passage.kind == "item"
        or _is_sentence(passage.text)
        or len(passage.text) > 120
        or not _credits_follow(document, passage)
    ):
        return 0.0
    credits = next((p.index for p in document.passages[passage.index :] if names_director(p)), passage.index)
    return 2.5 - 0.25 * (credits - passage.index) + 0.4 * passage.text.isupper()


def _is_sentence(text: str) -> bool:
    """A short question or exclamation is as likely a title."""
    return ends_sentence(text) and not (len(text) <= 50 and text[-1] in "?!")


def _head_support(passage: Passage, folded: str, names: PageNames) -> float:
    """The support of the whole line or of one inline part of it."""
    parts = [passage.text[run.start : run.end] for run in passage.runs[:8]]
    parts += [passage.text[: run.start] for run in passage.runs[:2] if run.start and run.end == len(passage.text)]
    part_support = max((bracketless_support(part, names) for part in parts if len(part) > 2), default=0.0)
    return max(names.support(folded), part_support if part_support == 3.0 else 0.0)


def _emphasised(passage: Passage) -> bool:
    return bool(passage.runs) and any(
        run.tag in _STRONG and run.end - run.start >= 0.8 * len(passage.text) for run in passage.runs
    )


_STRONG = ("b", "strong", "font", "big", "em", "i")


def _is_in_chrome(passage: Passage) -> bool:
    words, box, depth = chrome_words(), passage.box, 0
    while box is not None and depth < 8:
        named = box.tag in words["tags"] or not box.words.isdisjoint(words["strong"])
        if named and box.parent is not None and box.tag != "form":
            return True
        box, depth = box.parent, depth + 1  # type: ignore[assignment]
    return False


def _leads_home(passage: Passage) -> bool:
    return any(run.href.strip().rstrip("/").count("/") in (0, 2) and _is_root(run.href) for run in passage.links)


def _is_root(href: str) -> bool:
    return bool(re.fullmatch(r"(?:https?://[^/?#]+)?/?(?:index\.\w+|default\.\w+|\./)?", href.strip(), re.IGNORECASE))
