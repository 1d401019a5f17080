"""A site's names: with www and without, http and https. Two names are one site only where the site itself shows it."""

from __future__ import annotations

from dataclasses import replace

from importers.fetching.archive.blobs import digest_of
from importers.fetching.archive.events import Alias
from importers.fetching.archive.writer import ArchiveWriter
from importers.fetching.bodies import AnswerError
from importers.fetching.crawl.asking import Asker
from importers.fetching.crawl.canonical import canonical_url, origin_of
from importers.fetching.crawl.clock import Clock
from importers.fetching.crawl.scope import Scope

_NOBODY_THERE = frozenset(["connection_failed", "tls_failed", "host_not_found", "timeout", "address_refused"])


class SiteNames:
    """`scope` is the crawl's, with the start at the name that the site itself prefers."""

    def __init__(self, scope: Scope, writer: ArchiveWriter, asker: Asker, clock: Clock, *, offline: bool) -> None:
        self._writer, self._asker, self._clock, self._offline = writer, asker, clock, offline
        self.scope = replace(scope, start=self.settled(scope.start, ask=False, scope=scope))

    def key(self, url: str) -> str:
        """What two spellings of an address share, the site's other names included."""
        return canonical_url(self._writer.archive.index.renamed(url))

    def settled(self, url: str, *, ask: bool, scope: Scope | None = None) -> str:
        """The address under the site's preferred name. With `ask`, a name not met before is tried out."""
        scope = scope or self.scope
        known = self._writer.archive.index.aliases
        if ask and not self._offline and scope.is_variant(url) and origin_of(url) not in known:
            self._try(origin_of(url))
        return self._writer.archive.index.renamed(url)

    def moved(self, url: str) -> None:
        """The start redirects to another name of the site: from now on that is its name."""
        old, new = origin_of(self.scope.start), origin_of(url)
        self._writer.add(Alias(self._clock.now(), old, new))
        self.scope = replace(self.scope, start=f"{new}{self.scope.start.removeprefix(old)}")

    def _try(self, origin: str) -> None:
        """Asks for the start under another name. The same page, a redirect to it, or nobody there: the same site."""
        mine = origin_of(self.scope.start)
        path = self.scope.start.removeprefix(mine)
        try:
            found = self._asker.ask(f"{origin}{path}", tries=1)
        except AnswerError as error:
            same = error.code in _NOBODY_THERE
        else:
            start = self._writer.archive.find(self.scope.start)
            same = origin_of(found.url) == mine or (start is not None and start.digest == digest_of(found.answer.body))
        self._writer.add(Alias(self._clock.now(), origin, mine if same else origin))
