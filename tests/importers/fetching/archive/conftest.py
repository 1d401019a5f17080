"""Archives with a few captures in them."""

from datetime import UTC, datetime, timedelta

import pytest

from importers.fetching.archive.events import Capture
from importers.fetching.archive.writer import ArchiveWriter
from importers.fetching.crawl.canonical import canonical_url

START = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


def capture(writer, url, body, *, role="page", minutes=0, content_type="text/html; charset=utf-8", redirects=()):
    """Keeps a body under an address and gives the event."""
    event = Capture(
        time=START + timedelta(minutes=minutes),
        asked=redirects[0][0] if redirects else url,
        url=url,
        canonical=canonical_url(url),
        role=role,
        status=200,
        digest=writer.keep(body),
        length=len(body),
        headers=(("content-type", content_type), ("etag", '"1"')),
        redirects=redirects,
    )
    writer.add(event)
    return event


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "saltmere"


@pytest.fixture
def writer(folder):
    with ArchiveWriter(folder) as opened:
        yield opened
