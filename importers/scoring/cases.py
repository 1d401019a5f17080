"""Cases: pages with what a careful person reads off each, as folders or as one gold file beside a folder of pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from importers.reading.analysis import Analysis, analyse
from importers.reading.pages import NO_PROFILES, open_document, read_page
from importers.reading.profiles import Profiles, find_profile
from importers.responses import Response

EXPECTED, PROFILE = "expected.json", "profile.toml"


class CaseError(ValueError):
    """A case that cannot be scored; the message names the file and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Case:
    """`site` is the folder of its kind, `name` is unique among the cases; `profile` is None where it has none."""

    site: str
    name: str
    page: Path
    expected: dict[str, Any]
    profile: Path | None = None

    @property
    def response(self) -> Response:
        return Response(self.name, self.site, _url(self.expected, self.page), self.page.read_bytes())

    def read(self, profiles: Profiles = NO_PROFILES) -> dict[str, Any]:
        """As `read_listing --json` prints it. A profile of the case's own counts before all others."""
        own = Profiles((find_profile(str(self.profile)),)) if self.profile else profiles
        return read_page(self.response, None, own).as_json()

    def analyse(self, response: Response | None = None) -> Analysis | None:
        """What every reader says of the page, or of another form of it; None where it cannot be read."""
        document, problems = open_document(response or self.response)
        return None if document is None else analyse(document, problems)


def _url(expected: dict[str, Any], page: Path) -> str:
    return str(expected.get("_url") or page.name)


def folder_cases(folder: Path) -> Iterator[Case]:
    """Every `expected.json` below the folder with the `input.*` beside it. Raises CaseError."""
    for path in sorted(folder.rglob(EXPECTED)):
        page = next(iter(sorted(path.parent.glob("input.*"))), None)
        if page is None:
            raise CaseError(f"{path}: there is no input.html or other input.* beside it.")
        expected = _object(path)
        profile = path.parent / PROFILE
        name = path.parent.relative_to(folder).as_posix()
        own = profile if profile.is_file() else None
        yield Case(path.parent.parent.name, name, page, expected, own)


def gold_cases(gold: Path, pages: Path) -> Iterator[Case]:
    """Each page that the gold file names and that is in the folder. Raises CaseError."""
    for name, expected in _object(gold).items():
        if not isinstance(expected, dict):
            raise CaseError(f"{gold}: {name}: an object of fields is expected.")
        if (pages / name).is_file():
            yield Case(name.split("/")[0] if "/" in name else pages.name, name, pages / name, expected)


def _object(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CaseError(f"{path}: it cannot be read: {error}.") from error
    if not isinstance(found, dict):
        raise CaseError(f"{path}: a JSON object is expected.")
    return found
