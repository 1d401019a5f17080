"""The account of a page is whole on whatever input."""

from __future__ import annotations

from pathlib import Path

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
    """Counted from lxml's tree, by recursion: nothing is shared with the code under test."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    body = etree.fromstring(text.encode().lstrip(), parser).find("body")
    return 0 if body is None else _count(body) - _size(body.tail)


def attribute_characters(text: str) -> int:
    """Of alt, title, captions and credits of all elements under the body that are not silent."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    body = etree.fromstring(text.encode().lstrip(), parser).find("body")
    silent = "ancestor-or-self::script or ancestor-or-self::style or ancestor-or-self::template or ancestor-or-self::noscript"
    elements = [] if body is None else body.xpath(f".//*[not({silent})]")
    return sum(_size(element.get(name)) for element in elements for name in TEXTS)


def _count(element: etree._Element) -> int:
    silent = not isinstance(element.tag, str) or element.tag in SILENT
    inside = 0 if silent else _size(element.text) + sum(map(_count, element))
    return inside + _size(element.tail)


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
