"""What a person is told of runs, and of what to do next."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from importers.models import ImportConflict, ImportRecord, ImportRun
from importers.runs.invoking import invocation
from importers.runs.pipeline import run_import
from importers.runs.report import ImportOptions
from importers.runs.status import status_of
from tests.importers.runs.dumps import counts, imported, write_dump

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A film, and two pages that cannot be read."""
    folder = tmp_path / "old"
    folder.mkdir()
    write_dump(folder)
    (folder / "empty.txt").write_text("")
    (folder / "data.html").write_text('{"a": 1}')
    return folder


def last() -> ImportRun:
    return ImportRun.objects.latest("pk")


def test_status_tells_counts_failures_by_cause_and_what_to_do_next(folder):
    imported(folder)

    status = status_of(last())

    again = invocation("import_listings", [str(folder), "--festival", "lantern-2013", "--site", "lantern"])
    assert (status.state, status.counts, status.open_conflicts) == ("finished", {"new": 1, "failed": 2}, 0)
    assert status.causes == {"page": 1, "not_html": 1}
    assert status.next == (
        f"try the failed pages again: {again} --retry-failed",
        f"take it back: {invocation('rollback_import', [str(last().pk), '--plan'])}",
    )


def test_status_of_a_run_that_was_killed_tells_what_the_database_knows(folder):
    imported(folder)
    ImportRun.objects.update(state="running", counts={}, report={}, finished_at=None)

    status = status_of(last())

    assert (status.counts, sorted(status.causes)) == ({"new": 1, "failed": 2}, ["not_html", "page"])
    assert status.next[-1].endswith(f"rollback_import {last().pk} --plan --ended")


def test_status_of_an_interrupted_run_says_how_to_go_on(tmp_path):
    imported(write_dump(tmp_path))
    ImportRun.objects.update(state="interrupted")

    assert status_of(last()).next[0].startswith("go on from where it stopped: ")


def test_status_counts_conflicts_that_nobody_decided(tmp_path):
    imported(write_dump(tmp_path))
    record = ImportRecord.objects.get(kind="film")
    ImportConflict.objects.create(record=record, run=last(), address="year")

    status = status_of(last())

    assert status.open_conflicts == 1
    assert "decide what both an editor and the source changed: the editor's value was kept" in status.next


def test_retry_failed_reads_only_what_failed(folder):
    imported(folder)
    write_dump(folder, name="empty.txt", title="Low Water")
    write_dump(folder, minutes=97)

    report = run_import([str(folder)], ImportOptions(festival="lantern-2013", site="lantern", retry_failed=True))

    assert counts(report) == {"new": 1, "failed": 1}
    assert report.failures[0].url == "data.html"


def test_retry_failed_where_nothing_failed_is_fine(tmp_path):
    source = write_dump(tmp_path)
    imported(source)

    report = run_import([str(source)], ImportOptions(festival="lantern-2013", site="lantern", retry_failed=True))

    assert (counts(report), report.exit_code) == ({}, 0)


def test_command_lists_runs_newest_first(folder, capsys):
    imported(folder)
    imported(folder)

    call_command("import_status", "--json")

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["counts"] for line in lines] == [{"unchanged": 1, "failed": 2}, {"new": 1, "failed": 2}]


def test_command_tells_failed_pages_as_csv(folder, capsys):
    imported(folder)

    call_command("import_status", str(last().pk), "--csv")

    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert sorted((row["url"], row["cause"]) for row in rows) == [("data.html", "not_html"), ("empty.txt", "page")]


def test_command_prints_one_run_for_a_person(folder, capsys):
    imported(folder)

    call_command("import_status", str(last().pk))

    printed = capsys.readouterr().out
    assert f"Run {last().pk}: finished" in printed
    assert "1 new, 2 failed" in printed
    assert "To try the failed pages again:" in printed


def test_command_without_runs_says_how_to_begin(capsys):
    call_command("import_status")

    assert "Nothing has been imported yet." in capsys.readouterr().out


def test_command_for_a_run_that_is_not_there():
    with pytest.raises(CommandError, match="There is no run 4711") as refused:
        call_command("import_status", "4711")
    assert refused.value.returncode == 2
