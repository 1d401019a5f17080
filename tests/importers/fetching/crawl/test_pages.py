"""Pages as a crawler sees them, the worst of them too."""

import pytest

from importers.fetching.crawl.pages import MAX_LINKS, parse_page
from importers.responses import Response

URL = "http://old.example/films/a.html"


def page(body: bytes | str, charset: str | None = None):
    encoded = body.encode() if isinstance(body, str) else body
    return parse_page(Response(URL, "old", URL, encoded, "text/html", charset))


@pytest.mark.parametrize(
    ("markup", "links"),
    [
        ('<base href="/x/"><a href="b">b</a>', ("http://old.example/x/b",)),
        ('<base target=_top><a href="b">b</a>', ("http://old.example/films/b",)),
        ('<meta http-equiv=Refresh content="5;URL=next.html">', ("http://old.example/films/next.html",)),
        ("""<meta http-equiv=refresh content="0; url = '/n' ">""", ("http://old.example/n",)),
        ('<meta http-equiv=refresh content="30">', ()),
        (f'<meta http-equiv=refresh content="0;{" " * 200_000}x">', ("http://old.example/films/x",)),
        ('<meta http-equiv=refresh content="0;next.html">', ("http://old.example/films/next.html",)),
        ('<a name="top">x</a><a>y</a><a href>z</a>', ()),
        ('<a href="?q=\u0395\u03bb">x</a>', ("http://old.example/films/a.html?q=%CE%95%CE%BB",)),
    ],
)
def test_links(markup, links):
    assert page(markup).links == links


def test_links_keep_letters_that_the_encoding_of_the_page_does_not_have():
    assert page(b'<a href="?q=&#917;">x</a>', "iso-8859-1").links == (f"{URL}?q=%CE%95",)


@pytest.mark.parametrize(
    ("markup", "media"),
    [
        ("<img src=a.jpg><img data-src=b.jpg src='data:image/gif;base64,R0lG'>", ("a.jpg", "b.jpg")),
        ('<img srcset="s.jpg 300w, l.jpg 1200w, m.jpg 600w" src=s.jpg>', ("s.jpg", "l.jpg")),
        ("<div style=\"background:url('bg.jpg')\"></div><td background=old.gif>", ("bg.jpg", "old.gif")),
        ('<meta property="og:image" content="/films/og.jpg">', ("og.jpg",)),
        ('<img src="http://counter.test/hit?x=1" width=1 height=1>', ()),
        ("<video poster=p.jpg></video><input type=image src=go.gif>", ("p.jpg", "go.gif")),
    ],
)
def test_media(markup, media):
    assert page(f"<body>{markup}").media == tuple(f"http://old.example/films/{name}" for name in media)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0" * 1000,
        bytes(range(256)) * 50,
        b"<h1>" * 100_000 + b"x",
        b"<p><b>" * 50_000 + b"x",
        b"<a href=x " + b"y=1 " * 100_000 + b">",
        b"<!DOCTYPE a [<!ENTITY a 'b'>]>&a;" * 1000,
        b"<frameset" * 10_000,
    ],
)
def test_any_bytes_give_a_page(body):
    found = page(body)

    assert (len(found.links) <= 1, len(found.lines) <= 60, found.long_text >= 0, found.asks_password) == (
        True,
        True,
        True,
        False,
    )


def test_a_page_of_endless_links_gives_only_so_many():
    assert len(page("".join(f"<a href=/{n}>x</a>" for n in range(MAX_LINKS + 500))).links) == MAX_LINKS


@pytest.mark.parametrize("charset", ["x-user-defined", "utf-16", "nonsense", "big5", "iso-8859-8-i", None])
def test_any_charset_may_be_declared(charset):
    assert page(b"<a href='/film'>x</a>" * 2, charset).links in (("http://old.example/film",), ())
