"""Connections of a requests session that go only where the guard allows, and are cut when their time is over."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import Any, Self

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from importers.fetching.guard import connect


class Deadline:
    """Cuts the connection when its time is over: servers that drip a byte now and then never time out otherwise."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def watch(self, found: socket.socket | None) -> None:
        self._socket = found
        if self.over:
            self._cut()

    def _cut(self) -> None:
        self.over = True
        if self._socket:
            with suppress(OSError):  # closed in the same moment: nothing left to cut
                self._socket.shutdown(socket.SHUT_RDWR)


class GuardedAdapter(HTTPAdapter):
    """For one thread. `deadline` is that of the request under way. It knows no proxies: they would resolve names where
    nobody checks the answer."""

    def __init__(self, *, allow_private: bool) -> None:
        self.allow_private = allow_private
        self.deadline: Deadline | None = None
        super().__init__(pool_connections=8, pool_maxsize=1)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **more)
        self.poolmanager.pool_classes_by_scheme = _guarded_pools(self)

    def watch(self, found: socket.socket | None) -> None:
        if self.deadline:
            self.deadline.watch(found)


def _guarded_pools(adapter: GuardedAdapter) -> dict[str, type[HTTPConnectionPool]]:
    class Guarded(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _checked_socket(self, adapter)

        def request(self, *args: Any, **more: Any) -> None:
            adapter.watch(self.sock)
            super().request(*args, **more)

    class GuardedSecurely(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _checked_socket(self, adapter)

        def connect(self) -> None:
            super().connect()
            adapter.watch(self.sock)

        def request(self, *args: Any, **more: Any) -> None:
            adapter.watch(self.sock)
            super().request(*args, **more)

    class Pool(HTTPConnectionPool):
        ConnectionCls = Guarded

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = GuardedSecurely

    return {"http": Pool, "https": SecurePool}


def _checked_socket(connection: HTTPConnection, adapter: GuardedAdapter) -> socket.socket:
    seconds = float(connection.timeout) if isinstance(connection.timeout, int | float) else 10.0
    found = connect(connection.host.strip("[]"), connection.port, seconds, adapter.allow_private)
    adapter.watch(found)
    return found
