"""`explain_listing`: why a page was read as it was, as one HTML file to look at."""

from __future__ import annotations

import webbrowser
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from importers.explaining.page import explain
from importers.management.one_page import NoSuchPage, one_page
from importers.reading.profiles import ProfileError
from importers.runs.profiles import known_profiles


class Command(BaseCommand):
    help = (
        "Write one HTML file that shows an old page with the account of every passage, and each value with the place "
        "it was read from, the reader, and what lost. Nothing of the old page runs in it, and it asks for nothing."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="a file, a URL, or a source with --page")
        parser.add_argument("--page", metavar="PAGE", help="which page of the source; the others tell what is chrome")
        parser.add_argument(
            "--profile", action="append", default=[], metavar="FILE|NAME", help="site profile to read with"
        )
        parser.add_argument(
            "--output", type=Path, default=Path("explained.html"), metavar="FILE", help="default: explained.html"
        )
        parser.add_argument("--open", action="store_true", help="open it in the browser")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            page = one_page(options["source"], options["page"], known_profiles(options["profile"]))
        except (NoSuchPage, ProfileError) as error:
            raise CommandError(str(error), returncode=2) from error
        output: Path = options["output"]
        try:
            output.write_text(explain(page.analysis), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{output}: it cannot be written: {error.strerror}.", returncode=2) from error
        self.stdout.write(f"Written to {output}")
        if options["open"]:
            webbrowser.open(output.resolve().as_uri())
