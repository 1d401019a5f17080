"""Whose turn it is to write to the database: one import at a time, and between two batches whoever else wants to.

Two imports at once would both make the person that neither has found yet, and would leave editors no moment to save in.
So a batch begins when no other import is in one and, on SQLite, nobody else waits to write: an editor's save waits for one
batch at most. PostgreSQL lets editors and imports write side by side, and only imports wait for each other.

What another program holds is waited for, and what it undid is done again: nobody has lost anything by it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import Error as DatabaseError
from django.db import OperationalError, connection, transaction

from cms.waiting import let_others_write, lock_path, locked

logger = logging.getLogger("importers")

PATIENCE = 600.0
"""Seconds for which a database that another program holds is asked again."""

BETWEEN_TRIES = 0.5

PASSING = {"40001", "40P01", "55P03"}
"""PostgreSQL's codes: could not serialize, deadlock, lock not available."""

LOCK_NUMBER = 0x6D617271  # of imports among PostgreSQL's advisory locks: "marq"

Made = TypeVar("Made")


def in_turn(write: Callable[[], Made], undo: Callable[[], None] = lambda: None, *, dry_run: bool = False) -> Made:
    """What `write` gives, done in one transaction and apart from other imports. `undo` is called after each try that
    was rolled back.

    Raises DatabaseError as `patiently` does. A dry run opens no transaction and waits for nobody: it writes nothing.
    """
    return patiently(write if dry_run else lambda: _once(write), undo)


def patiently(write: Callable[[], Made], undo: Callable[[], None] = lambda: None, *, patient: bool = True) -> Made:
    """What `write` gives, tried again while another program holds the database; one statement needs no more than this.

    Raises DatabaseError where the database would not take it, or was held by another program for too long, which is at
    once where it is not `patient`.
    """
    until = time.monotonic() + (PATIENCE if patient else 0)
    while True:
        try:
            return write()
        except DatabaseError as error:
            undo()
            if not is_passing(error) or time.monotonic() > until:
                raise
            logger.warning("The database is held by another program (%s): trying again.", one_line(error))
        except BaseException:
            undo()
            raise
        time.sleep(BETWEEN_TRIES)


def is_passing(error: BaseException) -> bool:
    """Whether another program was in the way, and the same thing may go well a moment later."""
    if not isinstance(error, OperationalError):
        return False
    if connection.vendor == "sqlite":
        return "locked" in str(error)
    return getattr(error.__cause__, "sqlstate", None) in PASSING


def one_line(error: BaseException) -> str:
    return " ".join(str(error).split())


def _once(write: Callable[[], Made]) -> Made:
    with locked(lock_path(connection, "import"), alone=True):
        let_others_write(connection)
        with transaction.atomic():
            _keep_imports_apart()
            return write()


def _keep_imports_apart() -> None:
    """Until the end of the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_NUMBER])
