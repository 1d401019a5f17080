"""What writing needs of a memory: which object a source's thing became, and what was imported into it last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from importers.reading.items import SourceKey
from importers.writing.values import Snapshot


@dataclass(frozen=True, slots=True)
class Memory:
    """page_id, object_id: what it became; both None once somebody deleted it. revision: the last one imported.

    notes: what is no value of the page, such as which film's page told a person's biography.
    """

    page_id: int | None = None
    object_id: int | None = None
    base: Snapshot = field(default_factory=Snapshot)
    revision: int | None = None
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_gone(self) -> bool:
        return self.page_id is None and self.object_id is None


@dataclass(frozen=True, slots=True)
class Step:
    """What was done to an object, for taking it back.

    before, after: the page's values, each row under its key; `before` is None where the object was made, both are for
    what is no page. was_live, is_live: whether readers saw the page before and after.
    """

    before: Snapshot | None = None
    after: Snapshot | None = None
    was_live: bool = False
    is_live: bool = False

    @property
    def made(self) -> bool:
        return self.before is None


class Register(Protocol):
    def recall(self, key: SourceKey) -> Memory | None: ...

    def remember(self, key: SourceKey, memory: Memory, step: Step | None = None) -> None:
        """`step` is None where nothing was done to the object itself."""
        ...

    def wrote(self, page_id: int, revision: int | None) -> bool:
        """Whether an import wrote that revision of the page; several records may write to one page."""
        ...
