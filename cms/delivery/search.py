"""The search backend: Wagtail's own for the database in use, for any text that people type.

As it comes, a quotation mark or a blank in a search is a server error on SQLite, and NUL one on PostgreSQL.
"""

from __future__ import annotations

import re
from typing import Any

from wagtail.search.backends.database import SearchBackend as database_backend

_NO_WORDS = re.compile(r'["\x00-\x1f\x7f\s]+')


def words(text: str) -> str:
    """The text without quotation marks and control characters, with single spaces; "" if nothing is left."""
    return _NO_WORDS.sub(" ", text).strip()


def SearchBackend(params: dict[str, Any]) -> Any:
    backend = database_backend(params)
    ours = (Forgiving, type(backend))
    backend.__class__ = type("ForgivingSearchBackend", ours, {})
    return backend


class Forgiving:
    """Mixed into the database's search backend."""

    def search(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().search(_forgiven(query), *args, **kwargs)  # type: ignore[misc]

    def autocomplete(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        return super().autocomplete(_forgiven(query), *args, **kwargs)  # type: ignore[misc]


def _forgiven(query: Any) -> Any:
    return words(query) if isinstance(query, str) else query
