"""What a crawl asks for, and what it keeps."""

import random
import socket
import string
import subprocess
import sys

import pytest

from importers.fetching.archive import open_archive
from tests.importers.fetching.crawl.conftest import html, publish

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def kept(crawls) -> list[str]:
    """The paths of the archived pages, in order."""
    return [page.url.removeprefix(crawls.site.url("")) for page in open_archive(crawls.folder).pages()]


def test_crawl_keeps_linked_pages_and_their_images_once(site, crawls, in_flight):
    publish(
        site,
        {
            "/": html(
                "Home", "/films/a", "films/b#top", "/films/a?PHPSESSID=abc&utm_source=x", "http://elsewhere.test/"
            ),
            "/films/a": html("Film A", "/", "/films/b", images=("/a.png",)),
            "/films/b": html("Film B", "/films/a", images=("/a.png", "b.png")),
        },
    )
    for path in ("/a.png", "/films/b.png"):
        site.page(path, PNG + path.encode(), Content_Type="image/png")

    report = crawls.run()

    assert crawls.asked == ["/", "/films/a", "/a.png", "/films/b", "/films/b.png"]
    assert kept(crawls) == ["/", "/films/a", "/films/b"]
    assert (dict(report.pages), dict(report.media), report.stopped) == ({"new": 3}, {"new": 2}, "")
    assert in_flight["most"] == 1


def test_crawl_follows_every_way_a_page_leads_on_and_no_form(site, crawls):
    markup = b"""<html><head><link rel=next href=/next><link rel=alternate hreflang=fr href=/fr><link rel=stylesheet href=/s.css>
    <link rel=alternate type="application/rss+xml" href=/feed></head><frameset><frame src=/frame></frameset>
    <map><area href=/area></map><iframe src=/iframe></iframe><form action=/form><button>go</button></form>
    <meta http-equiv=refresh content="0; url='/refresh'"><a href=javascript:x()>x</a><a href=mailto:a@b.c>m</a></html>"""
    pages = {path: html(path) for path in ("/next", "/fr", "/frame", "/area", "/iframe", "/refresh", "/form", "/feed")}
    publish(site, {"/": markup, **pages})

    crawls.run()

    assert sorted(crawls.asked) == ["/", "/area", "/fr", "/frame", "/iframe", "/next", "/refresh"]


def test_crawl_stays_within_prefix_patterns_and_depth(site, crawls):
    publish(
        site,
        {
            "/26th/": html("Home", "/26th/films/", "/25th/", "/26th/shop/1", "/26th/press"),
            "/26th/films/": html("Films", "/26th/films/a"),
            "/26th/films/a": html("A", "/26th/films/a/more"),
        },
    )

    report = crawls.run("/26th/", prefix="/26th/", exclude=("/26th/shop/*",), include=("/26th/films/",), depth=2)

    assert crawls.asked == ["/26th/", "/26th/films/", "/26th/films/a"]
    outside = ["/25th/", "/26th/shop/1", "/26th/press", "/26th/films/a/more"]
    assert list(report.left_out["out_of_scope"]) == [site.url(path) for path in outside]


def test_crawl_stops_at_its_limit_and_goes_on_with_a_higher_one(site, crawls):
    publish(site, {"/": html("Home", *(f"/film/{n}" for n in "abcd")), **{f"/film/{n}": html(n) for n in "abcd"}})

    first = crawls.run(limit=3)
    asked_first = crawls.asked
    second = crawls.run(limit=10)

    assert (first.stopped, asked_first) == ("The limit of 3 pages is reached.", ["/", "/film/a", "/film/b"])
    assert (second.stopped, crawls.asked) == ("", ["/film/c", "/film/d"])
    assert second.pages["new"] == 5


def test_a_second_crawl_asks_whether_pages_have_changed(site, crawls):
    publish(site, {"/": html("Home", "/same", "/changed", "/silent")})

    def unless_known(request):
        if request.headers.get("If-None-Match") == '"1"':
            request.send_response(304)
            request.end_headers()
            return
        site.page("/x", html("Same"), Content_Type="text/html", ETag='"1"')
        site.answers["/x"](request)

    site.answers["/same"] = unless_known
    publish(site, {"/changed": html("One"), "/silent": html("Silent")})
    crawls.run()
    publish(site, {"/changed": html("Two")})

    report = crawls.run()

    assert dict(report.pages) == {"not modified": 3, "changed": 1}
    assert ("/same", '"1"') in [(path, headers.get("If-None-Match")) for path, headers in site.asked]
    archive = open_archive(crawls.folder)
    assert [archive.read(page).body for page in archive.pages()][1:] == [html("Same"), html("Two"), html("Silent")]


