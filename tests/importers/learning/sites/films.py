"""The films of the invented sites: enough of them that two examples do not show everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Film:
    """A film as a festival would know it. `shows`: (month, day, hour, minute, venue) in 2016."""

    slug: str
    title: str
    directors: tuple[str, ...]
    countries: tuple[str, ...]
    year: int
    minutes: int
    text: tuple[str, ...]
    original: str = ""
    teaser: str = ""
    cast: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    producers: tuple[str, ...] = ()
    company: str = ""
    strand: str = ""
    author: str = ""
    about: str = ""
    shows: tuple[tuple[int, int, int, int, str], ...] = ()
    stills: tuple[tuple[str, str], ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


FILMS = (
    Film(
        "salt-lines", "Salt Lines", ("Inês Obray",), ("PT",), 2012, 94,
        ("A keeper of lights counts the ships that no longer come, and writes each of them into a book.",
         "Her daughter arrives to sell the house, finds the book, and stays for the whole winter."),
        "Linhas de Sal", "What a lighthouse keeper counts when nothing comes.", ("Joana Pires", "Rui Vale"), ("Inês Obray", "Tomé Faro"),
        ("Lia Crespo",), "Quay Pictures", "Open Sea", "Fergus Lyle", "Born in Faro in 1974, she has made three films about the sea.",
        ((4, 3, 20, 30, "Regent"), (4, 5, 18, 0, "Pier Hall")), (("salt-1.jpg", "The lamp room"), ("salt-2.jpg", "The book of ships")),
    ),
    Film(
        "cold-orchard", "The Cold Orchard", ("Bo Lindqvist", "Agnete Holm"), ("SE", "DK"), 2014, 108,
        ("Two brothers graft the last tree of their father’s orchard on the night the bank comes.",
         "Nobody speaks of money. Everybody speaks of pears.",
         "It was shot in one autumn, with the apples that were there."),
        "", "Pears, debts and a ladder too short.", ("Sten Ekdal", "Moa Berg", "Ulla Frisk"), ("Agnete Holm",),
        ("Per Wiklund", "Kaj Munk"), "Nordlys Film", "Kitchen Sink", "Rosa Iden", "They met at film school and have never agreed since.",
        ((4, 4, 14, 15, "Pier Hall"),), (("orchard.jpg", "Sten Ekdal on the ladder"),),
    ),
    Film(
        "nine-bridges", "Nine Bridges", ("Tamás Verebes",), ("HU", "AT"), 2009, 76,
        ("A postman crosses nine bridges every day and is late on the tenth.",),
        "Kilenc híd", "", ("Ilka Sárdi",), (), ("Gábor Nyíri",), "", "Open Sea", "", "",
        ((4, 6, 11, 0, "Regent"), (4, 7, 21, 45, "Pier Hall"), (4, 9, 16, 10, "Regent")), (("bridges.jpg", "The fourth bridge"),),
    ),
    Film(
        "mute-swans", "Mute Swans of Ardmore", ("Niamh Cusk",), ("IE",), 2015, 83,
        ("When the swans stop coming, a village that never liked them hires a man to bring them back.",
         "He has a whistle, a boat and no idea."),
        "", "A comedy with feathers.", ("Colm Feeney", "Dervla Shaw"), ("Niamh Cusk",), (), "Strand Releasing", "Kitchen Sink", "Fergus Lyle", "",
        ((4, 3, 16, 0, "Regent"),), (),
    ),
    Film(
        "paper-river", "Paper River", ("Ko Sung-jin",), ("KR", "FR"), 2011, 121,
        ("An old printer floats his unsold books down the river, one a day, and somebody answers.",
         "What comes back upstream is not paper."),
        "종이강", "Books that swim.", ("Han Bo-ra", "Yoon Tae-il", "Marc Aubry"), ("Ko Sung-jin", "Claire Daunay"), ("Min Hae-won",), "Lumen Sales", "Open Sea",
        "Rosa Iden", "A printer’s son from Jeonju, he studied in Lyon.", ((4, 8, 19, 20, "Pier Hall"), (4, 10, 13, 30, "Regent")),
        (("paper-1.jpg", "Han Bo-ra and the press"), ("paper-2.jpg", "The first answer")),
    ),
    Film(
        "glass-winter", "Glass Winter", ("Dag Myhre",), ("NO",), 2016, 67,
        ("A glazier who breaks more than he mends is asked to repair a chapel window before Christmas.",
         "There are four hundred panes. He has three weeks, and a boy who hates him."),
        "Glassvinter", "", ("Odd Viken", "Eli Moe"), ("Dag Myhre",), ("Tor Aas",), "Fjord Film", "First Light", "", "Dag Myhre was a glazier for eleven years.",
        ((4, 5, 20, 0, "Regent"),), (("glass.jpg", "Pane two hundred and six"),),
    ),
    Film(
        "last-tram", "Last Tram to Olsany", ("Jitka Horáčková",), ("CZ", "SK"), 2013, 99,
        ("The night line is to close, and its six passengers decide to stay on board.",),
        "", "Six strangers, one depot.", ("Pavel Dusík", "Anna Krutá"), ("Jitka Horáčková",), ("Ivo Malý", "Eva Tichá"), "", "First Light", "Fergus Lyle", "",
        ((4, 6, 22, 15, "Regent"), (4, 7, 18, 30, "Pier Hall")), (("tram.jpg", "Six passengers and a driver"),),
    ),
    Film(
        "honey-debt", "The Honey Debt", ("Aylin Sezer", "Cem Uslu"), ("TR", "DE"), 2010, 112,
        ("A beekeeper pays everything in honey until the bees are taken as security.",
         "The judge is allergic, the lawyer is in love, and the queen has flown."),
        "Bal Borcu", "Justice, with stings.", ("Nur Aksoy", "Levent Ok"), ("Cem Uslu",), ("Beate Kranz",), "Lumen Sales", "Kitchen Sink", "Rosa Iden", "",
        ((4, 9, 20, 45, "Pier Hall"),), (("honey.jpg", "Nur Aksoy in court"),),
    ),
)  # fmt: skip

COUNTRY = {
    "PT": "Portugal", "SE": "Sweden", "DK": "Denmark", "HU": "Hungary", "AT": "Austria", "IE": "Ireland", "KR": "South Korea",
    "FR": "France", "NO": "Norway", "CZ": "Czech Republic", "SK": "Slovakia", "TR": "Turkey", "DE": "Germany",
}  # fmt: skip


def countries(film: Film, joint: str = ", ") -> str:
    return joint.join(COUNTRY[code] for code in film.countries)


def starts(film: Film) -> list[str]:
    return [f"2016-{month:02}-{day:02}T{hour:02}:{minute:02}" for month, day, hour, minute, _ in film.shows]


def values(film: Film, *fields: str, **told: Any) -> dict[str, Any]:
    """What a careful person reads off a page that shows these fields; what the film has not, no page shows."""
    known: dict[str, Any] = {
        "title": film.title,
        "original_title": film.original,
        "standfirst": film.teaser,
        "directors": list(film.directors),
        "cast": list(film.cast),
        "screenwriters": list(film.writers),
        "producers": list(film.producers),
        "countries": list(film.countries),
        "year": film.year,
        "running_time": film.minutes,
        "companies": [{"role": "distribution", "name": film.company}] if film.company else [],
        "section": film.strand,
        "byline": film.author,
        "synopsis": "\n\n".join(film.text),
        "biographies": [{"name": film.directors[0], "text": film.about}] if film.about else [],
        "screenings": [
            {"starts_at": start, "venue": venue} for start, (*_, venue) in zip(starts(film), film.shows, strict=True)
        ],
        "images": [{"url": url, "caption": caption} for url, caption in film.stills],
    }
    return {"kind": "film", **{name: known[name] for name in fields if known[name]}, **told}
