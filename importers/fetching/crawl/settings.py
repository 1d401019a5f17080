"""How a crawl is to be done."""

from __future__ import annotations

from dataclasses import dataclass

from importers.fetching.crawl.scope import Scope


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """delay          seconds between an answer and the next request to the same host, at least
    ignore_robots  ask also what robots.txt forbids: for one's own site
    offline        ask nothing, walk through the archive
    only_missing   ask only for what the archive does not hold
    restart        begin anew where an earlier crawl was stopped
    """

    scope: Scope
    delay: float = 1.0
    ignore_robots: bool = False
    offline: bool = False
    only_missing: bool = False
    restart: bool = False
