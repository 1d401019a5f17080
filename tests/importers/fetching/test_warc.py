"""WARC, ARC, WET and WACZ files, whole and damaged: the pages as they were sent, and words on the rest."""

import gzip
import zlib
from datetime import UTC, datetime

import brotli
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders

from importers.fetching.media import fetch_media
from importers.fetching.options import FetchOptions
from importers.fetching.sources import SourceError, list_sources, open_sources
from importers.responses import FetchFailure, Response
from tests.importers.fetching.forms import Kept, response_record, write_wacz, write_warc, write_wet

PAGE = b"<!DOCTYPE html><html><head><title>A</title></head><body><h1>A</h1></body></html>"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"
URL = "http://www.old.example/film.php?id=42"
SITE = [
    Kept("http://www.old.example/", PAGE + b"0", "text/html; charset=windows-1252"),
    Kept(URL, PAGE),
    Kept("http://www.old.example/stills/42.jpg", JPEG, "image/jpeg"),
    Kept("http://www.old.example/untold", PAGE + b"1", "application/octet-stream"),
    Kept("http://www.old.example/robots.txt", b"User-agent: *", "text/plain"),
]


def pages(*paths, **options):
    return list(open_sources([str(path) for path in paths], FetchOptions(**options)))


def bodies(*paths, **options):
    return {page.url: page.body for page in pages(*paths, **options) if isinstance(page, Response)}


def capture(url, body, when, headers=None, status="200 OK"):
    return lambda writer: response_record(writer, url, body, when, headers or {"Content-Type": "text/html"}, status)


def revisit(url, when, of=None, digest="sha1:NOWHERE"):
    def make(writer):
        sent = StatusAndHeaders("304 Not Modified", [], protocol="HTTP/1.1")
        return writer.create_revisit_record(url, digest, of or url, "2013-10-10T12:00:00Z", sent, {"WARC-Date": when})

    return make


@pytest.mark.parametrize("name", ["site.warc", "site.warc.gz"])
def test_warc_pages_are_as_they_were_sent(tmp_path, name):
    path = write_warc(tmp_path / name, SITE)

    first, *others = pages(path)

    assert first == Response(
        f"{path}#http://www.old.example/", "www.old.example", "http://www.old.example/", PAGE + b"0", "text/html",
        "windows-1252", 200, (("content-type", "text/html; charset=windows-1252"),), datetime(2013, 10, 10, 12, tzinfo=UTC),
    )  # fmt: skip
    assert [page.url for page in others] == [URL, "http://www.old.example/untold"]


def test_warc_tells_what_is_no_page_by_kind(tmp_path):
    path = write_warc(
        tmp_path / "a.warc", SITE, more=[capture(URL + "9", b"gone", "2013-10-10T12:00:00Z", status="404 Gone")]
    )

    told = {entry.reason: entry.count for entry in list_sources([str(path)]).ignored}

    assert told == {
        "warcinfo records are no pages": 1,
        "request records are no pages": 5,
        "written for machines, not a page": 1,
        "answered with status 404": 1,
        "an image or other file, not a page": 1,
    }


def test_warc_images_are_found_by_the_address_a_page_prints(tmp_path):
    path = write_warc(tmp_path / "a.warc.gz", SITE)
    page = next(page for page in pages(path) if page.url == URL)

    media = fetch_media("stills/42.jpg#big", page, FetchOptions())

    assert (media.body, media.content_type, media.site) == (JPEG, "image/jpeg", "www.old.example")
    assert fetch_media("https://www.old.example/stills/42.jpg", page, FetchOptions()).body == JPEG
    assert fetch_media("other.jpg", page, FetchOptions()).code == "media_not_fetched"


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)],
)
def test_warc_bodies_are_decoded(tmp_path, encoding, encode):
    sent = {"Content-Type": "text/html", "Content-Encoding": encoding}
    path = write_warc(tmp_path / "a.warc.gz", [], more=[capture(URL, encode(PAGE), "2013-10-10T12:00:00Z", sent)])

    assert bodies(path) == {URL: PAGE}


def test_warc_chunked_body_is_joined(tmp_path):
    chunked = b"10\r\n" + PAGE[:16] + b"\r\n" + f"{len(PAGE) - 16:x}".encode() + b"\r\n" + PAGE[16:] + b"\r\n0\r\n\r\n"
    sent = {"Content-Type": "text/html", "Transfer-Encoding": "chunked"}
    path = write_warc(tmp_path / "a.warc", [], more=[capture(URL, chunked, "2013-10-10T12:00:00Z", sent)])

    assert bodies(path) == {URL: PAGE}


def test_warc_gives_the_newest_capture_or_that_of_a_day(tmp_path):
    path = write_warc(tmp_path / "a.warc.gz", [], more=[
        capture(URL, b"<p>2012", "2012-06-01T00:00:00Z"),
        capture(URL, b"<p>2014", "2014-06-01T00:00:00Z"),
        capture(URL, b"<p>2013", "2013-06-01T00:00:00Z"),
        capture(URL, b"busy", "2015-06-01T00:00:00Z", status="503 Busy"),
    ])  # fmt: skip

    assert bodies(path) == {URL: b"<p>2014"}
    assert bodies(path, as_of=datetime(2013, 12, 31, tzinfo=UTC)) == {URL: b"<p>2013"}
    with pytest.raises(SourceError, match="the first capture of a page is of 2012-06-01"):
        pages(path, as_of=datetime(2010, 1, 1, tzinfo=UTC))


