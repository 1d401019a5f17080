"""Things put aside on disk during a run: memory does not grow with their number."""

from __future__ import annotations

import pickle
import weakref
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Spool(Generic[Thing]):
    """Things in the order in which they were added. The file has no name and goes with the process."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - closed when the spool goes
        weakref.finalize(self, self._file.close)
        self._starts: list[int] = []

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int) -> Thing:
        self._file.seek(self._starts[number])
        thing: Thing = pickle.load(self._file)  # noqa: S301 - our own file, written by this process
        return thing

    def __iter__(self) -> Iterator[Thing]:
        return (self[number] for number in range(len(self)))

    def add(self, thing: Thing) -> None:
        self._starts.append(self._file.seek(0, 2))
        pickle.dump(thing, self._file, pickle.HIGHEST_PROTOCOL)
