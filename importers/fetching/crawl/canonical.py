"""The form of an address under which two spellings of it meet, and the address without what only names a visitor.

Nothing here asks the web: whether "/films" and "/films/", or a site with www and one without, are the same page is
for the crawler to find out by evidence.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit

from w3lib.url import canonicalize_url, safe_url_string

MAX_URL = 2000
"""Characters; longer addresses come from pages that add to the address at every step."""

_REMEMBERED = 1 << 14
"""Addresses whose form is known for when they are met again: what a site's pages all link to is met on each of them."""

_PORTS = {"http": 80, "https": 443}
_RANDOM = re.compile(r"(?=.*\d)[0-9a-z]{20,}", re.I)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid|cfid|cftoken)=[^/?#;]*", re.I)
_ASP_SESSION = re.compile(r"/\((?:[A-Z]\([^()/]{1,80}\))+\)(?=/|$)", re.I)
_SPACES = re.compile(r"[\t\r\n]+")


@cache
def _words(name: str) -> frozenset[str]:
    lists = tomllib.loads(Path(__file__).with_name("parameters.toml").read_text(encoding="utf-8"))
    return frozenset(lists[name])


def absolute(link: str, base: str, encoding: str = "utf-8") -> str | None:
    """The address a link leads to, ready to be asked: without fragment, session and tracking. None where it leads to
    nothing on the web (mailto:, javascript:, a broken address, one longer than MAX_URL)."""
    printed = _SPACES.sub("", link.strip())
    return _absolute(printed, base if printed[:1] in ("", "?", "#") else _folder(base), encoding)


def _folder(base: str) -> str:
    """As much of a page's address as links on it are resolved against: the pages of one folder share their links."""
    stem = base.partition("#")[0].partition("?")[0]
    return f"{stem.rpartition('/')[0]}/" if stem.count("/") > 2 else base


@lru_cache(maxsize=_REMEMBERED)
def _absolute(link: str, base: str, encoding: str) -> str | None:
    printed = link.replace("\\", "/") if "://" in link[:12] else link
    try:
        joined = urljoin(base, printed)
        parts = urlsplit(joined)
        if parts.scheme not in ("http", "https") or not parts.hostname or len(joined) > MAX_URL:
            return None
        try:
            return _askable(parts, encoding)
        except UnicodeEncodeError:  # letters that the page's encoding does not have
            return _askable(parts, "utf-8")
    except (ValueError, LookupError):
        return None


@lru_cache(maxsize=_REMEMBERED)
def canonical_url(url: str) -> str:
    """Host in lower case without default port and user, parameters in order, percent-encoding in one form, no
    fragment, no session, no tracking. What is no address comes back as it is."""
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in _PORTS or not parts.hostname:
            return url
        return str(canonicalize_url(_askable(parts, "utf-8"), keep_blank_values=True))
    except ValueError:
        return url


def _askable(parts: SplitResult, encoding: str) -> str:
    path = _ASP_SESSION.sub("", _PATH_SESSION.sub("", parts.path)) or "/"
    query = _without_visitor(parts.query)
    bare = SplitResult(parts.scheme.lower(), _place(parts), _straight(path), query, "")
    return str(safe_url_string(bare.geturl(), encoding=encoding))


def _place(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    return host if port in (None, _PORTS[parts.scheme.lower()]) else f"{host}:{port}"


def _straight(path: str) -> str:
    """Without "." and "..", as browsers ask."""
    steps: list[str] = []
    for step in path.split("/")[1:]:
        if step == ".." and steps:
            steps.pop()
        elif step not in (".", ".."):
            steps.append(step)
    end = "/" if path.endswith(("/.", "/..")) and steps and steps[-1] else ""
    return f"/{'/'.join(steps)}{end}"


def _without_visitor(query: str) -> str:
    return "&".join(part for part in re.split(r"&(?:amp;)?", query) if part and not _names_visitor(part))


def _names_visitor(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    name = name.lower().replace("%2e", ".")
    if name in _words("sessions") or name in _words("tracking") or name.startswith("aspsessionid"):
        return True
    if name.startswith(tuple(_words("tracking_prefixes"))):
        return True
    return name in _words("sessions_if_random") and _RANDOM.fullmatch(value) is not None


def origin_of(url: str) -> str:
    """Scheme, host and port: "http://old.example:8080"; "" for what is no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def twin_key(canonical: str) -> str:
    """What addresses share that servers often answer alike: a folder with and without its slash or its index page."""
    parts = urlsplit(canonical)
    folder, _, last = parts.path.rpartition("/")
    stem = last.partition(".")[0].lower()
    index = stem in _words("index_names") and not parts.query
    path = folder if index or not last else parts.path
    return SplitResult("", parts.netloc, path.rstrip("/"), parts.query, "").geturl()
