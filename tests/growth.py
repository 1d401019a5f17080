"""How the cost of work grows with its size, where it is done in C and no calls can be counted: regular expressions."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

_TRIES = 5
_ROUNDS = 3


def grows_linearly(work: Callable[[int], Callable[[], object]], size: int, times: int = 4) -> bool:
    """Whether `times` the size costs less than twice `times` as much; quadratic work costs `times` as often again.

    `work(size)` prepares, what it returns is measured: processor time, not the clock's, the least of several rounds,
    and a machine busy with other things gets some tries.
    """
    small, large = work(size), work(times * size)
    small()
    return any(_least(large) < 2 * times * _least(small) for _ in range(_TRIES))


def _least(work: Callable[[], object]) -> float:
    return min(_seconds(work) for _ in range(_ROUNDS))


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started
