"""The account of a page is whole on whatever input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from importers.reading.decoding import decode
from importers.reading.pages import read_page
from importers.responses import Response

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*/*/input.html"))
SEEDS = [decode(Response(source=path.name, site="case", url=path.name, body=path.read_bytes())).text for path in CASES]
PIECES = [
    "<table><tr><td>",
    "</div>",
    "<p>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<b>",
    "</td>",
    "&nbsp;",
    "<style>",
    "\x00",
    "é",
    "<body>",
    "<ul><li>",
    "<select><option>",
    "</html>",
    "<pre>a\nb\n",
    "<noscript>",
    "</noscript>",
    "<template>",
    "<frameset>",
    "</body>",
    "<title>",
    "<?pi?>",
    "<img alt='a still' title=\"two \n words\">",
    "<p title=a",
]
SILENT = {"script", "style", "template", "noscript"}
TEXTS = ("alt", "title", "caption", "data-caption", "data-title", "data-description", "data-sub-html", "data-credit")
TEXTS += ("data-credits", "data-copyright", "data-author")


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 40))
        text = text[:at] + draw(st.sampled_from(PIECES)) + text[at + cut :]
    return text


def visible_characters(text: str) -> int:
    """Counted in lxml's tree by XPath: nothing is shared with the code under test."""
    return sum(map(_size, _in_body(text, ".//text()", "ancestor")))


def attribute_characters(text: str) -> int:
    """Of alt, title, captions and credits of all elements under the body that are not silent."""
    elements = _in_body(text, ".//*", "ancestor-or-self")
    return sum(_size(element.get(name)) for element in elements for name in TEXTS)


def _in_body(text: str, path: str, axis: str) -> Any:
    """What a path finds under the body, and not in a silent element; nothing where the page has no body."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(text.encode("utf-8", "replace").lstrip(), parser)
    body = None if root is None else root.find("body")
    silent = " or ".join(f"{axis}::{tag}" for tag in sorted(SILENT))
    return [] if body is None else body.xpath(f"{path}[not({silent})]")


def _size(text: str | None) -> int:
    return len("".join((text or "").split()))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_coverage_adds_up_on_mutated_pages(text: str) -> None:
    response = Response("page.html", "site", "page.html", text.encode(), content_type="text/html", charset="utf-8")

    reading = read_page(response)

    if reading.coverage is not None:
        for account in (reading.coverage.text, reading.coverage.attributes):
            assert account.total == account.used + account.chrome + account.unplaced
            assert min(account.used, account.chrome, account.unplaced) >= 0
        if "\x00" not in text:
            assert reading.coverage.text.total == visible_characters(text)
            assert reading.coverage.attributes.total == attribute_characters(text)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_read_page_survives_any_bytes(body: bytes) -> None:
    reading = read_page(Response("x", "site", "x", body))

    assert reading.kind is not None or reading.problems
