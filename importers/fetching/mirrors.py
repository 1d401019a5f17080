"""What mirroring tools make of addresses, undone: the address of a page from where it lies.

wget keeps each host in a folder of its name, and the query in the file's name ("film.php?id=42", with Windows names
"film.php@id=42"); --adjust-extension adds ".html"; "index.html" stands for the folder. Sources: the wget manual, "Directory
Options" and "HTTP Options", and what wget 1.21 and HTTrack 3.49 really leave on disk. HTTrack writes the port after "_".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from importers.fetching.addresses import is_web, spelt
from importers.fetching.names import HTML_ENDINGS, MEDIA_ENDINGS, PAGE_ENDINGS

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(
    rf"(?P<host>localhost|(?:\d{{1,3}}\.){{3}}\d{{1,3}}|(?:{_LABEL}\.){{1,8}}(?P<top>[a-z]{{2,18}}|xn--[a-z0-9-]{{2,40}}))"
    r"(?:[:_+](?P<port>\d{1,5}))?",
    re.I,
)
_NO_DOMAINS = (MEDIA_ENDINGS | PAGE_ENDINGS | frozenset(["orig", "old", "bak", "backup", "tmp", "temp", "copy", "files", "cache"])) - {
    "pl", "ps", "sh", "do", "rs", "ai", "py", "zip", "cc",
}  # fmt: skip
"""Endings of folders that are no hosts: "old-site.bak", "page.html" beside "page.html_files"."""

_SCHEMES = ("http", "https")
_QUERY = re.compile(r"\?|%3[Ff]|@(?=[^@]*=)")
_NUMBERED = re.compile(r"(?P<name>.+)\.(?P<number>[1-9]\d{0,3})")
_ADJUSTED = re.compile(r"\.html?$", re.I)
_HTTRACK = re.compile(rb"<!-- Mirrored from (\S{1,2000}) by HTTrack Website Copier/[^,]{1,40}, ([^-]{10,40}?) -->")
_SAVED = re.compile(rb"<!-- saved from url=\(\d{1,6}\)(\S{1,2000}) -->")
_SINGLE_FILE = re.compile(rb"Page saved with SingleFile\s{1,9}url: (\S{1,2000})")
_HEAD = 8192
_SCHEME_SAMPLE = 20
_JUDGED = 50

_SAVED_FOLDERS = (
    "_files", "_archivos", "_arquivos", "_bestanden", "_bylos", "_datoteke", "_dosyalar", "_elemei", "_failid", "_fails", "_fajlovi", "_ficheiros", "_fichiers", "_file", "_fitxategiak", "_fitxers", "_pliki", "_soubory", "_tiedostot", "_dateien", "_filer", "_файлы", "-Dateien", "-filer", ".files", ".fichiers", ".archivos",
)  # fmt: skip
"""What browsers call the folder beside a saved page, by their language. From the Windows documentation of connected
files, and from what Firefox and Chrome are translated to."""


def host_named(folder: str) -> str | None:
    """The host (with its port) that a folder of this name holds; None where it is no host's name."""
    found = _HOST.fullmatch(folder)
    if not found or (found["top"] or "").lower() in _NO_DOMAINS:
        return None
    return found["host"].lower() + (f":{found['port']}" if found["port"] else "")


def split_host(parts: tuple[str, ...]) -> tuple[str | None, str | None, tuple[str, ...]]:
    """(scheme, host, rest) of a path in a mirror; wget puts a scheme before the host where it was told to."""
    scheme = parts[0] if len(parts) > 2 and parts[0] in _SCHEMES else None
    rest = parts[1:] if scheme else parts
    host = host_named(rest[0]) if len(rest) > 1 else None
    return (scheme, host, rest[1:]) if host else (None, None, parts)


