"""What was kept is read back the same, whatever happened to the folder in between."""

import gzip
import subprocess
import sys
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.fetching.archive import (
    ArchiveBusyError,
    NoArchiveError,
    is_archive,
    open_archive,
)
from importers.fetching.archive.events import (
    Alias,
    CrawlEnded,
    CrawlStarted,
    Missed,
    Twin,
    Unchanged,
    from_line,
    to_line,
)
from importers.fetching.archive.reader import JOURNAL, MARK
from importers.fetching.archive.writer import ArchiveWriter
from importers.fetching.options import FetchOptions
from importers.fetching.sources import SourceError, list_sources
from importers.responses import FetchFailure, Response
from tests.importers.fetching.archive.conftest import START, capture

FILM = "http://old.example/films/42"


def test_read_gives_the_response_that_was_kept(writer, folder):
    kept = capture(writer, FILM, "<p>Café".encode(), redirects=(("http://old.example/old", 301),))

    archive = open_archive(folder)

    assert archive.pages() == (kept,)
    assert archive.read(kept) == Response(
        source="http://old.example/old",
        site="old.example",
        url=FILM,
        body="<p>Café".encode(),
        content_type="text/html",
        charset="utf-8",
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"), ("etag", '"1"')),
        fetched_at=START,
    )
    assert archive.problems == []


def test_source_of_a_day_before_the_first_page_names_that_page_s_day(writer, folder):
    capture(writer, FILM, b"<p>one")

    with pytest.raises(SourceError, match="fetched only after 2026-04-30; the first page was fetched on 2026-05-01"):
        list_sources([str(folder)], FetchOptions(as_of=START - timedelta(days=1)))


def test_pages_are_the_newest_or_those_of_a_time(writer):
    first = capture(writer, FILM, b"one")
    other = capture(writer, "http://old.example/films/43", b"other", minutes=1)
    second = capture(writer, FILM, b"two", minutes=10)
    capture(writer, "http://old.example/still.jpg", b"jpg", role="media", minutes=2)

    assert writer.archive.pages() == (second, other)
    assert writer.archive.pages(START + timedelta(minutes=5)) == (first, other)
    assert [one.url for one in writer.archive.media()] == ["http://old.example/still.jpg"]


@pytest.mark.parametrize(
    "spelling",
    [
        "http://old.example/image?b=2&a=1",
        "http://OLD.example:80/image?a=1&b=2&PHPSESSID=3",
        "http://old.example/moved",
        "http://old.example/twin",
    ],
)
def test_find_knows_every_spelling(writer, spelling):
    kept = capture(
        writer,
        "http://old.example/image?b=2&a=1",
        b"jpg",
        role="media",
        redirects=(("http://old.example/moved", 302),),
    )
    twin = "http://old.example/twin"
    writer.add(Twin(time=START, asked=twin, canonical=twin, of=kept.canonical))

    assert writer.archive.find(spelling) == kept


def test_find_gives_none_for_what_was_never_kept(writer):
    assert writer.archive.find("http://old.example/never") is None
    assert writer.archive.find("no address") is None


def test_equal_bodies_are_kept_once_and_can_be_unpacked_without_this_program(writer, folder):
    capture(writer, FILM, b"same")
    kept = capture(writer, "http://old.example/films/43", b"same")

    assert [path.name for path in (folder / "blobs").glob("*/*")] == [f"{kept.digest}.gz"]
    assert gzip.decompress((folder / "blobs" / kept.digest[:2] / f"{kept.digest}.gz").read_bytes()) == b"same"


def test_missed_holds_what_has_not_been_had_since(writer):
    def missed(url):
        return Missed(START, url, url, "page", "bot_wall", "a wall", 200)

    writer.add(missed(FILM))
    writer.add(missed("http://old.example/films/43"))
    writer.add(missed("http://old.example/moved"))
    capture(writer, FILM, b"film", minutes=1, redirects=(("http://old.example/moved", 301),))

    assert writer.archive.missed() == (missed("http://old.example/films/43"),)


@pytest.mark.parametrize(
    "event",
    [
        CrawlStarted(START, "http://old.example/", {"depth": 3, "include": ["/films/"]}),
        Unchanged(START, FILM, FILM, "page", 304, "ab" * 32),
        Twin(START, f"{FILM}/", f"{FILM}/", FILM),
        Alias(START, "http://www.old.example", "http://old.example"),
        Missed(START, FILM, FILM, "page", "soft_404", "no", 200),
        CrawlEnded(START, "complete"),
    ],
)
def test_events_come_back_from_their_lines(event):
    assert from_line(to_line(event)) == event


def test_events_of_later_versions_are_passed_over(folder):
    with ArchiveWriter(folder) as writer:
        kept = capture(writer, FILM, b"film")
    with (folder / JOURNAL).open("ab") as journal:
        journal.write(b'{"event":"weather","sky":"grey"}\n')

    archive = open_archive(folder)

    assert (archive.pages(), archive.problems) == ((kept,), [])


