"""The film pages of 2013 once more, as a text dump: no markup, only lines and bullets, the shop's chrome around them."""

from __future__ import annotations

from . import answers
from .festival import Edition, Festival, Film
from .layout_2013 import CHROME, LABELS, Layout
from .pages import Page, short_day

MARKUP_ONLY = ("images", "section")
"""What a dump cannot say: where images are, and the link over the title that names the section."""


def pages(festival: Festival, edition: Edition) -> list[Page]:
    layout = Layout(festival, edition)
    return [page(layout, film) for film in edition.films if not film.programme]


def page(layout: Layout, film: Film) -> Page:
    path = f"{layout.edition.key}/{film.slug}.txt"
    parts = [
        "Order for Guest",
        "Your basket is empty. View basket",
        film.title,
        film.standfirst,
        "Image gallery" if film.images else "",
        "\n".join(f"  • {row}" for row in layout.bullet_texts(film)),
        *film.paragraphs,
        film.byline,
        *(part for biography in film.biographies for part in ("Director biography", biography.text)),
        "Screenings",
        "\n".join(_showing(layout, film)),
        "Festival calendar",
        "Digital brochure\nFilms A–Z\nCountries A–Z\nProgramme changes",
        "Become a Friend of the festival from £25 a year.",
        "Read more",
        "Follow the festival diary, written nightly in the Ship.",
        "Read more",
        "Promotional code",
        "If you have a Saltmere promotion, enter its code:",
    ]
    return Page(path, ("\n\n".join(filter(None, parts)) + "\n").encode(), _answer(layout, film, path))


def _showing(layout: Layout, film: Film) -> list[str]:
    return [
        f"{short_day(showing.starts_at.date())} {showing.starts_at:%H:%M} {layout.place(showing)}"
        for showing in film.showings
    ]


def _answer(layout: Layout, film: Film, path: str) -> answers.Answer:
    values = answers.film(film, LABELS, layout.sections)
    rows = answers.screenings(film.showings, "", year=False)
    values["screenings"] = [{key: value for key, value in row.items() if key != "booking_url"} for row in rows]
    stated = {key: value for key, value in values.items() if key not in MARKUP_ONLY}
    return answers.page(path, "film", chrome=CHROME, **stated)
