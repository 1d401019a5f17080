"""Who waits to write to a SQLite file is let go first."""

import fcntl
import os
import sqlite3
import threading
import time

import pytest
from django.db import ConnectionHandler
from django.db.backends.signals import connection_created

from cms.settings.database import database
from cms.waiting import let_others_write, lock_path, queue_up


@pytest.fixture(autouse=True)
def _files_of_our_own(django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "db.sqlite3"
    connected(file).close()  # which puts it into WAL
    return file


def connected(file):
    """As every process of the project is."""
    connection = ConnectionHandler({"default": database(f"sqlite:///{file}", "")})["default"]
    connection.ensure_connection()
    return connection


def is_somebody_waiting(file) -> bool:
    lock = os.open(f"{file}-waiting", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return False
    except BlockingIOError:
        return True
    finally:
        os.close(lock)


def wait_for_a_waiting(editor: threading.Thread, file) -> None:
    """However long it takes: that tells nothing."""
    while editor.is_alive() and not is_somebody_waiting(file):
        time.sleep(0.01)
    assert editor.is_alive()


@pytest.mark.parametrize("statement", ["BEGIN IMMEDIATE", "INSERT INTO films VALUES ('Ballast')"])
def test_who_waits_to_write_is_let_go_before_an_import_begins(file, statement):
    import_ = sqlite3.connect(file, isolation_level=None)
    import_.execute("CREATE TABLE films (title)")
    import_.execute("BEGIN IMMEDIATE")

    def edit() -> None:
        editor = connected(file)
        editor.cursor().execute(statement)
        editor.close()

    editing = threading.Thread(target=edit)
    editing.start()
    wait_for_a_waiting(editing, file)
    import_.execute("COMMIT")
    import_.close()
    importing = connected(file)
    let_others_write(importing)
    editing.join()

    assert not is_somebody_waiting(file)
    importing.close()


def test_reading_waits_for_nobody(file):
    connection = connected(file)

    with connection.execute_wrapper(lambda execute, *told: (execute(*told), is_somebody_waiting(file))[1]):
        assert connection.cursor().execute("SELECT 1") is False
    connection.close()


def test_database_in_memory_has_no_queue():
    connection = ConnectionHandler({"default": database("sqlite://:memory:", "")})["default"]

    assert lock_path(connection, "waiting") is None
    let_others_write(connection)
    assert any(queue_up is receiver[1]() for receiver in connection_created.receivers if callable(receiver[1]))
    connection.close()
