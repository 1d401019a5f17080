"""A pool of processes whose results come in order, and of which one may die or hang.

Workers are started fresh (forkserver, or spawn where there is no fork) and import neither Django nor what needs it: no
database connection of the parent is theirs. They leave Ctrl-C to the parent, and end when it does.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, Self, TypeVar

from pebble import ProcessPool

Given = TypeVar("Given")
Made = TypeVar("Made")

SECONDS = 300
"""How long one thing, or one bundle, may take before it is given up."""

BUNDLE = 8
"""Things handed over at once: handing over costs as much as a small page."""

WAITING = 4
"""Bundles for each process that are handed out, or done and not yet asked for."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What became of a thing whose work could not be done: the worker died, took too long, or raised."""

    cause: BaseException


class Workers:
    """`begin` is called once in each worker with `arguments`. Leaving the pool, for whatever reason, ends its processes."""

    def __init__(self, processes: int, begin: Callable[..., None], *arguments: Any) -> None:
        context = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
        context.set_forkserver_preload([begin.__module__, "importers.runs.warmed"])
        self._waiting = WAITING * processes
        self._pool = ProcessPool(processes, initializer=begin, initargs=arguments, context=context)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()
        self._pool.join()

    def each(self, work: Callable[[Given], Made], things: Iterable[Given]) -> Iterator[tuple[Given, Made | Lost]]:
        """Each thing with what the work made of it, in the order of the things."""
        waiting: deque[_Bundle[Given, Made]] = deque()
        left = iter(things)
        while bundle := list(islice(left, BUNDLE)):
            waiting.append(_Bundle(bundle, self._schedule(work, bundle)))
            if len(waiting) >= self._waiting:
                yield from self._results(work, waiting.popleft())
        while waiting:
            yield from self._results(work, waiting.popleft())

    def _schedule(self, work: Callable[[Given], Made], things: list[Given]) -> Future[list[Made]]:
        scheduled: Future[list[Made]] = self._pool.schedule(_all, args=(work, things), timeout=SECONDS)
        return scheduled

    def _results(
        self, work: Callable[[Given], Made], bundle: _Bundle[Given, Made]
    ) -> Iterator[tuple[Given, Made | Lost]]:
        """Of a bundle that was lost, each thing is tried by itself: only the one that is to blame stays lost."""
        try:
            yield from zip(bundle.things, bundle.future.result(), strict=True)
        except Exception as error:
            if len(bundle.things) == 1:
                yield bundle.things[0], Lost(error)
                return
            for thing in bundle.things:
                yield from self._results(work, _Bundle([thing], self._schedule(work, [thing])))


@dataclass(frozen=True)
class _Bundle(Generic[Given, Made]):
    things: list[Given]
    future: Future[list[Made]]


def _all(work: Callable[[Given], Made], things: list[Given]) -> list[Made]:
    return [work(thing) for thing in things]
