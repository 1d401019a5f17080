"""How imports went."""

from __future__ import annotations

import csv
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console

from importers.management.database import require_database
from importers.management.source_options import positive
from importers.runs.models import ImportRun
from importers.runs.printing import print_runs, print_status
from importers.runs.status import newest, rows_of, status_of

SHOWN = 20


class Command(BaseCommand):
    help = "List the newest imports; with RUN: how that one goes or went, what failed and why, and what to do next."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", nargs="?", type=positive, metavar="RUN", help="the run's number")
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="as JSON: one object for each run")
        form.add_argument("--csv", action="store_true", help="the pages that failed, as CSV; needs RUN")

    def handle(self, *args: Any, **options: Any) -> None:
        require_database()
        if options["csv"] and options["run"] is None:
            raise CommandError("--csv lists the failed pages of one run: give its number.", returncode=2)
        if options["run"] is None:
            self._list(options)
            return
        run = ImportRun.objects.filter(pk=options["run"]).first()
        if run is None:
            raise CommandError(f"There is no run {options['run']}: import_status lists them.", returncode=2)
        status = status_of(run)
        if options["json"]:
            self.stdout.write(json.dumps(status.as_json(), ensure_ascii=False))
        elif options["csv"]:
            writer = csv.writer(self.stdout, lineterminator="\n")
            writer.writerow(("source", "url", "cause", "reasons"))
            writer.writerows(rows_of(status))
        else:
            print_status(status, self._console())

    def _list(self, options: Any) -> None:
        runs = newest(SHOWN)
        if options["json"]:
            for status in runs:
                self.stdout.write(json.dumps(status.as_json(), ensure_ascii=False))
        else:
            print_runs(runs, self._console())

    def _console(self) -> Console:
        return Console(file=self.stdout._out if hasattr(self.stdout, "_out") else None)  # type: ignore[arg-type]
