"""The pages of a run's sources, gone through more than once without being held in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from importers.fetching.lists import WebPlace
from importers.fetching.options import FetchOptions
from importers.fetching.places import Place
from importers.fetching.sources import Listing, read_listed
from importers.responses import FetchFailure, Response
from importers.runs.spool import Spool


@dataclass
class Intake:
    """The first time an address is asked, its answer is kept on disk; files are opened each time."""

    places: Sequence[Place]
    fetching: FetchOptions
    _answers: Spool[Response | FetchFailure] = field(default_factory=Spool)
    _kept: dict[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Response | FetchFailure]:
        return (self[number] for number in range(len(self)))

    def __getitem__(self, number: int) -> Response | FetchFailure:
        place = self.places[number]
        if not isinstance(place, WebPlace):
            return self._opened(place)
        if number not in self._kept:
            self._kept[number] = len(self._answers)
            self._answers.add(self._opened(place))
        return self._answers[self._kept[number]]

    def handle(self, number: int) -> Response | Place:
        """What another process can open: the answer of an address is handed on itself."""
        place = self.places[number]
        return self[number] if isinstance(place, WebPlace) else place

    def _opened(self, place: Place) -> Response | FetchFailure:
        return next(read_listed(Listing((place,)), self.fetching))
