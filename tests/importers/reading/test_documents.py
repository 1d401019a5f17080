"""Pages as lines."""

from __future__ import annotations

from importers.reading.markup import read_markup
from importers.reading.plaintext import read_plain_text


def texts(markup: str) -> list[str]:
    return [passage.text for passage in read_markup(markup).passages]


def test_markup_lines_end_at_blocks_and_breaks() -> None:
    assert texts("<p>One<br>two</p>three<div>four <b>five</b></div>") == ["One", "two", "three", "four five"]


def test_markup_script_style_template_noscript_and_comments_are_no_text() -> None:
    page = "<body>a<script>b</script><style>c</style><template>d</template><noscript>e</noscript><!-- f -->g</body>"
    assert texts(page) == ["ag"]


def test_markup_hidden_elements_are_text() -> None:
    assert texts('<p style="display:none">Hidden</p><p hidden>Too</p>') == ["Hidden", "Too"]


def test_markup_without_text_has_no_passages() -> None:
    assert texts("<html><frameset><frame src=a></frameset></html>") == []
    assert texts("   ") == []


def test_markup_cells_know_row_and_column() -> None:
    document = read_markup("<table><tr><th>Director</th><td>A</td></tr><tr><td colspan=2>B</td><td>C</td></tr></table>")
    assert [(c.row, c.column, c.header) for p in document.passages if (c := p.cell)] == [
        (0, 0, True),
        (0, 1, False),
        (1, 0, False),
        (1, 2, False),
    ]


def test_markup_runs_tell_inline_elements() -> None:
    passage = read_markup('<p><b class="film-label">Director</b> A <a href="/b">B</a></p>').passages[0]
    assert [(passage.text[r.start : r.end], r.tag, r.href) for r in passage.runs] == [
        ("Director", "b", ""),
        ("B", "a", "/b"),
    ]
    assert passage.runs[0].words == {"film", "label"}


def test_markup_deep_nesting_ends_and_is_told() -> None:
    document = read_markup("<body><p>before</p>" + "<div>" * 100_000 + "x")
    assert [passage.text for passage in document.passages][:1] == ["before"]
    assert [problem.code for problem in document.problems] == ["nested_too_deep"]


def test_pictures_lazy_sources_and_backgrounds() -> None:
    document = read_markup(
        '<img src="data:image/gif;base64,R0" data-src="a.jpg"><div style="background-image: url(\'b.jpg\')">x</div>'
        '<img srcset="small.jpg 100w, large.jpg 900w">'
    )
    assert [picture.url for picture in document.pictures] == ["a.jpg", "b.jpg", "large.jpg"]


def test_plain_text_lines_know_number_and_bullets() -> None:
    document = read_plain_text("Title\n\n• Director A\nText")
    assert [(p.text, p.line, p.kind) for p in document.passages] == [
        ("Title", 1, "paragraph"),
        ("• Director A", 3, "item"),
        ("Text", 4, "paragraph"),
    ]
    assert document.locate(1) == "line 3"


def test_locate_gives_a_path_that_selects_the_element() -> None:
    document = read_markup("<div><p>a</p><p>b</p></div>")
    assert [e.text for e in document.root.cssselect(document.locate(1))] == ["b"]


def test_locate_gives_a_path_past_a_tag_that_css_cannot_name() -> None:
    document = read_markup("<div><p>a</p><x:y\x0b>b</x:y\x0b></div>")

    located = document.root.cssselect(document.locate(1))

    assert ["".join(element.itertext()) for element in located] == ["b"]


def test_elements_that_a_style_sheet_parts_are_words_of_their_own():
    document = read_markup('<p><span class="t">7.45pm</span><span class="v">Cinema 2</span><a href="/b">Book</a></p>')

    assert [passage.text for passage in document.passages] == ["7.45pm Cinema 2 Book"]


def test_letters_in_bold_stay_in_their_word():
    document = read_markup('<p><b>S</b>lack <span class="drop">W</span><span>ater</span> <b>Keep</b><i>er</i></p>')

    assert [passage.text for passage in document.passages] == ["Slack Water Keeper"]
