"""The sample site, read as one source: every field of every page as a careful person reads it, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.samples.build import write_sample_site
from importers.samples.compare import Record, compare, load_answers, read


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saltmere")
    write_sample_site(folder, text=True)
    return folder


@pytest.fixture(scope="session")
def readings(built: Path) -> dict[str, Record]:
    return read(built / "site")


@pytest.fixture(scope="session")
def dumps(built: Path) -> dict[str, Record]:
    return read(built / "text")


def disagreements(answers: list[Record], found: dict[str, Record]) -> str:
    return "\n".join(str(verdict) for verdict in compare(answers, found) if verdict.outcome != "right")


def test_sample_site_is_read_as_its_answers_say(built, readings):
    assert disagreements(load_answers(built / "answers.jsonl"), readings) == ""


def test_text_dumps_are_read_as_their_answers_say(built, dumps):
    assert disagreements(load_answers(built / "text-answers.jsonl"), dumps) == ""


def test_every_page_is_read_once_and_nothing_else(built, readings):
    assert sorted(readings) == sorted(row["source"] for row in load_answers(built / "answers.jsonl"))


def test_every_word_of_every_page_stands_in_one_account(readings):
    accounts = [row["coverage"] for row in readings.values() if "coverage" in row]

    assert len(accounts) >= 98
    for account in [*accounts, *(account["attributes"] for account in accounts)]:
        assert account["total"] == account["used"] + account["chrome"] + account["unplaced"]


def test_film_pages_leave_little_unplaced(readings):
    films = [row["coverage"] for row in readings.values() if row.get("kind") == "film"]

    assert sum(row["unplaced"] for row in films) < 0.05 * sum(row["total"] for row in films)
