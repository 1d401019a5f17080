"""What an archive holds, and what is missing from it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console

from importers.fetching.archive import ArchiveError, open_archive
from importers.runs.crawling import print_status


class Command(BaseCommand):
    help = "Show what an archive holds, its crawls, and every address that could not be had."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", metavar="FOLDER", help="an archive made by crawl_site")

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(file=self.stdout._out if hasattr(self.stdout, "_out") else None)  # type: ignore[arg-type]
        try:
            print_status(open_archive(options["archive"]), console)
        except ArchiveError as error:
            raise CommandError(str(error), returncode=2) from error