@given(cut=st.integers(min_value=1), garbage=st.binary(max_size=30))
def test_a_torn_last_write_is_taken_off_and_kept_aside(tmp_path_factory, cut, garbage):
    folder = tmp_path_factory.mktemp("torn") / "archive"
    with ArchiveWriter(folder) as writer:
        kept = capture(writer, FILM, b"film")
        sound = (folder / JOURNAL).stat().st_size
        capture(writer, "http://old.example/films/43", b"other")
    whole = (folder / JOURNAL).read_bytes()
    torn = whole[sound : sound + 1 + cut % (len(whole) - sound - 1)] + garbage.replace(b"\n", b"")
    (folder / JOURNAL).write_bytes(whole[:sound] + torn)

    with ArchiveWriter(folder) as writer:
        assert writer.repairs == [
            f"{folder / JOURNAL}: the last write was cut off ({len(torn)} bytes, kept as journal.jsonl.torn-1). "
            "It was taken off; nothing else is affected."
        ]
        assert writer.archive.pages() == (kept,)

    assert (folder / JOURNAL).read_bytes() == whole[:sound]
    assert (folder / "journal.jsonl.torn-1").read_bytes() == torn


def test_reading_a_torn_archive_changes_nothing_and_says_so(folder):
    with ArchiveWriter(folder) as writer:
        kept = capture(writer, FILM, b"film")
    with (folder / JOURNAL).open("ab") as journal:
        journal.write(b'{"event":"capt')
    before = (folder / JOURNAL).read_bytes()

    archive = open_archive(folder)

    assert archive.pages() == (kept,)
    assert archive.problems == [f"{folder / JOURNAL}: line 2 is damaged and was passed over."]
    assert (folder / JOURNAL).read_bytes() == before


def test_a_line_damaged_in_the_middle_costs_only_itself(folder):
    with ArchiveWriter(folder) as writer:
        capture(writer, FILM, b"film")
        kept = capture(writer, "http://old.example/films/43", b"other")
    lines = (folder / JOURNAL).read_bytes().splitlines(keepends=True)
    (folder / JOURNAL).write_bytes(b"\0" * 40 + b"\n" + lines[1])

    with ArchiveWriter(folder) as writer:
        assert writer.archive.pages() == (kept,)
        assert writer.archive.problems == [f"{folder / JOURNAL}: line 1 is damaged and was passed over."]


DAMAGED = [b"", b"not gzip", gzip.compress(b"something else"), gzip.compress(b"film")[:-4]]


@pytest.mark.parametrize("damage", DAMAGED, ids=["nothing", "not gzip", "something else", "cut off"])
def test_a_damaged_body_is_a_failure_with_words_and_mended_by_keeping_it_again(writer, damage):
    kept = capture(writer, FILM, b"film")
    writer.archive.blobs.path(kept.digest).write_bytes(damage)

    failure = writer.archive.read(kept)

    assert isinstance(failure, FetchFailure)
    assert (failure.code, failure.url) == ("archive_damaged", FILM)
    writer.keep(b"film")
    assert writer.archive.read(kept).body == b"film"


def test_what_a_killed_writer_left_unfinished_is_swept(folder):
    with ArchiveWriter(folder):
        (folder / "blobs" / "ab").mkdir()
        (folder / "blobs" / "ab" / "abcd.unfinished").write_bytes(b"half")

    with ArchiveWriter(folder):
        assert list((folder / "blobs").glob("*/*")) == []


def test_two_writers_at_once_are_refused(writer, folder):
    with pytest.raises(ArchiveBusyError, match="another crawl is writing"):
        ArchiveWriter(folder)


def test_a_folder_that_holds_something_else_is_left_alone(folder):
    folder.mkdir()
    (folder / "thesis.doc").write_bytes(b"mine")

    with pytest.raises(NoArchiveError, match="holds other files"):
        ArchiveWriter(folder)

    assert [path.name for path in folder.iterdir()] == ["thesis.doc"]
    assert not is_archive(folder)


def test_a_file_is_no_archive(tmp_path):
    path = tmp_path / "film.html"
    path.write_bytes(b"<p>")

    assert not is_archive(path)
    with pytest.raises(NoArchiveError, match="is no archive"):
        open_archive(path)
    with pytest.raises(NoArchiveError, match="cannot be used"):
        ArchiveWriter(path)


def test_an_archive_of_a_later_version_says_so(writer, folder):
    (folder / MARK).write_text('{"format": "marquee-archive", "version": 2}')

    assert is_archive(folder)
    with pytest.raises(NoArchiveError, match="later version"):
        open_archive(folder)


_FILL = """
import resource, sys
from pathlib import Path
from importers.fetching.archive import ArchiveFullError
from importers.fetching.archive.writer import ArchiveWriter
from tests.importers.fetching.archive.conftest import capture
with ArchiveWriter(Path(sys.argv[1])) as writer:
    capture(writer, "http://old.example/1", b"one")
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    try:
        capture(writer, "http://old.example/2", sys.argv[3].encode())
    except ArchiveFullError as error:
        print(error)
"""


@pytest.mark.parametrize(("room", "body"), [(400, "x"), (10, "x")])
def test_a_full_disk_is_said_and_loses_nothing(folder, room, body):
    """The limit on the size of a file stands in for the end of the disk: the same error comes from the same calls."""
    run = subprocess.run(
        [sys.executable, "-c", _FILL, str(folder), str(room), body], capture_output=True, text=True, check=True
    )

    assert "there is no room left to write" in run.stdout
    archive = open_archive(folder)
    assert [page.url for page in archive.pages()] == ["http://old.example/1"]
    assert archive.problems == []
    assert list((folder / "blobs").glob("*/*.unfinished")) == []
