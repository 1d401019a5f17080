"""Reading on several processes gives what one gives, ends when it is told to, and loses only the page that is to blame."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from importers.fetching.options import FetchOptions
from importers.fetching.sources import list_sources
from importers.reading.pages import NO_PROFILES
from importers.runs.intake import Intake
from importers.runs.parallel import Plan, read_source
from importers.samples.build import build_site
from tests.importers.runs.places import Deadly, Failing, Good
from tests.interrupting import heed_ctrl_c

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("films")
    for path, body in build_site().files.items():
        if "26th/films/" in path and path.endswith(".html"):
            (folder / Path(path).name).write_bytes(body)
    return folder


def read(places, processes, **plan):
    intake = Intake(places, FetchOptions())
    numbers = range(len(intake))
    return list(read_source(intake, numbers, NO_PROFILES, FetchOptions(), Plan(processes, **plan)))


def test_two_processes_read_what_one_reads_in_the_same_order(films):
    places = list_sources([str(films)]).places
    learning: list[int] = []

    alone, together = read(places, 1), read(places, 2, learning=learning.append)

    assert len(places) >= 24
    assert together == alone
    assert learning == list(range(1, len(places) + 1))
    assert multiprocessing.active_children() == []


def test_page_that_kills_its_reader_costs_itself():
    places = [*(Good(f"{number}.html") for number in range(9)), Deadly(), Good("last.html")]

    *good, (failure, dead), (_, last) = read(places, 2)

    assert [reading.film.title for _, reading in good] == [f"Estuary {number}.html" for number in range(9)]
    assert (failure.code, dead.problems[0].code, last.film.title) == ("reader_died", "reader_died", "Estuary last.html")
    assert "deadly.html" in failure.message


def test_page_that_cannot_be_opened_costs_itself():
    (failure, _), (_, good) = read([Failing(), Good("good.html")], 2)

    assert (failure.code, good.film.title) == ("reader_failed", "Estuary good.html")
    assert "RuntimeError: no such luck" in failure.message


def test_readings_that_nobody_wants_any_more_end_the_processes():
    intake = Intake([Good(f"{number}.html") for number in range(100)], FetchOptions())
    readings = read_source(intake, range(100), NO_PROFILES, FetchOptions(), Plan(2))
    next(readings)

    readings.close()

    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(("pages", "processes"), [(1, 1), (199, 1)])
def test_small_source_is_read_by_one_process(pages, processes):
    assert Plan().number_for(pages) == processes


@pytest.mark.parametrize("processes", ["1", "2"])
def test_ctrl_c_ends_the_command_without_a_trace(films, processes):
    """It waits, because nobody reads its output: a pipe holds less than what the pages give."""
    command = start(films, "--processes", processes)
    json.loads(command.stdout.readline())

    os.killpg(command.pid, signal.SIGINT)

    _, told = command.communicate()  # ends once no process holds the pipes any more
    assert (command.returncode, told) == (130, "Stopped. Nothing was written anywhere.\n")


def test_processes_end_with_their_parent(films):
    """Standard error is closed once no process holds it any more."""
    command = start(films, "--processes", "2")
    json.loads(command.stdout.readline())

    command.kill()

    assert "Traceback" not in command.communicate()[1]


def start(films: Path, *options: str) -> subprocess.Popen[str]:
    words = [sys.executable, "manage.py", "read_listing", "--json", *options, str(films), str(films)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        words,
        cwd=ROOT,
        env=environment,
        stdout=pipe,
        stderr=pipe,
        text=True,
        start_new_session=True,
        preexec_fn=heed_ctrl_c,
    )