def test_offline_reads_only_the_archive(site, crawls):
    publish(site, {"/": html("Home", "/a", "/b"), "/a": html("A")})
    crawls.run()

    report = crawls.run(offline=True)

    assert site.asked == []
    assert dict(report.pages) == {"not modified": 2}
    assert list(report.left_out["not_archived"]) == [site.url("/b")]


def test_only_missing_asks_for_nothing_that_is_there(site, crawls):
    publish(site, {"/": html("Home", "/a", "/b"), "/a": html("A")})
    crawls.run()
    publish(site, {"/b": html("B")})

    report = crawls.run(only_missing=True)

    assert crawls.asked == ["/b"]
    assert dict(report.pages) == {"not modified": 2, "new": 1}


@pytest.mark.parametrize("twin", ["/films", "/films/index.html"])
def test_a_folder_and_its_twin_are_one_page_only_where_their_bytes_are_equal(site, crawls, twin):
    publish(site, {"/": html("Home", "/films/", twin), "/films/": html("Films"), twin: html("Films")})

    report = crawls.run()

    assert kept(crawls) == ["/", "/films/"]
    assert report.pages["same as another"] == 1
    assert open_archive(crawls.folder).find(site.url(twin)).url == site.url("/films/")


def test_a_folder_and_an_index_that_differ_are_two_pages(site, crawls):
    publish(
        site, {"/": html("Home", "/films/", "/films/index.html"), "/films/": html("A"), "/films/index.html": html("B")}
    )

    crawls.run()

    assert kept(crawls) == ["/", "/films/", "/films/index.html"]


def test_redirects_to_a_known_page_ask_for_it_once(site, crawls):
    publish(site, {"/": html("Home", "/new", "/old", "/older"), "/new": html("Film")})
    site.page("/old", b"", status=301, Location="/new")
    site.page("/older", b"", status=302, Location="/old")

    report = crawls.run()

    assert crawls.asked == ["/", "/new", "/old", "/older", "/old"]
    assert dict(report.pages) == {"new": 2, "same as another": 2}


def test_a_page_found_through_a_redirect_is_not_asked_for_again(site, crawls):
    publish(site, {"/": html("Home", "/old", "/new"), "/new": html("Film")})
    site.page("/old", b"", status=301, Location="/new")

    crawls.run()

    assert crawls.asked == ["/", "/old", "/new"]
    page = open_archive(crawls.folder).pages()[1]
    assert (page.asked, page.url, page.redirects) == (site.url("/old"), site.url("/new"), ((site.url("/old"), 301),))


def test_a_redirect_out_of_the_site_is_not_followed(site, crawls):
    publish(site, {"/": html("Home", "/away")})
    site.page("/away", b"", status=302, Location=site.url("/secret", "localhost"))
    site.page("/secret", b"secret")

    report = crawls.run()

    assert crawls.asked == ["/", "/away"]
    assert list(report.left_out["out_of_scope"]) == [site.url("/away")]


def test_what_cannot_be_had_is_named_with_its_cause(site, crawls):
    publish(
        site,
        {"/": html("Home", "/gone", "/loop", "/bomb", images=("/missing.png", "/page.png")), "/page.png": html("x")},
    )
    site.page("/loop", b"", status=302, Location="/loop")
    site.page("/bomb", b"x" * 50, Content_Type="text/html", Content_Encoding="br")

    report = crawls.run()

    assert [(one.code, one.asked) for one in report.failures] == [
        ("bad_answer", site.url("/bomb")),
        ("not_an_image", site.url("/page.png")),
        ("not_found", site.url("/gone")),
        ("not_found", site.url("/missing.png")),
        ("too_many_redirects", site.url("/loop")),
    ]
    assert {one.asked for one in open_archive(crawls.folder).missed()} == {one.asked for one in report.failures}


def test_files_that_are_no_pages_come_only_when_asked_for(site, crawls):
    publish(site, {"/": html("Home", "/programme.pdf", "/download?id=7", "/still.png")})
    site.page("/programme.pdf", b"%PDF-1.4", Content_Type="application/pdf")
    site.page("/download?id=7", b"%PDF-1.5", Content_Type="application/pdf")
    site.page("/still.png", PNG, Content_Type="image/png")

    report = crawls.run()
    without = [path for path in crawls.asked if "id=9" not in path]
    crawls.run(documents=True, restart=True)

    assert without == ["/", "/still.png", "/download?id=7"]
    assert list(report.left_out["document"]) == [site.url("/programme.pdf"), site.url("/download?id=7")]
    assert "/programme.pdf" in crawls.asked


