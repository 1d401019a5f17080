"""One small site in every form in which old sites are kept, as the tools leave them on disk."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

HOST = "www.saltmerefilm.example"


@dataclass(frozen=True)
class Kept:
    """One address of a site and what its server answers."""

    url: str
    body: bytes
    content_type: str = "text/html"


def kept_site(files: Mapping[str, bytes], host: str = HOST) -> list[Kept]:
    """Files of a built site under the addresses that their names were made from."""
    types = {"html": "text/html", "css": "text/css", "jpg": "image/jpeg", "png": "image/png", "gif": "image/gif"}
    return [
        Kept(f"http://{host}/{quote(address_path(path), '/?=&')}", body, types[path.rpartition(".")[2]])
        for path, body in files.items()
    ]


def address_path(path: str) -> str:
    """ "17th/film.asp@id=101.html" stands for "17th/film.asp?id=101", "26th/index.html" for "26th/"."""
    if "@" in path:
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
