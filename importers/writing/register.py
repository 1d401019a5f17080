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


class Register(Protocol):
    def recall(self, key: SourceKey) -> Memory | None: ...

    def remember(self, key: SourceKey, memory: Memory) -> None: ...

    def wrote(self, page_id: int, revision: int | None) -> bool:
        """Whether an import wrote that revision of the page; several records may write to one page."""
        ...
