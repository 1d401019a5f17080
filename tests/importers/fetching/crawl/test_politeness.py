"""Pauses: never shorter than asked for, longer after errors, and Retry-After obeyed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.fetching.archive import open_archive
from importers.fetching.crawl.politeness import MAX_DELAY, Politeness, retry_after
from importers.fetching.options import FetchOptions
from tests.importers.fetching.crawl.conftest import FakeClock, html, publish

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("printed", "seconds"),
    [
        ("120", 120.0), ("0", 0.0), ("Fri, 01 May 2026 12:02:00 GMT", 120.0), ("Fri, 01 May 2026 11:00:00 GMT", 0.0),
        ("", None), ("soon", None), ("-5", None), ("1.5", None), ("99999999999999999999", 999999999.0), ("²", None),
    ],
)  # fmt: skip
def test_retry_after_reads_seconds_and_dates(printed, seconds):
    assert retry_after(printed, NOON) == seconds


@given(st.lists(st.one_of(st.none(), st.floats(min_value=0, max_value=500)), max_size=30), st.floats(0.1, 10))
def test_the_pause_is_never_shorter_than_set_and_never_shortened_by_an_error(answers, delay):
    """None stands for an error, a number for a good answer that took so many seconds."""
    polite = Politeness(delay, FakeClock())
    for seconds in answers:
        before = polite.delay_of("h")
        if seconds is None:
            polite.failed("h")
            assert polite.delay_of("h") >= before
        else:
            polite.answered("h", seconds)
            assert polite.delay_of("h") >= min(seconds, MAX_DELAY)
        assert delay <= polite.delay_of("h") <= MAX_DELAY


def test_each_host_waits_for_itself():
    clock = FakeClock()
    polite = Politeness(2.0, clock)
    polite.answered("one", 0)

    polite.wait("two")
    polite.wait("one")
    polite.wait("one")

    assert clock.slept == [2.0]


def busy(site, path, times, retry, status=429):
    """Answers an error so many times, and then the page."""
    left = [times]

    def write(request):
        left[0] -= 1
        if left[0] < 0:
            site.page("/spare", html("Film"), Content_Type="text/html")
            site.answers["/spare"](request)
            return
        request.send_response(status)
        request.send_header("Retry-After", retry)
        request.send_header("Content-Length", "0")
        request.end_headers()

    site.answers[path] = write


@pytest.mark.parametrize(("retry", "pause"), [("90", 90.0), ("soon", 2.0)])
def test_a_site_that_wants_a_rest_gets_it(site, crawls, retry, pause):
    publish(site, {"/": html("Home", "/a")})
    busy(site, "/a", 1, retry)

    report = crawls.run()

    assert crawls.asked == ["/", "/a", "/a"]
    assert report.pages["new"] == 2
    assert max(crawls.clock.slept) == pause


def test_a_rest_that_is_too_long_puts_the_page_off_to_the_end(site, crawls):
    publish(site, {"/": html("Home", "/a", "/b"), "/b": html("B")})
    busy(site, "/a", 1, "86400", status=503)

    report = crawls.run()

    assert crawls.asked == ["/", "/a", "/b", "/a"]
    assert report.missed == {}
    assert max(crawls.clock.slept) == 300.0


def test_broken_answers_are_asked_for_again_and_named_when_they_stay_broken(site, crawls):
    def cut(request):
        request.send_response(200)
        request.send_header("Content-Length", "500")
        request.end_headers()
        request.wfile.write(b"short")

    publish(site, {"/": html("Home", "/cut", "/error", "/b"), "/b": html("B")})
    site.answers["/cut"] = cut
    site.page("/error", b"", status=500)

    report = crawls.run()

    assert crawls.asked == ["/", *["/cut"] * 3, *["/error"] * 3, "/b", *["/cut"] * 3, *["/error"] * 3]
    assert [one.code for one in report.failures] == ["bad_answer", "server_error"]
    assert [page.url for page in open_archive(crawls.folder).pages()] == [site.url("/"), site.url("/b")]


def test_a_site_in_trouble_is_left_alone_and_gone_on_with_later(site, crawls):
    links = [f"/film-{letter}" for letter in "abcdefghijklm"]
    publish(site, {"/": html("Home", *links)})
    for link in links:
        site.page(link, b"", status=502)
    first = crawls.run()
    asked = set(crawls.asked)
    publish(site, {link: html(link) for link in links})

    second = crawls.run()

    assert first.stopped.startswith("8 pages in a row could not be had")
    assert asked == {"/", *links[:8]}
    assert (second.stopped, second.missed, second.pages["new"]) == ("", {}, 14)
    assert "/" not in crawls.asked


def test_the_crawl_says_who_asks(site, crawls):
    publish(site, {"/": html("Home", images=("/a.png",))})

    crawls.run(fetching=FetchOptions(allow_private=True, contact="team@example.org"))

    assert {headers["User-Agent"] for _, headers in site.asked} == {"Marquee/0.1 (+team@example.org)"}
