"""Lists of addresses: a text or CSV file of which each line names a page on the web."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from importers.fetching.addresses import host_of, is_web
from importers.fetching.options import FetchOptions
from importers.fetching.places import Ignored, Place, printable
from importers.fetching.web import fetch
from importers.responses import FetchFailure, Response

_ENDINGS = frozenset([".txt", ".csv", ".tsv", ".lst", ".urls"])
_SNIFFED = 65_536
_SHARE = 0.6
"""Of the lines of a file that is taken for a list without being called one, so many hold an address."""
_TOLD = 20
"""Lines without an address that are told one by one."""


@dataclass(frozen=True, slots=True)
class WebPlace:
    """A page on the web, not asked for yet."""

    source: str
    site: str
    url: str

    def open(self, options: FetchOptions) -> Response | FetchFailure:
        return fetch(self.url, self.source, self.site, options)


def is_list(path: Path) -> bool:
    """Whether a file holds addresses, one a line, and hardly anything else; the first line may be a heading."""
    if path.suffix.lower() not in _ENDINGS:
        return False
    try:
        with path.open("rb") as file:
            lines = list(_lines(file.read(_SNIFFED).decode("utf-8", "replace"), is_table=_is_table(path)))
    except OSError:
        return False
    found = [address for _, _, address in lines]
    return bool(any(found[:2]) and sum(map(bool, found)) >= _SHARE * len(found))


def list_addresses(path: Path, options: FetchOptions) -> Iterator[Place | Ignored]:
    """A place for each address, in the order of the lines, once each; a line without any is a failure."""
    name = printable(path)
    try:
        text = path.read_text("utf-8-sig", "replace")
    except OSError as error:
        yield FetchFailure(
            name, options.site or "", name, "unreadable_file", f"{name} cannot be read: {error.strerror}."
        )
        return
    seen: set[str] = set()
    junk = 0
    for number, line, address in _lines(text, is_table=_is_table(path)):
        if not address:
            junk += number > 1 or not seen  # a heading on the first line is no mistake
            if number > 1 and junk <= _TOLD:
                yield _junk(name, number, line, options)
        elif address in seen:
            yield Ignored(address, "an address that is listed twice", 1, "line")
        else:
            seen.add(address)
            yield WebPlace(address, options.site or host_of(address), address)
    if junk > _TOLD:
        words = f"{name}: {junk - _TOLD:,} more lines hold no http(s) address"
        yield FetchFailure(name, options.site or "", name, "no_address", f"{words}.")
    if not seen:
        yield FetchFailure(name, options.site or "", name, "no_address", f"{name}: no line holds an http(s) address.")


def _junk(name: str, number: int, line: str, options: FetchOptions) -> FetchFailure:
    shown = line if len(line) <= 60 else f"{line[:60]}…"
    words = f"{name}: line {number} holds no http(s) address: {shown!r}. Mend it, or begin it with #"
    return FetchFailure(f"{name}:{number}", options.site or "", name, "no_address", f"{words}.")


def _lines(text: str, *, is_table: bool) -> Iterator[tuple[int, str, str]]:
    """(number, line, the first address in it or "") of each line that is neither empty nor a comment."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip().lstrip("\ufeff")
        if bare and not bare.startswith("#"):
            cells = _cells(bare) if is_table else bare.split()
            yield number, bare, next((cell for cell in cells if is_web(cell)), "")


def _cells(line: str) -> list[str]:
    separator = next((mark for mark in "\t;" if mark in line), ",")
    return [cell.strip() for row in csv.reader([line[:10_000]], delimiter=separator) for cell in row]


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in (".csv", ".tsv")
