"""Reading pages: bytes to `PageReading`, each value with its evidence, and an account of every character."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain as joined
from itertools import islice

from importers.reading.analysis import analyse
from importers.reading.decoding import decode
from importers.reading.document import LegacyDocument
from importers.reading.items import PageReading, Problem
from importers.reading.learned import LearnedChrome
from importers.reading.markup import read_markup
from importers.reading.plaintext import read_plain_text
from importers.reading.profiles import Profiles
from importers.reading.refusals import refusal, truncation
from importers.responses import FetchFailure, Response

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
"""No listing page comes near; a film programme of 10 MB is an export, and reading it would take minutes."""
_SAMPLE = 256
"""Pages of a stream that cannot be read twice from which chrome is learned before the first is given out."""
_MARKUP = re.compile(
    r"<\s*(?:!doctype|html|head|body|div|p|table|span|h[1-6]|ul|br|a\s|font|frameset)\b", re.IGNORECASE
)
NO_PROFILES = Profiles()
_UNREADABLE = frozenset({"not_text", "not_html", "empty_page"})


def read_page(response: Response, chrome: LearnedChrome | None = None, profiles: Profiles = NO_PROFILES) -> PageReading:
    """One page, alone or with what was learned and what is known of its site. Never fails: problems are told in the reading."""
    document, problems = open_document(response)
    if document is None:
        return PageReading(response.source, problems=problems)
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
        if isinstance(response, FetchFailure):
            yield response, PageReading(response.source, problems=(Problem(response.code, response.message),))
        else:
            yield response, _survived(response, learned.get(response.site), profiles)


def _survived(response: Response, chrome: LearnedChrome | None, profiles: Profiles) -> PageReading:
    """The page's reading; a defect of ours costs this page, with the cause told, and not the run."""
    try:
        return read_page(response, chrome, profiles)
    except Exception as error:
        message = f"{response.source}: reading broke off with {type(error).__name__}: {error}. Please report the page."
        return PageReading(response.source, problems=(Problem("reader_failed", message),))


def _learn(responses: Iterable[Response | FetchFailure], learned: defaultdict[str, LearnedChrome]) -> None:
    for response in responses:
        if isinstance(response, Response) and (document := _opened(response)) is not None:
            learned[response.site].learn(document)


def _opened(response: Response) -> LegacyDocument | None:
    """The page's lines, if it can be opened; whatever is wrong with it is told when it is read."""
    try:
        return open_document(response)[0]
    except Exception:
        return None


def open_document(response: Response) -> tuple[LegacyDocument | None, tuple[Problem, ...]]:
    """The page as lines, and what is wrong with it; None where nothing can be read."""
    if len(response.body) > MAX_BYTES:
        return None, (_too_large(response),)
    decoded = decode(response)
    if any(problem.code in _UNREADABLE for problem in decoded.problems):
        return None, decoded.problems
    is_markup = "html" in response.content_type or bool(_MARKUP.search(decoded.text[:20_000]))
    read = read_markup if is_markup and response.content_type != "text/plain" else read_plain_text
    document = read(decoded.text, response.source, response.url)
    problems = (*decoded.problems, *document.problems)
    if not document.passages:
        return None, (*problems, _empty(response))
    if refused := refusal(document):
        return None, (*problems, refused)
    cut = truncation(decoded.text, response.source) if document.root is not None else None
    return document, (*problems, cut) if cut else problems


def _too_large(response: Response) -> Problem:
    size = len(response.body) / MEGABYTE
    told = (
        f"{response.source}: {size:.0f} MB; pages over {MAX_BYTES // MEGABYTE} MB are not read. Split it, if it is one."
    )
    return Problem("page_too_large", told)


def _empty(response: Response) -> Problem:
    return Problem(
        "empty_page",
        f"{response.source}: the page holds no text. If it is filled by a script, give its saved or archived form.",
    )
