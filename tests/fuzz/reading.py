"""Reading pages that a fuzzer made up: `python -m tests.fuzz.reading [SECONDS] [PAGE]`.

atheris mutates the golden cases towards code that was not run before. Whatever it comes to, reading must end, must not
raise, and must account for every character. A page that breaks this is kept in the folder that is told, and can be
given as PAGE to see it again.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["importers.reading"]):
    from importers.reading.large import account
    from importers.reading.pages import read_page
from importers.reading.items import Account
from importers.responses import Response
from tests.importers.reading.test_coverage import attribute_characters, visible_characters

CASES = Path(__file__).parents[1] / "importers" / "cases"
LARGEST = 20_000
"""Bytes of the pages that are tried: small ones are tried sooner."""
SLOWEST = 20
"""Seconds after which a page hangs."""


def try_page(body: bytes) -> None:
    """Raises AssertionError where the account of a page is not whole."""
    reading = read_page(Response("page", "site", "page", body, content_type="text/html", charset="utf-8"))
    assert reading.kind is not None or reading.problems
    if reading.coverage is None:
        return
    for one in (reading.coverage.text, reading.coverage.attributes):
        assert is_whole(one), one
    text = body.decode("utf-8", "replace")
    if _is_read_as_it_stands(text, body, [problem.code for problem in reading.problems]):
        counted = (visible_characters(text), attribute_characters(text))
        large = account(text, is_markup=True)
        assert (reading.coverage.text.total, reading.coverage.attributes.total) == counted
        assert (large.text.total, large.attributes.total) == counted


def is_whole(account: Account) -> bool:
    parts = (account.used, account.chrome, account.unplaced)
    return account.total == sum(parts) and min(parts) >= 0


def _is_read_as_it_stands(text: str, body: bytes, problems: list[str]) -> bool:
    """Whether the page is UTF-8 in which nothing was repaired, so that an independent count sees the same text."""
    changed = {"mojibake_repaired", "nul_characters", "mixed_charsets", "wrong_charset", "too_many_attributes"}
    return text.encode() == body and not body.startswith(b"\xef\xbb\xbf") and changed.isdisjoint(problems)


def main(arguments: list[str]) -> None:
    pages = [name for name in arguments if Path(name).is_file()]
    seconds = next((name for name in arguments if name.isdigit()), "60")
    kept = tempfile.mkdtemp(prefix="marquee-fuzz-")
    seeds = Path(kept) / "seeds"
    seeds.mkdir()
    for number, case in enumerate(sorted(CASES.glob("*/*/input.html"))):
        (seeds / f"{number}.html").write_bytes(case.read_bytes()[:LARGEST])
    print(f"Pages that break reading are kept in {kept}", flush=True)
    limits = [f"-max_total_time={seconds}", f"-max_len={LARGEST}", f"-timeout={SLOWEST}", "-rss_limit_mb=1000"]
    options = [*limits, f"-artifact_prefix={kept}/", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, *(pages or [str(seeds)])], try_page)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
