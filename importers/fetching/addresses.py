"""Addresses in one spelling, so that a page has the same one in every form its site is kept in."""

from __future__ import annotations

from urllib.parse import urlsplit

from w3lib.url import safe_url_string

_PORTS = {"http": 80, "https": 443}


def is_web(address: str) -> bool:
    return address[:8].lower().startswith(("http://", "https://"))


def host_of(url: str) -> str:
    """The host in lower case; "web" where the address has none."""
    try:
        return urlsplit(url).hostname or "web"
    except ValueError:
        return "web"


def spelt(url: str) -> str:
    """Scheme and host in lower case, no default port, no fragment, percent-encoded as browsers send it.

    What is no address of the web comes back as it is.
    """
    try:
        parts = urlsplit(url.strip().removeprefix("<").removesuffix(">"))
        if parts.scheme.lower() not in _PORTS or not parts.hostname:
            return url
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        port = "" if parts.port in (None, _PORTS[parts.scheme.lower()]) else f":{parts.port}"
        bare = parts._replace(scheme=parts.scheme.lower(), netloc=host + port, path=parts.path or "/", fragment="")
        return str(safe_url_string(bare.geturl()))
    except ValueError:
        return url


def twins(url: str) -> tuple[str, ...]:
    """The address and the same under the other scheme."""
    scheme, _, rest = url.partition("://")
    return (url, f"{'http' if scheme == 'https' else 'https'}://{rest}")
