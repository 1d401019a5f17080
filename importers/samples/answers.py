"""What a careful person reads off each page of the sample site, from the data it was made of.

An answer is the object that `read_listing --json` prints for the page, without coverage, evidence and the words of its
problems. `chrome` is added: texts of the page that belong in no field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .festival import Credit, Film, Programme, Section, Showing, Still

Answer = dict[str, Any]
Labels = Mapping[str, tuple[str, str]]
"""How an edition's pages print a role or its heading: for one name, for several."""

LISTS = {"directors": "director", "producers": "producer", "screenwriters": "screenwriter", "cast": "cast"}


def stated(**values: Any) -> Answer:
    """Only what the page states."""
    return {key: value for key, value in values.items() if value not in (None, "", [], ())}


def page(source: str, kind: str, *, chrome: Sequence[str] = (), problems: Sequence[str] = (), **values: Any) -> Answer:
    return stated(
        source=source,
        kind=kind,
        **values,
        problems=[{"code": code} for code in problems],
        chrome=list(chrome),
    )


def unreadable(source: str, problem: str) -> Answer:
    """A page that is not what its address says: nothing is read from it but the reason."""
    return {"source": source, "problems": [{"code": problem}]}


def film(film: Film, labels: Labels, sections: Mapping[str, Section]) -> Answer:
    """Every field of a film's own page except showings and images, which each layout prints in its own way."""
    return stated(
        title=film.title,
        original_title=film.original_title,
        standfirst=film.standfirst,
        **{field: film.named(role) for field, role in LISTS.items()},
        credits=credits(film, labels),
        countries=list(film.countries),
        languages=list(film.languages),
        subtitles=list(film.subtitles),
        year=film.year,
        running_time=film.minutes,
        certificate=film.certificate,
        premiere=film.premiere,
        companies=[{"role": company.role, "name": company.name} for company in film.companies],
        section=sections[film.section].name,
        byline=film.byline,
        synopsis=film.note,
        biographies=[{"name": biography.name, "text": biography.text} for biography in film.biographies],
    )


def credits(film: Film, labels: Labels) -> list[Answer]:
    return [
        stated(role=role, role_as_printed=label_of(credit, film, labels), name=credit.name, character=credit.character)
        for credit in film.credits
        for role in credit.roles
    ]


def label_of(credit: Credit, film: Film, labels: Labels) -> str:
    """The label over a credit: plural where several people share it."""
    one, several = labels["+".join(credit.roles)]
    return several if sum(other.roles == credit.roles for other in film.credits) > 1 else one


def images(stills: Iterable[Still], folder: str) -> list[Answer]:
    return [
        stated(url=folder + still.file, alt=still.alt, caption=still.caption, credit=still.credit) for still in stills
    ]


def screenings(showings: Iterable[Showing], booking_url: str, *, year: bool = True) -> list[Answer]:
    return [screening(showing, booking_url, year=year) for showing in showings]


def screening(showing: Showing, booking_url: str, *, year: bool = True, film: str | None = None) -> Answer:
    """`booking_url` ends where the number of the performance goes. `year` tells whether the page prints one."""
    starts_at = showing.starts_at.isoformat(timespec="minutes")
    return stated(
        starts_at=starts_at if year else f"-{starts_at[4:]}",
        venue=showing.venue,
        screen=showing.screen,
        booking_url=f"{booking_url}{showing.booking}" if showing.booking else None,
        film=film,
    )


def listed_once(rows: Iterable[tuple[Showing, Film | Programme]]) -> list[Film | Programme]:
    """The films of a day in the order of its list."""
    return list(dict.fromkeys(item for _, item in rows))


SOFT_404 = "soft_404"
BOT_WALL = "bot_wall"
TRUNCATED = "truncated"
MOJIBAKE = "mojibake_repaired"
