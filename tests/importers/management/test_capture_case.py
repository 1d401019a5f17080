"""`capture_case`: a folder ready for review, that scores and reads as it was captured."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from importers.scoring.cases import folder_cases
from importers.scoring.score import score

PAGE = b"<html><body><h1>Caf\xe9</h1><p>Director: Ann Poole</p><p>France 2012, 80 min</p><p>Nobody knows what</p></body></html>"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    site = tmp_path / "saltmere.example"
    site.mkdir()
    path = site / "cafe.html"
    path.write_bytes(PAGE)
    return path


def capture(page: Path, root: Path, *arguments: str) -> Path:
    call_command("capture_case", str(page), "--output", str(root), *arguments, stdout=StringIO())
    return root


def test_capture_case_keeps_bytes_values_and_a_note(page: Path, tmp_path: Path) -> None:
    case = capture(page, tmp_path / "cases") / "saltmere-example" / "cafe"

    assert sorted(path.name for path in case.iterdir()) == ["REVIEW.md", "expected.json", "input.html"]
    assert (case / "input.html").read_bytes() == PAGE
    expected = json.loads((case / "expected.json").read_text())
    assert (expected["_url"], expected["title"], expected["year"]) == ("cafe.html", "Café", 2012)
    note = (case / "REVIEW.md").read_text()
    assert "- [ ] year: read by" in note
    assert "- Nobody knows what" in note


def test_captured_case_scores_as_all_right(page: Path, tmp_path: Path) -> None:
    total = score(folder_cases(capture(page, tmp_path / "cases")))

    assert total.misses == []
    assert total.pages == 1


def test_capture_case_takes_the_profile_along(page: Path, tmp_path: Path) -> None:
    profile = tmp_path / "saltmere.toml"
    profile.write_text('[fields]\ntitle = "p:nth-of-type(3)"\n')

    root = capture(page, tmp_path / "cases", "--profile", str(profile), "--kind", "Static Pages", "--name", "A café")

    (case,) = folder_cases(root)
    assert case.name == "static-pages/a-cafe"
    assert (root / case.name / "profile.toml").read_text() == profile.read_text()
    assert case.read()["title"] == "Nobody knows what"


def test_capture_case_never_overwrites(page: Path, tmp_path: Path) -> None:
    root = capture(page, tmp_path / "cases")
    expected = root / "saltmere-example" / "cafe" / "expected.json"
    expected.write_text("{}")

    with pytest.raises(CommandError, match="is there already, and is not overwritten") as raised:
        capture(page, root)

    assert raised.value.returncode == 2
    assert expected.read_text() == "{}"
    assert [path.name for path in expected.parent.parent.iterdir()] == ["cafe"]


def test_capture_case_of_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.html"):
        capture(tmp_path / "none.html", tmp_path / "cases")
