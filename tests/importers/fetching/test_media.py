"""Files that pages name: found in the page's folder and nowhere else, or asked for over HTTP."""

import pytest

from importers.fetching.media import fetch_media
from importers.fetching.options import FetchOptions
from importers.fetching.sources import open_sources
from importers.responses import Response

OPTIONS = FetchOptions()


@pytest.fixture
def mirror(tmp_path):
    """A mirror as wget leaves it, with a secret beside it."""
    root = tmp_path / "mirror"
    for name in (
        "index.html", "films/42.html", "films/still.jpg", "images/Poster One.JPG", "thumb.php?id=7", "media/resize@w=300",
        "www.old.example/pics/a.png",
    ):  # fmt: skip
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (root / "films/out.jpg").symlink_to(tmp_path / "secret.jpg")
    return root


def film_page(mirror) -> Response:
    return next(r for r in open_sources([str(mirror)]) if r.url == "films/42.html")


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("still.jpg", "films/still.jpg"),
        ("./still.jpg#big", "films/still.jpg"),
        ("still.jpg?v=2", "films/still.jpg"),
        ("../images/Poster%20One.JPG", "images/Poster One.JPG"),
        ("/images/poster one.jpg", "images/Poster One.JPG"),
        ("..\\images\\Poster One.JPG", "images/Poster One.JPG"),
        ("/thumb.php?id=7", "thumb.php?id=7"),
        ("../thumb.php%3Fid=7", "thumb.php?id=7"),
        ("/media/resize?w=300", "media/resize@w=300"),
        ("http://www.old.example/pics/a.png", "www.old.example/pics/a.png"),
        ("//www.old.example/pics/a.png", "www.old.example/pics/a.png"),
        ("https://elsewhere.example/images/Poster One.JPG", "images/Poster One.JPG"),
    ],
)
def test_fetch_media_finds_the_file_a_page_means(mirror, url, found):
    media = fetch_media(url, film_page(mirror), OPTIONS)

    assert (media.url, media.body, media.source) == (found, found.encode(), f"{mirror}/{found}")


@pytest.mark.parametrize(
    "url",
    ["../../secret.jpg", "../../../../../../etc/passwd", "/etc/passwd", "%2e%2e/%2e%2e/secret.jpg", "out.jpg",
     "..\\..\\secret.jpg", "file:///etc/passwd", "nothing.jpg", "", "still.jpg%00.png", "javascript:alert(1)"],
)  # fmt: skip
def test_fetch_media_never_leaves_the_folder(mirror, url):
    assert fetch_media(url, film_page(mirror), OPTIONS).code == "media_missing"


def test_fetch_media_keeps_to_the_folder_of_a_file_given_alone(mirror):
    (page,) = open_sources([str(mirror / "films/42.html")])

    assert fetch_media("still.jpg", page, OPTIONS).body == b"films/still.jpg"
    assert fetch_media("../images/Poster One.JPG", page, OPTIONS).code == "media_missing"


def test_fetch_media_asks_the_web_for_a_page_from_files_only_if_allowed(mirror, site):
    site.page("/far.png", b"png", Content_Type="image/png")
    page, url = film_page(mirror), site.url("/far.png")

    assert fetch_media(url, page, FetchOptions(allow_private=True)).code == "media_not_fetched"
    assert site.asked == []
    assert fetch_media(url, page, FetchOptions(allow_private=True, fetch_remote_media=True)).body == b"png"


def test_fetch_media_of_a_web_page_is_asked_relative_to_it(site):
    site.page("/pics/a.png", b"png", Content_Type="image/png")
    page = Response("x", "old", site.url("/films/42"), b"<p>")

    media = fetch_media("../pics/a.png", page, FetchOptions(allow_private=True))

    assert (media.body, media.content_type, media.site) == (b"png", "image/png", "old")
    assert fetch_media("../pics/a.png", page, OPTIONS).code == "address_refused"


def test_fetch_media_of_a_web_page_never_reads_files(mirror, site):
    page = Response("x", "old", site.url("/films/42"), b"<p>")

    assert fetch_media(f"file://{mirror}/index.html", page, OPTIONS).code == "scheme_refused"


def test_fetch_media_decodes_images_inside_the_page(mirror):
    page = film_page(mirror)

    assert fetch_media("data:image/gif;base64,R0lG\nODlh", page, OPTIONS).body == b"GIF89a"
    assert fetch_media("data:image/svg+xml,%3Csvg/%3E", page, OPTIONS).content_type == "image/svg+xml"
    assert fetch_media("data:image/gif;base64,###", page, OPTIONS).code == "bad_data_uri"
    assert fetch_media("data:image/gif", page, OPTIONS).code == "bad_data_uri"
