"""What the pages of one edition share while they are written, and what is done for each of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from importers.reading.items import Problem
from importers.runs.register import DatabaseRegister
from importers.writing.catalogue import Catalogue
from importers.writing.editions import Edition
from importers.writing.writer import Written


@dataclass
class Desk:
    """What the pages of one edition share during a run."""

    edition: Edition
    catalogue: Catalogue
    register: DatabaseRegister
    titles: dict[str, int] = field(default_factory=dict)
    """In a dry run: title forms of films that would have been created."""


@dataclass
class Result:
    """What was done for one page, as it is done. `outcome` is set by the caller where nothing was written."""

    written: list[Written] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        outcomes = {written.outcome for written in self.written}
        return next((o for o in ("new", "updated", "skipped", "unchanged") if o in outcomes), "skipped")
