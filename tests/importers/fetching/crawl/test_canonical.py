"""Addresses: what is the same, and what is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.fetching.crawl.canonical import absolute, canonical_url, twin_key

BASE = "http://old.example/films/index.html"


@pytest.mark.parametrize(
    "spelling",
    [
        "HTTP://Old.Example:80/film.php?b=2&a=1",
        "http://old.example/film.php?a=1&b=2#showings",
        "http://old.example/film.php;jsessionid=0A1B2C?a=1&b=2",
        "http://old.example/film.php?a=1&PHPSESSID=abc&b=2",
        "http://old.example/film.php?a=1&CFID=12&CFTOKEN=99&b=2&utm_source=mail&fbclid=x",
        "http://someone:secret@old.example/film.php?a=1&b=2",
        "http://old.example/(S(abcdefghijklmnopqrstuvwx))/film.php?a=1&b=2",
        "http://old.example/./x/../film.php?a=1&amp;b=2",
        "http://old.example/%66ilm.php?a=1&b=2&sid=0123456789abcdef0123456789abcdef",
    ],
)
def test_canonical_url_meets_in_one_form(spelling):
    assert canonical_url(spelling) == "http://old.example/film.php?a=1&b=2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://old.example/film.php?sid=12", "http://old.example/film.php?sid=13"),
        ("http://old.example/films", "http://old.example/films/"),
        ("http://old.example/Films", "http://old.example/films"),
        ("http://old.example/film?a=", "http://old.example/film"),
        ("http://old.example:8080/", "http://old.example/"),
        ("https://old.example/", "http://old.example/"),
        ("http://old.example/a%2Fb", "http://old.example/a/b"),
    ],
)
def test_canonical_url_keeps_what_may_differ(one, other):
    assert canonical_url(one) != canonical_url(other)


@given(st.text(max_size=60))
def test_canonical_url_of_itself_is_itself(text):
    once = canonical_url(f"http://old.example/{text}")

    assert canonical_url(once) == once


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("film.php?id=3#top", "http://old.example/films/film.php?id=3"),
        ("  ../a b.html\n", "http://old.example/a%20b.html"),
        ("//media.example/x.jpg", "http://media.example/x.jpg"),
        ("?page=2", "http://old.example/films/index.html?page=2"),
        ("", "http://old.example/films/index.html"),
        ("mailto:box@old.example", None),
        ("javascript:go()", None),
        ("http://[::1/x", None),
        ("http://old.example:99999/", None),
        ("x" * 3000, None),
    ],
)
def test_absolute_gives_what_can_be_asked(link, address):
    assert absolute(link, BASE) == address


def test_absolute_writes_queries_in_the_encoding_of_the_page():
    assert absolute("?q=caf\u00e9", "http://old.example/", "windows-1252") == "http://old.example/?q=caf%E9"


@pytest.mark.parametrize("other", ["http://h/films", "http://h/films/index.html", "https://h/films/Default.aspx"])
def test_twin_key_brings_a_folder_and_its_index_together(other):
    assert twin_key(other) == twin_key("http://h/films/")
