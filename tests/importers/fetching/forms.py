"""One small site in every form in which old sites are kept, as the tools leave them on disk."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlsplit

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

Captures = Iterable[Callable[[WARCWriter], ArcWarcRecord]]
HOST = "www.saltmerefilm.example"


@dataclass(frozen=True)
class Kept:
    """One address of a site and what its server answers."""

    url: str
    body: bytes
    content_type: str = "text/html"


def kept_site(files: Mapping[str, bytes], host: str = HOST, *, linked: bool = False) -> list[Kept]:
    """Files of a built site under the addresses that their names were made from, or that the pages link to."""
    types = {"html": "text/html", "css": "text/css", "jpg": "image/jpeg", "png": "image/png", "gif": "image/gif"}
    return [
        Kept(f"http://{host}/{quote(address_path(path, linked=linked), '/?=&@')}", body, types[path.rpartition(".")[2]])
        for path, body in files.items()
    ]


def address_path(path: str, *, linked: bool = False) -> str:
    """ "17th/film.asp@id=101.html" stands for "17th/film.asp?id=101", "26th/index.html" for "26th/"."""
    if "@" in path and not linked:
        return path.replace("@", "?").removesuffix(".html")
    return path.removesuffix("index.html") if path.endswith("/index.html") else path


def write_file(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


def write_wget(folder: Path, site: list[Kept], *, windows: bool = False) -> Path:
    """`wget --mirror --convert-links --backup-converted --adjust-extension`, with Windows names if asked."""
    for kept in site:
        name = wget_name(kept, windows=windows)
        if kept.content_type == "text/html":
            write_file(folder / f"{name}.orig", kept.body)
            write_file(folder / name, b"<!-- converted -->" + kept.body)
        else:
            write_file(folder / name, kept.body)
    return folder


def wget_name(kept: Kept, *, windows: bool = False) -> str:
    parts = urlsplit(kept.url)
    path = f"{parts.path}index.html" if parts.path.endswith("/") else parts.path
    name = f"{path}{'@' if windows else '?'}{parts.query}" if parts.query else path
    if kept.content_type == "text/html" and not name.endswith(".html"):
        name += ".html"
    host = parts.netloc.replace(":", "+") if windows else parts.netloc
    return f"{host}{name}"


def write_httrack(folder: Path, site: list[Kept], *, cache: bool = True) -> Path:
    """A mirror by HTTrack 3.49: numbered names, its comment in each page, and its cache of what the server sent."""
    write_file(folder / "index.html", b"<html><title>Local index - HTTrack Website Copier</title></html>")
    write_file(folder / "hts-log.txt", b"HTTrack3.49-4 launched")
    (folder / "hts-cache").mkdir()
    (folder / "hts-cache" / "new.txt").write_bytes(b"date\tsize\n")
    with zipfile.ZipFile(folder / "hts-cache" / "new.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number, kept in enumerate(site):
            name = _httrack_name(kept, number)
            is_page = kept.content_type == "text/html"
            write_file(folder / name, _mirrored(kept) if is_page else kept.body)
            if cache:
                _cache(archive, kept, name, kept.body if is_page else b"")
    if not cache:
        (folder / "hts-cache" / "new.zip").unlink()
    return folder


def _httrack_name(kept: Kept, number: int) -> str:
    parts = urlsplit(kept.url)
    path = f"{parts.path}index.html" if parts.path.endswith("/") else parts.path
    if parts.query:
        path = f"{path.rpartition('.')[0]}{number:04x}.{'html' if kept.content_type == 'text/html' else 'jpg'}"
    return f"{parts.netloc.replace(':', '_')}{path}"


def _mirrored(kept: Kept) -> bytes:
    told = f"<!-- Mirrored from {kept.url.partition('://')[2]} by HTTrack Website Copier/3.x [XR&CO'2014], Thu, 10 Oct 2013 12:00:00 GMT -->"
    at = kept.body.lower().find(b"<head")
    return kept.body[:at] + told.encode() + b"\n" + kept.body[at:] if at >= 0 else told.encode() + kept.body


def _cache(archive: zipfile.ZipFile, kept: Kept, name: str, body: bytes) -> None:
    """zipfile writes one extra field into both headers; HTTrack's lies in the local one, so it is made by hand."""
    headers = (
        f"HTTP/1.1 200 OK\r\nX-In-Cache: {int(bool(body))}\r\nX-StatusCode: 200\r\nX-StatusMessage: OK\r\n"
        f"X-Size: {len(body)}\r\nContent-Type: {kept.content_type}\r\nX-Save: {name}\r\n"
    )
    info = zipfile.ZipInfo(kept.url, (2013, 10, 10, 12, 0, 0))
    info.compress_type, info.extra = zipfile.ZIP_DEFLATED, headers.encode()
    archive.writestr(info, body)
    archive.filelist[-1].extra = b""


def write_warc(path: Path, site: list[Kept], *, when: str = "2013-10-10T12:00:00Z", more: Captures = ()) -> Path:
    """Each address as its request and response, as crawlers write them; gzipped if the name says so."""
    with path.open("ab") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        _write(writer, writer.create_warcinfo_record(path.name, {"software": "a crawler"}))
        for kept in site:
            request = StatusAndHeaders("GET / HTTP/1.1", [("Host", HOST)], is_http_request=True)
            _write(writer, writer.create_warc_record(kept.url, "request", http_headers=request))
            _write(writer, response_record(writer, kept.url, kept.body, when, {"Content-Type": kept.content_type}))
        for capture in more:
            _write(writer, capture(writer))
    return path


def _write(writer: WARCWriter, record: ArcWarcRecord) -> None:
    """warcio leaves the temporary file open in which it counted the record's bytes."""
    writer.write_record(record)
    if record.raw_stream:
        record.raw_stream.close()


def response_record(
    writer: WARCWriter, url: str, body: bytes, when: str, headers: Mapping[str, str], status: str = "200 OK"
) -> ArcWarcRecord:
    sent = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
    told = {"WARC-Date": when}
    return writer.create_warc_record(url, "response", BytesIO(body), http_headers=sent, warc_headers_dict=told)


def write_wet(path: Path, texts: Mapping[str, str]) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        for url, text in texts.items():
            record = writer.create_warc_record(
                url, "conversion", BytesIO(text.encode()), warc_content_type="text/plain"
            )
            _write(writer, record)
    return path


def write_wacz(path: Path, warcs: Mapping[str, bytes], pages: list[str] = [], *, stored: bool = True) -> Path:  # noqa: B006
    how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, body in warcs.items():
            archive.writestr(f"archive/{name}", body)
        lines = [{"format": "json-pages-1.0", "id": "pages"}, *({"url": url} for url in pages)]
        archive.writestr("pages/pages.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
        archive.writestr("datapackage.json", json.dumps({"profile": "data-package"}))
    return path
