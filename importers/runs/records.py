"""The record of a page of the source: what it was when it was last read, and what came of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Literal

from films.models import FilmPage
from importers.reading.items import PageReading, stated
from importers.reading.profiles import Profiles
from importers.responses import FetchFailure, Response
from importers.runs.desk import Desk, Result
from importers.runs.models import ImportConflict, ImportRecord, ImportResult, Passage, stored_key
from importers.runs.register import DatabaseRegister
from importers.runs.report import PageEntry
from importers.runs.steps import note, state_of
from importers.runs.waiting import awaited
from importers.writing.writer import Written

READER_VERSION = "1"
"""Raised when reading changes so much that pages should be read again although their bytes are the same."""


def reader_version(profiles: Profiles, site: str) -> str:
    """Of the reader and of what is known of the site: when either changes, its pages are read again."""
    known = profiles.version(site)
    return f"{READER_VERSION}+{known}" if known else READER_VERSION


def response_hash(response: Response) -> str:
    return hashlib.sha256(response.body).hexdigest()


def item_hash(reading: PageReading) -> str:
    said = [stated(reading.film), [stated(film) for film in reading.films]]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def begin_record(response: Response | FetchFailure, register: DatabaseRegister) -> ImportRecord:
    """The record of a page of the source. Unsaved where it is new and this is a dry run."""
    key = {"site": response.site, "kind": "page", "key": stored_key(response.url)}
    record = ImportRecord.objects.filter(**key).first() or ImportRecord(**key, first_run=register.run)
    if record.pk is None and register.run is not None:
        record.save()
        note(register.run, record, None)
    register.read_from = record if record.pk else None
    return record


def keep_page(record: ImportRecord, response: Response, reading: PageReading, result: Result, desk: Desk) -> None:
    """What a written page was and did. A page that says and awaits what it did leaves no trace."""
    if desk.register.run is None:
        return
    waits_for = awaited(result, desk, record.waits_for)
    same = record.response_hash == response_hash(response) and record.waits_for == waits_for
    same = same and record.reader_version == reader_version(desk.register.profiles, response.site)
    if not (same and result.outcome == "unchanged"):
        note(desk.register.run, record, state_of(record))
        record.waits_for = waits_for
        finish_record(record, response, reading, result, desk.register.profiles)
    if result.outcome != "unchanged" or any(written.conflicts for written in result.written):
        keep_results(desk.register, record, result)


def finish_record(
    record: ImportRecord, response: Response, reading: PageReading, result: Result, profiles: Profiles
) -> None:
    """What the page was and what came of it; the next run compares the hash before it reads anything."""
    _read_from(record, response, profiles)
    record.item_hash = item_hash(reading)
    record.outcome = result.outcome
    record.messages = [stated(problem) for problem in result.problems]
    record.coverage = reading.coverage.as_json() if reading.coverage else None
    record.save()
    _keep_evidence(record, reading)


def _read_from(record: ImportRecord, response: Response | FetchFailure, profiles: Profiles) -> None:
    record.source, record.url = response.source, response.url
    record.reader_version = reader_version(profiles, response.site)
    record.response_hash = response_hash(response) if isinstance(response, Response) else ""


def keep_failure(
    response: Response | FetchFailure, errors: list[tuple[str, str]], register: DatabaseRegister, *, is_lasting: bool
) -> None:
    """`is_lasting`: reading these bytes again would fail again; else the next run tries."""
    if register.run is None:
        return
    record = begin_record(response, register)
    note(register.run, record, state_of(record))
    _read_from(record, response, register.profiles)
    record.response_hash = record.response_hash if is_lasting else ""
    record.outcome, record.run = "failed", register.run
    record.messages = [{"code": name, "message": reason} for name, reason in errors]
    record.save()


def _keep_evidence(record: ImportRecord, reading: PageReading) -> None:
    record.passages.all().delete()
    evidence = (reading.evidence or {}).items()
    Passage.objects.bulk_create(
        Passage(
            record=record,
            field=name[:100],
            locator=e.locator,
            text=e.text,
            reader=e.reader[:100],
            confidence=e.confidence,
        )
        for name, e in evidence
    )


def keep_results(register: DatabaseRegister, record: ImportRecord, result: Result) -> None:
    """What this run did: one row for the page, with each change, and the conflicts for a person to decide."""
    changes = [
        {"of": f"{written.key.kind} {written.key.key}", "address": c.address, "before": c.before, "after": c.after}
        for written in result.written
        for c in written.changes
    ]
    ImportResult.objects.update_or_create(
        run=register.run,
        record=record,
        defaults={"outcome": result.outcome, "changes": changes, "messages": record.messages},
    )
    ImportConflict.objects.bulk_create(
        ImportConflict(
            record=record,
            run=register.run,
            address=f"{written.key.kind} {written.key.key}: {c.address}",
            base=c.base,
            ours=c.ours,
            theirs=c.theirs,
        )
        for written in result.written
        for c in written.conflicts
    )


def entry_of(response: Response, reading: PageReading, result: Result, made: Iterable[Written]) -> PageEntry:
    main = {id(written) for written in result.written}
    return PageEntry(
        source=response.source,
        site=response.site,
        url=response.url,
        outcome=result.outcome,
        title=reading.film.title or "",
        problems=tuple(result.problems),
        conflicts=sum(len(written.conflicts) for written in result.written),
        made=tuple(written.key.kind for written in made if written.outcome == "new" and id(written) not in main),
        unplaced=reading.coverage.text.unplaced if reading.coverage else 0,
        changes=tuple(change.address for written in result.written for change in written.changes),
    )


Standing = Literal["to read", "waiting", "unchanged", "failed"]


def standing(record: ImportRecord | None, response: Response, profiles: Profiles, *, publish: bool) -> Standing:
    """What there is to do: nothing where the same bytes were read by the same reader with the same site profiles, and
    are public if they are to be.

    waiting: only if what the page waits for has changed, which the other pages of this run may do.
    failed: the bytes are the same that could not be read.
    """
    version = reader_version(profiles, response.site)
    if record is None or record.outcome == "" or record.reader_version != version:
        return "to read"
    if record.response_hash != response_hash(response):
        return "to read"
    if record.outcome == "failed":
        return "failed"
    if publish and FilmPage.objects.filter(pk__in=_pages_made(record), first_published_at=None).exists():
        return "to read"
    return "waiting" if record.waits_for else "unchanged"


def failed_entry(record: ImportRecord, response: Response) -> PageEntry:
    """The entry of a page whose reading failed before and was not tried again."""
    errors = tuple((message["code"], message["message"]) for message in record.messages)
    return PageEntry(response.source, response.site, response.url, "failed", errors=errors)


def untouched_entry(response: Response) -> PageEntry:
    return PageEntry(response.source, response.site, response.url, "unchanged")


def _pages_made(record: ImportRecord) -> list[int]:
    return [page_id for page_id in record.made.values_list("page_id", flat=True) if page_id]