def test_warc_two_captures_at_one_time_give_the_last_and_say_so(tmp_path):
    when = "2013-06-01T00:00:00Z"
    path = write_warc(tmp_path / "a.warc", [], more=[capture(URL, b"<p>one", when), capture(URL, b"<p>two", when)])

    assert bodies(path) == {URL: b"<p>two"}
    assert "captured twice at one time with different content; the last in the file is read" in {
        entry.reason for entry in list_sources([str(path)]).ignored
    }


def test_warc_revisit_repeats_a_capture_in_another_file(tmp_path):
    first = write_warc(tmp_path / "a.warc.gz", SITE)
    again = write_warc(tmp_path / "b.warc.gz", [], more=[revisit(URL, "2014-10-10T12:00:00Z")])

    page = next(page for page in pages(again, first) if page.url == URL)

    assert (page.body, page.content_type, page.fetched_at) == (
        PAGE,
        "text/html",
        datetime(2014, 10, 10, 12, tzinfo=UTC),
    )


def test_warc_revisit_without_its_original_is_told(tmp_path):
    path = write_warc(tmp_path / "b.warc", SITE, more=[revisit("http://www.old.example/lost", "2014-10-10T12:00:00Z")])

    (problem,) = [page for page in pages(path) if isinstance(page, FetchFailure)]

    assert problem.code == "revisit_without_original"
    assert "http://www.old.example/lost" in problem.message


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_warc_that_breaks_off_is_read_as_far_as_it_goes(tmp_path, name):
    long = Kept(URL, PAGE + " ".join(str(number) for number in range(3000)).encode())
    path = write_warc(tmp_path / name, [SITE[0], long])
    path.write_bytes(path.read_bytes()[:-60])

    found = pages(path)

    assert [page.url for page in found] == ["http://www.old.example/", URL, str(path)]
    assert found[-1].code == "archive_damaged"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_warc_is_read_on_after_damage(tmp_path, name):
    one, two = write_warc(tmp_path / f"1{name}", SITE[:1]), write_warc(tmp_path / f"2{name}", SITE[1:2])
    path = tmp_path / name
    path.write_bytes(one.read_bytes() + b"\x1f\x8b\x08 junk that is no record" * 9 + b"\r\n\r\n" + two.read_bytes())

    found = pages(path)

    assert [page.url for page in found] == ["http://www.old.example/", URL, str(path)]
    assert "reading goes on at byte" in found[-1].message


def test_warc_record_that_says_it_is_3_gb_costs_itself(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://old.example/a\r\nWARC-Date: 2013-10-10T12:00:00Z\r\n"
        b"Content-Type: application/http\r\nContent-Length: 3221225472\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>"
        b"\r\n\r\n" + write_warc(tmp_path / "b.warc", SITE[1:2]).read_bytes()
    )

    found = pages(path)

    assert URL in [page.url for page in found]
    assert "says that it is 3,221,225,472 bytes long" in found[-1].message


def test_warc_compressed_as_one_is_unpacked(tmp_path):
    plain = write_warc(tmp_path / "a.warc", SITE)
    path = tmp_path / "b.warc.gz"
    path.write_bytes(gzip.compress(plain.read_bytes()))

    assert bodies(path) == bodies(plain)


def test_warc_that_is_none_is_told(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"no archive at all")

    with pytest.raises(SourceError, match=r"a.warc: the record at byte 0 is no record"):
        pages(tmp_path / "a.warc")


def test_warc_bomb_is_passed_over(tmp_path):
    sent = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    bomb = gzip.compress(b"\0" * 3_000_000)
    path = write_warc(tmp_path / "a.warc", SITE[:1], more=[capture(URL, bomb, "2013-10-10T12:00:00Z", sent)])

    _, refused = pages(path, max_bytes=1_000_000)

    assert refused.code == "too_large"


def test_arc_file_is_read(tmp_path):
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    header = b"1 0 Crawler\nURL IP-address Archive-date Content-type Archive-length\n"
    (tmp_path / "a.arc").write_bytes(
        b"filedesc://a.arc 0.0.0.0 20031010120000 text/plain %d\n%s\n" % (len(header), header)
        + b"http://www.old.example/film.php?id=42 10.0.0.1 20031010120000 text/html %d\n%s\n" % (len(body), body)
    )

    (page,) = pages(tmp_path / "a.arc")

    assert (page.url, page.body, page.fetched_at) == (URL, PAGE, datetime(2003, 10, 10, 12, tzinfo=UTC))


