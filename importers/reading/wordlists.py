"""Word lists in `words/*.toml`: each file's lists, folded for comparison, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from importers.reading.document import fold

_FOLDER = Path(__file__).parent / "words"


@cache
def word_list(file: str, name: str) -> frozenset[str]:
    """The folded entries of one list of `words/<file>.toml`."""
    return frozenset(map(fold, exact_list(file, name)))


@cache
def exact_list(file: str, name: str) -> tuple[str, ...]:
    """The entries as they are written."""
    return tuple(word_lists(file)[name])


@cache
def phrase_pattern(file: str, name: str) -> re.Pattern[str]:
    """Finds any entry of the list in folded text, as whole words; where a script parts no words, anywhere."""
    phrases = sorted(word_list(file, name), key=len, reverse=True)
    parted = "|".join(re.escape(phrase) for phrase in phrases if not _UNPARTED.search(phrase))
    run_on = "|".join(re.escape(phrase) for phrase in phrases if _UNPARTED.search(phrase))
    pattern = rf"(?<!\S)(?:{parted})(?!\S)"
    return re.compile(f"{pattern}|{run_on}" if run_on else pattern)


_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@cache
def word_lists(file: str) -> dict[str, list[str]]:
    """All lists of `words/<file>.toml`, as they are written."""
    return tomllib.loads((_FOLDER / f"{file}.toml").read_text(encoding="utf-8"))


@cache
def word_tables(file: str, name: str) -> dict[str, Any]:
    """One table of `words/<file>.toml`, for lists that are told apart by language."""
    return tomllib.loads((_FOLDER / f"{file}.toml").read_text(encoding="utf-8"))[name]
