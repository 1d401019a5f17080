"""What was read, as the panel beside the old page tells it: values, where from, how sure, and what lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from importers.reading.analysis import Analysis
from importers.reading.items import FilmItem, stated
from importers.reading.readings import Reading
from importers.reading.resolve import DERIVED, Resolved

_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Entry:
    """One field's value. `passage` is -1 where it does not stand in visible text."""

    field: str
    value: str
    reader: str
    confidence: float
    where: str
    quote: str
    passage: int
    lost: tuple[str, ...] = ()


def entries(analysis: Analysis, film: FilmItem, resolved: Resolved) -> list[Entry]:
    """The film's fields in the order in which `read_listing` tells them."""
    return [
        _entry(analysis, field, value, resolved.winners.get(field), tuple(_lost(field, resolved)), sure=sure)
        for field, value in stated(film).items()
        for sure in [_sure(analysis, field, resolved)]
    ]


def _sure(analysis: Analysis, field: str, resolved: Resolved) -> float:
    """As measured, for the page's own values; for a listed film's what its reader weighs."""
    evidence = (analysis.reading.evidence or {}).get(field) if resolved is analysis.resolved else None
    winner = resolved.winners.get(field)
    return evidence.confidence if evidence else winner.confidence if winner else 0.0


def _entry(
    analysis: Analysis, field: str, value: Any, winner: Reading | None, lost: tuple[str, ...], *, sure: float
) -> Entry:
    if winner is None:
        return Entry(field, _shown(value), "", 0.0, "", "", -1, lost)
    document = analysis.document
    first = winner.mentions[-1] if len(winner.mentions) == 2 else winner.mentions[0] if winner.mentions else None
    where = document.locate(first.passage) if first else winner.locator
    said = (document.passages[m.passage].text[m.start : m.end] for m in winner.mentions)
    quote = " … ".join(said) if winner.mentions else winner.text
    passage = first.passage if first else -1
    return Entry(field, _shown(value), winner.reader, sure, where, quote, passage, lost)


def _lost(field: str, resolved: Resolved) -> Iterator[str]:
    """What other readers said, and why it does not count."""
    winner = resolved.winners.get(field)
    seen = set()
    for reading in resolved.lost:
        if reading.field != ("credits" if field in DERIVED else field):
            continue
        told = _told(field, reading)
        if told and told not in seen:
            seen.add(told)
            yield f"{told} ({reading.reader}, weight {reading.confidence:.2f}): {_why(reading, winner)}"


def _told(field: str, reading: Reading) -> str:
    if field in DERIVED:
        return ", ".join(credit.name for credit in reading.value if credit.role == DERIVED[field])
    if isinstance(reading.value, tuple):
        return _shown([stated(item) if hasattr(item, "__slots__") else item for item in reading.value])
    return _shown(reading.value)


def _why(reading: Reading, winner: Reading | None) -> str:
    if winner is None:
        return "the site’s profile decides this field"
    if winner.reader == "profile":
        return "the site’s profile reads something else"
    if reading.confidence < winner.confidence:
        return f"weighs less than {winner.confidence:.2f}"
    return "fewer readers agree, or it stands further down"


def overruled(analysis: Analysis, film: FilmItem) -> list[str]:
    """What was read of fields that ended without a value."""
    have = stated(film)
    gone = [reading for reading in analysis.resolved.lost if reading.field not in have]
    return list(dict.fromkeys(f"{r.field}: {_told(r.field, r)} ({r.reader}, weight {r.confidence:.2f})" for r in gone))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(_shown, value))
    if isinstance(value, dict):
        return " · ".join(_shown(part).replace("\n", ", ") for part in value.values())
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:400]} … {text[-160:]}"


def as_html(found: Sequence[Entry], prefix: str = "") -> str:
    """`prefix` keeps the names of a listed film's entries apart from the page's."""
    return "".join(_entry_html(entry, prefix) for entry in found)


def _entry_html(entry: Entry, prefix: str) -> str:
    lines = "".join(f"<span>{escape(line)}</span>" for line in entry.value.split("\n"))
    sure = f"{entry.confidence:.2f}" if entry.reader else ""
    told = (
        f'<p class="by">{escape(entry.reader)} <meter min="0" max="1" value="{sure}">{sure}</meter> {sure}</p>'
        if entry.reader
        else ""
    )
    quote = f"<blockquote>{escape(entry.quote[:_LONGEST])}</blockquote>" if entry.quote else ""
    where = f"<code>{escape(entry.where)}</code>" if entry.where else ""
    lost = "".join(f"<li>{escape(text[:_LONGEST])}</li>" for text in entry.lost)
    others = f"<details><summary>{_count(len(entry.lost))} lost</summary><ul>{lost}</ul></details>" if lost else ""
    body = f'<b>{escape(entry.field)}</b><span class="value">{lines}</span>'
    if entry.passage < 0:
        head = f'<div class="show" tabindex="-1">{body}</div>'
    else:
        head = f'<button class="show" type="button" data-p="{entry.passage}">{body}</button>'
    return f'<li class="entry" id="e-{prefix}{escape(entry.field)}">{head}<details><summary>Where from</summary>{told}{quote}{where}</details>{others}</li>'


def _count(number: int) -> str:
    return f"{number} other reading" + "s" * (number != 1)
