"""One page of a source: from its reading to pages of the site.

Everything here runs inside the savepoint that the pipeline opens for the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.utils.text import slugify

from importers.reading.items import FilmItem, PageReading, Problem, Screening, SourceKey
from importers.reading.titles import LONGEST_TITLE
from importers.responses import Response
from importers.runs.desk import Desk, Result
from importers.runs.joining import FilmIndex
from importers.runs.models import ImportRecord, stored_key
from importers.writing.films import add_to_film, write_film
from importers.writing.names import title_form
from importers.writing.pages import PageRefused
from importers.writing.writer import Written

LISTS = ("section", "calendar", "index")
"""Kinds of page that speak of films which have pages of their own: they are written when all of those are there."""


def write_reading(response: Response, reading: PageReading, desk: Desk) -> Result:
    """Raises PageRefused. Problems of reading come first, then those of writing."""
    result = Result(problems=list(reading.problems))
    desk.catalogue.report = result.problems.append
    writers: dict[str, Callable[[Response, PageReading, Desk, Result], None]] = {
        "film": _write_films,
        "person": _write_person,
        "section": _write_section,
        "calendar": _write_calendar,
        "index": _write_index,
    }
    write = writers.get(reading.kind or "")
    if write:
        write(response, reading, desk, result)
    for written in result.written:
        result.problems += written.problems
    return result


def items_of(reading: PageReading) -> tuple[FilmItem, ...]:
    """The films that get a page from this page. Of several on one page, each has what the page says of them all."""
    if reading.kind == "film" and not reading.films:
        return (reading.film,)
    if reading.kind != "film" and not tells_films_whole(reading):
        return ()
    whole = reading.film
    shared = tuple(replace(screening, film=None) for screening in whole.screenings if screening.film is None)
    return tuple(
        replace(film, section=film.section or _section_of(reading), screenings=film.screenings or shared)
        for film in reading.films
    )


def _section_of(reading: PageReading) -> str | None:
    return reading.film.title if reading.kind == "section" else reading.film.section


def tells_films_whole(reading: PageReading) -> bool:
    """A page of several shorts, each with its text: it may be the only page they have."""
    return reading.kind == "section" and len(reading.films) > 1 and all(film.synopsis for film in reading.films)


def _write_films(response: Response, reading: PageReading, desk: Desk, result: Result) -> None:
    items = items_of(reading)
    keys = _film_keys(response, reading, items)
    for key, item in zip(keys, items, strict=True):
        _check_title(item, key, reading, desk)
        result.written.append(write_film(item, key, desk.edition.days, desk.catalogue))
        if item.title:
            desk.titles.setdefault(title_form(item.title), 0)


def _check_title(item: FilmItem, key: SourceKey, reading: PageReading, desk: Desk) -> None:
    """A new film without a title is refused in the words of reading, where reading knows why there is none."""
    told = [problem.message for problem in reading.problems if problem.code == "title_too_long"]
    if told and not 0 < len(item.title or "") <= LONGEST_TITLE and desk.register.recall(key) is None:
        raise PageRefused([("title", told[0])])


def _film_keys(response: Response, reading: PageReading, items: tuple[FilmItem, ...]) -> list[SourceKey]:
    """A page's only film is the page's address; several are told apart by their titles, two alike by their order."""
    if not reading.films:
        return [SourceKey(response.site, "film", response.url)]
    slugs: list[str] = []
    for item in items:
        slug = slugify(item.title or "", allow_unicode=True) or "film"
        slugs.append(slug if slug not in slugs else f"{slug}-{slugs.count(slug) + 1}")
    return [SourceKey(response.site, "film", f"{response.url}#{slug}") for slug in slugs]


def _write_person(response: Response, reading: PageReading, desk: Desk, result: Result) -> None:
    film = reading.film
    texts = [film.standfirst, film.synopsis, *(biography.text for biography in film.biographies)]
    text = "\n\n".join(text for text in texts if text)
    name = film.title or (film.biographies[0].name if film.biographies else "")
    if not name:
        result.problems.append(Problem("person.no-name", f"{response.url}: a person's page without a name; left out."))
        return
    desk.catalogue.person(name, text, SourceKey(response.site, "page", response.url))
    result.written += desk.catalogue.made or [_unchanged(response, "person")]


def _write_section(response: Response, reading: PageReading, desk: Desk, result: Result) -> None:
    film = reading.film
    if not film.title:
        told = f"{response.url}: a section's page without a title; left out."
        result.problems.append(Problem("section.no-title", told))
        return
    desk.catalogue.section(film.title, film.standfirst, film.synopsis)
    result.written += desk.catalogue.made or [_unchanged(response, "section")]
    if _are_only_here(response, reading, desk):
        _write_films(response, reading, desk, result)
        return
    for listed in reading.films:
        _join(response, listed, desk, result, section=film.title)


def _are_only_here(response: Response, reading: PageReading, desk: Desk) -> bool:
    """Whether no film of this page has a page of its own, or they were written from this page before."""
    if not tells_films_whole(reading) or desk.edition.page is None:
        return False
    items = items_of(reading)
    keys = [stored_key(key.key) for key in _film_keys(response, reading, items)]
    if ImportRecord.objects.filter(site=response.site, kind="film", key__in=keys).exists():
        return True
    index = FilmIndex(desk.edition.page)
    return not any(index.matching(item) for item in items)


def _write_calendar(response: Response, reading: PageReading, desk: Desk, result: Result) -> None:
    by_title: dict[str, list[Screening]] = {}
    for screening in reading.film.screenings:
        by_title.setdefault(screening.film or "", []).append(replace(screening, film=None))
    by_title.pop("", None)
    for title, screenings in by_title.items():
        _join(response, FilmItem(title=title), desk, result, screenings=screenings)
    for listed in reading.films:
        if listed.title not in by_title:
            _join(response, listed, desk, result, screenings=listed.screenings)
    result.written = result.written or [_unchanged(response, "calendar")]


def _write_index(response: Response, reading: PageReading, desk: Desk, result: Result) -> None:
    for listed in reading.films:
        _join(response, listed, desk, result)


def _join(
    response: Response,
    listed: FilmItem,
    desk: Desk,
    result: Result,
    *,
    screenings: Iterable[Screening] = (),
    section: str | None = None,
) -> None:
    """Add to the film of that title what the list says; a film that states its own showings knows better."""
    title = listed.title or ""
    if desk.edition.page is None or (desk.register.run is None and title_form(title) in desk.titles):
        return
    matches = FilmIndex(desk.edition.page).matching(listed)
    if len(matches) != 1:
        found = "no film of this run or edition has" if not matches else f"{len(matches)} films have"
        told = f"{response.url}: {found} the title {title!r}; what the page says of it was not taken."
        result.problems.append(Problem("film.not-matched", told))
        return
    added = () if _states_screenings(matches[0]) else tuple(screenings)
    if added or section:
        key = SourceKey(response.site, "part", f"{response.url}#{title_form(title)}")
        written = add_to_film(matches[0], key, desk.catalogue, desk.edition.days, screenings=added, section=section)
        result.written.append(written)


def _states_screenings(page_id: int) -> bool:
    bases = ImportRecord.objects.filter(page_id=page_id, kind="film").values_list("base", flat=True)
    return any(base.get("lists", {}).get("screenings") for base in bases)


def _unchanged(response: Response, kind: str) -> Written:
    return Written(SourceKey(response.site, kind, response.url), "unchanged")
