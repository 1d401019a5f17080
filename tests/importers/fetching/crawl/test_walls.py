"""Answers with status 200 that are no pages, and pages that look a little like them."""

import pytest

from importers.fetching.archive import open_archive
from importers.fetching.crawl.absent import impossible, kind_of
from tests.importers.fetching.crawl.conftest import html, publish
from tests.importers.fetching.crawl.test_traps import generated

FILM = "A lighthouse keeper counts ships and finds one too many. Shot over four winters on the outer banks, with a crew of three."


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("bot_wall", html("Just a moment...", text="Checking your browser before accessing the site.")),
        ("bot_wall", b"<html><head><title>saltmere.example</title></head><body><script>window._cf_chl_opt={a:1}</script></body></html>"),
        ("rate_limit_page", html("Too many requests", text="Please come back in a few minutes.")),
        ("soft_404", html("Page not found", text="We looked everywhere.")),
        ("maintenance", html("Saltmere", text="The site is down for maintenance.")),
        ("maintenance", html("Error establishing a database connection", text="")),
        ("parked", html("saltmere.example", text="This domain is for sale.")),
        ("parked", b"<html><body><script src='//img.sedoparking.com/x.js'></script></body></html>"),
        ("log_in_wall", html("Saltmere", text="You must be logged in to view this page.")),
        ("log_in_wall", b"<html><title>Log in</title><body><h1>Log in</h1><form><input name=u><input type=password></form></body></html>"),
    ],
)  # fmt: skip
def test_a_wall_is_counted_and_never_kept(site, crawls, kind, body):
    publish(site, {"/": html("Home", "/film", "/other"), "/film": body, "/other": html("Other film")})

    report = crawls.run()

    assert (dict(report.walls), report.failures) == ({kind: 1}, [])
    assert [page.url for page in open_archive(crawls.folder).pages()] == [site.url("/"), site.url("/other")]
    assert [one.code for one in open_archive(crawls.folder).missed()] == [kind]


@pytest.mark.parametrize(
    "body",
    [
        html("Access Denied", text=FILM * 14),
        html("The Gatekeeper", text=f"{FILM} The captcha of love.").replace(
            b"</body>", b"<form>Log in <input type=password></form></body>"
        ),
        html("Members", text="A members' only screening on Friday, tickets no longer needed."),
        html("404 Steps", text=FILM),
    ],
)
def test_a_page_that_only_uses_such_words_is_kept(site, crawls, body):
    publish(site, {"/": html("Home", "/film"), "/film": body})

    assert crawls.run().pages["new"] == 2


def test_a_wall_that_is_gone_at_the_end_of_the_crawl_costs_nothing(site, crawls):
    publish(site, {"/": html("Home", "/film", "/other"), "/film": html("Just a moment...")})

    def opened(request):
        publish(site, {"/film": html("The film"), "/other": html("Other")})
        site.answers["/other"](request)

    site.answers["/other"] = opened

    report = crawls.run()

    assert crawls.asked == ["/", "/film", "/other", "/film"]
    assert (report.missed, report.pages["new"]) == ({}, 3)


def test_a_site_behind_a_wall_is_left_alone(site, crawls):
    links = [f"/film-{letter}" for letter in "abcdefghijkl"]
    publish(site, {"/": html("Home", *links), **{link: html("Just a moment...") for link in links}})

    report = crawls.run()

    assert report.stopped.startswith("8 pages in a row")
    assert len(crawls.asked) == 9


def missing(path):
    """What an old site says for any address: with the address in it, and no word that gives it away."""
    return html("Saltmere", "/", text=f"Ahoy! There is nothing at {path} but fog and gulls, sailor.")


def test_missing_pages_without_telling_words_are_learned(site, crawls):
    links = ("/films/real.html", "/films/gone.html", "/films/lost.html")
    publish(site, {"/": html("Home", *links), "/films/real.html": html("Real", text=FILM)})
    generated(site, r"(/films/(?!real).*)", missing)

    report = crawls.run()

    assert dict(report.walls) == {"soft_404": 2}
    assert [page.url for page in open_archive(crawls.folder).pages()] == [site.url("/"), site.url("/films/real.html")]


def test_missing_films_of_a_program_are_learned_by_their_number(site, crawls):
    def film(number):
        return html(f"Film {number}", text=FILM) if int(number) < 3 else missing(number)

    publish(site, {"/": html("Home", "/film.php?id=1", "/film.php?id=2", "/film.php?id=77")})
    generated(site, r"/film\.php\?id=(\d+)", film)

    report = crawls.run()

    assert dict(report.walls) == {"soft_404": 1}
    assert report.pages_kept == 3


def test_a_site_that_shows_its_home_page_for_everything_missing_keeps_it_once(site, crawls):
    home = html("Home", "/gone", "/real", text=FILM)
    publish(
        site,
        {
            "/": home,
            "/real": html("The Real Thing", text="A short film about bread, baked and eaten slowly by friends."),
        },
    )
    generated(site, r"/(gone|no-such-page.*)", lambda path: home)

    report = crawls.run()

    assert dict(report.walls) == {"soft_404": 1}
    assert report.pages_kept == 2


def test_pages_of_a_list_are_no_missing_pages(site, crawls):
    """A list that shows its first page for numbers it does not have."""
    titles = {1: "Amber Birch Cedar Dune", 2: "Ember Fjord Grove Heath"}
    publish(site, {"/": html("Home", "/list?page=1", "/list?page=2")})
    generated(site, r"/list\?page=(\d+)", lambda number: html("Films", text=titles.get(int(number), titles[1])))

    assert crawls.run().pages_kept == 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://h/films/a.html", "http://h/films/b.html", True),
        ("http://h/films/a.html", "http://h/films/a", False),
        ("http://h/films/a/", "http://h/films/b/", True),
        ("http://h/film.php?id=1", "http://h/film.php?id=2", True),
        ("http://h/film.php?id=1", "http://h/person.php?id=1", False),
    ],
)
def test_kind_of_brings_together_what_one_program_answers(one, other, same):
    assert (kind_of(one) == kind_of(other)) is same


@pytest.mark.parametrize("url", ["http://h/", "http://h/films/a.html", "http://h/films/", "http://h/f.php?id=3&x=y"])
def test_impossible_addresses_are_of_the_same_kind_and_always_the_same(url):
    first, second = impossible(url)

    assert first != second
    assert (first, second) == impossible(url)
    assert url not in (first, second)
