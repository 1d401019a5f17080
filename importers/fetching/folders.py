"""Folders as lists of the pages in them: plain ones, and those that wget, HTTrack and browsers leave.

A folder is walked once, in the order of its paths; of its files only the pages are kept in mind.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from importers.fetching import httrack, mirrors
from importers.fetching.addresses import host_of
from importers.fetching.dumps import pages_of
from importers.fetching.files import CachedPlace, FilePlace, site_of
from importers.fetching.mhtml import is_mhtml, saved_place
from importers.fetching.names import (
    MEDIA_ENDINGS,
    NOT_PAGES,
    PAGE_ENDINGS,
    TEXT_ENDINGS,
    ending,
    is_markup,
    without_orig,
)
from importers.fetching.options import FetchOptions
from importers.fetching.places import Ignored, Place, printable
from importers.fetching.warc import list_warcs
from importers.fetching.zips import ZipDamagedError
from importers.responses import FetchFailure

_SNIFFED = 4096
_SAVED = frozenset([".mht", ".mhtml"])


def walk_folder(given: str, options: FetchOptions, *, shown: str = "", name: str = "") -> Iterator[Place | Ignored]:
    """Everything in a folder and below it: pages, files that are not (each with its reason), what fails.

    shown, name   for a folder that was unpacked: what is printed before each path, and what the folder is called
    """
    return _Walk(given, options, shown, name).entries()


def text_pages(place: FilePlace, options: FetchOptions) -> list[Place]:
    """The pages of a file: several for a text dump that holds several."""
    return pages_of(place, options) if ending(place.url) in TEXT_ENDINGS else [place]


@dataclass
class _Walk:
    given: str
    options: FetchOptions
    shown: str
    name: str
    root: Path = field(init=False)
    problems: list[OSError] = field(default_factory=list)
    warcs: list[str] = field(default_factory=list)
    holds_pages: bool = False

    def __post_init__(self) -> None:
        self.root = Path(self.given)
        self.shown = self.shown or printable(self.given).rstrip("/")
        self.site = self.options.site or self.name or site_of(self.root)
        self.real_root = self.root.resolve()
        self.own_host = mirrors.host_named(self.name or self.real_root.name)
        self.schemes: dict[str, str] = {}
        self.cache = httrack.find_cache(self.root)
        self.kept: dict[str, httrack.Kept] = {}
        self.is_httrack = any((self.root / name).exists() for name in ("hts-cache", "hts-log.txt"))

    def entries(self) -> Iterator[Place | Ignored]:
        yield from self._open_cache()
        levels = [self._level(self.root)]
        while levels:
            step = next(levels[-1], None)
            if step is None:
                levels.pop()
            elif isinstance(step, Path):
                levels.append(self._level(step))
            else:
                self.holds_pages = self.holds_pages or not isinstance(step, Ignored | FetchFailure)
                yield step
        yield from self._captured()
        for problem in self.problems:
            name = printable(problem.filename or self.given)
            reason = problem.strerror or problem
            yield FetchFailure(name, self.site, name, "unreadable_folder", f"{name} cannot be listed: {reason}.")

    def _captured(self) -> Iterator[Place | Ignored]:
        """The pages of WARCs that lie in the folder; beside a mirror they are taken for the same pages once more."""
        if not self.holds_pages and self.warcs:
            yield from list_warcs(self.warcs, self.options)
            return
        for path in self.warcs:
            yield Ignored(self._source(Path(path)), "a WARC beside pages: give it by itself to read it")

    def _open_cache(self) -> Iterator[Place]:
        if self.cache is None:
            return
        try:
            self.kept = httrack.read_cache(self.cache)
        except ZipDamagedError as error:
            name = printable(self.cache)
            told = f"{name}: {error}. The pages are read as HTTrack rewrote them."
            yield FetchFailure(name, self.site, name, "cache_damaged", told)

    def _level(self, folder: Path) -> Iterator[Path | Place | Ignored]:
        """One folder: a Path is a folder to go down into at this point."""
        try:
            with os.scandir(folder) as listed:
                entries = {entry.name: entry for entry in listed if not entry.name.startswith(".")}
        except OSError as error:
            self.problems.append(error)
            return
        names = frozenset(entries)
        originals = frozenset(map(without_orig, names))
        is_adjusted = mirrors.are_adjusted(sorted(originals), lambda name: _starts_as_markup(folder, name))
        level = _Level(names, self._newest_downloads(entries), is_adjusted)
        for name in sorted(entries):
            if is_warc_name(name) and entries[name].is_file(follow_symlinks=False):
                self.warcs.append(str(folder / name))
            elif not entries[name].is_dir(follow_symlinks=False):
                yield from self._file(folder / name, level)
            elif mirrors.is_saved_folder(name, names):
                yield Ignored(
                    f"{self._source(folder / name)}/", "holds the parts of a page saved beside it", 1, "folder"
                )
            elif not (name == "hts-cache" and folder == self.root):
                yield folder / name

    def _newest_downloads(self, entries: dict[str, os.DirEntry[str]]) -> dict[str, str]:
        """wget's "film.html", "film.html.1", … by the plain name: which of them to read."""
        newest: dict[str, tuple[int, str]] = {}
        for name, entry in entries.items():
            plain, number = mirrors.numbered(name)
            if number and plain in entries and ending(plain) not in MEDIA_ENDINGS and self._is_old_enough(entry):
                newest[plain] = max(newest.get(plain, (0, plain)), (number, name))
        return {plain: name for plain, (_, name) in newest.items()}

    def _is_old_enough(self, entry: os.DirEntry[str]) -> bool:
        if self.options.as_of is None:
            return True
        return datetime.fromtimestamp(entry.stat().st_mtime, UTC) <= self.options.as_of

    def _source(self, path: Path) -> str:
        return f"{self.shown}/{printable(path.relative_to(self.root))}"

    def _file(self, path: Path, level: _Level) -> Sequence[Place | Ignored]:
        source = self._source(path)
        try:
            if path.suffix.lower() in _SAVED and path.is_file() and not path.is_symlink() and is_mhtml(path):
                return [saved_place(path, source, self.options)]
            reason = level.why_left(path.name) or self._why_not_a_page(path)
        except (OSError, RuntimeError) as error:
            relative = printable(path.relative_to(self.root))
            words = error.strerror if isinstance(error, OSError) else "it is a link that leads to itself"
            return [FetchFailure(source, self.site, relative, "unreadable_file", f"{source} cannot be read: {words}.")]
        if reason:
            return [Ignored(source, reason)]
        page = self._page(path, source, level)
        return text_pages(page, self.options) if isinstance(page, FilePlace) else [page]

    def _why_not_a_page(self, path: Path) -> str:
        if path.is_symlink() and not path.resolve().is_relative_to(self.real_root):
            return "a link that leads out of the folder"
        if not stat.S_ISREG(path.stat().st_mode):
            return "not a file"
        if path.name.lower() in NOT_PAGES:
            return "written for machines, not a page"
        if path.parent == self.root and self.is_httrack and path.name.lower() in (*httrack.OWN_FILES, "index.html"):
            return "written by HTTrack, not by the site"
        return _why_not_by_ending(path)

    def _page(self, path: Path, source: str, level: _Level) -> Place:
        relative = path.relative_to(self.root)
        if self.cache and (kept := self.kept.get(printable(relative))):
            site = self.options.site or host_of(kept.url)
            return CachedPlace(source, site, kept.url, str(path), str(self.root), str(self.cache), kept)
        plain = without_orig(mirrors.numbered(path.name)[0] if level.is_newest(path.name) else path.name)
        scheme, host, rest = mirrors.split_host((*relative.parts[:-1], plain))
        if host is None and self.own_host:
            host, rest = self.own_host, (*relative.parts[:-1], plain)
        if host is None:
            return FilePlace(source, self.site, printable(relative.with_name(plain)), str(path), str(self.root))
        url = mirrors.address(scheme or self._scheme(host, relative), host, rest, is_adjusted=level.is_adjusted)
        return FilePlace(source, self.options.site or host_of(url), url, str(path), str(self.root))

    def _scheme(self, host: str, relative: Path) -> str:
        if host not in self.schemes:
            folder = self.root if host == self.own_host else self.root / relative.parts[0]
            pages = (
                Path(at, name) for at, _, names in os.walk(folder) for name in sorted(names) if _is_named_page(name)
            )
            self.schemes[host] = mirrors.scheme_of(host, pages)
        return self.schemes[host]


