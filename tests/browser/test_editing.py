"""An editor at work, in a real browser."""

import re

import pytest
import requests

from films.models import FilmPage
from importers.runs.pipeline import run_import
from importers.runs.report import ImportOptions
from tests.factories import SuperuserFactory

LISTING = """Order for Customer

Salt Lines

A keeper of lights, and what she counts.

  • Director Ines Obray
  • Portugal-France 2013
  • 90 mins

A lighthouse keeper counts ships that no longer come, and writes each of them into a book that nobody has asked for. Her
daughter comes from the city to sell the house, finds the book, and stays for the winter to learn what was in it.

Edith Marsh
"""


@pytest.fixture
def film(tmp_path):
    """A film that was imported and published."""
    listing = tmp_path / "salt-lines.txt"
    listing.write_text(LISTING, encoding="utf-8")
    report = run_import([str(listing)], ImportOptions(publish=True))
    assert report.counts["new"] == 1, report
    return FilmPage.objects.get()


@pytest.fixture
def editor(page, live_server):
    """The browser, logged in as somebody who may publish."""
    user = SuperuserFactory()
    page.goto(f"{live_server.url}/admin/login/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("a-password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{live_server.url}/admin/")
    return page


def test_editor_changes_imported_synopsis_and_publishes_then_api_tells_it(editor, live_server, film):
    editor.goto(f"{live_server.url}/admin/pages/{film.pk}/edit/")
    synopsis = editor.get_by_role("textbox").filter(has_text="A lighthouse keeper counts")
    synopsis.click()
    editor.keyboard.press("Control+End")
    editor.keyboard.type(" Then one does.")
    # The editor hands its text to the form a moment after the last key.
    editor.wait_for_function("document.querySelector('[name=body-0-value]').value.includes('Then one does.')")
    editor.get_by_role("button", name="More actions").first.click()
    editor.get_by_role("button", name=re.compile("^Publish")).click()
    editor.get_by_text("has been published").wait_for()

    answer = requests.get(f"{live_server.url}/api/v2/pages/{film.pk}/", timeout=10).json()
    texts = [block["value"] for block in answer["body"] if block["type"] == "paragraph"]
    imported = " ".join(LISTING.partition("A lighthouse")[2].partition("\n\n")[0].split())
    assert [re.sub("<[^>]+>", "", text) for text in texts] == [f"A lighthouse {imported} Then one does."]
