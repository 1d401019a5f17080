"""From what a person names (files, folders, URLs) to Responses, in the order given.

SourceError      nothing at all could be opened: wrong usage, commands exit 2
FetchFailure     (yielded, not raised) one page could not be had; the next one is read
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from importers.fetching.addresses import host_of
from importers.fetching.archive import is_archive
from importers.fetching.archived import list_archive
from importers.fetching.files import FilePlace, site_of
from importers.fetching.folders import text_pages, walk_folder
from importers.fetching.lists import WebPlace, is_list, list_addresses
from importers.fetching.mhtml import is_mhtml, saved_place
from importers.fetching.options import FetchOptions
from importers.fetching.packed import PackedError, is_packed, unpack
from importers.fetching.places import Ignored, Place, Tally, printable
from importers.fetching.warc import is_warc, list_warcs
from importers.responses import FetchFailure, Response
from importers.wording import counted

_NO_OPTIONS = FetchOptions()


class SourceError(Exception):
    """No source could be opened. The message names each one and says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What the sources hold: pages to read (or already failed), and the files passed over, each with its reason."""

    places: tuple[Place, ...]
    ignored: tuple[Ignored, ...] = ()


def open_sources(sources: Sequence[str], options: FetchOptions = _NO_OPTIONS) -> Iterator[Response | FetchFailure]:
    """Each page of the sources, read when it is asked for. Raises SourceError at once where none can be opened."""
    return read_listed(list_sources(sources, options), options)


def read_listed(listing: Listing, options: FetchOptions = _NO_OPTIONS) -> Iterator[Response | FetchFailure]:
    """The pages of a listing, in its order: for callers that want to know their number first."""
    return (_open(place, options) for place in listing.places)


def list_sources(sources: Sequence[str], options: FetchOptions = _NO_OPTIONS) -> Listing:
    """What there is to read, before anything is read.

    A source that is not there is a failure among the others; SourceError where no source is left to open.
    """
    places: list[Place] = []
    passed_over = Tally()
    refused: list[FetchFailure] = []
    for source, listed in _listings(sources, options):
        found, ignored = _sorted_out(listed)
        passed_over.add_all(ignored.entries())
        if all(isinstance(place, FetchFailure) for place in found):
            found = found or [_nothing_in(source, ignored, options)]
            refused += [place for place in found if isinstance(place, FetchFailure)]
        places += found
    if len(refused) == len(places):
        raise SourceError("\n".join(failure.message for failure in refused) or "No source was given.")
    return Listing(tuple(places), passed_over.entries())


def _listings(sources: Sequence[str], options: FetchOptions) -> Iterator[tuple[str, Iterable[Place | Ignored]]]:
    """What each source holds. WARCs are one source, where the first stands: they may refer to each other."""
    captured = [source for source in sources if "://" not in source and _is_captured(source)]
    for source in sources:
        if source not in captured:
            yield source, _list_one(source, options)
        elif source == captured[0]:
            yield source, list_warcs(tuple(dict.fromkeys(captured)), options)


def _is_captured(source: str) -> bool:
    return os.path.isfile(source) and is_warc(Path(source))


def _sorted_out(listed: Iterable[Place | Ignored]) -> tuple[list[Place], Tally]:
    places: list[Place] = []
    passed_over = Tally()
    for entry in listed:
        if isinstance(entry, Ignored):
            passed_over.add(entry)
        else:
            places.append(entry)
    return places, passed_over


def _open(place: Place, options: FetchOptions) -> Response | FetchFailure:
    return place if isinstance(place, FetchFailure) else place.open(options)


def _list_one(source: str, options: FetchOptions) -> Iterable[Place | Ignored]:
    if source.startswith("@") and not os.path.exists(source):
        return list_addresses(Path(source[1:]), options)
    if "://" in source:
        return [WebPlace(source, options.site or host_of(source), source)]
    try:
        mode = os.stat(source).st_mode if source else 0
    except (OSError, ValueError) as error:
        reason = "there is no such file or folder" if isinstance(error, FileNotFoundError) else _words(error)
        return [_refused(source, "no_such_source", f"{reason}. Give files, folders or http(s) addresses", options)]
    if stat.S_ISDIR(mode):
        return list_archive(source, options) if is_archive(source) else walk_folder(source, options)
    if stat.S_ISREG(mode):
        return _given_file(source, options)
    return [_refused(source, "no_such_source", "it is neither a file nor a folder nor an http(s) address", options)]


def _given_file(source: str, options: FetchOptions) -> Iterable[Place | Ignored]:
    """A file named by the person is taken for a page, whatever its name, unless it says that it holds several."""
    path, shown = Path(source), printable(source)
    if not os.access(source, os.R_OK):
        return [_refused(source, "unreadable_file", "it may not be read: look at its permissions", options)]
    if is_mhtml(path):
        return [saved_place(path, shown, options)]
    if is_list(path):
        return list_addresses(path, options)
    if is_packed(path):
        return _unpacked(path, options)
    site = options.site or site_of(path.parent)
    return text_pages(FilePlace(shown, site, printable(path.name), str(path), str(path.parent)), options)


def _unpacked(path: Path, options: FetchOptions) -> Iterator[Place | Ignored]:
    try:
        unpacked = unpack(path)
    except PackedError as error:
        yield _refused(str(path), "packed_file", str(error), options)
        return
    yield from walk_folder(str(unpacked.folder), options, shown=printable(path), name=unpacked.name)
    for problem in unpacked.problems:
        yield _refused(str(path), "packed_file", problem, options)


def _nothing_in(source: str, ignored: Tally, options: FetchOptions) -> FetchFailure:
    late = next((entry for entry in ignored.entries() if " only after " in entry.reason), None)
    if late is not None:
        return _refused(source, "no_pages", f"it holds no page of that day or before: {late.reason}", options)
    seen = f"it holds {counted(ignored.total, 'file')} and no page" if ignored.total else "the folder is empty"
    return _refused(source, "no_pages", f"{seen}. Pages are HTML or text files", options)


def _refused(source: str, code: str, reason: str, options: FetchOptions) -> FetchFailure:
    shown = printable(source)
    return FetchFailure(shown, options.site or "", shown, code, f"{shown or '(empty name)'}: {reason}.")


def _words(error: OSError | ValueError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
