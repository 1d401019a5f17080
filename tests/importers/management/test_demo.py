"""What `make demo` sets up, and what it says when it cannot. The import of the sample site has tests of its own."""

import datetime
import socket

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Site

from films.models import FestivalPage
from home.models import HomePage
from importers.management.commands import demo
from importers.models import ImportRun
from importers.runs.models import RunState
from importers.samples.festival import load


@pytest.fixture
def edition():
    return load().edition("26th")


def test_demo_outside_development_settings_is_refused():
    with pytest.raises(CommandError, match="runs with the dev settings only"):
        call_command("demo")


def test_port_that_is_taken_is_one_clear_line():
    with socket.socket() as taken:
        taken.bind((demo.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(CommandError, match=rf"Port {port} cannot be used .* Try: make demo PORT={port + 1}"):
            demo.require_free(port)


@pytest.mark.parametrize("port", [0, -1, 65_536])
def test_port_that_is_none_is_refused(port):
    with pytest.raises(CommandError, match=f"{port} is no port"):
        demo.require_free(port)


@pytest.mark.django_db
def test_edition_gets_its_days_and_is_public(edition):
    demo.make_edition(edition, "Europe/London")

    page = FestivalPage.objects.get(slug="26th")
    assert page.live
    assert (page.title, page.edition_number) == ("26th Saltmere Film Festival", 26)
    assert (page.starts_on, page.ends_on) == (datetime.date(2013, 10, 10), datetime.date(2013, 10, 20))
    assert [block.block_type for block in page.introduction] == ["paragraph", "paragraph"]


@pytest.mark.django_db
def test_edition_that_is_there_is_left_alone(edition):
    demo.make_edition(edition, "Europe/London")
    FestivalPage.objects.update(title="Renamed by an editor")

    demo.make_edition(edition, "Europe/London")

    assert FestivalPage.objects.get().title == "Renamed by an editor"


@pytest.mark.django_db
def test_users_can_log_in_and_are_made_once():
    demo.make_users()
    demo.make_users()

    editor = authenticate(username="editor", password=demo.PASSWORD)
    admin = authenticate(username="admin", password=demo.PASSWORD)
    assert not editor.is_superuser
    assert editor.has_perm("wagtailadmin.access_admin")
    assert admin.is_superuser


@pytest.mark.django_db
def test_links_lead_to_the_port_of_the_demo():
    demo.name_site(8765)

    assert Site.objects.get().root_url == "http://127.0.0.1:8765"


@pytest.mark.django_db
def test_editions_imported_once_are_not_imported_again(tmp_path):
    for key in ("17th", "26th"):
        ImportRun.objects.create(
            sources=[str(tmp_path / "site" / key)], started_at=timezone.now(), state=RunState.FINISHED
        )

    demo.import_samples(tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_import_that_was_interrupted_is_done_again(tmp_path):
    ImportRun.objects.create(sources=[str(tmp_path)], started_at=timezone.now(), state=RunState.INTERRUPTED)

    assert not demo.is_imported(tmp_path)


@pytest.mark.django_db
def test_home_page_is_named_for_the_festival():
    demo.name_home()

    home = HomePage.objects.get()
    assert (home.title, home.draft_title, home.get_latest_revision_as_object().title) == ("Saltmere Film Festival",) * 3


@pytest.mark.django_db
def test_home_page_that_an_editor_named_is_left_alone():
    HomePage.objects.update(title="Films by the sea")

    demo.name_home()

    assert HomePage.objects.get().title == "Films by the sea"