@dataclass(frozen=True)
class _Level:
    """What the names in one folder tell together."""

    names: frozenset[str]
    newest: dict[str, str]
    is_adjusted: bool

    def is_newest(self, name: str) -> bool:
        return self.newest.get(mirrors.numbered(name)[0]) == name

    def why_left(self, name: str) -> str:
        """Why another file of the folder is read in place of this one; "" if none is."""
        if f"{name}.orig" in self.names and ending(name) not in MEDIA_ENDINGS:
            return "rewritten for the mirror: its original, which ends in .orig, is read"
        plain = name if name in self.newest else mirrors.numbered(name)[0]
        if plain in self.newest and not self.is_newest(name):
            return f"another download of what {printable(self.newest[plain])} holds, which is read"
        return ""


def _is_named_page(name: str) -> bool:
    return ending(printable(name)) in PAGE_ENDINGS


def _why_not_by_ending(path: Path) -> str:
    found = ending(printable(mirrors.numbered(path.name)[0])) or ending(printable(path.name))
    if found in MEDIA_ENDINGS:
        return f"a .{found} file is not a page"
    if found in PAGE_ENDINGS and not mirrors.is_asked(without_orig(path.name)):
        return ""
    with path.open("rb") as file:
        return _why_not_by_bytes(file.read(_SNIFFED), found)


def _why_not_by_bytes(start: bytes, found: str) -> str:
    """A name that tells nothing: markup is a page, and so is text without any ending; other text is not."""
    if is_markup(start):
        return ""
    if b"\0" in start:
        return "not text"
    return f"a .{found} file without markup" if found and found not in PAGE_ENDINGS else ""


def is_warc_name(name: str) -> bool:
    return name.lower().endswith((".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz", ".wacz"))


def _starts_as_markup(folder: Path, name: str) -> bool:
    path = folder / name if (folder / name).is_file() else folder / f"{name}.orig"
    try:
        with path.open("rb") as file:
            return is_markup(file.read(_SNIFFED))
    except OSError:
        return False
