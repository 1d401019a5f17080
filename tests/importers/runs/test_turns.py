"""Whose turn it is to write, and what is done again."""

import pytest
from django.db import IntegrityError, OperationalError

from films.models import FilmPage
from importers.runs import batches, turns
from importers.runs.pages import write_reading
from importers.runs.turns import in_turn
from tests.importers.runs.dumps import counts, imported, write_dump

pytestmark = pytest.mark.django_db


class Deadlock(Exception):
    sqlstate = "40P01"


def locked() -> OperationalError:
    """As each engine says it."""
    error = OperationalError("database is locked")
    error.__cause__ = Deadlock()
    return error


class Attempts:
    """Raises each error once, then answers."""

    def __init__(self, *errors: Exception):
        self.errors, self.undone = list(errors), 0

    def write(self) -> str:
        if self.errors:
            raise self.errors.pop(0)
        return "written"

    def undo(self) -> None:
        self.undone += 1


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(turns, "BETWEEN_TRIES", 0)


def test_in_turn_does_again_what_another_program_undid(caplog):
    tries = Attempts(locked(), locked())

    assert in_turn(tries.write, tries.undo) == "written"
    assert tries.undone == 2
    assert "held by another program (database is locked)" in caplog.text


def test_in_turn_gives_up_after_its_patience(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", -1.0)
    tries = Attempts(locked())

    with pytest.raises(OperationalError):
        in_turn(tries.write, tries.undo)

    assert tries.undone == 1


def test_in_turn_raises_what_would_fail_again():
    tries = Attempts(IntegrityError("twice"))

    with pytest.raises(IntegrityError):
        in_turn(tries.write, tries.undo)

    assert tries.undone == 1


def test_page_that_another_program_was_in_the_way_of_is_imported(tmp_path, monkeypatch):
    errors = [locked()]

    def hindered(response, reading, desk):
        result = write_reading(response, reading, desk)
        if errors:
            raise errors.pop()
        return result

    monkeypatch.setattr(batches, "write_reading", hindered)
    report = imported(write_dump(tmp_path), publish=True)

    assert counts(report) == {"new": 1}
    assert FilmPage.objects.get().title == "Salt Lines"
