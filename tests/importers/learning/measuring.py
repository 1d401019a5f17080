"""How much of a site comes out right with a profile learned from two of its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from importers.learning.examples import Example, checked
from importers.learning.learn import Lesson, learn, learn_chrome, read_example
from importers.reading.pages import read_pages
from importers.reading.profiles import Profile, Profiles
from importers.responses import Response
from importers.scoring.rules import Verdict, judge
from tests.importers.learning.sites.pages import Taught


@dataclass(frozen=True)
class Measured:
    """Verdicts on the pages that were no examples, before and after learning."""

    before: tuple[Verdict, ...]
    after: tuple[Verdict, ...]
    lesson: Lesson


def measure(name: str, pages: Sequence[Taught], examples: Sequence[int] = ()) -> Measured:
    """Judged are the fields that the examples show: nobody can learn where others stand. Credits are judged by role.

    `examples` are the numbers of the two pages that a person corrected: those that state most, unless given.
    """
    shown = sorted(examples or _richest(pages))
    taught = {field for n in shown for field in pages[n].values}
    responses = [_response(name, page) for page in pages]
    lesson = learn(name, [_example(responses, pages[n], n) for n in shown], lambda: responses)
    rest = [page for n, page in enumerate(pages) if n not in shown]
    before, after = _verdicts(rest, responses), _verdicts(rest, responses, lesson.profile)
    return Measured(*(tuple(v for v in verdicts if _is_taught(v, taught)) for verdicts in (before, after)), lesson)


def _is_taught(verdict: Verdict, taught: set[str]) -> bool:
    field = verdict.field.removesuffix("_first_words").removesuffix("_last_words")
    return field not in ("credits", "films.credits") and (
        field.split(".")[0] in taught or (field == "biography" and "biographies" in taught)
    )


def _richest(pages: Sequence[Taught]) -> list[int]:
    """The page with most values, and the one that adds most to it: a person picks pages that show much."""
    first = max(range(len(pages)), key=lambda n: _size(pages[n]))
    rest = (n for n in range(len(pages)) if n != first)
    return [first, max(rest, key=lambda n: (len(set(pages[n].values) - set(pages[first].values)), _size(pages[n])))]


def _size(page: Taught) -> int:
    return len(page.values) + sum(len(value) for value in page.values.values() if isinstance(value, list))


def _response(name: str, page: Taught) -> Response:
    address = f"http://{name}.example/{page.path}"
    kind = "text/plain" if page.path.endswith(".txt") else "text/html"
    return Response(page.path, name, address, page.text.encode(), content_type=kind, charset="utf-8")


def _example(responses: Sequence[Response], page: Taught, number: int) -> Example:
    analysis = read_example(responses[number], learn_chrome(responses))
    assert analysis is not None
    return Example(
        analysis,
        {field: checked(page.path, field, value) for field, value in page.values.items()},
        responses[number].site,
    )


def _verdicts(pages: Sequence[Taught], responses: Sequence[Response], *profiles: Profile) -> tuple[Verdict, ...]:
    read = {reading.source: reading.as_json() for _, reading in read_pages(list(responses), Profiles(profiles))}
    return tuple(verdict for page in pages for verdict in judge(page.path, page.values, read[page.path]))


def share(verdicts: Sequence[Verdict]) -> float:
    """Right of what the pages state; what is invented counts against it."""
    return sum(verdict.outcome == "right" for verdict in verdicts) / max(len(verdicts), 1)
