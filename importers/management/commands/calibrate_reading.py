"""`calibrate_reading`: what confidence means, measured on cases and written to the table that reading uses."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from importers.management.reliability_table import print_reliability
from importers.reading.confidence import TABLE
from importers.scoring.calibrating import (
    as_toml,
    cross_validated,
    first_sight,
    fitted,
    load_observations,
    strained_observations,
)
from importers.scoring.cases import Case, CaseError, folder_cases, gold_cases

ABOUT = """Of a hundred values on such a ground, how many are right on sites nobody looked at, at the least (as a share).
Written by `python manage.py calibrate_reading`; docs/migrating/confidence.md tells how and how well it holds."""


class Command(BaseCommand):
    help = (
        "Measure how often values are right by field, reader and what speaks for and against them, on cases as they are "
        "and made stranger; print how well that tells it for sites left out; with --output write the table."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="cases")
        parser.add_argument("--gold", type=Path, metavar="FILE", help="FOLDER holds pages, FILE what is right on them")
        parser.add_argument(
            "--leave", action="append", default=[], metavar="SITE", help="sites of the gold file to leave out"
        )
        parser.add_argument(
            "--with",
            action="append",
            default=[],
            type=Path,
            dest="kept",
            metavar="FILE",
            help="observations kept before",
        )
        parser.add_argument("--keep", type=Path, metavar="FILE", help="only write down what is observed of the cases")
        parser.add_argument("--output", type=Path, metavar="FILE", help=f"the table; reading uses {TABLE.name}")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["keep"]:
                first_sight(_cases(options), options["keep"])
                return
            observed = list(strained_observations(_cases(options)))
            observed += chain.from_iterable(map(load_observations, options["kept"]))
            if not observed:
                raise CaseError(
                    "there are no values to learn from: a case is a folder with input.html and expected.json."
                )
            if options["output"]:
                options["output"].write_text(as_toml(fitted(observed), ABOUT), encoding="utf-8")
            print_reliability([one for one in cross_validated(observed) if one.is_as_found], self.stdout)
        except (CaseError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error


def _cases(options: dict[str, Any]) -> Iterator[Case]:
    for folder in options["folders"]:
        cases = gold_cases(options["gold"], folder) if options["gold"] else folder_cases(folder)
        yield from (case for case in cases if case.site not in options["leave"])
