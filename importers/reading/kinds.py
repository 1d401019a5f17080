"""What a page is about, by the evidence on it: one film, a person, a strand, a day's programme, an index."""

from __future__ import annotations

import re
from functools import cache

from importers.reading.document import LegacyDocument, Passage, Run, fold
from importers.reading.items import FilmItem, Kind
from importers.reading.personal import is_person
from importers.reading.programme import first_of, is_dated_in_full, is_of_one_week, is_programme
from importers.reading.vocabulary.dates import find_days, tokens_of
from importers.reading.vocabulary.months import find_months
from importers.reading.wordlists import word_list

_WORDS = re.compile(r"[\W_]+")


def page_kind(
    document: LegacyDocument, title: Passage | None, film: FilmItem, films: tuple[FilmItem, ...], *, dated: bool = False
) -> Kind:
    """`film` is what the page says of its one subject, `films` the records it lists; `dated`: these begin with a day."""
    facts = film_facts(film)
    named_by_days = facts < 2 and title is not None and find_days(title.text)
    days_programme = named_by_days and (film.screenings or _hours_told(document) >= 2)
    if days_programme or (not films and _names_films(film)):
        return "calendar"
    words = _naming_words(document, title)
    if facts < 4 and (told := _kind_by_title(document, title, words, film, films)):
        return told
    several = len(films) >= 3 or (len(films) == 2 and facts < 2)
    if several and facts < 4:
        return _listing_kind(document, title, words, films, film, dated=dated)
    if not _made(film) and _is_event(document, title, words):
        return "other"
    if facts >= 2:
        return "film"
    if words & word_list("kinds", "person") or (film.biographies and not film.directors):
        return "person"
    if films:
        return _listing_kind(document, title, words, films, film, dated=dated)
    if film.synopsis and facts:
        return "film"
    if words & word_list("kinds", "section") and film.synopsis:
        return "section"
    return "other"


def _kind_by_title(
    document: LegacyDocument, title: Passage | None, words: set[str], film: FilmItem, films: tuple[FilmItem, ...]
) -> Kind | None:
    """A person, or what a site says of itself: "About us"."""
    if is_person(document, title, words, film):
        return "person"
    own = not films and title is not None and fold(title.text) in word_list("kinds", "own_pages")
    return "other" if own else None


def _made(film: FilmItem) -> bool:
    """Whether anything is told of how a film was made; an event has but a length, a place and an hour."""
    return bool(film.directors or film.year or film.countries or film.cast or film.screenwriters)


def _is_event(document: LegacyDocument, title: Passage | None, words: set[str]) -> bool:
    """A talk, a party, a workshop: the page or the line over its title says so."""
    over = document.folded[title.index - 1].split() if title is not None and title.index else []
    return bool((words | set(over if len(over) < 6 else [])) & word_list("kinds", "event"))


def _names_films(film: FilmItem) -> bool:
    """Rows that each name a film, of several, on a page that tells of none itself."""
    named = [showing.film for showing in film.screenings if showing.film]
    about_one = film.directors or film.synopsis
    return not about_one and len(named) >= 0.8 * len(film.screenings) and len(set(named)) > 1


def film_facts(film: FilmItem) -> int:
    """How many things are told that only films have."""
    told = (
        film.directors,
        film.year,
        film.running_time,
        film.countries,
        film.cast,
        film.screenwriters,
        film.certificate,
    )
    return sum(map(bool, told)) + bool(film.screenings and film.synopsis)


def _listing_kind(
    document: LegacyDocument,
    title: Passage | None,
    words: set[str],
    films: tuple[FilmItem, ...],
    film: FilmItem,
    *,
    dated: bool,
) -> Kind:
    timed = sum(1 for listed in films if listed.screenings)
    strand = _is_strand(title, films, film)
    programmed = _is_programme(document, title, films, timed, strand=strand)
    if _is_introduced(title, words, films, film) and not programmed:
        return "section"
    if words & word_list("kinds", "calendar") or programmed or (dated and len(films) > 2):
        return "calendar"
    if _days_lead(document, films) or (not strand and (timed >= 0.5 * len(films) or _is_timetable(document))):
        return "calendar"
    if words & word_list("kinds", "person") and len({name for listed in films for name in listed.directors}) < 3:
        return "person"
    if _is_index(document, title, words) or (not timed and _has_letters(document)):
        return "index"
    if words & word_list("kinds", "section") or strand:
        return "section"
    if _is_plain_list(_words_of(title)) or words & word_list("kinds", "front"):
        return "index"
    told = sum(1 for listed in films if listed.synopsis or listed.standfirst or listed.directors)
    return "section" if told >= 0.5 * len(films) or film.synopsis else "index"


