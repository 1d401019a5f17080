"""A captured page, read from its record when it is its turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from warcio.recordloader import ArcWarcRecord

from importers.fetching.answers import Headers, as_response
from importers.fetching.files import checked, failure
from importers.fetching.options import FetchOptions
from importers.fetching.warc.scanning import content, read_record
from importers.responses import FetchFailure, Origin, Response


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """path, offset        where the record of the capture lies
    body_path, body_offset  where its body lies: another record, if the capture is a revisit
    roots                   what `Origin.roots` says: the files that were given together
    """

    source: str
    site: str
    url: str
    when: datetime
    path: str
    offset: int
    body_path: str
    body_offset: int
    roots: tuple[str, ...]

    def open(self, options: FetchOptions) -> Response | FetchFailure:
        try:
            record = read_record(Path(self.body_path), self.body_offset, options.max_bytes)
            body = content(record, options.max_bytes + 1)
            told = self._telling(record, options)
        except (OSError, ValueError) as error:
            return failure(self, "archive_damaged", f"{self.source} cannot be read: {error}.")
        good = checked(body, self, options)
        if isinstance(good, FetchFailure):
            return good
        return as_response(
            source=self.source,
            site=self.site,
            url=self.url,
            body=good,
            status=200,
            headers=told,
            fetched_at=self.when,
            origin=Origin("warc", self.roots, self.url),
        )

    def _telling(self, body: ArcWarcRecord, options: FetchOptions) -> Headers:
        """The headers sent with the capture; a revisit without any repeats those of the original."""
        is_revisit = (self.path, self.offset) != (self.body_path, self.body_offset)
        own = read_record(Path(self.path), self.offset, options.max_bytes) if is_revisit else body
        sent = _headers(own)
        repeated = _headers(body)
        return sent if dict(sent).get("content-type") else repeated


def _headers(record: ArcWarcRecord) -> Headers:
    if record.http_headers:
        return tuple((name.lower(), value) for name, value in record.http_headers.headers)
    kind = record.content_type or ""
    if record.rec_type == "conversion" and "charset" not in kind:
        kind = "text/plain; charset=utf-8"  # what WET files are written in
    return (("content-type", kind),)
