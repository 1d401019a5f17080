"""The explanation of a hostile page, in a real browser: no script of it runs, and no request leaves."""

import pytest

from importers.explaining.page import explain
from importers.reading.analysis import analyse
from importers.reading.markup import read_markup
from tests.importers.explaining.test_page import HOSTILE, PAGE


@pytest.fixture
def opened(page, tmp_path):
    """Opens the explanation of a page; gives the browser's page, what it asked for and what it alerted."""

    def open_page(markup):
        file = tmp_path / "explained.html"
        file.write_text(explain(analyse(read_markup(markup, "estuary.html"))), encoding="utf-8")
        asked, alerts = [], []
        own = (file.as_uri(), "about:srcdoc")
        page.on("request", lambda request: asked.append(request.url) if request.url not in own else None)
        page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
        page.goto(file.as_uri())
        return asked, alerts

    return open_page


def test_explanation_of_a_hostile_page_runs_and_asks_nothing(page, opened):
    asked, alerts = opened(HOSTILE)
    old = page.frame_locator("iframe")
    old.get_by_text("Director: Ann Poole").first.click()
    old.get_by_text("France 2012, 80 min").first.click()
    page.get_by_role("button", name="title").click()

    assert alerts == []
    assert asked == []
    assert page.frame_locator("iframe").locator("script, iframe, object, [onclick], [onerror], [href]").count() == 0


def test_markup_smuggled_into_the_frame_cannot_run_or_ask(page, opened):
    """Should sanitising ever let something through, the frame itself still forbids it."""
    _, alerts = opened(PAGE)
    body = page.frame_locator("iframe").locator("body")

    with page.expect_event("requestfailed") as refused:
        body.evaluate("""body => {
            body.innerHTML = '<img src="https://evil.example/a.png" onerror="parent.alert(1)">'
                + '<b onclick="parent.alert(2)">press</b>';
        }""")
    page.frame_locator("iframe").get_by_text("press").click()

    assert (refused.value.url, refused.value.failure) == ("https://evil.example/a.png", "csp")
    assert alerts == []


def test_value_is_shown_in_the_old_page_by_keyboard(page, opened):
    opened(PAGE.replace("<h1>", "<p>Long.</p>" * 400 + "<h1>"))

    page.get_by_role("button", name="title").focus()
    page.keyboard.press("Enter")

    mark = page.frame_locator("iframe").locator("mark.mq-shown")
    assert mark.all_inner_texts() == ["Estuary"]
    assert mark.first.evaluate("mark => mark.getBoundingClientRect().top < innerHeight")
    assert page.get_by_role("button", name="title").get_attribute("aria-pressed") == "true"


def test_passage_shows_the_values_that_came_from_it(page, opened):
    opened(PAGE)
    old = page.frame_locator("iframe")

    old.get_by_text("Ann Poole").click()

    assert page.locator(".entry.told b").all_inner_texts() == ["directors", "credits"]
    assert page.evaluate("document.activeElement.closest('.entry').id") == "e-directors"
    old.get_by_text("Nobody knows").click()
    assert page.locator(".entry.told").count() == 0
    assert page.get_by_role("status").inner_text() == "No value came from this passage."


def test_passage_shows_its_values_by_keyboard_and_back(page, opened):
    opened(PAGE)
    old = page.frame_locator("iframe")

    old.get_by_text("Estuary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".entry.told b").all_inner_texts() == ["title"]
    page.keyboard.press("Enter")

    assert old.locator("mark.mq-shown").all_inner_texts() == ["Estuary"]
    assert page.locator(".entry.told").count() == 0
