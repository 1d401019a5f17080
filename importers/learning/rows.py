"""Rows of showings: which element or line is one, how its date is written, and where its other parts stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from importers.learning.candidates import selectors, steps
from importers.learning.linewise import escaped
from importers.reading.document import Passage, fold
from importers.reading.profiles.locating import Page
from importers.reading.profiles.profile import Expected, Locator, Parts, select

ANY = Expected(0, None)
_DATES = (
    "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%m/%d/%Y", "%Y/%m/%d", "%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%d-%m-%y",
    "%d.%m.", "%d/%m", "%m/%d", "%d.%m", "%d-%m", "%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%d %B", "%B %d", "%d %b",
    "%b %d",
)  # fmt: skip
"""The unmistakable first: what is tried later may be a part of what was tried before."""
_TIMES = ("%H:%M", "%H.%M", "%Hh%M", "%Hh", "%H-%M", "%I:%M%p", "%I:%M %p", "%I.%M%p", "%I%p", "%H%M")
_ROW_LEVELS = 5
_MOST = 40


@dataclass(frozen=True, slots=True)
class _Row:
    """One showing found on the page: its element, or its line; the form of its date and time; and their texts."""

    element: Any
    line: Passage | None
    date_form: str
    time_form: str
    date: str
    time: str
    showing: dict[str, Any]


def by_rows(page: Page, value: Sequence[dict[str, Any]]) -> Iterator[tuple[float, Locator]]:
    """Candidates for showings, with their cost."""
    for date_form in _DATES:
        for time_form in _TIMES:
            rows = [row for showing in value if (row := _row(page, showing, date_form, time_form))]
            if len(rows) == len(value):
                year = "" if "%y" in date_form.lower() else next(_year_patterns(page, value), "")
                yield from _by_elements(page, rows, f"{date_form} {time_form}", year)
                yield from _by_shape(rows, f"{date_form} {time_form}", year)


def _row(page: Page, showing: dict[str, Any], date_form: str, time_form: str) -> _Row | None:
    moment = _moment(str(showing.get("starts_at", "")))
    if moment is None:
        return None
    date, time = (re.compile(_written(moment, form), re.IGNORECASE) for form in (date_form, time_form))
    for passage in page.passages:
        found = date.search(passage.text) if len(passage.text) < 300 else None
        if found is None:
            continue
        rest = time.search(passage.text, found.end()) or time.search(passage.text[: found.start()])
        if rest is not None and _names(showing, passage.text):
            return _Row(_element(page, passage), passage, date_form, time_form, found[0], rest[0], showing)
        element = _around(page, passage, time, showing)
        if rest is None and element is not None:
            told = time.search(_text(page, element))
            return _Row(element, None, date_form, time_form, found[0], told[0] if told else "", showing)
    return _by_cells(page, showing, date, time, date_form, time_form)


def _by_cells(
    page: Page, showing: dict[str, Any], date: re.Pattern[str], time: re.Pattern[str], date_form: str, time_form: str
) -> _Row | None:
    """Where parts have elements of their own in one line: they may be glued there."""
    cells = _cells(page)
    for element, text in cells:
        row = element.getparent() if date.fullmatch(text) else None
        if row is None:
            continue
        beside = [other for cell, other in cells if cell.getparent() is row and time.fullmatch(other)]
        if beside and _names(showing, _text(page, row)):
            return _Row(row, None, date_form, time_form, text, beside[0], showing)
    return None


def _cells(page: Page) -> list[tuple[Any, str]]:
    """Short elements without others inside, with their text."""
    if page.root is None:
        return []
    known = page.document.remembered.setdefault(("cells", page.root), [])
    if not known:
        leaves = (e for e in page.root.iter() if isinstance(e.tag, str) and not len(e) and e.text and len(e.text) < 60)
        known += [(element, " ".join(element.text.split()).strip(" .,:|")) for element in leaves]
    return list(known)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text[:16]) if not text.startswith("--") else None
    except ValueError:
        return None


def _written(moment: datetime, form: str) -> str:
    """A pattern of this moment in this form: leading zeros may be there or not, nothing else may be added."""
    told = re.sub(r"%([a-zA-Z])|(.)", lambda token: _part(moment, token[1]) if token[1] else re.escape(token[2]), form)
    return rf"(?<!\d){told}(?!\d)"


def _part(moment: datetime, directive: str) -> str:
    text = moment.strftime(f"%{directive}")
    return f"0?{text.lstrip('0') or '0'}" if directive in "dmHI" and text.isdigit() else re.escape(text)


def _names(showing: dict[str, Any], text: str) -> bool:
    """Whether the line is this showing's: two films may begin at one time in two places."""
    told = [showing.get(name) for name in ("film", "venue", "screen")]
    return all(fold(str(name)) in fold(text) for name in told if name)


def _element(page: Page, passage: Passage) -> Any:
    """The element that holds this line and nothing else, if there is one."""
    element = passage.box.element
    if element is None or len(page.stretches(element)) != 1:
        return None
    return element


