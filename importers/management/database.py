"""Whether the database is there and has its tables, before a command begins."""

from __future__ import annotations

from django.core.management import CommandError
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from importers.runs.invoking import invocation


def require_database() -> None:
    """Raises CommandError (exit code 2) with one line that says what to do."""
    try:
        executor = MigrationExecutor(connection)
        is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        raise CommandError(f"The database cannot be opened: {reason}", returncode=2) from error
    if is_behind:
        raise CommandError(f"The database is not set up yet. Run: {invocation('migrate')}", returncode=2)
