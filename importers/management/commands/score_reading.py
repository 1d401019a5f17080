"""`score_reading`: how well pages are read, against what a person read off them."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from importers.management.reliability_table import print_reliability
from importers.management.score_table import print_score
from importers.reading.profiles import ProfileError
from importers.runs.profiles import known_profiles
from importers.scoring.cases import CaseError, folder_cases, gold_cases
from importers.scoring.reliability import observe
from importers.scoring.score import FLOORS, SCORES, below_floors, changes, load_floors, load_scores, score


class Command(BaseCommand):
    help = (
        "Read a folder of cases (input.html and expected.json in a folder each) and tell what came out right, wrong, "
        "missing and invented. Exit code 1: a field is below its floor (floors.json); 2: wrong usage or no cases."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where the cases are, or with --gold the pages")
        parser.add_argument("--gold", type=Path, metavar="FILE", help="one file with what is right for pages of FOLDER")
        parser.add_argument(
            "--profile", action="append", default=[], metavar="FILE|NAME", help="site profile to read with"
        )
        parser.add_argument("--json", action="store_true", help="the score as one JSON object")
        parser.add_argument(
            "--confidence", action="store_true", help="only how often values are right by how sure we say they are"
        )
        parser.add_argument("--no-save", action="store_true", help=f"leave {SCORES} as it is")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        kept = options["gold"].parent if options["gold"] else folder
        try:
            cases = gold_cases(options["gold"], folder) if options["gold"] else folder_cases(folder)
            if options["confidence"]:
                print_reliability(list(observe(cases)), self.stdout)
                return
            total = score(cases, known_profiles(options["profile"]))
            floors = load_floors(kept / FLOORS)
        except (CaseError, ProfileError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        if not total.pages:
            raise CommandError(
                f"{folder}: there are no cases. A case is a folder with input.html and expected.json.", returncode=2
            )
        told, low = total.as_json(), below_floors(total, floors)
        before = load_scores(kept / SCORES)
        if options["json"]:
            self.stdout.write(json.dumps({**told, "below_floors": sorted(low)}, ensure_ascii=False))
        else:
            print_score(total, changes(before, told) if before else None, low, self.stdout)
        if not options["no_save"]:
            (kept / SCORES).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        if low:
            sys.exit(1)