def _around(page: Page, passage: Passage, time: re.Pattern[str], showing: dict[str, Any]) -> Any:
    """The smallest element around a date that holds the hour and the place too."""
    element = passage.box.element
    for _ in range(_ROW_LEVELS):
        if element is None or element is page.root or element.tag in ("body", "html"):
            return None
        text = _text(page, element)
        if len(text) > 500:
            return None
        if time.search(text) and _names(showing, text):
            return element
        element = element.getparent()
    return None


def _text(page: Page, element: Any) -> str:
    return " ".join(map(page.text, page.stretches(element)))


def _by_elements(page: Page, rows: Sequence[_Row], form: str, year: str) -> Iterator[tuple[float, Locator]]:
    first = rows[0]
    if any(row.element is None for row in rows):
        return
    parts = next(_parts(page, first, form, year), None)
    if parts is None:
        return
    for cost, selector in sorted(selectors(first.element))[:_MOST]:
        if page.root is not None and all(row.element in select(selector, page.root) for row in rows):
            yield cost + 0.2, Locator(at=(selector,), parts=parts, expected=ANY)


def _parts(page: Page, row: _Row, form: str, year: str) -> Iterator[Parts]:
    """Where date, time and the rest stand in the row; nothing where date and time have no elements of their own."""
    date, time = _holding(page, row.element, row.date), _holding(page, row.element, row.time)
    if not date or not time:
        return
    told = {
        name: _holding(page, row.element, str(row.showing[name]))
        for name in ("venue", "screen", "film")
        if row.showing.get(name)
    }
    if not all(told.values()):
        return
    link = _linking(row.element, str(row.showing.get("booking_url") or ""))
    yield Parts(date=date, time=time, booking_url=link, date_format=form, year=year, **told)


def _holding(page: Page, row: Any, text: str) -> str:
    """A selector, inside the row, of the element that holds this text and no more."""
    for element in row.iter():
        if element is not row and isinstance(element.tag, str) and fold(_text(page, element)) == fold(text):
            return _inside(row, element)
    return ""


def _inside(row: Any, element: Any) -> str:
    for _, step in sorted(steps(element)):
        if (found := select(step, row)) and found[0] is element:
            return step
    number = 1 + sum(1 for _ in element.itersiblings(element.tag, preceding=True))
    return f"{element.tag}:nth-of-type({number})"


def _linking(row: Any, url: str) -> str:
    wanted = url.rsplit("/", 1)[-1]
    links = [e for e in row.iter("a") if url and (e.get("href") or "").endswith(wanted)]
    return _inside(row, links[0]) if links else ""


def _by_shape(rows: Sequence[_Row], form: str, year: str) -> Iterator[tuple[float, Locator]]:
    """Rows that are lines: a pattern with a group for each part."""
    first = rows[0]
    if first.line is None:
        return
    groups = {name: str(first.showing[name]) for name in ("venue", "screen", "film") if first.showing.get(name)}
    pattern = _grouped(first.line.text, {"date": first.date, "time": first.time, **groups})
    if pattern:
        yield 2.0, Locator(line=pattern, parts=Parts(date_format=form, year=year), expected=ANY)


def _grouped(text: str, parts: dict[str, str]) -> str:
    """The line with groups in the place of its parts, and any word in the place of its other words."""
    places = []
    for name, part in parts.items():
        at = text.casefold().find(part.casefold())
        if at < 0:
            return ""
        places.append((at, at + len(part), name))
    places.sort()
    pattern, done = "^", 0
    for start, end, name in places:
        if start < done:
            return ""
        shape = _digits(text[start:end]) if name in ("date", "time") else ".+?"
        pattern += f"{_any_words(text[done:start])}(?P<{name}>{shape})"
        done = end
    rest = text[done:]
    return f"{pattern}{_any_words(rest)}$" if len(rest) < 30 else f"{pattern}"


def _digits(text: str) -> str:
    return "".join(
        r"\d+" if piece.isdigit() else r"\pL+" if piece.isalpha() and len(piece) > 2 else escaped(piece)
        for piece in re.split(r"(\d+|[^\W\d_]+)", text)
    )


def _any_words(text: str) -> str:
    return "".join(r"\S+" if re.fullmatch(r"\w+", piece) else escaped(piece) for piece in re.split(r"(\w+)", text))


def _year_patterns(page: Page, value: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Where the page tells the year of its showings: the first line that holds it, by the words before it."""
    years = {str(showing.get("starts_at", ""))[:4] for showing in value}
    year = years.pop() if len(years) == 1 else ""
    for passage in page.document.passages:
        before, found, _ = passage.text.partition(year) if year and len(passage.text) < 200 else ("", "", "")
        word = before.split()[-1:]
        if found and word and not word[0][-1].isdigit():
            yield rf"{escaped(word[0])} (\d{{4}})\b"
