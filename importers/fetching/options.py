"""How to fetch: limits, permissions and who we say we are. Callers pass settings in; nothing here reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """site                the site's short name; None: the folder's name or the URL's host
    max_bytes           larger files and answers are failures, counted after decompression
    allow_private       ask private, loopback and link-local addresses too: for tests and for a site on one's own network
    fetch_remote_media  for pages from files: ask the web for media that the folder does not hold
    contact             an address or URL at which the asked site can reach whoever runs this
    connect_timeout, read_timeout   seconds until the connection stands, and between two packets
    total_timeout       seconds for one URL, redirects included: ends answers that drip
    as_of               of several captures of one address the newest that is not younger; None: the newest
    """

    site: str | None = None
    max_bytes: int = 50 * MEGABYTE
    allow_private: bool = False
    fetch_remote_media: bool = False
    user_agent: str = "Marquee/0.1"
    contact: str = ""
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    total_timeout: float = 120.0
    max_redirects: int = 10
    as_of: datetime | None = None

    @property
    def identification(self) -> str:
        """The User-Agent header: the project, and the contact where one is set."""
        contact = "".join(c for c in self.contact if c.isprintable() and c.isascii() and c not in "()")
        return f"{self.user_agent} (+{contact})" if contact else f"{self.user_agent} (festival website importer)"
