"""Which film a row shows, and where it is booked."""

from __future__ import annotations

from importers.reading.document import Passage, fold
from importers.reading.phrases import is_chrome_phrase
from importers.reading.readers.showing_rows import Row
from importers.reading.readers.showing_terms import BOOKING_URL, EDGE, Headers, showing_words
from importers.reading.readers.showing_venues import closed, heads_place, heads_place_text, is_placed, is_weekday
from importers.reading.titlelines import read_title_line
from importers.reading.vocabulary.dates import Time, find_days, find_times
from importers.reading.vocabulary.folding import key
from importers.reading.vocabulary.labels import find_label
from importers.reading.wordlists import word_list


def by_header(row: Row, headers: Headers, name: str) -> str | None:
    for passage in row.passages:
        if passage.cell and headers.get((passage.cell.table, passage.cell.column)) == name:
            return closed(passage.text.strip(EDGE)) or None
    return None


def is_marked_title(passage: Passage) -> bool:
    return bool(passage.box.words & word_list("titles", "marks"))


def booking_url(row: Row, time: Time) -> str | None:
    passage, at = row.at(time.start)
    for link in passage.links:
        if not link.href.startswith("javascript:") and link.start <= at < link.end:
            return link.href
    after = [link for link in passage.links if link.start >= at]
    links = [*after[:1], *(link for other in row.passages for link in other.links)]
    return next((link.href for link in links if _sells(link, row)), None)


def _sells(link: object, row: Row) -> bool:
    href = getattr(link, "href", "")
    if href.startswith("javascript:"):
        return False
    texts = [p.text[one.start : one.end] for p in row.passages for one in p.links if one is link]
    word = key(texts[0]) if texts else ""
    if _is_booking(href, word):
        return True
    told = word in showing_words("words", "booking") - showing_words("words", "telling")
    return (len(word) > 2 and told) or bool(BOOKING_URL.search(href))


def film_in(row: Row, headers: Headers) -> str | None:
    """The film a row of a calendar shows: its title column, or a link that sells nothing."""
    if row.titles and (known := next((row.titles[p.index] for p in row.passages if p.index in row.titles), None)):
        return known
    if named := by_header(row, headers, "title"):
        return named
    for at, passage in enumerate(row.passages):
        if heads_place_text(passage.text.strip(EDGE)):
            continue
        if len(row.passages) > 1 and _names_film(passage) and _may_be_title(passage.text.strip(EDGE)):
            return passage.text.strip(EDGE)
        if at and find_label(row.passages[at - 1].text):
            continue
        for link in passage.links:
            text = passage.text[link.start : link.end].strip(EDGE)
            leads = not link.href.startswith(("javascript:", "mailto:", "#"))
            if leads and _may_be_title(text) and not _is_booking(link.href, text) and not is_placed(passage):
                return text
    return next((title for passage in row.passages if (title := told_title(passage))), None)


def tells_film(row: Row) -> bool:
    """Whether a line of the row tells its film with facts."""
    return any(told_title(passage) for passage in row.passages)


def told_title(passage: Passage) -> str | None:
    """The title of a line that tells its film with facts: "Title (Director, Country 2008, 91')"."""
    told = read_title_line(passage) if len(passage.text) > 12 else ()
    return next((str(reading.value) for reading in told if reading.field == "title"), None)


def _is_booking(href: str, text: str) -> bool:
    words = key(text).split()
    sells = len(words) <= 3 and bool(showing_words("words", "selling") & set(words)) and words[0] not in ("the", "a")
    return bool(BOOKING_URL.search(href)) or sells


def _names_film(passage: Passage) -> bool:
    return bool(passage.level or passage.box.words & word_list("titles", "marks"))


def film_above(lines: list[Row]) -> str | None:
    for line in reversed(lines[-3:]):
        passage = line.passages[0]
        if passage.index in line.titles:
            return line.titles[passage.index]
        covered = sum(link.end - link.start for link in passage.links)
        titled = passage.level or covered >= 0.8 * len(passage.text)
        if titled and len(line.passages) == 1 and _may_be_title(passage.text) and not heads_place(line):
            return passage.text.strip(EDGE)
    return None


def _may_be_title(text: str) -> bool:
    if not 1 <= len(text) <= 120 or find_label(text) or fold(text) in word_list("titles", "generic"):
        return False
    if len(text) > 1 and (key(text) in showing_words("words", "booking") or is_chrome_phrase(fold(text))):
        return False
    return not find_days(text) and not find_times(text) and not is_weekday(text)
