"""Reads the built sample site as one source and compares every field of every page with its answers.

    python -m importers.samples.compare FOLDER [--text] [--page PART-OF-PATH]

prints each disagreement, then right, wrong, missing and invented by field. Exit 0 when all agree, else 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from importers.fetching.files import printable
from importers.fetching.sources import FetchOptions, open_sources
from importers.reading.pages import read_pages

Record = dict[str, Any]
FIELDS = (
    "kind",
    "title",
    "original_title",
    "standfirst",
    "directors",
    "producers",
    "screenwriters",
    "cast",
    "credits",
    "countries",
    "languages",
    "subtitles",
    "year",
    "running_time",
    "certificate",
    "premiere",
    "companies",
    "section",
    "byline",
    "synopsis",
    "biographies",
    "screenings",
    "images",
    "films",
)


@dataclass(frozen=True)
class Verdict:
    page: str
    field: str
    outcome: str
    """right, wrong, missing (the page states it, the reader did not) or invented (the reverse)."""
    want: Any = None
    got: Any = None

    def __str__(self) -> str:
        return f"{self.outcome:8} {self.page} {self.field}\n    want {_short(self.want)}\n    got  {_short(self.got)}"


def judge(want: Record, got: Record) -> list[Verdict]:
    """One verdict for each field that the answer or the reading has, for the account, and for chrome in fields."""
    page = want["source"]
    verdicts = [
        Verdict(page, field, outcome, want.get(field), got.get(field))
        for field in FIELDS
        if (outcome := _outcome(_plain(field, want.get(field)), _plain(field, got.get(field))))
    ]
    return [*verdicts, *_problems(want, got), *_chrome(want, got), *_account(want, got)]


def _outcome(want: Any, got: Any) -> str:
    if want is None and got is None:
        return ""
    if want is None:
        return "invented"
    if got is None:
        return "missing"
    return "right" if want == got else "wrong"


def _plain(field: str, value: Any) -> Any:
    """Credits have no order of their own: their order within each role is judged by the lists of names."""
    if field == "credits" and value:
        return sorted(json.dumps(credit, sort_keys=True) for credit in value)
    if field == "films" and value:
        return [{key: _plain(key, part) for key, part in film.items()} for film in value]
    return value


def _problems(want: Record, got: Record) -> Iterator[Verdict]:
    codes = {problem["code"] for problem in got.get("problems", [])}
    for problem in want.get("problems", []):
        outcome = "right" if problem["code"] in codes else "missing"
        yield Verdict(want["source"], "problems", outcome, problem["code"], sorted(codes))


def _chrome(want: Record, got: Record) -> Iterator[Verdict]:
    fields = json.dumps({key: got[key] for key in FIELDS if key in got}, ensure_ascii=False)
    for text in want.get("chrome", []):
        if text in fields:
            yield Verdict(want["source"], "chrome", "invented", None, text)


def _account(want: Record, got: Record) -> Iterator[Verdict]:
    coverage = got.get("coverage")
    if not coverage:
        return
    for account in (coverage, coverage["attributes"]):
        adds_up = account["total"] == account["used"] + account["chrome"] + account["unplaced"]
        yield Verdict(want["source"], "coverage", "right" if adds_up else "wrong", account["total"], account)


def read(folder: Path) -> dict[str, Record]:
    """Every page under the folder as `read_listing --json` prints it, by its path inside the folder."""
    responses = open_sources([str(folder)], FetchOptions())
    records = (reading.as_json() for _, reading in read_pages(responses))
    return {_inside(record["source"], folder): record for record in records}


def _inside(source: str, folder: Path) -> str:
    return source.removeprefix(f"{printable(folder)}/")


def load_answers(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def compare(answers: Iterable[Record], readings: dict[str, Record]) -> list[Verdict]:
    return [verdict for want in answers for verdict in judge(want, readings.get(want["source"], {}))]


def table(verdicts: Iterable[Verdict]) -> str:
    tally = Counter((verdict.field, verdict.outcome) for verdict in verdicts)
    outcomes = ("right", "wrong", "missing", "invented")
    rows = [f"{'field':16}" + "".join(f"{outcome:>10}" for outcome in outcomes)]
    for field in [*FIELDS, "problems", "chrome", "coverage"]:
        if any(tally[field, outcome] for outcome in outcomes):
            rows.append(f"{field:16}" + "".join(f"{tally[field, outcome]:10}" for outcome in outcomes))
    return "\n".join(rows)


def _short(value: Any) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 600 else f"{shown[:300]} … {shown[-300:]}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m importers.samples.compare", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--text", action="store_true", help="the text dumps instead of the site")
    parser.add_argument("--page", default="", help="only pages whose path holds this")
    options = parser.parse_args(arguments)
    site, answers = ("text", "text-answers.jsonl") if options.text else ("site", "answers.jsonl")
    wanted = [row for row in load_answers(options.folder / answers) if options.page in row["source"]]
    verdicts = compare(wanted, read(options.folder / site))
    missed = [verdict for verdict in verdicts if verdict.outcome != "right"]
    sys.stdout.write("".join(f"{verdict}\n" for verdict in missed) + table(verdicts) + "\n")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
