"""Import pages of an old website."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError
from rich.console import Console

from importers.fetching.sources import SourceError
from importers.management.database import require_database
from importers.management.source_options import INTERRUPTED, add_source_options, positive
from importers.reading.profiles import ProfileError
from importers.runs.pipeline import run_import
from importers.runs.printing import print_report, told
from importers.runs.report import ImportOptions

WRONG_USAGE = 2


class Command(BaseCommand):
    help = (
        "Read listing pages of an old site and write them as film, section and person pages. "
        "Exit code 0: all fine; 3: some pages failed; 2: wrong usage or no source."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add_source_options(parser)
        parser.add_argument("--festival", metavar="SLUG", help="the edition; created if there is none of that slug")
        public = parser.add_mutually_exclusive_group()
        public.add_argument("--draft", action="store_true", help="write drafts (the default)")
        public.add_argument("--publish", action="store_true", help="make the pages public")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and write nothing")
        parser.add_argument("--limit", type=positive, metavar="N", help="read at most N pages")
        parser.add_argument("--site", metavar="NAME", help="the old site's short name, part of each page's identity")
        parser.add_argument(
            "--profile", action="append", default=[], metavar="FILE|NAME", help="site profile to read with"
        )
        parser.add_argument(
            "--only", action="append", default=[], metavar="URL", help="write this page only; repeatable"
        )
        parser.add_argument(
            "--retry-failed", action="store_true", help="only the pages that failed when they were imported last"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        require_database()
        console = Console(file=self.stdout._out if hasattr(self.stdout, "_out") else None)  # type: ignore[arg-type]
        chosen = ImportOptions(
            festival=options["festival"],
            publish=options["publish"],
            dry_run=options["dry_run"],
            limit=options["limit"],
            site=options["site"],
            only=tuple(options["only"]),
            profiles=tuple(options["profile"]),
            processes=options["processes"],
            as_of=options["as_of"],
            retry_failed=options["retry_failed"],
        )
        try:
            with told(console) as progress:
                report = run_import(options["sources"], chosen, progress=progress)
        except (SourceError, ProfileError) as error:
            self.stderr.write(str(error))
            sys.exit(WRONG_USAGE)
        except KeyboardInterrupt:
            self.stderr.write("Stopped. What was written stays; the same command again goes on from there.")
            sys.exit(INTERRUPTED)
        except DatabaseError as error:
            reason = f"The database would not go on: {error}. What was written stays; run the same command again."
            raise CommandError(reason) from error
        print_report(report, console)
        if report.exit_code:
            sys.exit(report.exit_code)
