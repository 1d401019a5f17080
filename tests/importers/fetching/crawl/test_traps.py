"""Parts of a site that never end, and parts that only look like it."""

import re
from datetime import UTC, datetime

import pytest

from importers.fetching.crawl.traps import static_trap
from tests.importers.fetching.crawl.conftest import html, publish

STARTED = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "path",
    [
        "/films/index.php/films/index.php/films/index.php/films/index.php/",
        "/a/" * 30,
        "/calendar/2031/05",
        "/calendar/2031/05/17/",
        "/calendar?year=2031&month=5",
        "/calendar?date=2031-05-17",
        "/calendar?d=20310517",
        "/calendar?time=1935900000",
        "/calendar/1801/12/",
    ],
)
def test_static_trap_knows_addresses_that_lead_nowhere(path):
    assert static_trap(f"http://old.example{path}", STARTED)


@pytest.mark.parametrize(
    "path",
    [
        "/films/2046",
        "/films/2046/",
        "/film?title=2046",
        "/film?id=2099",
        "/film?id=20991",
        "/film?year=1927",
        "/calendar/2027/05",
        "/calendar?date=1999-12-31",
        "/en/films/films/en/",
        "/film?date=unknown",
        "/sections/3000/",
    ],
)
def test_static_trap_lets_films_and_real_days_pass(path):
    assert static_trap(f"http://old.example{path}", STARTED) == ""


def generated(site, pattern, make):
    """Answers every address that matches, from what is in it."""
    plain = site.answers

    class Endless(dict):
        def get(self, path, default=None):
            found = re.fullmatch(pattern, path)
            if not found:
                return super().get(path, default)

            def write(request):
                body = make(*found.groups())
                request.send_response(200)
                request.send_header("Content-Type", "text/html")
                request.send_header("Content-Length", str(len(body)))
                request.end_headers()
                request.wfile.write(body)

            return write

    site.answers = Endless(plain)


def test_a_calendar_without_end_is_left_when_it_says_nothing_new(site, crawls):
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]

    def month(number):
        following = f"/calendar?n={int(number) + 1}"
        return html(
            f"{months[int(number) % 12]} {2000 + int(number) // 12}", following, "/", text="No showings this month."
        )

    publish(site, {"/": html("Home", "/calendar?n=1", "/films/a"), "/films/a": html("Film A")})
    generated(site, r"/calendar\?n=(\d+)", month)

    report = crawls.run()

    assert report.stopped == ""
    assert 31 <= report.pages_kept <= 60
    assert len(report.left_out["endless"]) == 1


def test_a_calendar_is_bounded_by_its_dates_even_if_it_always_says_something_new(site, crawls):
    def year(number):
        words = " ".join(f"word{number}{letter}" for letter in "abcdefgh").replace("0", "o")
        return html(f"Year {number}", f"/archive?year={int(number) + 1}", text=words)

    publish(site, {"/": html("Home", "/archive?year=2020")})
    generated(site, r"/archive\?year=(\d+)", year)

    report = crawls.run()

    assert report.pages_kept == 1 + 9
    assert list(report.left_out["endless"]) == [site.url("/archive?year=2029")]


def test_links_that_go_deeper_at_every_step_end(site, crawls):
    publish(site, {"/": html("Home", "/a/")})
    generated(site, r"/(a/)+", lambda last: html("Deeper", "a/"))

    report = crawls.run()

    assert report.pages_kept == 4
    assert len(report.left_out["endless"]) == 1


def test_many_films_of_one_shape_are_all_kept(site, crawls):
    words = ["amber", "birch", "cedar", "dune", "ember", "fjord", "grove"]
    films = {
        f"/film?id={n}": html(
            f"The {words[n % 7]} {words[n // 7]}", f"/film?id={n + 1}", text=f"Film of {words[n % 7]}"
        )
        for n in range(49)
    }
    publish(site, {"/": html("Home", "/film?id=0"), **films})

    report = crawls.run()

    assert report.pages_kept == 50
    assert "endless" not in report.left_out
