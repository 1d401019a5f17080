"""The sample site, crawled: the archive gives what asking page by page gives."""

from dataclasses import replace

from importers.fetching.archive import open_archive
from importers.fetching.names import content_type
from importers.fetching.web import fetch
from importers.refusals import WALLS
from importers.samples.build import build_site
from tests.importers.fetching.crawl.conftest import LOCAL


def timeless(response):
    """Without the moment it was fetched, which no two requests share."""
    return replace(response, fetched_at=None, headers=tuple(h for h in response.headers if h[0] != "date"))


def test_the_archive_gives_the_responses_that_the_site_gives(site, crawls):
    files = build_site().files
    for path, body in files.items():
        site.page(f"/{path}", body, Content_Type=content_type(path))
    pages = [f"/{path}" for path in sorted(files) if path.endswith(".html")]
    listed = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in pages)
    site.page("/sitemap.xml", f"<urlset>{listed}</urlset>".encode())

    report = crawls.run("/26th/index.html")

    archive = open_archive(crawls.folder)
    walls = {
        site.url("/26th/films/the-lantern-fish.html"): "bot_wall",
        site.url("/17th/film.asp@id=199.html"): "soft_404",
    }
    assert {one.asked: one.code for one in report.missed.values() if one.code in WALLS} == walls
    kept = {page.asked: archive.read(page) for page in archive.pages()}
    assert set(kept) == {site.url(path) for path in pages} - set(walls)
    for url, response in kept.items():
        assert timeless(response) == timeless(fetch(url, url, "127.0.0.1", LOCAL))
    shown = {f"/{path}" for path in files if path.endswith((".jpg", ".gif", ".png"))}
    assert {image.url.removeprefix(site.url("")) for image in archive.media()} <= shown
    assert report.media["new"] == len(archive.media()) > 50
