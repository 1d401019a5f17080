"""The pages of WARC files that were given together, and of WACZ files, which are zips of WARCs."""

from __future__ import annotations

import gzip
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO
from urllib.parse import urljoin

from importers.fetching.addresses import host_of, is_web
from importers.fetching.options import MEGABYTE, FetchOptions
from importers.fetching.places import Ignored, Place, printable
from importers.fetching.temporary import temporary_folder
from importers.fetching.warc.index import Capture, WarcIndex, index_of
from importers.fetching.warc.places import RecordPlace
from importers.fetching.warc.scanning import SeveralInOneError, Stretch, scan, whole
from importers.fetching.warc.zstd import is_zstd, unpack_zstd
from importers.fetching.zips import Member, ZipDamagedError, local_header, members, read_member
from importers.responses import FetchFailure, Response

_LONGEST_UNPACKED = 50 * 1024 * MEGABYTE
_ZSTD_ENDINGS = (".warc.zst", ".wet.zst", ".arc.zst")
_PAGE_LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")


def is_warc(path: Path) -> bool:
    """Whether a file begins as a WARC or ARC does, gzipped or not; and whether it is a WACZ."""
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError:
        return False
    if start[:2] == b"\x1f\x8b":
        try:
            start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, 64)
        except zlib.error:
            return path.name.lower().endswith((".warc.gz", ".arc.gz"))
    if is_zstd(start):
        return path.name.lower().endswith(_ZSTD_ENDINGS)
    if start[:2] == b"PK":
        return path.suffix.lower() == ".wacz" or _is_wacz(path)
    return start.startswith((b"WARC/", b"filedesc://")) or path.suffix.lower() in (".warc", ".wacz", ".arc")


def _is_wacz(path: Path) -> bool:
    try:
        return any(_is_archived(member.name) for member in members(path))
    except ZipDamagedError:
        return False


def _is_archived(name: str) -> bool:
    return name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))


