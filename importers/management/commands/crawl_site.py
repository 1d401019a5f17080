"""Fetch an old site into an archive."""

from __future__ import annotations

import shlex
import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console

from importers.fetching.archive import ArchiveError, is_archive
from importers.fetching.archive.writer import ArchiveWriter
from importers.fetching.crawl.canonical import absolute
from importers.fetching.crawl.crawler import crawl
from importers.fetching.crawl.scope import Scope
from importers.fetching.crawl.settings import CrawlOptions
from importers.runs.crawling import print_crawl, told
from importers.runs.fetching import fetch_options

INTERRUPTED = 130
DELAY = 1.0


class Command(BaseCommand):
    help = (
        "Fetch the pages and images of an old site into an archive, politely. Run again, it goes on where it was "
        "stopped; after a complete crawl it asks what has changed. Exit code 0: complete; 3: stopped before the end, "
        "or something could not be had; 2: wrong usage; 130: stopped by Ctrl-C."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url", metavar="URL", help="where to begin: the crawl stays on its host")
        parser.add_argument("--archive", required=True, metavar="FOLDER", help="the archive; made if it is not there")
        parser.add_argument("--prefix", default="/", metavar="PATH", help="only pages whose path begins with this")
        parser.add_argument("--include", action="append", default=[], metavar="PATTERN", help="only pages like this")
        parser.add_argument("--exclude", action="append", default=[], metavar="PATTERN", help="no pages like this")
        parser.add_argument("--depth", type=_count, metavar="N", help="follow at most N links from the start")
        parser.add_argument("--limit", type=_count, default=50_000, metavar="N", help="keep at most N pages (50,000)")
        parser.add_argument(
            "--delay", type=_seconds, default=DELAY, metavar="SECONDS", help="pause after each answer (1)"
        )
        parser.add_argument("--no-media", action="store_true", help="leave the images of pages out")
        parser.add_argument("--documents", action="store_true", help="fetch linked files too, such as PDF")
        parser.add_argument("--ignore-robots", action="store_true", help="for your own site: do not ask robots.txt")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--restart", action="store_true", help="begin anew, although a crawl was stopped half-way")
        how.add_argument("--only-missing", action="store_true", help="ask only for what the archive does not hold")
        how.add_argument("--offline", action="store_true", help="ask nothing: walk through what the archive holds")

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(file=self.stdout._out if hasattr(self.stdout, "_out") else None)  # type: ignore[arg-type]
        chosen = _crawl_options(options)
        if options["offline"] and not is_archive(options["archive"]):
            raise CommandError(f"{options['archive']} is no archive: crawl first, without --offline.", returncode=2)
        try:
            with ArchiveWriter(Path(options["archive"])) as writer, told(console) as progress:
                report = crawl(writer, chosen, fetch_options(), progress=progress)
        except ArchiveError as error:
            raise CommandError(str(error), returncode=2) from error
        print_crawl(report, options["archive"], _same_bounds(options), console)
        if report.interrupted:
            sys.exit(INTERRUPTED)
        if report.stopped or report.missed or not report.pages_kept:
            sys.exit(3)


def _crawl_options(options: dict[str, Any]) -> CrawlOptions:
    given = options["url"] if "://" in options["url"] else f"http://{options['url']}"
    start = absolute(given, given)
    if start is None or not urlsplit(start).hostname:
        raise CommandError(
            f"{options['url']} is no web address: give one such as https://www.example.org/", returncode=2
        )
    scope = Scope(
        start,
        prefix=options["prefix"] if options["prefix"].startswith("/") else f"/{options['prefix']}",
        include=tuple(options["include"]),
        exclude=tuple(options["exclude"]),
        depth=options["depth"],
        limit=options["limit"],
        media=not options["no_media"],
        documents=options["documents"],
    )
    return CrawlOptions(
        scope,
        delay=options["delay"],
        ignore_robots=options["ignore_robots"],
        offline=options["offline"],
        only_missing=options["only_missing"],
        restart=options["restart"],
    )


def _same_bounds(options: dict[str, Any]) -> str:
    """The options that the next command must repeat; a limit is there to be raised."""
    given = [(f"--{name}", value) for name in ("include", "exclude") for value in options[name]]
    given += [("--prefix", options["prefix"])] if options["prefix"] != "/" else []
    given += [("--depth", str(options["depth"]))] if options["depth"] else []
    given += [("--delay", f"{options['delay']:g}")] if options["delay"] != DELAY else []
    flags = [f"--{name.replace('_', '-')}" for name in ("no_media", "documents", "ignore_robots") if options[name]]
    return "".join(f" {name} {shlex.quote(value)}" for name, value in given) + "".join(f" {flag}" for flag in flags)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no number: give 1 or more")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no number of seconds") from error
    if not 0 <= seconds <= 3600:
        raise ArgumentTypeError(f"{text} seconds: give something from 0 to 3600")
    return seconds
