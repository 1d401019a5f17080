"""Two imports at once while an editor saves: real processes on one database."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.factories import FestivalPageFactory, FilmPageFactory, SuperuserFactory
from tests.importers.runs.dumps import write_dump

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TITLES = ["Ballast", "High Water", "Low Water", "Salt Lines", "The Third Tide"]


@pytest.fixture
def edition():
    return FestivalPageFactory(slug="lantern-2013", title="Lantern 2013")


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "lantern"
    folder.mkdir()
    for title in TITLES:
        write_dump(folder, name=f"{title.split()[-1].lower()}-{len(title)}.txt", title=title)
    (folder / "a-empty.html").write_bytes(b"")
    (folder / "b-basket.html").write_text("<html><body><h1>Tickets</h1><p>Ring the box office.</p></body></html>")
    return folder


def database_url(folder: Path) -> str:
    """A database that other processes can open, holding what this test made."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        kept = sqlite3.connect(folder / "db.sqlite3")
        connection.connection.backup(kept)
        kept.close()
        return f"sqlite:///{folder / 'db.sqlite3'}"
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    return f"{server}/{connection.settings_dict['NAME']}"


def started(folder: Path, url: str, *command: str) -> subprocess.Popen:
    env = {**os.environ, "DATABASE_URL": url, "TMPDIR": str(folder), "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", *command],
        env=env,
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_imports_and_an_editor_at_once_lose_nothing_and_get_no_error(tmp_path, edition, source):
    film = FilmPageFactory(parent=edition, title="Made here").pk
    SuperuserFactory()
    url, stop = database_url(tmp_path), tmp_path / "stop"
    command = ["manage.py", "import_listings", str(source), "--festival", "lantern-2013", "--publish"]

    editor = started(tmp_path, url, "-m", "tests.importers.runs.editor", str(film), str(stop))
    imports = [started(tmp_path, url, *command) for _ in range(2)]
    printed = [one.communicate() for one in imports]
    stop.touch()
    told, errors = editor.communicate()

    assert [(one.returncode, err) for one, (_, err) in zip(imports, printed, strict=True)] == [(3, "")] * 2
    found = json.loads(told)
    assert {tuple(save) for save in found.pop("saves")} == {(200, 302)}, errors
    assert found == {
        "standfirst": found["standfirst"],
        "films": sorted([*TITLES, "Made here"]),
        "people": ["Ada Lind", "Ines Obray", "Tomas Reuel"],
        "pages_read": found["pages_read"],
        "broken": [[], [], [], [], []],
    }
    assert found["standfirst"].startswith("save ")
    assert {key: outcome for key, outcome in found["pages_read"]}["a-empty.html"] == "failed"
    assert len(found["pages_read"]) == len(TITLES) + 2
