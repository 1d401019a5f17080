"""From corrected examples to a profile, checked on the rest of the source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from importers.learning.choosing import Choice, Sample, choose, sample_of
from importers.learning.examples import Example
from importers.learning.listing import choose_films
from importers.learning.sameness import agrees, value_of
from importers.learning.templates import address_pattern, shared_mark
from importers.reading.analysis import Analysis, analyse
from importers.reading.document import LegacyDocument
from importers.reading.items import Kind
from importers.reading.learned import LearnedChrome
from importers.reading.pages import open_document
from importers.reading.profiles import Profile
from importers.reading.profiles.applying import read_field
from importers.reading.profiles.profile import matches_address
from importers.responses import FetchFailure, Response

Pages = Callable[[], Iterable[Response | FetchFailure]]
"""The pages of the source, from the first, as often as it is called."""
SAMPLE = 60
"""Pages of the source on which candidates are compared; the profile is then checked on all."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A page of which the profile and the general readers say two things. `read` None: they found nothing."""

    source: str
    field: str
    profile: Any
    read: Any


@dataclass
class Checked:
    """How one field's selector did on the rest of the source."""

    choice: Choice
    pages: int = 0
    found: int = 0
    agreeing: int = 0
    missed: int = 0
    """Pages on which the count is not as expected."""


@dataclass
class Lesson:
    """A learned profile, and what is to be known of it before it is used."""

    profile: Profile
    fields: list[Checked]
    examples: int
    pages: int = 0
    others: int = 0
    """Pages of the source to which the profile does not apply."""
    films: list[Choice] = field(default_factory=list)
    """What was chosen for the fields of listed films."""
    differences: list[Difference] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)


def learn(name: str, examples: Sequence[Example], pages: Pages) -> Lesson:
    """A profile that agrees with the examples. `examples` hold at least one; `pages` may be only these."""
    chrome = learn_chrome(pages())
    own = {example.document.source for example in examples}
    pattern = address_pattern([example.document for example in examples])
    rest = [one for one in _analysed(_sampled(pages(), pattern), chrome) if one.document.source not in own]
    profile = _template(name, pattern, examples, rest)
    samples = [sample_of(one) for one in rest if profile.applies(examples[0].site, one.document)]
    choices = choose(examples, samples)
    fields = {choice.field: choice.locator for choice in choices if not choice.why}
    films, listed = choose_films(examples, samples)
    lesson = Lesson(
        replace(profile, fields=fields, films=films), [Checked(choice) for choice in choices], len(examples)
    )
    lesson.films = listed
    for analysis in _analysed(pages(), chrome):
        if analysis.document.source not in own:
            _check(lesson, examples[0].site, sample_of(analysis))
    return lesson


def _sampled(pages: Iterable[Response | FetchFailure], pattern: str) -> Iterator[Response]:
    """As many pages with addresses like the examples' as are to be compared, and as many others."""
    left = {True: SAMPLE, False: SAMPLE}
    for response in pages:
        if isinstance(response, FetchFailure):
            continue
        alike = bool(pattern) and matches_address(pattern, response.url)
        if left[alike]:
            left[alike] -= 1
            yield response


def learn_chrome(pages: Iterable[Response | FetchFailure]) -> LearnedChrome:
    chrome = LearnedChrome()
    for response in pages:
        if isinstance(response, Response) and (document := _opened(response)) is not None:
            chrome.learn(document)
    return chrome


def read_example(response: Response, chrome: LearnedChrome) -> Analysis | None:
    """The page as the general readers read it; None where it cannot be opened."""
    document = _opened(response)
    return analyse(document, (), chrome) if document is not None else None


def _opened(response: Response) -> LegacyDocument | None:
    try:
        return open_document(response)[0]
    except Exception:
        return None


def _analysed(pages: Iterable[Response | FetchFailure], chrome: LearnedChrome) -> Iterator[Analysis]:
    for response in pages:
        if isinstance(response, Response) and (analysis := read_example(response, chrome)) is not None:
            yield analysis


def _template(name: str, pattern: str, examples: Sequence[Example], rest: Sequence[Analysis]) -> Profile:
    """The profile without fields: where it applies."""
    documents = [example.document for example in examples]
    kind: Kind | None = examples[0].values.get("kind") or examples[0].analysis.reading.kind
    same = [one.document for one in rest if one.reading.kind == kind]
    other = [one.document for one in rest if one.reading.kind != kind]
    mark = shared_mark(pattern, documents, same, other)
    misread = any(example.analysis.reading.kind != kind for example in examples)
    rule = pattern or (f"css:{mark}" if mark else "*")
    sites = tuple(dict.fromkeys(example.site for example in examples))
    pages = (pattern,) if pattern else ()
    kinds = ((kind, rule),) if kind and misread else ()
    return Profile(name, sites, pages, mark, kinds=kinds)


def _check(lesson: Lesson, site: str, sample: Sample) -> None:
    lesson.pages += 1
    if not lesson.profile.applies(site, sample.page.document):
        lesson.others += 1
        return
    for checked in lesson.fields:
        locator = lesson.profile.fields.get(checked.choice.field)
        if locator is None:
            continue
        name = checked.choice.field
        readings, count = read_field(sample.page, name, locator)
        got, have = value_of(name, readings), sample.values.get(name)
        checked.pages += 1
        checked.found += got is not None
        if not locator.expected.holds(count):
            checked.missed += 1
            lesson.missed.append((sample.page.document.source, name))
        elif got is not None and agrees(name, have, got):
            checked.agreeing += 1
        elif got is not None or have is not None:
            lesson.differences.append(Difference(sample.page.document.source, name, got, have))
