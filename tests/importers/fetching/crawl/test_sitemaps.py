"""Sitemaps, as they are and as they should not be."""

import gzip

import pytest

from importers.fetching.crawl.sitemaps import MAX_BYTES, Sitemap, read_sitemap
from tests.importers.fetching.crawl.conftest import html, publish

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
SET = f"<urlset {NS}><url><loc> http://a/1 </loc><lastmod>2020</lastmod></url><url><loc>http://a/2?x=1&amp;y=2</loc></url></urlset>".encode()
INDEX = f"<sitemapindex {NS}><sitemap><loc>http://a/s1.xml</loc></sitemap></sitemapindex>".encode()
BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    b"<urlset><url><loc>http://a/&b;</loc></url><url><loc>&f;</loc></url></urlset>"
)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (SET, Sitemap(pages=("http://a/1", "http://a/2?x=1&y=2"))),
        (b"\xef\xbb\xbf" + SET, Sitemap(pages=("http://a/1", "http://a/2?x=1&y=2"))),
        (gzip.compress(SET), Sitemap(pages=("http://a/1", "http://a/2?x=1&y=2"))),
        (INDEX, Sitemap(sitemaps=("http://a/s1.xml",))),
        (b"http://a/1\r\nhttps://a/2\nnonsense\n", Sitemap(pages=("http://a/1", "https://a/2"))),
        (SET[:-60], Sitemap(pages=("http://a/1",))),
        (b"", Sitemap()),
        (gzip.compress(SET)[:-20], Sitemap()),
        (b"<html><body>Not found</body></html>", Sitemap()),
    ],
)
def test_read_sitemap(body, found):
    assert read_sitemap(body) == found


def test_read_sitemap_expands_no_entity_and_reads_no_file():
    found = read_sitemap(BOMB)

    assert not any("aaaa" in page or "root:" in page for page in found.pages)


def test_read_sitemap_unpacks_no_more_than_the_protocol_allows():
    assert read_sitemap(gzip.compress(b" " * (MAX_BYTES + 1000) + SET)) == Sitemap()


def test_crawl_finds_what_only_a_sitemap_names(site, crawls):
    publish(site, {"/": html("Home"), "/hidden": html("Hidden")})
    listed = f"<urlset><url><loc>{site.url('/hidden')}</loc></url><url><loc>http://elsewhere.test/</loc></url></urlset>"
    site.page("/maps/1.xml.gz", gzip.compress(listed.encode()), Content_Type="application/gzip")
    site.page("/sitemap.xml", INDEX.replace(b"http://a/s1.xml", site.url("/maps/1.xml.gz").encode()))

    report = crawls.run()

    assert crawls.asked == ["/", "/maps/1.xml.gz", "/hidden"]
    assert report.pages["new"] == 2
