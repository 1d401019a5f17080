"""Who waits to write to the SQLite file says so, that an import lets them go first.

SQLite knows no queue: who waits asks again every tenth of a second, and finds an import that writes batch after batch in
between for as long as its time-out lasts. So every connection holds a shared lock on a file beside the database from
when it asks for its turn until it has it, and `let_others_write` comes back when nobody does. PostgreSQL queues itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

try:
    import fcntl
except ImportError:  # no Unix: SQLite's own waiting must do
    fcntl = None  # type: ignore[assignment]

WRITING = ("BEGIN IMMEDIATE", "INSERT", "UPDATE", "DELETE", "REPLACE")


def queue_up(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """For each new connection (`connection_created`)."""
    if lock_path(connection, "waiting") and _say_so not in connection.execute_wrappers:
        connection.execute_wrappers.append(_say_so)


def let_others_write(connection: BaseDatabaseWrapper) -> None:
    """Comes back when nobody waits to write."""
    with locked(lock_path(connection, "waiting"), alone=True):
        pass


def lock_path(connection: BaseDatabaseWrapper, name: str) -> Path | None:
    """None where no other process can write to the database, or where it has a server that makes them queue."""
    if fcntl is None or connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]
        return None
    return Path(f"{connection.settings_dict['NAME']}-{name}")


@contextmanager
def locked(path: Path | None, *, alone: bool) -> Iterator[None]:
    """While a lock on that file is held, `alone` or beside others; they end with the process that holds them."""
    if path is None:
        yield
        return
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield
    finally:
        os.close(lock)


def _say_so(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    connection = context["connection"]
    if (connection.in_atomic_block and not sql.startswith("BEGIN")) or not sql.startswith(WRITING):
        return execute(sql, params, many, context)
    with locked(lock_path(connection, "waiting"), alone=False):
        return execute(sql, params, many, context)