def _is_programme(
    document: LegacyDocument, title: Passage | None, films: tuple[FilmItem, ...], timed: int, *, strand: bool
) -> bool:
    """Films by their days, on a page that is named after a programme and not after a strand."""
    if timed < 0.8 * len(films):
        return False
    name = fold(_WORDS.sub(" ", document.metas.get("title", "")))
    named = _words_of(title)
    if title is None or fold(title.text) in name:
        heads = [text for text, p in zip(document.folded, document.passages, strict=True) if p.level in (1, 2)]
        named = named | set(name.split()) | set(" ".join(heads[:3]).split())
    if is_of_one_week(document) and not (strand and is_dated_in_full(document, films)):
        return True
    return bool(named & word_list("kinds", "programme")) and is_programme(document, films)


def _is_strand(title: Passage | None, films: tuple[FilmItem, ...], film: FilmItem) -> bool:
    """Most films are told of, or introduced together; and the title is no day or month."""
    if title is not None and (find_days(title.text) or find_months(title.text)):
        return False
    most = 0.7 * len(films)
    directed = sum(1 for listed in films if listed.directors)
    told = sum(1 for listed in films if listed.directors and listed.synopsis)
    return told >= most or (film.synopsis is not None and directed >= most)


def _is_introduced(title: Passage | None, words: set[str], films: tuple[FilmItem, ...], film: FilmItem) -> bool:
    """A strand whose days are given with its films: it has a name of its own and a text about them all, and most of
    its films are told of."""
    own = _words_of(title)
    named = word_list("kinds", "calendar") | word_list("kinds", "programme") | word_list("kinds", "films")
    introduced = film.synopsis or film.standfirst or own & word_list("kinds", "section")
    if title is None or not introduced or words & word_list("kinds", "calendar") or own & named:
        return False
    if find_days(title.text) or find_months(title.text) or any(word.endswith(_programmes()) for word in own):
        return False
    return sum(1 for one in films if one.synopsis and (one.directors or one.year)) >= 0.7 * len(films)


def _is_index(document: LegacyDocument, title: Passage | None, words: set[str]) -> bool:
    """Its words say so; those of the body's classes, "archive" on every list of a weblog, only where the title names
    no strand."""
    if not words & word_list("kinds", "index"):
        return False
    own = _words_of(title)
    return bool(own & word_list("kinds", "index")) or not own & word_list("kinds", "section")


@cache
def _programmes() -> tuple[str, ...]:
    """How words for a programme end: "Høstprogram", "Kinokalender"."""
    words = word_list("kinds", "calendar") | word_list("kinds", "programme")
    return tuple(word for word in words if len(word) > 6)


def _has_letters(document: LegacyDocument) -> bool:
    """A row of letters to choose from: an alphabetical list."""
    letters = sum(1 for p in document.passages for run in p.links if run.end - run.start == 1 and _is_letter(p, run))
    return letters >= _ALPHABET


def _is_letter(passage: Passage, run: Run) -> bool:
    return passage.text[run.start].isalpha()


_ALPHABET = 12


def _is_plain_list(words: set[str]) -> bool:
    """ "All films", "Films A-Z": a name that says no more than that films are listed."""
    return bool(words & word_list("kinds", "films")) and len(words) <= _FEW


_FEW = 4


def _days_lead(document: LegacyDocument, films: tuple[FilmItem, ...]) -> bool:
    """Several headings that are nothing but a day, from before the first film: what stands under them happens then."""
    marked = (p for p in document.passages if (p.level or p.runs) and len(p.text) < 40 and not p.links)
    days = [passage.index for passage in marked if _is_day(passage.text)]
    return len(days) > 1 and days[0] < first_of(document, films)


def _is_day(text: str) -> bool:
    """ "Thursday", "Friday 12 October"."""
    days = find_days(text)
    if days:
        return days[0].start < 12 and days[-1].end >= len(text.rstrip(" .:")) - 5
    tokens = tokens_of(text) if len(text) < 16 else []
    return len(tokens) == 1 and len(text) > 3 and tokens[0].weekday is not None


def _is_timetable(document: LegacyDocument) -> bool:
    """Hours all over the page, under headings or in front of what happens then."""
    return _hours_told(document) >= 6


def _hours_told(document: LegacyDocument) -> int:
    return sum(1 for passage in document.passages if len(passage.text) < 160 and _HOURS.search(passage.text))


_HOURS = re.compile(r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d\b|\b\d{1,2}\s?(?:am|pm|h|uhr)\b|\d\s?[時时시]", re.IGNORECASE)


def _words_of(title: Passage | None) -> set[str]:
    return set(fold(title.text).split()) if title else set()


def _naming_words(document: LegacyDocument, title: Passage | None) -> set[str]:
    """The words of the heading, of the address and of the body's classes."""
    address = document.url.rsplit("/", 2)[-2:]
    body = document.root.find("body") if document.root is not None else None
    classes = f"{body.get('class') or ''} {body.get('id') or ''}" if body is not None else ""
    text = " ".join([title.text if title else "", *address, classes])
    return set(fold(_WORDS.sub(" ", text)).split())
