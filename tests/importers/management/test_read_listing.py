"""The command: JSON Lines and nothing else on standard output, and exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

PAGE = "<html><body><h1>Estuary</h1><p>Director: Ann Poole</p><p>France 2012, 80 min</p></body></html>"


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("read_listing", *arguments, stdout=out)
    return out.getvalue()


def test_read_listing_json_prints_one_object_a_page(tmp_path: Path) -> None:
    (tmp_path / "estuary.html").write_text(PAGE)

    (line,) = run("--json", str(tmp_path / "estuary.html")).splitlines()

    record = json.loads(line)
    assert record["kind"] == "film"
    assert record["title"] == "Estuary"
    assert record["countries"] == ["FR"]


def test_read_listing_table_tells_values_and_coverage(tmp_path: Path) -> None:
    (tmp_path / "estuary.html").write_text(PAGE)

    table = run(str(tmp_path / "estuary.html"))

    assert "Ann Poole" in table
    assert "characters" in table


def test_read_listing_exits_3_where_a_page_is_empty_and_reads_the_next(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body></body></html>")
    (tmp_path / "b.html").write_text(PAGE)
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("read_listing", "--json", str(tmp_path / "a.html"), str(tmp_path / "b.html"), stdout=out)

    assert ended.value.code == 3
    assert [json.loads(line).get("title") for line in out.getvalue().splitlines()] == [None, "Estuary"]


def test_read_listing_exits_2_without_a_source(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as ended:
        call_command("read_listing", str(tmp_path / "missing.html"), stdout=StringIO())
    assert ended.value.returncode == 2


def test_read_listing_ends_quietly_when_its_reader_does(tmp_path: Path) -> None:
    for number in range(150):
        (tmp_path / f"{number}.html").write_text(PAGE.replace("80 min</p>", f"80 min</p><p>{'A long walk. ' * 100}"))
    command = [sys.executable, "manage.py", "read_listing", "--json", "--processes", "1", str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()

    assert process.stderr is not None
    assert (process.stderr.read(), process.wait()) == ("", 141)
    process.stderr.close()
