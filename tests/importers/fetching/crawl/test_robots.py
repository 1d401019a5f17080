"""What robots.txt forbids and wants, whatever it answers."""

import pytest

from tests.importers.fetching.crawl.conftest import html, publish

RULES = b"""User-agent: *
Disallow: /private
Allow: /private/open
Crawl-delay: 7
Sitemap: /maps/all.xml

User-agent: otherbot
Disallow: /
"""


def home(site, *links):
    publish(site, {"/": html("Home", *links), **{link: html(link) for link in links}})


def test_robots_txt_is_obeyed_and_its_delay_kept(site, crawls):
    home(site, "/private/a", "/private/open", "/films")
    site.page("/robots.txt", RULES)

    report = crawls.run()

    assert crawls.asked == ["/", "/private/open", "/films", "/maps/all.xml"]
    assert list(report.left_out["robots"]) == [site.url("/private/a")]
    assert set(crawls.clock.slept) == {7.0, 1.0}
    assert crawls.clock.slept.count(1.0) == 1, "only between robots.txt, which is read first, and the start"


def test_robots_txt_is_not_asked_when_told_so(site, crawls):
    home(site, "/private/a")
    site.page("/robots.txt", RULES)

    crawls.run(ignore_robots=True)

    assert crawls.asked == ["/", "/private/a"]
    assert "/robots.txt" not in [path for path, _ in site.asked]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_robots_txt_that_is_not_there_forbids_nothing(site, crawls, status):
    home(site, "/films")
    site.page("/robots.txt", b"no", status=status)

    assert crawls.run().pages["new"] == 2


def test_a_robots_txt_that_the_server_cannot_give_stops_the_crawl_before_it_begins(site, crawls):
    home(site, "/films")
    site.page("/robots.txt", b"no", status=503)

    report = crawls.run()

    assert crawls.asked == []
    assert [path for path, _ in site.asked] == ["/robots.txt"] * 3
    assert report.stopped == (
        f"{site.url('/robots.txt')} answers 503, so nobody can tell what may be asked. "
        "Try again later, or crawl with --ignore-robots if the site is yours."
    )


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><body>Welcome</body></html>",
        b"\xff\xfe\x00\x80garbage",
        b"Disallow: /\n",
        b"User-agent: *\nDisallow:\n" + b"# filler\n" * 200_000,
    ],
)
def test_a_robots_txt_that_is_something_else_forbids_nothing(site, crawls, body):
    home(site, "/films")
    site.page("/robots.txt", body)

    assert crawls.run().pages["new"] == 2


def test_robots_txt_counts_for_images_and_redirects_too(site, crawls):
    publish(site, {"/": html("Home", "/away", images=("/private/a.png",)), "/private/b": html("B")})
    site.page("/away", b"", status=302, Location="/private/b")
    site.page("/robots.txt", RULES)

    report = crawls.run()

    assert "/private/b" not in crawls.asked
    assert sorted(report.left_out["robots"]) == [site.url("/away"), site.url("/private/a.png")]


def test_rules_for_this_crawler_by_name_come_before_those_for_all(site, crawls):
    home(site, "/private/a", "/films")
    site.page("/robots.txt", RULES + b"\nUser-agent: Marquee\nDisallow: /films\n")

    crawls.run()

    assert crawls.asked == ["/", "/private/a", "/maps/all.xml"]
