"""A page made into a case: its bytes, what is read of it now, and what a person has to look at before that is believed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from importers.reading.document import fold
from importers.reading.items import PageReading
from importers.reading.profiles import Profile
from importers.responses import Response
from importers.scoring.cases import EXPECTED, PROFILE, CaseError

REVIEW = "REVIEW.md"
_ACCOUNTS = ("source", "coverage", "evidence", "problems")
_UNSURE = 0.9
_MOST_UNPLACED = 30


def capture(
    root: Path, kind: str, name: str, response: Response, reading: PageReading, profile: Profile | None
) -> Path:
    """Write `root/kind/name/`. Raises CaseError where it is there already, or cannot be written: nothing is overwritten."""
    folder = root / slug(kind) / slug(name)
    if folder.exists():
        raise CaseError(f"{folder} is there already, and is not overwritten. Give another --name, or move it away.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        made.chmod(0o755)
        (made / f"input.{_ending(response)}").write_bytes(response.body)
        _write(made / EXPECTED, json.dumps(_expected(response, reading), ensure_ascii=False, indent=2))
        if profile and profile.path:
            _write(made / PROFILE, Path(profile.path).read_text(encoding="utf-8"))
        _write(made / REVIEW, "\n".join(_review(response, reading, profile)))
        made.rename(folder)
    except OSError as error:
        raise CaseError(f"{folder}: the case cannot be written: {error}.") from error
    return folder


def slug(text: str) -> str:
    """A folder's name: letters, digits and hyphens. Raises CaseError where nothing is left."""
    name = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:80]
    if not name:
        raise CaseError(f"“{text}” gives no folder name: use letters and digits.")
    return name


def _write(path: Path, text: str) -> None:
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")


def _ending(response: Response) -> str:
    is_text = response.content_type == "text/plain" or response.source.lower().endswith(".txt")
    return "txt" if is_text else "html"


def _expected(response: Response, reading: PageReading) -> dict[str, Any]:
    """As read, with the page's address where it can tell more than the file's name."""
    read = {key: value for key, value in reading.as_json().items() if key not in _ACCOUNTS}
    return {"_url": response.url, **read}


def _review(response: Response, reading: PageReading, profile: Profile | None) -> Iterator[str]:
    yield f"# Review: {reading.film.title or response.url}"
    yield ""
    yield "`expected.json` holds what Marquee reads of this page today. It is not yet what is right: compare it with the page,"
    yield "correct it, take out what the page does not state, add what was missed, and delete this file."
    yield ""
    yield f"- [ ] kind: {reading.kind or 'not read'}"
    for field, found in (reading.evidence or {}).items():
        doubt = ", **unsure**" if found.confidence < _UNSURE else ""
        yield f"- [ ] {field}: read by {found.reader} at `{found.locator}` ({found.confidence:.2f}{doubt})"
    if reading.films:
        yield f"- [ ] films: {len(reading.films)} listed"
    for problem in reading.problems:
        yield f"- [ ] problem {problem.code}: {problem.message}"
    if response.charset:
        yield f"- [ ] the server said charset={response.charset}, which a file cannot say: see that letters are right"
    if profile:
        yield f"- [ ] read with the site profile `{PROFILE}`"
    unplaced = reading.coverage.text.unplaced_texts if reading.coverage else ()
    if unplaced:
        yield from ("", "Left unplaced, in page order; is any of it content?", "")
        yield from (f"- {text[:200]}" for text in unplaced[:_MOST_UNPLACED])
    if len(unplaced) > _MOST_UNPLACED:
        yield f"- and {len(unplaced) - _MOST_UNPLACED} more"
