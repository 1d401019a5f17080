"""A real Chromium for the browser tests, against Django's live server."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.install import ADVICE


def pytest_collection_modifyitems(items):
    """Every test in this folder is a browser test; one worker runs them all, since each starts a server and a browser."""
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker("browser")
            item.add_marker(pytest.mark.xdist_group("browser"))
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="session")
def chromium():
    path = find_chromium()
    assert path, ADVICE
    # Playwright's synchronous API runs an event loop in this thread; Django then refuses database access there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@pytest.fixture
def page(chromium):
    """A fresh page, 1280 pixels wide; any error in the page's own scripts fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []
