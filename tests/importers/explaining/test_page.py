"""The explanation of a page: every character shown once, in its account, and nothing of the page taken on trust."""

from __future__ import annotations

import re
from html import unescape
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from lxml import html

from importers.explaining.legacy import legacy_body
from importers.explaining.marking import Marking
from importers.explaining.page import explain
from importers.reading.analysis import Analysis, analyse
from importers.reading.markup import read_markup
from importers.reading.plaintext import read_plain_text
from importers.reading.profiles import Locator, Profile

PAGE = """<html><body><div id="nav"><a href="/x">Home</a> <a href="/y">Shop</a></div><h1>Estuary</h1>
<p>Director: Ann Poole<br>France 2012, 80 min</p><p>Nobody knows <b>what</b> this is</p><pre>one
two</pre></body></html>"""

HOSTILE = """<html><body onload="alert(1)"><h1 onclick="alert(1)" style="background:url(//evil.example/a)">Estuary &lt;script&gt;alert(1)&lt;/script&gt;</h1>
<script>alert(1)</script><img src="https://evil.example/b.png" onerror="alert(1)" alt='"><script>alert(2)</script>'>
<a href="javascript:alert(1)">Director: Ann Poole</a><iframe src="//evil.example/c">x</iframe><svg onload="alert(1)"><text>Drawn</text></svg>
<form action="//evil.example/d"><button formaction="//evil.example/e">France 2012, 80 min</button></form>
<meta http-equiv="refresh" content="0;url=//evil.example/f"><base href="//evil.example/"><link rel="stylesheet" href="//evil.example/g">
<object data="//evil.example/h"></object><video poster="//evil.example/i" src="//evil.example/j"></video><p id="p0">A &amp; B</p></body></html>"""


def analysed(page: str, profile: Profile | None = None) -> Analysis:
    return analyse(read_markup(page, "estuary.html", "estuary.html"), (), None, profile)


def shown_text(markup: str) -> str:
    return "".join("".join(html.fragment_fromstring(markup, create_parent="div").itertext()).split())


def test_marking_covers_every_passage_without_gaps_and_as_the_account_says() -> None:
    analysis = analysed(PAGE)
    marking = Marking(analysis)

    for passage in analysis.document.passages:
        stretches = list(marking.stretches(passage.index))
        assert [stretches[0].start, *(s.end for s in stretches)] == [*(s.start for s in stretches), len(passage.text)]
    told = {
        (passage.text[s.start : s.end], s.account, s.fields)
        for passage in analysis.document.passages
        for s in marking.stretches(passage.index)
    }
    assert ("Estuary", "used", ("title",)) in told
    assert ("Nobody knows what this is", "unplaced", ()) in told


@pytest.mark.parametrize("page", [PAGE, HOSTILE])
def test_legacy_body_shows_every_character_once(page: str) -> None:
    analysis = analysed(page)

    shown = shown_text(re.sub(r'<span class="mq-image">.*?</span>', "", legacy_body(analysis)))

    assert shown == "".join("".join(p.text for p in analysis.document.passages).split())


def test_legacy_body_of_a_text_dump_shows_its_lines() -> None:
    analysis = analyse(read_plain_text("Estuary\n\nDirector: Ann Poole\n", "estuary.txt", "estuary.txt"))

    assert shown_text(legacy_body(analysis)) == "EstuaryDirector:AnnPoole"


def test_legacy_body_takes_over_nothing_that_runs_asks_or_leads_anywhere() -> None:
    body = legacy_body(analysed(HOSTILE))

    assert re.findall(r"<script|<iframe|<svg|<form|<object|<video|<meta|<base|<link|<style", body) == []
    assert re.findall(r"<[^>]*\s(?:on\w+|href|src|style|action|formaction|data|poster)=", body) == []
    assert re.findall(r'id="(?!p\d|old-)', body) == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_used_passages_name_the_values_that_came_from_them_and_are_reached_by_keyboard() -> None:
    told = explain(analysed(PAGE))

    frame = unescape(re.search(r'srcdoc="([^"]*)"', told)[1])  # type: ignore[index]
    reached = dict(re.findall(r'data-e="([^"]*)" tabindex="0" role="button" title="[^"]*">([^<]*)<', frame))
    assert {name: reached[name] for name in ("title", "credits directors")} == {
        "title": "Estuary",
        "credits directors": "Ann Poole",
    }
    assert {name for names in reached for name in names.split()} == set(re.findall(r'id="e-(\w+)"', told))


def test_explain_is_one_file_with_a_frame_that_allows_nothing() -> None:
    told = explain(analysed(HOSTILE))

    assert 'sandbox="allow-same-origin"' in told
    assert "default-src 'none'; script-src 'sha256-" in told
    frame = unescape(re.search(r'srcdoc="([^"]*)"', told)[1])  # type: ignore[index]
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in frame
    assert len(re.findall("<script", told)) == 1
    assert re.findall(r"<[^>]*\s(?:src|href)=", told.replace("srcdoc=", "")) == []


def test_explain_tells_reader_confidence_and_what_lost() -> None:
    profile = Profile("p", ("*",), fields={"title": Locator(at=("b",))})

    told = unescape(explain(analysed(PAGE, profile)))

    assert "<b>title</b>" in told
    assert "profile <meter" in told
    assert "0.99</meter> 0.99" in told
    assert "Nobody knows what this is (" in told
    assert "the site’s profile reads something else" in told


def test_explain_listing_writes_the_page_of_a_source(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.html").write_text(PAGE)
    (site / "b.html").write_text(PAGE.replace("Estuary", "Delta"))
    output, out = tmp_path / "told.html", StringIO()

    call_command("explain_listing", str(site), "--page", "b.html", "--output", str(output), stdout=out)

    assert "<h1>Delta</h1>" in output.read_text()
    assert out.getvalue() == f"Written to {output}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["SITE"], "it holds 2 pages. Say which with --page, such as --page "),
        (["SITE", "--page", "c.html"], "it holds no page called c.html"),
        (["SITE/none.html"], "none.html"),
        (["SITE/empty.html"], "holds no text"),
    ],
)
def test_explain_listing_wrong_usage_is_told(tmp_path: Path, arguments: list[str], told: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.html").write_text(PAGE)
    (site / "empty.html").write_text("<html><body></body></html>")

    with pytest.raises(CommandError, match=re.escape(told)) as raised:
        call_command("explain_listing", *(a.replace("SITE", str(site)) for a in arguments), stdout=StringIO())

    assert raised.value.returncode == 2
