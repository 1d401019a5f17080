"""What commands that read old pages are told on the command line about their sources."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date

INTERRUPTED = 130
"""The exit code of a command ended by Ctrl-C: 128 and the number of the signal, as shells count."""


def add_source_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a file, a folder, a mirror by wget or HTTrack, a WARC, WACZ or WET file, a saved page, an archive made by "
        "crawl_site, an http(s) address, or @FILE: a list of addresses",
    )
    parser.add_argument(
        "--as-of",
        type=a_day,
        metavar="DATE",
        help="of several captures of a page the newest up to this day (2013-10-20)",
    )
    parser.add_argument(
        "--processes", type=positive, metavar="N", help="read on so many processes; without it on all cores"
    )


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no number: give 1 or more")
    return int(text)


def a_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no day: write it as 2013-10-20") from error