def address(scheme: str, host: str, path: tuple[str, ...], *, is_adjusted: bool) -> str:
    """The address that a file under a host's folder was fetched from.

    is_adjusted   the tool added ".html" to pages whose names end otherwise
    """
    *folders, name = path
    stem, *query = _QUERY.split(name, maxsplit=1)
    if query:
        asked = _ADJUSTED.sub("", query[0]) if is_adjusted else query[0]
        name = "" if _is_index(stem) else stem
        return spelt(f"{scheme}://{host}/{_quoted([*folders, name])}?{_quoted([asked], '=&?;+,:@$')}")
    if _is_index(name):
        name = ""
    elif is_adjusted and _ADJUSTED.search(name) and _ending(_ADJUSTED.sub("", name)) in HTML_ENDINGS:
        name = _ADJUSTED.sub("", name)
    return spelt(f"{scheme}://{host}/{_quoted([*folders, name])}")


def _is_index(name: str) -> bool:
    return name.lower() in ("index.html", "index.htm")


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def _quoted(parts: list[str], safe: str = "") -> str:
    return "/".join(
        quote(unquote_to_bytes(part.encode("utf-8", "surrogateescape")), safe + "!$&'()*+,;=:@~") for part in parts
    )


def are_adjusted(names: Iterable[str], is_page: Callable[[str], bool]) -> bool:
    """Whether the tool that wrote a folder added ".html": every page with a query in its name ends so."""
    asked = [name for name in names if _QUERY.search(name) and not _is_media(name)]
    others = [name for name in asked if not _ADJUSTED.search(name)]
    return len(others) < len(asked) and not any(is_page(name) for name in others[:_JUDGED])


def _is_media(name: str) -> bool:
    return _ending(_QUERY.split(name, maxsplit=1)[0]) in MEDIA_ENDINGS


def is_asked(name: str) -> bool:
    """Whether a name holds a query and does not say what it asked for."""
    return bool(_QUERY.search(name)) and not _ADJUSTED.search(name)


def numbered(name: str) -> tuple[str, int]:
    """ "film.html.2", the third download of film.html, is ("film.html", 2)."""
    found = _NUMBERED.fullmatch(name)
    return (found["name"], int(found["number"])) if found else (name, 0)


def is_saved_folder(name: str, beside: frozenset[str]) -> bool:
    """Whether a folder belongs to a page saved beside it: "Film_files" to "Film.html"."""
    stems = (name[: -len(end)] for end in _SAVED_FOLDERS if name.lower().endswith(end.lower()))
    return any(stem and f"{stem}{ending}" in beside for stem in stems for ending in (".html", ".htm", ".xhtml"))


def stated_address(body: bytes, known: str) -> tuple[str | None, datetime | None]:
    """The address and time that a tool wrote into a page it saved: HTTrack, a browser's "Save as", SingleFile.

    HTTrack leaves out the scheme: that of `known`, the address as far as the file's place tells, is taken.
    """
    head = body[:_HEAD]
    if b"<!-" not in head:
        return None, None
    if found := _HTTRACK.search(head):
        scheme = known.partition("://")[0] if is_web(known) else "http"
        return spelt(f"{scheme}://{found[1].decode('utf-8', 'replace')}"), _time(found[2])
    if found := _SAVED.search(head) or _SINGLE_FILE.search(head):
        stated = found[1].decode("utf-8", "replace")
        return (spelt(stated), None) if is_web(stated) else (None, None)
    return None, None


def _time(printed: bytes) -> datetime | None:
    try:
        return parsedate_to_datetime(printed.decode("ascii", "replace")).astimezone(UTC)
    except ValueError:
        return None


def scheme_of(host: str, pages: Iterable[Path]) -> str:
    """http or https: whichever the site's own pages call it more often; mirrors do not tell."""
    counts = dict.fromkeys(_SCHEMES, 0)
    for _, page in zip(range(_SCHEME_SAMPLE), pages, strict=False):
        try:
            with page.open("rb") as file:
                body = file.read(65_536).lower()
        except OSError:
            continue
        for scheme in _SCHEMES:
            counts[scheme] += body.count(f"{scheme}://{host}".encode())
    return "https" if counts["https"] > counts["http"] else "http"
