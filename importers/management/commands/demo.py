"""Sets up the sample festival and serves it: what `make demo` runs."""

from __future__ import annotations

import contextlib
import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from rich.console import Console
from rich.table import Table
from wagtail.models import Site

from films.models import FestivalPage
from home.models import HomePage
from importers.models import ImportRun
from importers.runs.models import RunState
from importers.samples.build import build_site
from importers.samples.festival import Edition, load

HOST = "127.0.0.1"
PASSWORD = "marquee-demo"  # noqa: S105 - printed on the screen, for a server that only this machine reaches
USERS = {"editor": "Moderators", "admin": ""}
"""User name → Wagtail's group; "" for a superuser."""


class Command(BaseCommand):
    help = "Prepare the database, import the bundled sample festival, and serve admin, API and pages on 127.0.0.1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true", help="Set everything up, and do not serve.")

    def handle(self, *args: Any, port: int, prepare_only: bool, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo has a password that everybody knows: it runs with the dev settings only.")
        require_free(port)
        console = Console()
        console.print("Preparing the database…")
        call_command("migrate", verbosity=0, interactive=False)
        import_samples(Path(settings.VAR_DIR) / "sample")
        make_users()
        name_site(port)
        name_home()
        console.print(addresses(port))
        if not prepare_only:
            console.print("Stop with Ctrl-C.")
            with contextlib.suppress(KeyboardInterrupt):
                call_command("runserver", f"{HOST}:{port}", use_reloader=False, verbosity=0)


def require_free(port: int) -> None:
    if not 0 < port < 65_536:
        raise CommandError(f"{port} is no port: give one from 1 to 65535, as in make demo PORT=8080")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Try: make demo PORT={port + 1}"
            ) from error


def import_samples(folder: Path) -> None:
    """Each edition once, however often the demo is started: what editors have written since is theirs."""
    festival = load()
    pending = [edition for edition in festival.editions if not is_imported(folder / "site" / edition.key)]
    if not pending:
        return
    build_site(festival).write(folder / "site", folder / "answers.jsonl")
    for edition in pending:
        make_edition(edition, festival.time_zone)
        with contextlib.suppress(SystemExit):  # the sample site has pages that are broken on purpose
            call_command("import_listings", str(folder / "site" / edition.key), "--publish", "--festival", edition.key)


def is_imported(source: Path) -> bool:
    return ImportRun.objects.filter(sources=[str(source)], state=RunState.FINISHED).exists()


def make_edition(edition: Edition, time_zone: str) -> None:
    """The edition's page, with the days and the time zone that its old film pages leave out."""
    if FestivalPage.objects.filter(slug=edition.key).exists():
        return
    page = FestivalPage(
        title=edition.name,
        slug=edition.key,
        edition_name=edition.name,
        edition_number=edition.number,
        starts_on=edition.starts_on,
        ends_on=edition.ends_on,
        time_zone=time_zone,
        introduction=[("paragraph", f"<p>{text}</p>") for text in edition.introduction.split("\n\n")],
    )
    HomePage.objects.get().add_child(instance=page)
    page.save_revision().publish()


def name_site(port: int) -> None:
    """Links in the admin and the API lead to where the demo listens."""
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port, site.site_name = HOST, port, load().name
    site.save()


def name_home() -> None:
    """The festival's name stands over every page, unless an editor has called the home page something else."""
    page = HomePage.objects.filter(title="Home").first()
    if page is not None and not page.has_unpublished_changes:
        page.title = load().name
        page.save_revision().publish()


def make_users() -> None:
    users = get_user_model().objects
    for name, group in USERS.items():
        if users.filter(username=name).exists():
            continue
        user = users.create_user(name, f"{name}@example.org", PASSWORD)
        user.is_superuser = user.is_staff = not group
        user.save()
        user.groups.set(Group.objects.filter(name=group))


def addresses(port: int) -> Table:
    base = f"http://{HOST}:{port}"
    table = Table(title="Marquee is ready", show_header=False, title_justify="left", title_style="bold")
    table.add_column()
    table.add_column(overflow="fold")
    table.add_row("The festival", f"{base}/")
    table.add_row("Admin", f"{base}/admin/")
    table.add_row("Log in as", f"editor or admin, password {PASSWORD}")
    table.add_row("API", f"{base}/api/v2/pages/?type=films.FilmPage&fields=*")
    return table