def test_wet_file_gives_the_text_of_pages(tmp_path):
    path = write_wet(tmp_path / "a.warc.wet.gz", {URL: "Estuary\nDirector Ann Poole — “A”"})

    (page,) = pages(path)

    assert (page.url, page.body.decode(), page.content_type, page.charset) == (
        URL, "Estuary\nDirector Ann Poole — “A”", "text/plain", "utf-8",
    )  # fmt: skip


@pytest.mark.parametrize("stored", [True, False])
def test_wacz_gives_the_pages_of_its_warcs(tmp_path, stored):
    warc = write_warc(tmp_path / "a.warc.gz", [*SITE, Kept("http://widgets.example/frame", PAGE)])

    path = write_wacz(tmp_path / "site.wacz", {"a.warc.gz": warc.read_bytes()}, [URL], stored=stored)

    assert bodies(path) == {url: body for url, body in bodies(warc).items() if "widgets" not in url}
    page = next(page for page in pages(path) if page.url == URL)
    assert fetch_media("stills/42.jpg", page, FetchOptions()).body == JPEG


@pytest.mark.parametrize("body", [b"PK\3\4", b"", b"no zip"])
def test_wacz_that_is_none_is_told(tmp_path, body):
    (tmp_path / "site.wacz").write_bytes(body)

    with pytest.raises(SourceError, match=r"site.wacz: cannot be opened as a WARC or WACZ"):
        pages(tmp_path / "site.wacz")


def test_folder_of_warcs_is_read_as_one(tmp_path):
    write_warc(tmp_path / "a.warc.gz", SITE)
    write_warc(tmp_path / "b.warc.gz", [], more=[revisit(URL, "2014-10-10T12:00:00Z")])

    assert bodies(tmp_path) == bodies(tmp_path / "a.warc.gz")


def test_warc_beside_a_mirror_is_not_read_twice(tmp_path):
    write_warc(tmp_path / "a.warc.gz", SITE)
    (tmp_path / "index.html").write_bytes(PAGE)

    assert bodies(tmp_path) == {"index.html": PAGE}


def frames(warc: bytes, dictionary: zstandard.ZstdCompressionDict | None = None) -> bytes:
    """As the tools of a web archive write it: each record a frame of its own."""
    compressor = zstandard.ZstdCompressor(dict_data=dictionary) if dictionary else zstandard.ZstdCompressor()
    records = [b"WARC/1.0\r\n" + rest for rest in warc.split(b"WARC/1.0\r\n")[1:]]
    return b"".join(compressor.compress(record) for record in records)


def skippable(words: bytes) -> bytes:
    return b"\x5d\x2a\x4d\x18" + len(words).to_bytes(4, "little") + words


FILMS = {f"http://www.old.example/{number}.html": b"<h1>Film %d</h1>" % number for number in range(3)}


def films(tmp_path):
    return write_warc(tmp_path / "site.warc", [Kept(url, body) for url, body in FILMS.items()])


@pytest.mark.parametrize("how", ["plain", "dictionary", "compressed dictionary"])
def test_warc_zst_gives_the_pages_that_the_warc_gives(tmp_path, how):
    warc = films(tmp_path)
    dictionary = zstandard.ZstdCompressionDict(b"HTTP/1.0 200 OK Content-Type: text/html <h1>Film </h1>" * 4)
    packed = tmp_path / "packed.warc.zst"
    if how == "plain":
        packed.write_bytes(frames(warc.read_bytes()))
    else:
        words = dictionary.as_bytes()
        words = zstandard.ZstdCompressor().compress(words) if how == "compressed dictionary" else words
        packed.write_bytes(skippable(words) + frames(warc.read_bytes(), dictionary))

    assert bodies(packed) == bodies(warc) == FILMS
    assert [page.source for page in pages(packed)] == [f"{packed}#{url}" for url in FILMS]


@pytest.mark.parametrize("cut", [5, 60])
def test_warc_zst_that_breaks_off_is_read_as_far_as_it_goes_and_told(tmp_path, cut):
    packed = tmp_path / "packed.warc.zst"
    whole = frames(films(tmp_path).read_bytes())
    packed.write_bytes(whole[:-cut])

    found = list(open_sources([str(packed)], FetchOptions()))

    assert {page.url for page in found if isinstance(page, Response)} >= set(list(FILMS)[:2])
    assert "archive_damaged" in {failure.code for failure in found if isinstance(failure, FetchFailure)}


def test_warc_zst_whose_dictionary_is_not_there_is_told(tmp_path):
    samples = [
        b"HTTP/1.0 200 OK Content-Type: text/html <h1>Film %d</h1> shown on day %d" % (n, n * 7) for n in range(500)
    ]
    dictionary = zstandard.train_dictionary(4096, samples)
    packed = tmp_path / "packed.warc.zst"
    packed.write_bytes(frames(films(tmp_path).read_bytes(), dictionary))

    with pytest.raises(SourceError, match="it is damaged"):
        list_sources([str(packed)], FetchOptions())


def test_folder_of_warc_zst_is_read(tmp_path):
    warc = films(tmp_path)
    (tmp_path / "site.warc.zst").write_bytes(frames(warc.read_bytes()))
    warc.unlink()

    assert sorted(bodies(tmp_path)) == list(FILMS)