def test_another_name_of_the_site_is_tried_out_once(site, crawls, monkeypatch):
    """Both names lead to this machine; the second answers the same pages."""
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: real("127.0.0.1" if "saltmere" in host else host, *rest, **more),
    )
    www = f"http://www.saltmere.test:{site.port}"
    publish(site, {"/": html("Home", "/a", f"{www}/a", f"{www}/b"), "/a": html("A"), "/b": html("B")})
    site.url = lambda path, host="saltmere.test": f"http://{host}:{site.port}{path}"

    report = crawls.run()

    assert crawls.asked == ["/", "/", "/a", "/b"]
    assert report.pages["new"] == 3
    assert open_archive(crawls.folder).find(f"{www}/b").url == site.url("/b")


def test_a_start_that_leads_to_another_site_says_so(site, crawls):
    site.page("/", b"", status=302, Location=site.url("/", "localhost"))

    report = crawls.run()

    assert report.stopped == (
        f"{site.url('/')}: it redirects to {site.url('/', 'localhost')}, which is outside the crawl's bounds. "
        "Give the address where the site is."
    )


def test_a_start_that_redirects_to_the_name_with_www_moves_the_crawl_there(site, crawls, monkeypatch):
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: real("127.0.0.1" if "saltmere" in host else host, *rest, **more),
    )
    bare, www = f"http://saltmere.test:{site.port}", f"http://www.saltmere.test:{site.port}"
    publish(site, {"/a": html("A", f"{bare}/a", f"{bare}/b"), "/b": html("B")})

    def home(request):
        if request.headers["Host"].startswith("www."):
            publish(site, {"/home": html("Home", f"{bare}/a", "/b")})
            site.answers["/home"](request)
            return
        request.send_response(301)
        request.send_header("Location", f"{www}/")
        request.end_headers()

    site.answers["/"] = home
    site.url = lambda path: f"{bare}{path}"

    first, asked = crawls.run(limit=2), crawls.asked
    second = crawls.run()

    assert (first.pages["new"], asked) == (2, ["/", "/", "/a"])
    assert (second.pages["new"], crawls.asked) == (3, ["/b"])
    assert [page.url for page in open_archive(crawls.folder).pages()] == [f"{www}/", f"{www}/a", f"{www}/b"]


def test_a_damaged_body_is_fetched_again_by_the_next_crawl(site, crawls):
    site.page("/", html("Home"), Content_Type="text/html", ETag='"1"')
    crawls.run()
    archive = open_archive(crawls.folder)
    (page,) = archive.pages()
    archive.blobs.path(page.digest).unlink()

    report = crawls.run()

    assert "If-None-Match" not in dict(site.asked)["/"]
    assert dict(report.pages) == {"not modified": 1}
    assert archive.read(page).body == html("Home")


def test_not_modified_said_to_a_stranger_is_no_page(site, crawls):
    publish(site, {"/": html("Home", "/a")})
    site.page("/a", b"", status=304)

    report = crawls.run()

    assert [one.code for one in report.failures] == ["bad_answer"]


def test_redirects_in_utf_8_are_followed(site, crawls):
    publish(site, {"/": html("Home", "/old"), "/caf%C3%A9": html("Caf\u00e9")})
    site.page("/old", b"", status=302, Location="/caf\u00c3\u00a9")

    assert crawls.run().pages["new"] == 2


_SMALL_DISK = """
import resource, sys
from tests.importers.fetching.crawl.once import main
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
main(*sys.argv[1:])
"""


def test_a_full_disk_stops_the_crawl_in_words_and_the_next_goes_on(site, crawls):
    """The limit on the size of a file stands in for the end of the disk: the same error comes from the same calls."""
    large = "".join(random.Random(1).choices(string.ascii_letters, k=100_000))
    publish(site, {"/": html("Home", "/a", "/b"), "/a": html("A", text=large), "/b": html("B")})

    command = [sys.executable, "-c", _SMALL_DISK, site.url("/"), str(crawls.folder)]
    run = subprocess.run(command, capture_output=True, text=True)
    report = crawls.run()

    assert (run.returncode, run.stderr) == (3, "")
    assert "there is no room left to write (File too large). Everything archived so far is safe" in run.stdout
    assert report.stopped == ""
    assert "/" not in crawls.asked
    assert kept(crawls) == ["/", "/a", "/b"]
