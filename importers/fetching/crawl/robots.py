"""robots.txt: what it allows us, how long it wants us to wait, where it says the sitemaps are (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

from importers.fetching.options import MEGABYTE

MAX_BYTES = MEGABYTE // 2
"""Of a robots.txt that are read: what RFC 9309 asks for, and what search engines do."""

MOST_BYTES = 10 * MEGABYTE
"""Of a robots.txt that are taken at all."""


@dataclass(frozen=True, slots=True)
class Robots:
    """`refused` is why nothing may be asked at all, in words; "" where the rules decide."""

    rules: Protego | None = None
    refused: str = ""

    def allows(self, url: str, agent: str) -> bool:
        if self.refused:
            return False
        return self.rules is None or bool(self.rules.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        asked = self.rules.crawl_delay(agent) if self.rules else None
        return max(0.0, float(asked)) if asked else 0.0

    @property
    def sitemaps(self) -> tuple[str, ...]:
        return tuple(self.rules.sitemaps) if self.rules else ()


def read_robots(body: bytes) -> Robots:
    """The rules of a robots.txt; an HTML page sent in its place has none."""
    text = body[:MAX_BYTES].decode("utf-8-sig", "replace").replace("\0", "")
    return Robots(Protego.parse(text))


def robots_for_status(status: int, url: str) -> Robots:
    """RFC 9309, 2.3.1: a robots.txt that is not there (4xx) forbids nothing; one that a broken server keeps to itself
    (5xx, or 429) forbids everything until it answers."""
    if 400 <= status < 500 and status != 429:
        return Robots()
    return Robots(
        refused=f"{url} answers {status}, so nobody can tell what may be asked. Try again later, or crawl with "
        "--ignore-robots if the site is yours"
    )
