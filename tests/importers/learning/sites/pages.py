"""The templates. Labels are of no language, so that nothing but the profile can know them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from tests.importers.learning.sites.films import FILMS, Film, countries, values


@dataclass(frozen=True)
class Taught:
    """One page of a site: its path in the site's folder, its bytes as text, and what is right."""

    path: str
    text: str
    values: dict[str, Any]


def _page(title: str, body: str) -> str:
    return f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'


def _others(film: Film) -> list[Film]:
    at = FILMS.index(film)
    return [FILMS[(at + step) % len(FILMS)] for step in (1, 2, 3)]


# Boxes within boxes: labels beside values, showings in rows, texts between notes, captions under pictures


def boxes() -> list[Taught]:
    fields = (
        "title", "original_title", "standfirst", "directors", "cast", "screenwriters", "producers", "countries", "year",
        "running_time", "companies", "section", "byline", "synopsis", "screenings", "images",
    )  # fmt: skip
    return [Taught(f"prog/{film.slug}.html", _boxes(film), values(film, *fields)) for film in FILMS]


def _boxes(film: Film) -> str:
    facts = [
        ("Vedoro", ", ".join(film.directors)), ("Brantes", ", ".join(film.cast)), ("Skribo", ", ".join(film.writers)),
        ("Pruvo", ", ".join(film.producers)), ("Lando", countries(film, " / ")), ("Jaro", str(film.year)),
        ("Longo", f"{film.minutes}"), ("Dono", film.company),
    ]  # fmt: skip
    rows = "".join(
        f'<div class="r"><span class="k">{k}</span><span class="v">{escape(v)}</span></div>' for k, v in facts if v
    )
    shows = "".join(
        f'<div class="slot"><span class="d">{day:02}-{month:02}-2016</span><span class="h">{hour:02}h{minute:02}</span>'
        f'<span class="w">{venue}</span><a href="/buy/{film.slug}/{n}">Akiri</a></div>'
        for n, (month, day, hour, minute, venue) in enumerate(film.shows)
    )
    stills = "".join(
        f'<div class="pic"><img src="{url}" alt=""><span class="sub">{caption}</span></div>'
        for url, caption in film.stills
    )
    original = f'<div class="alt">({film.original})</div>' if film.original else ""
    teaser = f'<div class="say">{film.teaser}</div>' if film.teaser else ""
    author = f'<p class="sig">— {film.author}</p>' if film.author else ""
    text = "".join(f"<p>{part}</p>" for part in film.text)
    also = "".join(
        f'<div class="card"><img src="t-{o.slug}.jpg"><b>{o.title}</b><p>{o.teaser or o.text[0]}</p></div>'
        for o in _others(film)
    )
    return _page(
        "Harbour Weeks",
        f'<div id="top"><span>Harbour Weeks 2016</span><a href="/">Home</a><a href="/prog">Programme</a></div>'
        f'<div id="mid"><div class="line">{film.strand} · Harbour Weeks</div><div class="name">{film.title}</div>{original}{teaser}'
        f'<div class="info">{rows}</div><div class="pics">{stills}</div>'
        f'<div class="body"><p class="warn">Doors close when the film begins. Latecomers wait in the foyer.</p>{text}{author}'
        f'<p class="warn">A charge of two crowns is made for coats. Dogs are welcome in the afternoon.</p></div>'
        f'<div class="slots">{shows}</div></div><div id="more">{also}</div>',
    )


# One cell and many breaks: the old way


def breaks() -> list[Taught]:
    fields = (
        "title",
        "original_title",
        "directors",
        "cast",
        "countries",
        "year",
        "running_time",
        "section",
        "synopsis",
        "screenings",
        "images",
    )
    return [
        Taught(f"f{100 + n}.htm", _breaks(film), _without_captions(values(film, *fields)))
        for n, film in enumerate(FILMS)
    ]


def _without_captions(told: dict[str, Any]) -> dict[str, Any]:
    return {**told, "images": [{"url": image["url"]} for image in told["images"]]} if "images" in told else told


def _breaks(film: Film) -> str:
    original = f"<i>{film.original}</i><br>" if film.original else ""
    shows = "".join(
        f"{month:02}/{day:02} @ {hour:02}.{minute:02} - {venue}<br>" for month, day, hour, minute, venue in film.shows
    )
    stills = "".join(f'<img src="{url}" width=300 height=200 border=0><br>' for url, _ in film.stills)
    text = "<br><br>".join(film.text)
    return _page(
        "Saltmere Film Weeks 2016",
        f"""<table width=760><tr><td bgcolor=#003366><font color=white>SALTMERE FILM WEEKS 2016</font></td></tr><tr><td>
<font size=2 color=#999999>{film.strand}</font><br><font size=5 color=#003366>{film.title}</font><br>{original}
<font size=2><b>Vedoro</b> {" & ".join(film.directors)}<br><b>Brantes</b> {" / ".join(film.cast)}<br>
<b>Origo</b> {countries(film, "-")} {film.year} | {film.minutes}'<br><br>{text}<br><br>
<b>Kiam kaj kie</b><br>{shows}</font><br>{stills}
<font size=1>Saltmere Film Weeks, 4 Quay Street. Tel. 0555 010203. Last changed on 12/02/2016.</font></td></tr></table>""",
    )


