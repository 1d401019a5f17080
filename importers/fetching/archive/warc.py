"""An archive as WARC (ISO 28500), for other tools: each capture as a response record, redirects before it."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from importers.fetching.archive.blobs import full_or
from importers.fetching.archive.events import Capture
from importers.fetching.archive.reader import Archive

_UNPACKED = frozenset(["content-encoding", "transfer-encoding", "content-length"])
"""Headers that spoke of the body as it travelled; what is kept is unpacked."""


def export_warc(archive: Archive, path: Path) -> int:
    """Writes every page, image and document with all its captures; the number of records. The file appears when it is
    whole. Raises FileExistsError, ArchiveDamagedError, ArchiveFullError."""
    if path.exists():
        raise FileExistsError(f"{path} exists: give another name, or remove it first.")
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            count = _write(archive, WARCWriter(file, gzip=path.name.endswith(".gz")))
        unfinished.replace(path)
    except OSError as error:
        raise full_or(error, path.parent) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _write(archive: Archive, writer: WARCWriter) -> int:
    count = 0
    for capture, body in archive.bodies():
        if capture.role in ("page", "media", "document"):
            targets = [*(address for address, _ in capture.redirects[1:]), capture.url]
            for hop, location in zip(capture.redirects, targets, strict=False):
                writer.write_record(_redirect(writer, hop, location, capture.time))
            writer.write_record(_response(writer, capture, body))
            count += 1
    return count


def _redirect(writer: WARCWriter, hop: tuple[str, int], location: str, time: datetime) -> object:
    headers = StatusAndHeaders(f"{hop[1]} Redirect", [("location", location)], protocol="HTTP/1.1")
    return writer.create_warc_record(
        hop[0],
        "response",
        payload=BytesIO(b""),
        length=0,
        http_headers=headers,
        warc_headers_dict={"WARC-Date": _date(time)},
    )


def _response(writer: WARCWriter, capture: Capture, body: bytes) -> object:
    sent = [(name, value) for name, value in capture.headers if name not in _UNPACKED]
    headers = StatusAndHeaders(f"{capture.status} OK", [*sent, ("content-length", str(len(body)))], protocol="HTTP/1.1")
    return writer.create_warc_record(
        capture.url,
        "response",
        payload=BytesIO(body),
        length=len(body),
        http_headers=headers,
        warc_headers_dict={"WARC-Date": _date(capture.time)},
    )


def _date(time: datetime) -> str:
    """WARC 1.0 wants whole seconds in UTC."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
