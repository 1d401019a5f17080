"""Take an import back."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError
from rich.console import Console

from importers.management.database import require_database
from importers.management.source_options import INTERRUPTED
from importers.runs.models import ImportRun
from importers.runs.printing import print_taken, watched
from importers.runs.undoing import NotToTakeBack, Taken, take_back

SOME_STAY, WRONG_USAGE = 3, 2


class Command(BaseCommand):
    help = (
        "Take a run back: what it made is removed, what it changed gets its former values, and what editors did since "
        "stays. Exit code 0: all of it; 3: some things stay, with the reason; 2: wrong usage or no such run."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="the run's number, as import_status lists it")
        parser.add_argument("--plan", action="store_true", help="say what would be done and write nothing")
        parser.add_argument("--ended", action="store_true", help="the run was killed: it is running no more")
        parser.add_argument("--json", action="store_true", help="one JSON object for each thing")

    def handle(self, *args: Any, **options: Any) -> None:
        require_database()
        console = Console(file=self.stdout._out if hasattr(self.stdout, "_out") else None)  # type: ignore[arg-type]
        run = ImportRun.objects.filter(pk=options["run"]).first()
        if run is None:
            raise CommandError(f"There is no run {options['run']}: import_status lists them.", returncode=WRONG_USAGE)
        taken: list[Taken] = []
        try:
            things = take_back(run, plan=options["plan"], ended=options["ended"])
            for one in watched(things, run.steps.filter(taken_back_at=None).count(), "Taking back", console):
                taken.append(one)
                if options["json"]:
                    self.stdout.write(json.dumps(asdict(one), ensure_ascii=False))
        except NotToTakeBack as refused:
            raise CommandError(str(refused), returncode=WRONG_USAGE) from refused
        except KeyboardInterrupt:
            self.stderr.write("Stopped. What was taken back stays so; the same command again goes on from there.")
            sys.exit(INTERRUPTED)
        except DatabaseError as error:
            reason = f"The database would not go on: {error}. Run the same command again: it goes on from there."
            raise CommandError(reason) from error
        if not options["json"]:
            print_taken(run, taken, console, plan=options["plan"])
        if any(one.reasons for one in taken):
            sys.exit(SOME_STAY)
