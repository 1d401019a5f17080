"""`read_listing`: what Marquee reads off pages, as a table for people or as JSON Lines. Writes nothing anywhere."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from importers.fetching.sources import SourceError, list_sources
from importers.management.progress import Bars
from importers.management.source_options import INTERRUPTED, add_source_options
from importers.reading.items import PageReading
from importers.reading.profiles import ProfileError
from importers.runs.fetching import fetch_options
from importers.runs.intake import Intake
from importers.runs.parallel import Plan, read_source
from importers.runs.profiles import known_profiles

NOT_WANTED = 141
"""Exit code where the reader of our output ends first (`| head -1`): 128 and SIGPIPE, as of other programs."""


class Command(BaseCommand):
    help = "Read old listing pages and show what is on them: fields, where they were found, and what is left over."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_source_options(parser)
        parser.add_argument("--json", action="store_true", help="one JSON object a page on standard output")
        parser.add_argument(
            "--profile", action="append", default=[], metavar="FILE|NAME", help="site profile to read with"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            failed = self._show(self._readings(options), as_json=options["json"])
        except (SourceError, ProfileError) as error:
            raise CommandError(str(error), returncode=2) from error
        except KeyboardInterrupt:
            self.stderr.write("Stopped. Nothing was written anywhere.")
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what Python still flushes at its end
            sys.exit(NOT_WANTED)
        if failed:
            sys.exit(3)

    def _readings(self, options: dict[str, Any]) -> Iterator[PageReading]:
        fetching = fetch_options(as_of=options["as_of"])
        intake = Intake(list_sources(options["sources"], fetching).places, fetching)
        profiles = known_profiles(options["profile"])
        with Bars(len(intake)) as bars:
            plan = Plan(options["processes"], bars.learning)
            for done, (_, reading) in enumerate(read_source(intake, range(len(intake)), profiles, fetching, plan), 1):
                bars.reading(done)
                yield reading

    def _show(self, readings: Iterator[PageReading], *, as_json: bool) -> bool:
        failed = False
        for reading in readings:
            failed = failed or is_failure(reading)
            if as_json:
                self.stdout.write(json.dumps(reading.as_json(), ensure_ascii=False))
            else:
                self._table(reading)
        return failed

    def _table(self, reading: PageReading) -> None:
        from importers.management.reading_table import print_reading

        print_reading(reading, self.stdout)


def is_failure(reading: PageReading) -> bool:
    """Whether the page could not be read or held nothing."""
    return reading.kind is None