def list_warcs(paths: Sequence[str], options: FetchOptions) -> Iterator[Place | Ignored]:
    """The pages of files that belong together: a capture that repeats another may lie in another file."""
    stretches: list[Stretch] = []
    hosts: set[str] = set()
    given: dict[Path, Path] = {}
    for path in paths:
        try:
            found, listed, wrong = _stretches(Path(path))
            stretches += found
            given |= {stretch.path: Path(path) for stretch in found}
            if wrong:
                yield _failure(Path(path), "archive_damaged", wrong, options)
            hosts |= listed
        except (OSError, ZipDamagedError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            yield _failure(Path(path), "archive_damaged", f"cannot be opened as a WARC or WACZ: {reason}", options)
    roots = tuple(f"{stretch.path}\n{stretch.start}\n{stretch.end}" for stretch in stretches)
    try:
        index = index_of(tuple(stretches))
    except OSError as error:
        yield _failure(Path(paths[0]), "archive_damaged", f"cannot be read: {error.strerror or error}", options)
        return
    yield from _listed(index, hosts, roots, given, options)


def find_captured(url: str, page: Response, options: FetchOptions) -> RecordPlace | None:
    """A file that a captured page names, in the files that the page lies in."""
    assert page.origin  # noqa: S101 - only pages from WARCs are asked about
    roots = page.origin.roots
    found = index_of(stretches_of(roots)).find(urljoin(page.url, url), options.as_of)
    return _place(found, roots, replace(options, site=page.site)) if found else None


def stretches_of(roots: Sequence[str]) -> tuple[Stretch, ...]:
    """What `Origin.roots` of a captured page stands for."""
    parts = (root.split("\n") for root in roots)
    return tuple(Stretch(Path(path), int(start), int(end)) for path, start, end in parts)


def _listed(
    index: WarcIndex, hosts: set[str], roots: tuple[str, ...], given: Mapping[Path, Path], options: FetchOptions
) -> Iterator[Place | Ignored]:
    """`given` tells what file was given for one that was unpacked beside: that is what a person knows."""
    for entry in index.chosen(options.as_of):
        if isinstance(entry, Ignored):
            yield entry
        elif hosts and host_of(entry.url) not in hosts:
            yield Ignored(
                entry.url, f"embedded from {host_of(entry.url)}, which the WACZ lists no page of", 1, "record"
            )
        else:
            yield replace(
                _place(entry, roots, options), source=f"{printable(given.get(entry.path, entry.path))}#{entry.url}"
            )
    yield from index.ignored.entries()
    files = sum(len(captures) for captures in index.media.values())
    if files:
        yield Ignored(next(iter(index.media)), "an image or other file, not a page", files, "record")
    for path, code, words in index.problems:
        yield _failure(given.get(path, path), code, words, options)


def _place(capture: Capture, roots: tuple[str, ...], options: FetchOptions) -> RecordPlace:
    body_path, body_offset = capture.body or (capture.path, capture.offset)
    return RecordPlace(
        source=f"{printable(capture.path)}#{capture.url}",
        site=options.site or host_of(capture.url),
        url=capture.url,
        when=capture.when,
        path=str(capture.path),
        offset=capture.offset,
        body_path=str(body_path),
        body_offset=body_offset,
        roots=roots,
    )


def _failure(path: Path, code: str, words: str, options: FetchOptions) -> FetchFailure:
    name = printable(path)
    return FetchFailure(name, options.site or "", name, code, f"{name}: {words}.")


def _stretches(path: Path) -> tuple[list[Stretch], set[str], str]:
    """The WARCs that a file is or holds, the hosts whose pages it lists as its own, and what is wrong with it although
    it can be read. Raises OSError, ZipDamagedError."""
    with path.open("rb") as file:
        start = file.read(4)
    if is_zstd(start):
        unpacked, wrong = unpack_zstd(path)
        return [whole(unpacked)], set(), wrong
    if start[:2] != b"PK":
        if path.suffix.lower() == ".wacz":
            raise ZipDamagedError("it is no zip file")
        return [_seekable(whole(path))], set(), ""
    inside = members(path)
    archived = [member for member in inside if _is_archived(member.name)]
    if not archived:
        raise ZipDamagedError("it holds no WARC in a folder archive/")
    return [_seekable(_member_stretch(path, member)) for member in archived], _listed_hosts(path, inside), ""


def _member_stretch(path: Path, member: Member) -> Stretch:
    if member.is_stored:
        start, _ = local_header(path, member)
        return Stretch(path, start, start + member.compressed)
    if member.size > _LONGEST_UNPACKED:
        raise ZipDamagedError(f"{member.name} would unpack to {member.size:,} bytes")
    with zipfile.ZipFile(path) as archive, archive.open(member.name) as packed:
        return whole(_unpacked(packed, Path(member.name).name))


def _seekable(stretch: Stretch) -> Stretch:
    """The same, unpacked beside if the whole file was compressed at once: then no record could be found again."""
    try:
        next(scan(stretch), None)
    except SeveralInOneError:
        with gzip.open(stretch.path) as packed:
            return whole(_unpacked(packed, stretch.path.name.removesuffix(".gz")))
    return stretch


def _unpacked(packed: IO[bytes] | gzip.GzipFile, name: str) -> Path:
    """As far as it goes and is sound: what is missing shows when the records are gone through."""
    target = temporary_folder() / name
    with target.open("wb") as file:
        try:
            while piece := packed.read(MEGABYTE):
                file.write(piece)
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile):
            return target
    return target


def _listed_hosts(path: Path, inside: Sequence[Member]) -> set[str]:
    """Hosts of the pages that a WACZ lists: what else it holds was embedded in them. Empty if it lists none."""
    hosts: set[str] = set()
    for member in inside:
        if member.name in _PAGE_LISTS:
            for line in read_member(path, member, 50 * MEGABYTE).splitlines():
                hosts |= _host_in(line)
    return hosts


def _host_in(line: bytes) -> set[str]:
    try:
        url = json.loads(line).get("url", "")
    except (ValueError, AttributeError, RecursionError):
        return set()
    return {host_of(url)} if isinstance(url, str) and is_web(url) else set()
