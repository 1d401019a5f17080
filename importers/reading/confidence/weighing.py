"""The ground that a winning reading stands on, and the confidence that follows."""

from __future__ import annotations

from importers.reading.confidence.confirming import is_confirmed
from importers.reading.confidence.doubting import is_doubted
from importers.reading.confidence.page import Weighed
from importers.reading.confidence.table import Ground, expected
from importers.reading.readings import Reading

_TAUGHT = "profile"
"""What a person taught is as sure as the profile says."""


def confidence(page: Weighed, field: str, reading: Reading) -> float:
    """How often a value like this one is right, 0 to 1. `reading` is the field's winner."""
    return reading.confidence if reading.reader == _TAUGHT else expected(ground(page, field, reading))


def ground(page: Weighed, field: str, reading: Reading) -> Ground:
    value = getattr(page.film, field)
    if is_doubted(page, field, value, reading):
        return Ground(field, reading.reader, "doubted")
    return Ground(field, reading.reader, "confirmed" if is_confirmed(page, field, value, reading) else "alone")
