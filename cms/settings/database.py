"""SQLite in WAL by default, PostgreSQL by DATABASE_URL.

SQLite writers begin IMMEDIATE and wait up to 20 seconds: with Django's default (deferred)
transactions an editor's save fails at once while an import writes.
See docs/decisions/0003-sqlite-by-default.md.
"""

import os
from typing import Any

import environ


def database(url: str | None, default: str) -> dict[str, Any]:
    """Django's settings of one database, from a URL such as postgres://user:pass@host/name."""
    config: dict[str, Any] = dict(environ.Env.db_url_config(url or default))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    else:
        config.setdefault("CONN_MAX_AGE", 60)
        config.setdefault("CONN_HEALTH_CHECKS", True)
    return config


def databases(var_dir: os.PathLike[str]) -> dict[str, dict[str, Any]]:
    return {"default": database(os.environ.get("DATABASE_URL"), f"sqlite:///{os.path.join(var_dir, 'db.sqlite3')}")}
