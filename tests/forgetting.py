"""Forgetting what reading remembers of texts, so that work can be measured."""

from __future__ import annotations

import sys

SMALLEST = 1 << 11
"""Entries of a cache with texts as keys; smaller ones, and those without bound, hold word lists and tables."""


def forget_texts() -> None:
    """Empties the bounded caches with texts as keys; word lists and tables, loaded once a process, are kept."""
    for name, module in list(sys.modules.items()):
        if name.startswith("importers.reading"):
            for value in vars(module).values():
                if hasattr(value, "cache_parameters") and (value.cache_parameters()["maxsize"] or 0) >= SMALLEST:
                    value.cache_clear()
