"""How far reading has come, on a terminal's standard error; nothing where nobody watches."""

from __future__ import annotations

import sys
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn


class Bars:
    """One bar for going through the source first, one for reading it; the second only while standard output goes
    elsewhere, because what is printed there tells by itself how far it is."""

    def __init__(self, pages: int) -> None:
        self._pages = pages
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def learning(self, done: int) -> None:
        self._show("Looking through", done)

    def reading(self, done: int) -> None:
        if sys.stdout.isatty():
            self._progress.stop()
        else:
            self._show("Reading", done)

    def _show(self, what: str, done: int) -> None:
        if what not in self._tasks:
            self._tasks[what] = self._progress.add_task(what, total=self._pages)
        self._progress.update(self._tasks[what], completed=done)
