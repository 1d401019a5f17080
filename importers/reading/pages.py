"""Reading pages: bytes to `PageReading`, each value with its evidence, and an account of every character."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain as joined
from itertools import islice

from importers.reading.analysis import analyse
from importers.reading.decoding import decode
from importers.reading.document import LegacyDocument
from importers.reading.items import PageReading, Problem
from importers.reading.large import MOST_BYTES, MOST_LINES, MOST_TAGS, account, is_large
from importers.reading.learned import LearnedChrome
from importers.reading.markup import read_markup
from importers.reading.plaintext import read_plain_text
from importers.reading.profiles import Profiles
from importers.reading.readers.data_films import holds_films
from importers.reading.refusals import refusal, truncation
from importers.responses import FetchFailure, Response

MEGABYTE = 1024 * 1024
_SAMPLE = 256
"""Pages of a stream that cannot be read twice from which chrome is learned before the first is given out."""
_MARKUP = re.compile(
    r"<\s*(?:!doctype|html|head|body|div|p|table|span|h[1-6]|ul|br|a\s|font|frameset)\b", re.IGNORECASE
)
NO_PROFILES = Profiles()
_UNREADABLE = frozenset({"not_text", "not_html", "empty_page"})


def read_page(response: Response, chrome: LearnedChrome | None = None, profiles: Profiles = NO_PROFILES) -> PageReading:
    """One page, alone or with what was learned and what is known of its site. Never fails: problems are told in the reading."""
    opened = _open(response)
    document, problems = opened.document, opened.problems
    if document is None:
        coverage = account(opened.text, is_markup=opened.is_markup) if opened.is_large else None
        return PageReading(response.source, coverage=coverage, problems=problems)
    return analyse(document, problems, chrome, profiles.choose(response.site, document)).reading


def read_pages(
    responses: Iterable[Response | FetchFailure],
    profiles: Profiles = NO_PROFILES,
    learn_from: Iterable[Response | FetchFailure] | None = None,
) -> Iterator[tuple[Response | FetchFailure, PageReading]]:
    """All pages of a source, in order. Chrome is learned over the whole source first where it can be gone through
    twice, else over its first pages; memory does not grow with their number. `learn_from`: the whole source, where
    `responses` are only some of it."""
    learned: defaultdict[str, LearnedChrome] = defaultdict(LearnedChrome)
    if learn_from is not None:
        _learn(learn_from, learned)
    elif iter(responses) is responses:
        stream = iter(responses)
        first = list(islice(stream, _SAMPLE))
        _learn(first, learned)
        responses = joined(first, stream)
    else:
        _learn(responses, learned)
    for response in responses:
        yield response, read_survived(response, learned.get(response.site), profiles)


def read_survived(
    response: Response | FetchFailure, chrome: LearnedChrome | None, profiles: Profiles = NO_PROFILES
) -> PageReading:
    """The page's reading; a defect of ours costs this page, with the cause told, and not the run."""
    if isinstance(response, FetchFailure):
        return PageReading(response.source, problems=(Problem(response.code, response.message),))
    try:
        return read_page(response, chrome, profiles)
    except Exception as error:
        message = f"{response.source}: reading broke off with {type(error).__name__}: {error}. Please report the page."
        return PageReading(response.source, problems=(Problem("reader_failed", message),))


def _learn(responses: Iterable[Response | FetchFailure], learned: defaultdict[str, LearnedChrome]) -> None:
    for response in responses:
        if isinstance(response, Response) and (document := open_survived(response)) is not None:
            learned[response.site].learn(document)


def open_survived(response: Response) -> LegacyDocument | None:
    """The page's lines, if it can be opened; whatever is wrong with it is told when it is read."""
    try:
        return open_document(response)[0]
    except Exception:
        return None


@dataclass(frozen=True, slots=True)
class _Opened:
    """A page as lines, if it can be taken apart, and what is wrong with it. `is_large`: there is more than that."""

    document: LegacyDocument | None
    problems: tuple[Problem, ...]
    text: str = ""
    is_markup: bool = False
    is_large: bool = False


def open_document(response: Response) -> tuple[LegacyDocument | None, tuple[Problem, ...]]:
    """The page as lines, and what is wrong with it; None where nothing can be read."""
    opened = _open(response)
    return opened.document, opened.problems


def _open(response: Response) -> _Opened:
    decoded = decode(response)
    text, problems = decoded.text, decoded.problems
    if any(problem.code in _UNREADABLE for problem in problems):
        return _Opened(None, problems)
    is_markup = _is_markup(response, text)
    if len(response.body) > MOST_BYTES or is_large(text, is_markup=is_markup):
        return _Opened(None, (*problems, _too_large(response)), text, is_markup, is_large=True)
    document = (read_markup if is_markup else read_plain_text)(text, response.source, response.url)
    problems = (*problems, *document.problems)
    if not document.passages and not holds_films(document):
        return _Opened(None, (*problems, _empty(response)))
    if len(document.passages) > MOST_LINES:
        return _Opened(None, (*problems, _too_large(response)), text, is_markup, is_large=True)
    if refused := refusal(document):
        return _Opened(None, (*problems, refused))
    cut = truncation(text, response.source) if document.root is not None else None
    return _Opened(document, (*problems, cut) if cut else problems)


def _is_markup(response: Response, text: str) -> bool:
    if response.content_type == "text/plain":
        return False
    return "html" in response.content_type or bool(_MARKUP.search(text[:20_000]))


def _too_large(response: Response) -> Problem:
    size = len(response.body) / MEGABYTE
    told = (
        f"{response.source}: {size:.1f} MB; a page of more than {MOST_BYTES // MEGABYTE} MB, {MOST_TAGS:,} tags or "
        f"{MOST_LINES:,} lines is not taken apart: all its text is unplaced. Split it, if it is one page."
    )
    return Problem("page_too_large", told)


def _empty(response: Response) -> Problem:
    return Problem(
        "empty_page",
        f"{response.source}: the page holds no text. If it is filled by a script, give its saved or archived form.",
    )
