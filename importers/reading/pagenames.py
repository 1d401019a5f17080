"""What a page's head calls it: its title element and the like, in parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from importers.reading.document import LegacyDocument, fold

_SEPARATOR = re.compile(r"\s+[|•·»›>:–—~/-]+\s+|\s*[|»›]\s*|\s::\s|:\s+|\s+-\s*|\s*[–—]\s*")


@dataclass(frozen=True, slots=True)
class PageNames:
    """What the page's head calls it: `segments` are the parts of `<title>` and the like, folded, best first."""

    whole: tuple[str, ...]
    segments: tuple[str, ...]
    site: frozenset[str]
    padded: str
    """The whole names, each between spaces, parted by what no folded text holds."""

    def support(self, folded: str) -> float:
        """How well a line, folded, agrees with the head: 0 to 3."""
        if not folded:
            return 0.0
        if folded in self.site and folded not in self.segments[:1]:
            return -1.5
        if folded in self.whole:
            return 3.0
        if folded in self.segments:
            return 3.0 if self.segments.index(folded) == 0 or len(folded.split()) > 1 else 2.0
        padded = f" {folded} "
        if len(folded) > 3 and padded in self.padded:
            return 2.0
        for segment in self.segments:
            if 2 * len(segment) > max(len(folded), 6) and f" {segment} " in padded:
                return 1.5
        return 0.0


@lru_cache(maxsize=1)
def page_names(document: LegacyDocument) -> PageNames:
    metas = document.metas
    names = [metas[key] for key in ("og:title", "twitter:title", "title", "dc.title") if metas.get(key)]
    site = {fold(metas[key]) for key in ("og:site_name", "application-name") if metas.get(key)}
    segments: list[str] = []
    for name in names:
        segments += [folded for part in _SEPARATOR.split(name) if (folded := fold(part)) and folded not in segments]
    whole = tuple(dict.fromkeys(map(fold, names)))
    own = tuple(segment for segment in segments if segment not in site)
    return PageNames(whole, own, frozenset(site), f" {' | '.join(whole)} ")


def bracketless_support(text: str, names: PageNames) -> float:
    """The support of a text, or of what stands in it before brackets: "Title (Original title)"."""
    support = names.support(fold(text))
    before = text.partition(" (")[0] if support < 3.0 and text.endswith(")") else ""
    return max(support, names.support(fold(before))) if before else support
