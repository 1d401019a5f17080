"""What speaks for a value and against it."""

from __future__ import annotations

import pytest

from importers.reading.analysis import analyse
from importers.reading.confidence import Weighed, ground
from importers.reading.markup import read_markup
from importers.reading.pages import read_page
from importers.responses import Response

TEXT = (
    "A ferryman counts the boats that do not come back, and one winter his daughter starts to count with him. "
    "What they find in the spring belongs to nobody they know."
)
PAGE = """<html><head><title>{title}</title></head><body><h1>{heading}</h1>
<p>Director: Ann Poole{director}</p><p>Year: 2012</p><p>Country: France</p><p>Running time: 80 min</p>{more}
<p>{text}</p>{after}</body></html>"""


def supports(
    title: str = "Cinema",
    heading: str = "Estuary",
    director: str = "",
    more: str = "",
    after: str = "",
    text: str = TEXT,
) -> dict[str, str]:
    markup = PAGE.format(title=title, heading=heading, director=director, more=more, after=after, text=text)
    analysis = analyse(read_markup(markup, "page.html", "page.html"))
    content = frozenset(passage.index for passage in analysis.content.passages)
    reading = analysis.reading
    page = Weighed(analysis.document, reading.kind or "other", reading.film, analysis.resolved, analysis.ledger, content, len(analysis.records))  # fmt: skip
    return {field: ground(page, field, analysis.resolved.winners[field]).support for field in reading.evidence or {}}


def test_plain_page_is_neither_confirmed_nor_doubted() -> None:
    assert {field: support for field, support in supports().items() if field in ("title", "directors", "year", "synopsis")} == {
        "title": "alone",
        "directors": "alone",
        "year": "alone",
        "synopsis": "alone",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("title", {"title": "Estuary | Cinema"}),
        ("directors", {"text": f"{TEXT} It is Ann Poole’s first film in ten years."}),
        ("year", {"more": '<script type="application/ld+json">{"@type":"Movie","name":"Estuary","dateCreated":"2012"}</script>'}),
    ],
)  # fmt: skip
def test_value_said_twice_is_confirmed(field: str, told: dict[str, str]) -> None:
    assert supports(**told)[field] == "confirmed"


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("directors", {"director": ", Lind"}),
        ("directors", {"more": "<p>Director: Bo Lind</p>"}),
        ("countries", {"more": "<p>Country: Belgium</p>"}),
        ("cast", {"more": "<p>Cast: Bo Lind</p><p>Moa Strand</p>"}),
        ("synopsis", {"after": "<p>And then the ice came.</p>"}),
        ("title", {"heading": "Seniors’ Morning: Estuary"}),
    ],
)
def test_value_with_something_against_it_is_doubted(field: str, told: dict[str, str]) -> None:
    assert supports(**told)[field] == "doubted"


def test_page_of_several_films_read_as_one_is_doubted_throughout() -> None:
    more = "<p>Year: 1999</p><p>Running time: 12 min</p>"

    assert set(supports(more=more).values()) == {"doubted"}


def test_evidence_tells_the_confidence_of_the_table_and_of_a_profile_its_own() -> None:
    markup = PAGE.format(title="Estuary", heading="Estuary", director="", more="", after="", text=TEXT)

    evidence = read_page(Response("page.html", "s", "page.html", markup.encode())).evidence or {}

    assert {field: 0 < found.confidence < 1 for field, found in evidence.items()} == dict.fromkeys(evidence, True)
    assert evidence["title"].confidence > evidence["synopsis"].confidence
