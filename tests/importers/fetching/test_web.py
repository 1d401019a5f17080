"""Pages over HTTP, against real servers on this machine."""

import gzip
import socket
import time
import zlib

import pytest

from importers.fetching import guard
from importers.fetching.options import FetchOptions
from importers.fetching.web import fetch
from importers.responses import FetchFailure

LOCAL = FetchOptions(allow_private=True, contact="team@example.org")


def get(url, options=LOCAL):
    return fetch(url, url, "old", options)


def test_fetch_gives_bytes_type_charset_and_final_address(site):
    site.page("/old", b"", status=301, Location="/films/42")
    site.page("/films/42", b"<p>caf\xe9", Content_Type="text/HTML; charset=ISO-8859-1")

    response = get(site.url("/old"))

    assert (response.source, response.url, response.body) == (site.url("/old"), site.url("/films/42"), b"<p>caf\xe9")
    assert (response.content_type, response.charset, response.status) == ("text/html", "iso-8859-1", 200)
    assert response.fetched_at is not None


def test_fetch_says_who_asks_and_how_to_reach_them(site):
    site.page("/", b"ok")

    get(site.url("/"))

    assert site.asked[0][1]["User-Agent"] == "Marquee/0.1 (+team@example.org)"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1"])
def test_fetch_refuses_private_addresses_without_asking(site, host):
    site.page("/", b"secret")

    failure = get(site.url("/", host), FetchOptions())

    assert failure.code == "address_refused"
    assert "MARQUEE_FETCH_PRIVATE" in failure.message
    assert site.asked == []


def test_fetch_refuses_a_redirect_to_a_private_address(site, monkeypatch):
    """The first host counts as public here, because nothing on this machine is; the second is judged for real."""
    site.page("/", b"", status=302, Location=site.url("/secret", "localhost"))
    site.page("/secret", b"secret")
    real = guard.is_public
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1" and len(site.asked) == 0)

    failure = get(site.url("/"), FetchOptions())

    assert (failure.code, real("127.0.0.1")) == ("address_refused", False)
    assert [path for path, _ in site.asked] == ["/"]


def test_fetch_connects_to_the_address_that_was_checked(site, monkeypatch):
    """A name that answers differently the second time is never asked a second time."""
    site.page("/", b"ok")
    answers = iter([[(2, 1, 6, "", ("127.0.0.1", site.port))]])
    real = socket.getaddrinfo

    def once(host, *rest, **more):
        return next(answers) if host == "rebinding.test" else real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", once)

    assert get(f"http://rebinding.test:{site.port}/").body == b"ok"


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "fec0::1", "::ffff:127.0.0.1",
        "::7f00:1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2001:db8::1", "2606:4700::5efe:10.0.0.1",
        "2001:0:7f00:1::", "::ffff:0:127.0.0.1", "198.18.0.1",
    ],
)  # fmt: skip
def test_is_public_refuses(address):
    assert not guard.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808", "2002:808:808::"])
def test_is_public_allows(address):
    assert guard.is_public(address)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.org/film.html", "scheme_refused"),
        ("file:///etc/passwd", "scheme_refused"),
        ("http://", "bad_url"),
        ("http://[::1/", "bad_url"),
        ("http://nowhere.invalid/", "host_not_found"),
    ],
)
def test_fetch_names_addresses_that_cannot_be_asked(url, code):
    assert get(url).code == code


@pytest.mark.parametrize(
    ("status", "code"),
    [(403, "forbidden"), (404, "not_found"), (410, "not_found"), (418, "http_error"), (429, "rate_limited"), (500, "server_error")],
)  # fmt: skip
def test_fetch_names_what_the_server_refuses(site, status, code):
    site.page("/", b"no", status=status)

    failure = get(site.url("/"))

    assert (failure.code, failure.status) == (code, status)
    assert site.url("/") in failure.message


def test_fetch_ends_a_redirect_loop(site):
    site.page("/", b"", status=302, Location="/")

    failure = get(site.url("/"))

    assert (failure.code, len(site.asked)) == ("too_many_redirects", 2)
    assert failure.message == f"{site.url('/')}: it redirects in a circle, back to {site.url('/')}."


def test_fetch_ends_a_chain_of_redirects_without_end(site):
    for number in range(6):
        site.page(f"/{number}", b"", status=302, Location=f"/{number + 1}")

    failure = get(site.url("/0"), FetchOptions(allow_private=True, max_redirects=3))

    assert (failure.code, len(site.asked)) == ("too_many_redirects", 4)


def test_fetch_keeps_the_cookie_that_a_redirect_sets(site):
    def answer(request):
        if "seen=1" in request.headers.get("Cookie", ""):
            site.page("/in", b"film")
            site.answers["/in"](request)
            return
        request.send_response(302)
        request.send_header("Location", "/in")
        request.send_header("Set-Cookie", "seen=1; path=/")
        request.end_headers()

    site.answers["/in"] = answer

    assert get(site.url("/in")).body == b"film"


def test_fetch_neither_sends_nor_tells_user_and_password(site):
    address = f"http://someone:secret@127.0.0.1:{site.port}/none"

    failure = get(address)

    assert "secret" not in repr(failure)
    assert "Authorization" not in site.asked[0][1]


def test_fetch_gives_up_when_the_answer_drips(site):
    def drip(request):
        request.send_response(200)
        request.end_headers()
        for _ in range(100):
            request.wfile.write(b".")
            time.sleep(0.05)

    site.answers["/"] = drip
    failure = get(site.url("/"), FetchOptions(allow_private=True, total_timeout=0.4))

    assert failure.code == "timeout"


def test_fetch_gives_up_when_nothing_comes(site):
    site.answers["/"] = lambda request: time.sleep(1)

    assert get(site.url("/"), FetchOptions(allow_private=True, read_timeout=0.2)).code == "timeout"


def test_fetch_stops_at_the_limit_whether_the_size_is_stated_or_not(site):
    def endless(request):
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 65536)

    site.answers["/endless"] = endless
    site.page("/stated", b"x" * 2000)
    options = FetchOptions(allow_private=True, max_bytes=1000)

    assert get(site.url("/endless"), options).code == "too_large"
    assert get(site.url("/stated"), options).code == "too_large"


def test_fetch_stops_at_a_decompression_bomb(site):
    site.page("/", gzip.compress(b"\0" * 60_000_000, mtime=0), Content_Encoding="gzip")

    assert get(site.url("/"), FetchOptions(allow_private=True, max_bytes=1_000_000)).code == "too_large"


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b"<p>film" * 100, mtime=0)),
        ("deflate", zlib.compress(b"<p>film" * 100)),
        ("deflate", zlib.compress(b"<p>film" * 100)[2:-4]),
    ],
)
def test_fetch_decompresses(site, encoding, body):
    site.page("/", body, Content_Encoding=encoding)

    assert get(site.url("/")).body == b"<p>film" * 100


@pytest.mark.parametrize(
    ("body", "headers", "code"),
    [
        (b"", {}, "empty_answer"),
        (b"not gzip", {"Content_Encoding": "gzip"}, "bad_answer"),
        (gzip.compress(b"x" * 999, mtime=0)[:-9], {"Content_Encoding": "gzip"}, "bad_answer"),
        (b"short", {"Content_Length": "500"}, "bad_answer"),
    ],
)
def test_fetch_does_not_take_half_an_answer(site, body, headers, code):
    site.page("/", body, **headers)

    failure = get(site.url("/"))

    assert isinstance(failure, FetchFailure)
    assert failure.code == code
