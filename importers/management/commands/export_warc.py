"""Write an archive as WARC."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from importers.fetching.archive import ArchiveError, open_archive
from importers.fetching.archive.warc import export_warc


class Command(BaseCommand):
    help = "Write everything an archive holds into one WARC file, for other tools."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", metavar="FOLDER", help="an archive made by crawl_site")
        parser.add_argument("warc", metavar="FILE", help="the file to write: .warc.gz, or .warc to leave it unpacked")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = export_warc(open_archive(options["archive"]), Path(options["warc"]))
        except (ArchiveError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"{options['warc']}: {count:,} {'record' if count == 1 else 'records'} written")
