"""`learn_site`: a site's profile from a page or two that a person corrected."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from importers.fetching.sources import SourceError, open_sources
from importers.learning.asking import ask
from importers.learning.examples import Example, ExampleError, load_values
from importers.learning.learn import learn, learn_chrome, read_example
from importers.learning.toml import as_toml
from importers.management.lesson_table import print_lesson
from importers.management.one_page import is_named
from importers.reading.items import stated
from importers.reading.learned import LearnedChrome
from importers.reading.profiles.loading import SITES
from importers.responses import FetchFailure, Response
from importers.runs.fetching import fetch_options
from importers.runs.profiles import sites_folder


class Command(BaseCommand):
    help = (
        "Learn where a site keeps its fields from one or two pages whose values a person gives, check that on the rest "
        "of the source, and write a site profile. Exit code 2: wrong usage, or nothing could be learned."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="of the profile: NAME.toml")
        parser.add_argument("source", help="a file, folder or URL with pages of the site")
        parser.add_argument(
            "--example", action="append", default=[], metavar="PAGE", help="a page of the source; repeatable"
        )
        parser.add_argument(
            "--values",
            action="append",
            default=[],
            metavar="FILE",
            help="what the page states, JSON or TOML; one for each --example",
        )
        parser.add_argument(
            "--ask", action="store_true", help="show what was read of each example and take corrections here"
        )
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help="where to write it (default: the folder of profiles)"
        )
        parser.add_argument("--force", action="store_true", help="replace a profile that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        output = options["output"] or (sites_folder() or SITES) / f"{options['name']}.toml"
        if output.exists() and not options["force"]:
            raise CommandError(f"{output} is there already. Give --force to replace it, or another name.", returncode=2)
        try:
            examples = self._examples(options)
            lesson = learn(options["name"], examples, lambda: self._pages(options["source"]))
        except (SourceError, ExampleError) as error:
            raise CommandError(str(error), returncode=2) from error
        print_lesson(lesson, self.stdout)
        if not lesson.profile.fields:
            raise CommandError("Nothing was learned: no selector agrees with the examples.", returncode=2)
        learned_from = " and ".join(example.document.url or example.document.source for example in examples)
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(as_toml(lesson.profile, f"Learned from {learned_from}. Edit freely."), encoding="utf-8")
        self.stdout.write(f"Written to {output}")

    def _pages(self, source: str) -> Iterable[Response | FetchFailure]:
        return open_sources([source], fetch_options())

    def _examples(self, options: dict[str, Any]) -> list[Example]:
        wanted, files = options["example"], options["values"]
        if not wanted:
            raise CommandError(
                "Give at least one --example: the address or path of a page of the source.", returncode=2
            )
        if len(files) != len(wanted) and not (options["ask"] and not files):
            raise CommandError(
                f"{len(wanted)} --example and {len(files)} --values: give one --values for each, or --ask.",
                returncode=2,
            )
        values = [load_values(Path(file)) for file in files] or [{} for _ in wanted]
        chrome = learn_chrome(self._pages(options["source"]))
        return [self._example(options, page, told, chrome) for page, told in zip(wanted, values, strict=True)]

    def _example(self, options: dict[str, Any], page: str, told: dict[str, Any], chrome: LearnedChrome) -> Example:
        found = [r for r in self._pages(options["source"]) if isinstance(r, Response) and is_named(page, r)]
        if len(found) != 1:
            raise ExampleError(
                f"{page}: {len(found)} pages of {options['source']} have this path or address; give one that is of one."
            )
        analysis = read_example(found[0], chrome)
        if analysis is None:
            raise ExampleError(f"{page}: the page cannot be read.")
        if options["ask"]:
            read = {**stated(analysis.reading.film), "kind": analysis.reading.kind, **told}
            self.stdout.write(f"{found[0].source}: what was read, field by field.")
            told = {**told, **ask(read, self._hear, self.stdout.write)}
        return Example(analysis, told, found[0].site)

    def _hear(self, prompt: str) -> str:
        self.stdout.write(prompt, ending="")
        self.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line
