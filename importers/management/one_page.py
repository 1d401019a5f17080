"""One page of a source, read with what its neighbours tell of chrome."""

from __future__ import annotations

from dataclasses import dataclass

from importers.fetching.sources import SourceError, open_sources
from importers.reading.analysis import Analysis, analyse
from importers.reading.learned import LearnedChrome
from importers.reading.pages import open_document
from importers.reading.profiles import Profile, Profiles
from importers.responses import FetchFailure, Response
from importers.runs.fetching import fetch_options


class NoSuchPage(ValueError):
    """There is no such page, or it cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    response: Response
    analysis: Analysis
    profile: Profile | None


def one_page(source: str, page: str | None, profiles: Profiles) -> ReadPage:
    """The page of the source that `page` names by path or address, or its only one. Raises NoSuchPage."""
    chrome, found, names = LearnedChrome(), [], []
    failures: list[FetchFailure] = []
    try:
        for response in open_sources([source], fetch_options()):
            if isinstance(response, FetchFailure):
                failures.append(response)
                continue
            names.append(response.source)
            document, _ = open_document(response)
            if document is not None:
                chrome.learn(document)
            if page is None or is_named(page, response):
                found.append(response)
                del found[2:]
    except SourceError as error:
        raise NoSuchPage(str(error)) from error
    if len(found) != 1:
        raise NoSuchPage(_why_not(source, page, len(found), names, failures))
    document, problems = open_document(found[0])
    if document is None:
        raise NoSuchPage(" ".join(problem.message for problem in problems))
    profile = profiles.choose(found[0].site, document)
    return ReadPage(found[0], analyse(document, problems, chrome, profile), profile)


def is_named(page: str, response: Response) -> bool:
    names = (response.source, response.url)
    return page in names or any(name.endswith("/" + page) for name in names)


def _why_not(source: str, page: str | None, found: int, names: list[str], failures: list[FetchFailure]) -> str:
    if not names and failures:
        return failures[0].message
    if found:
        what = f"more than one page is called {page}" if page else f"it holds {len(names)} pages"
        return f"{source}: {what}. Say which with --page, such as --page {names[0]}."
    return f"{source}: it holds no page called {page}; there is {names[0] if names else 'none'}, for one."
