"""Which values prove that the word before them is a label, where no colon says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from importers.reading.vocabulary.countries import parse_countries
from importers.reading.vocabulary.durations import parse_duration
from importers.reading.vocabulary.folding import key
from importers.reading.vocabulary.languages import parse_languages
from importers.reading.vocabulary.names import looks_like_name, parse_names
from importers.reading.vocabulary.years import parse_year

if TYPE_CHECKING:
    from importers.reading.vocabulary.labels import Label


def proves(label: Label, value: str) -> bool:
    """Whether `value` can only be what `label` announces."""
    proof = _PROOFS.get(label.field)
    return bool(proof and value and len(value) <= 300 and proof(label, value))


def is_fact(text: str) -> bool:
    """A country, a language, a year or a running time: never a person."""
    if not text:
        return True
    return parse_countries(text) is not None or parse_languages(text) is not None or parse_duration(text) is not None


_ACRONYM = re.compile(r"[^\W\d_]\.(?:[^\W\d_]\.?){2,}(?![^\W\d_])")
"""What is left of "F.I.P.E.S.C.I." after its first letter was taken for a label."""


def _names(label: Label, value: str) -> bool:
    if len(label.printed) == 1 and _ACRONYM.match(value):
        return False
    names = parse_names(value, strict=True)
    if not names or not all(looks_like_name(name.name) for name in names):
        return False
    single = len(names) == 1 and len(names[0].name.split()) == 1 and names[0].name.isascii()
    return not single or "director" in label.roles or key(label.printed).split()[-1] in {"by", "par", "von", "por"}


def _company(label: Label, value: str) -> bool:
    words = value.split()
    opens = value[:1].isupper() or value[:1].isdigit()
    closes = not value.endswith((".", "!", "?")) or words[-1].casefold() in {"inc.", "ltd.", "co."}
    grand = sum(1 for word in words if not word[:1].islower())
    return opens and closes and len(words) <= 10 and grand * 2 >= len(words)


_CERTIFICATE = re.compile(r"(?:U|PG|12A?|15|18|R18|G|PG-13|R|NC-17|AA|X|FSK ?\d{1,2}|\d{1,2}\+|[KT]-?\d{1,2}|TBC)")

_PROOFS: dict[str, Callable[[Label, str], bool]] = {
    "credits": _names,
    "companies": _company,
    "countries": lambda label, value: parse_countries(value) is not None,
    "certificate": lambda label, value: bool(_CERTIFICATE.fullmatch(value.strip())),
    "year": lambda label, value: parse_year(value) is not None,
    "running_time": lambda label, value: parse_duration(value) is not None,
    "languages": lambda label, value: parse_languages(value) is not None,
    "subtitles": lambda label, value: parse_languages(value) is not None,
}
