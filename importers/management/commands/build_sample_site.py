"""Writes the invented festival's old website into a folder, with the right answers beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from importers.samples.build import write_sample_site
from importers.wording import counted


class Command(BaseCommand):
    help = "Build the invented festival's old website: FOLDER/site, with FOLDER/answers.jsonl beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--text", action="store_true", help="also the text dumps, in FOLDER/text")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            pages = write_sample_site(folder, text=options["text"])
        except OSError as error:
            raise CommandError(f"Cannot write the sample site to {folder}: {error.strerror}.") from error
        self.stdout.write(f"{counted(pages, 'page')} in {folder / 'site'}, their answers in {folder / 'answers.jsonl'}")
