"""`read_listing`: what Marquee reads off pages, as a table for people or as JSON Lines. Writes nothing anywhere."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from importers.fetching.sources import SourceError, open_sources
from importers.reading.items import PageReading
from importers.reading.pages import read_pages
from importers.reading.profiles import ProfileError, Profiles
from importers.runs.fetching import fetch_options
from importers.runs.profiles import known_profiles


class Command(BaseCommand):
    help = "Read old listing pages and show what is on them: fields, where they were found, and what is left over."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sources", nargs="+", metavar="SOURCE", help="files, folders or URLs")
        parser.add_argument("--json", action="store_true", help="one JSON object a page on standard output")

        parser.add_argument(
            "--profile", action="append", default=[], metavar="FILE|NAME", help="site profile to read with"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            pages = open_sources(options["sources"], fetch_options())
            failed = self._show(pages, known_profiles(options["profile"]), as_json=options["json"])
        except (SourceError, ProfileError) as error:
            raise CommandError(str(error), returncode=2) from error
        if failed:
            sys.exit(3)

    def _show(self, pages: Any, profiles: Profiles, *, as_json: bool) -> bool:
        failed, count = False, 0
        for _, reading in read_pages(pages, profiles):
            count += 1
            failed = failed or is_failure(reading)
            if as_json:
                self.stdout.write(json.dumps(reading.as_json(), ensure_ascii=False))
            else:
                self._table(reading)
        if not count:
            raise CommandError("The source holds no pages.", returncode=2)
        return failed

    def _table(self, reading: PageReading) -> None:
        from importers.management.reading_table import print_reading

        print_reading(reading, self.stdout)


def is_failure(reading: PageReading) -> bool:
    """Whether the page could not be read or held nothing."""
    return reading.kind is None
