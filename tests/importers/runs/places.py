"""Pages for tests of reading on several processes. They are handed to fresh processes, so little is imported here."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass

from importers.fetching.options import FetchOptions
from importers.responses import FetchFailure, Response


@dataclass(frozen=True)
class Deadly:
    """A page whose bytes end the process that opens them, as a defect in a C library would."""

    source: str = "deadly.html"
    site: str = "old"
    url: str = "deadly.html"

    def open(self, options: FetchOptions) -> Response | FetchFailure:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("still alive")


@dataclass(frozen=True)
class Failing(Deadly):
    def open(self, options: FetchOptions) -> Response | FetchFailure:
        raise RuntimeError("no such luck")


@dataclass(frozen=True)
class Good(Deadly):
    def open(self, options: FetchOptions) -> Response | FetchFailure:
        body = f"<html><body><h1>Estuary {self.source}</h1><p>Director: Ann Poole</p><p>France 2012, 80 min</p></body></html>"
        return Response(self.source, self.site, self.url, body.encode(), "text/html")
