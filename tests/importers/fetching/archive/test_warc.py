"""What other tools read of an archive."""

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from importers.fetching.archive.warc import export_warc
from tests.importers.fetching.archive.conftest import capture


@pytest.mark.parametrize("name", ["saltmere.warc.gz", "saltmere.warc"])
def test_export_warc_is_read_back_the_same(writer, tmp_path, name):
    old = "http://old.example/old"
    capture(writer, "http://old.example/films/42", b"<p>film", redirects=((old, 301),))
    capture(writer, "http://old.example/films/42", b"<p>film, later", minutes=5)
    capture(writer, "http://old.example/still.jpg", b"jpg", role="media", content_type="image/jpeg", minutes=1)
    capture(writer, "http://old.example/no-such-page", b"probe", role="probe")

    count = export_warc(writer.archive, tmp_path / name)

    with (tmp_path / name).open("rb") as file:
        found = [
            (
                record.rec_headers.get_header("WARC-Target-URI"),
                record.rec_headers.get_header("WARC-Date"),
                record.http_headers.get_statuscode(),
                record.http_headers.get_header("content-type"),
                record.content_stream().read(),
            )
            for record in ArchiveIterator(file)
        ]
    html = "text/html; charset=utf-8"
    assert count == 3
    assert found == [
        (old, "2026-05-01T12:00:00Z", "301", None, b""),
        ("http://old.example/films/42", "2026-05-01T12:00:00Z", "200", html, b"<p>film"),
        ("http://old.example/films/42", "2026-05-01T12:05:00Z", "200", html, b"<p>film, later"),
        ("http://old.example/still.jpg", "2026-05-01T12:01:00Z", "200", "image/jpeg", b"jpg"),
    ]


def test_export_warc_digests_are_right(writer, tmp_path):
    capture(writer, "http://old.example/", b"<p>home")
    export_warc(writer.archive, tmp_path / "a.warc.gz")

    checker = Checker(type("Args", (), {"inputs": [str(tmp_path / "a.warc.gz")], "verbose": False})())
    checker.process_one(str(tmp_path / "a.warc.gz"))

    assert checker.exit_value == 0


def test_export_warc_overwrites_nothing(writer, tmp_path):
    (tmp_path / "mine.warc").write_bytes(b"mine")

    with pytest.raises(FileExistsError, match="give another name"):
        export_warc(writer.archive, tmp_path / "mine.warc")

    assert [path.name for path in tmp_path.glob("*.warc*")] == ["mine.warc"]
