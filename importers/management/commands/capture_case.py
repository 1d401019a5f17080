"""`capture_case`: a page kept as a case for review, so that its reading can be tested for ever after."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from importers.management.one_page import NoSuchPage, one_page
from importers.reading.profiles import ProfileError
from importers.runs.profiles import known_profiles
from importers.scoring.capturing import REVIEW, capture
from importers.scoring.cases import CaseError

CASES = Path("tests/importers/cases")


class Command(BaseCommand):
    help = (
        "Make a case of a page: a folder with its bytes, what is read of it now, its site profile if it has one, and a "
        "note of what to check. Nothing is overwritten."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="a file, a URL, or a source with --page")
        parser.add_argument("--page", metavar="PAGE", help="which page of the source; the others tell what is chrome")
        parser.add_argument("--kind", help="the kind of site, the upper folder (default: the site's name)")
        parser.add_argument("--name", help="the case's own folder (default: the page's title)")
        parser.add_argument(
            "--profile", action="append", default=[], metavar="FILE|NAME", help="site profile to read with"
        )
        parser.add_argument("--output", type=Path, default=CASES, metavar="FOLDER", help=f"default: {CASES}")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            page = one_page(options["source"], options["page"], known_profiles(options["profile"]))
            reading = page.analysis.reading
            name = options["name"] or reading.film.title or Path(page.response.url).stem
            kind = options["kind"] or page.response.site
            folder = capture(options["output"], kind, name, page.response, reading, page.profile)
        except (NoSuchPage, ProfileError, CaseError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"Written to {folder}. Now read {folder / REVIEW}: the values are as read, not yet as right.")