# No markup at all


def dumps() -> list[Taught]:
    fields = (
        "title",
        "standfirst",
        "directors",
        "cast",
        "countries",
        "year",
        "running_time",
        "section",
        "byline",
        "synopsis",
    )
    return [Taught(f"dump/{film.slug}.txt", _dump(film), values(film, *fields)) for film in FILMS]


def _dump(film: Film) -> str:
    cast = f"Brantes: {', '.join(film.cast)}\n"
    teaser = f"\n{film.teaser}\n" if film.teaser else ""
    author = f"\n[{film.author}]\n" if film.author else ""
    text = "\n\n".join(film.text)
    return f"""Harbour Weeks * Programme * Tickets * Your Basket (0)

>> {film.strand}
{film.title.upper() if film.more.get("caps") else film.title}
{teaser}
Vedoro: {", ".join(film.directors)}
{cast}Origo: {countries(film)}, {film.year}
Longo: {film.minutes}
----
{text}
----
{author}
Join the Friends of the Harbour and save ten per cent on every ticket.
Harbour Weeks, 1 Pier Road
"""


# Pages that list films


def lists() -> list[Taught]:
    return [
        Taught(f"strand/{n}.html", _list(name, films), _listed(name, films))
        for n, (name, films) in enumerate(_strands())
    ]


def _strands() -> Iterable[tuple[str, list[Film]]]:
    for n in range(6):
        yield (
            f"{('Open Sea', 'Kitchen Sink', 'First Light', 'Late Hours', 'Small Boats', 'Far Shores')[n]}",
            [FILMS[(n + step) % len(FILMS)] for step in range(3 + n % 3)],
        )


def _list(name: str, films: list[Film]) -> str:
    cards = "".join(
        f'<div class="kard"><div class="l">{film.title}</div><div class="m">{" + ".join(film.directors)}</div>'
        f'<div class="n">{countries(film, "/")} {film.year} <s>{film.minutes}</s></div><div class="o">{film.text[0]}</div></div>'
        for film in films
    )
    return _page(
        "Harbour Weeks",
        f'<div id="top"><a href="/">Home</a> <a href="/prog">Programme</a></div><div id="mid"><div class="name">{name}</div>'
        f'<div class="kards">{cards}</div></div><div id="foot">Harbour Weeks, 1 Pier Road</div>',
    )


def _listed(name: str, films: list[Film]) -> dict[str, Any]:
    told = [
        {**values(film, "title", "directors", "countries", "year", "running_time"), "synopsis": film.text[0]}
        for film in films
    ]
    return {"kind": "section", "title": name, "films": [{k: v for k, v in one.items() if k != "kind"} for one in told]}


# Two columns of cells; several people in one


def columns() -> list[Taught]:
    fields = (
        "title", "directors", "cast", "screenwriters", "producers", "countries", "year", "running_time", "companies",
        "synopsis", "biographies", "screenings",
    )  # fmt: skip
    return [Taught(f"show.asp?id={200 + n}", _columns(film), values(film, *fields)) for n, film in enumerate(FILMS)]


def _columns(film: Film) -> str:
    rows = [
        ("Vedoro", "<br>".join(film.directors)), ("Brantes", "<br>".join(film.cast)), ("Skribo", "<br>".join(film.writers)),
        ("Pruvo", "<br>".join(film.producers)), ("Dono", film.company), ("Origo", f"{countries(film)} ({film.year}), {film.minutes}m"),
    ]  # fmt: skip
    table = "".join(f"<tr><td class=a>{k}</td><td class=b>{v}</td></tr>" for k, v in rows if v)
    when = "".join(
        f"<tr><td>{day}.{month}.16</td><td>{hour}:{minute:02}</td><td>{venue}</td><td><a href=buy.asp?{n}>!</a></td></tr>"
        for n, (month, day, hour, minute, venue) in enumerate(film.shows)
    )
    about = f"<h5>{film.directors[0]}</h5><p>{film.about}</p>" if film.about else ""
    text = "".join(f"<p>{part}</p>" for part in film.text)
    return _page(
        "Harbour Weeks - programme",
        f"<table><tr><td id=side>Home<br>Films<br>Tickets<br>Contact</td><td id=main><h4>Harbour Weeks presents</h4><h5>{film.title}</h5>"
        f"<table class=t1>{table}</table><p class=kicker>Part of Harbour Weeks, the festival by the sea since 1988.</p>{text}{about}"
        f"<table class=t2>{when}</table></td></tr></table>",
    )


SITES: dict[str, Callable[[], list[Taught]]] = {
    "boxes": boxes,
    "breaks": breaks,
    "dumps": dumps,
    "lists": lists,
    "columns": columns,
}
