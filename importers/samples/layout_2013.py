"""The site of the 26th edition: UTF-8, a ticketing system's frame, credits as bullets without colons.

A film's page tells the day and hour of its showings but not their year; the pages of the calendar do.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from . import answers
from .festival import Edition, Festival, Film, Person, Programme, Section, Showing, Still
from .pages import Page, attr, day_name, initial, lines, short_day, sort_key, text

LABELS = {
    "director": ("Director", "Directors"),
    "director+screenwriter": ("Director-Screenwriter", "Directors-Screenwriters"),
    "producer": ("Producer", "Producers"),
    "executive_producer": ("Executive producer", "Executive producers"),
    "screenwriter": ("Screenwriter", "Screenwriters"),
    "cinematographer": ("Cinematographer", "Cinematographers"),
    "editor": ("Editor", "Editors"),
    "composer": ("Music", "Music"),
    "sound": ("Sound", "Sound"),
    "production_designer": ("Production designer", "Production designers"),
    "costume_designer": ("Costume designer", "Costume designers"),
    "animator": ("Animator", "Animators"),
    "cast": ("With", "With"),
}
COMPANY_LABELS = {
    "production": "Production company",
    "uk_distribution": "UK distribution",
    "sales": "Sales",
    "other": "Print source",
}

CHROME = (
    "Order for Guest",
    "Your basket is empty.",
    "Festival calendar",
    "Digital brochure",
    "Countries A–Z",
    "Programme changes",
    "Become a Friend of the festival from £25 a year.",
    "Follow the festival diary, written nightly in the Ship.",
    "Read more",
    "Promotional code",
    "If you have a Saltmere promotion, enter its code:",
)

LETTERS = {"a-f": "0-9ABCDEF", "g-l": "GHIJKL", "m-s": "MNOPQRS", "t-z": "TUVWXYZ"}


class Layout:
    """Makes the pages of one edition. Paths are relative to the edition's folder."""

    def __init__(self, festival: Festival, edition: Edition) -> None:
        self.festival = festival
        self.edition = edition
        self.sections = {section.key: section for section in festival.sections}
        self.booking_url = f"https://{festival.tickets}/selectseat.aspx?perf="

    def pages(self) -> list[Page]:
        return [
            self.home(),
            self.changes(),
            *(self.a_to_z(name) for name in LETTERS),
            *(self.section(section) for section in self.festival.sections),
            *(self.film(film) for film in self.edition.films if not film.programme),
            *(self.programme(programme) for programme in self.edition.programmes),
            *(self.person(person) for person in self.edition.people),
            *(self.day(day) for day in self.edition.days if self.edition.on(day)),
        ]

    # Pages

    def film(self, film: Film) -> Page:
        body = lines(
            [
                self._strand(film.section),
                f"<h1>{text(film.title)}</h1>",
                f'<p class="standfirst">{text(film.standfirst)}</p>' if film.standfirst else "",
                self._gallery(film.images),
                self._bullets(film),
                *(f"<p>{text(part)}</p>" for part in film.paragraphs),
                f'<p class="author">{text(film.byline)}</p>' if film.byline else "",
                self._biographies(film),
                self._showings(film.showings),
            ]
        )
        answer = answers.film(film, LABELS, self.sections) | answers.stated(
            screenings=answers.screenings(film.showings, self.booking_url, year=False),
            images=answers.images(film.images, "../images/"),
        )
        return self._page(f"films/{film.slug}.html", film.title, body, "film", **answer)

    def programme(self, programme: Programme) -> Page:
        """Three shorts on one page: each has its own heading, bullets and note."""
        films = self.edition.in_programme(programme.slug)
        body = lines(
            [
                self._strand(programme.section),
                f"<h1>{text(programme.title)}</h1>",
                f'<p class="standfirst">{text(programme.standfirst)}</p>',
                *(f"<h2>{text(film.title)}</h2>\n{self._bullets(film)}\n<p>{text(film.note)}</p>" for film in films),
                self._showings(programme.showings),
            ]
        )
        records = [answers.film(film, LABELS, self.sections) for film in films]
        return self._page(
            f"films/{programme.slug}.html",
            programme.title,
            body,
            "section",
            title=programme.title,
            standfirst=programme.standfirst,
            section=self.sections[programme.section].name,
            screenings=answers.screenings(programme.showings, self.booking_url, year=False),
            films=[{key: value for key, value in record.items() if key != "section"} for record in records],
        )

    def section(self, section: Section) -> Page:
        films = self.edition.in_section(section.key)
        programmes = [programme for programme in self.edition.programmes if programme.section == section.key]
        body = lines(
            [
                f"<h1>{text(section.name)}</h1>",
                f'<p class="standfirst">{text(section.standfirst)}</p>',
                f"<p>{text(section.introduction)}</p>",
                '<div class="cards">',
                *(self._card(film) for film in films),
                "</div>",
                *(
                    f'<p class="also">See also <a href="../films/{p.slug}.html">{text(p.title)}</a></p>'
                    for p in programmes
                ),
            ]
        )
        return self._page(
            f"sections/{section.key}.html",
            section.name,
            body,
            "section",
            title=section.name,
            standfirst=section.standfirst,
            synopsis=section.introduction,
            films=[self._listed(film) for film in films],
        )

    def day(self, day: date) -> Page:
        rows = self.edition.on(day)
        title = f"{day_name(day)} {day.year}"
        body = lines(
            [
                f"<h1>{title}</h1>",
                '<ol class="day">',
                *(self._row_of_day(showing, item) for showing, item in rows),
                self._talk(day),
                "</ol>",
            ]
        )
        return self._page(
            f"calendar/{day:%d-%m}.html",
            title,
            body,
            "calendar",
            title=title,
            films=[{"title": item.title} for item in answers.listed_once(rows)],
            screenings=[answers.screening(showing, self.booking_url, film=item.title) for showing, item in rows],
        )

    def a_to_z(self, name: str) -> Page:
        films = sorted(
            (film for film in self.edition.films if initial(film.title)[0] in LETTERS[name]),
            key=lambda film: (sort_key(film.title), film.id),
        )
        others = " | ".join(f'<a href="{other}.html">{other.upper()}</a>' for other in LETTERS)
        body = lines(
            [
                "<h1>Films A–Z</h1>",
                f'<p class="letters">{others}</p>',
                '<ul class="az">',
                *(
                    f'<li><a href="{self._address(film)}">{text(film.title)}</a><br />{text(self._facts(film))}</li>'
                    for film in films
                ),
                "</ul>",
            ]
        )
        return self._page(
            f"az/{name}.html",
            "Films A–Z",
            body,
            "index",
            title="Films A–Z",
            films=[
                answers.stated(
                    title=film.title, countries=list(film.countries), year=film.year, running_time=film.minutes
                )
                for film in films
            ],
        )

    def person(self, person: Person) -> Page:
        portrait = [person.portrait] if person.portrait else []
        films = [self.edition.by_slug[slug] for slug in person.films]
        body = lines(
            [
                f"<h1>{text(person.name)}</h1>",
                *(
                    f'<p><img src="../images/{p.file}" alt="{attr(p.alt)}" width="220" height="260" /></p>'
                    for p in portrait
                ),
                *(f"<p>{text(part)}</p>" for part in person.text.split("\n\n")),
                "<h2>Films at this festival</h2>",
                '<ul class="filmography">',
                *(f'<li><a href="{self._address(film)}">{text(film.title)}</a> ({film.year})</li>' for film in films),
                "</ul>",
            ]
        )
        return self._page(
            f"people/{person.slug}.html",
            person.name,
            body,
            "person",
            title=person.name,
            biographies=[{"name": person.name, "text": person.text}],
            images=answers.images(portrait, "../images/"),
            films=[{"title": film.title, "year": film.year} for film in films],
        )

    def home(self) -> Page:
        body = lines(
            [
                f"<h1>{text(self.edition.welcome)}</h1>",
                *(f"<p>{text(part)}</p>" for part in self.edition.introduction.split("\n\n")),
                "<h2>From the diary</h2>",
                "<p>The lantern walk leaves the Regent at six on the first evening. Dogs welcome, flares not.</p>",
            ]
        )
        return self._page("index.html", "Home", body, "other", depth=0, title=self.edition.welcome)

    def changes(self) -> Page:
        body = lines(
            [
                "<h1>Programme changes</h1>",
                "<p>Correct at the time of printing this web page, as our chairman likes to say.</p>",
                "<ul>",
                "<li>The Night Market at Dakar-Plage will now be introduced by the director’s mother.</li>",
                "<li>The bar at the Customs House Studio will close at 22:00 on Sunday 13 October.</li>",
                "<li>Doors for The Salt Road open half an hour early to let the brass band in.</li>",
                "</ul>",
            ]
        )
        return self._page("changes.html", "Programme changes", body, "other", depth=0, title="Programme changes")

    def bot_wall(self, path: str) -> Page:
        """What a guard in front of the site sent to the program that saved it, with status 200."""
        html = """<!DOCTYPE html>
<html lang="en"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow">
<meta http-equiv="refresh" content="12"></head>
<body><div class="main"><h1>www.saltmerefilm.example</h1>
<h2>Checking your browser before you continue</h2>
<p>This takes a few seconds. Please enable JavaScript and cookies to prove that you are not a robot.</p>
<p>Ray ID: 5fd1e0c9b7a3</p></div></body></html>
"""
        return Page(path, html.encode(), answers.unreadable(path, answers.BOT_WALL))

    # Pieces of a film's page

    def _strand(self, key: str) -> str:
        return f'<p class="strand"><a href="../sections/{key}.html">{text(self.sections[key].name)}</a></p>'

    def _gallery(self, stills: tuple[Still, ...]) -> str:
        if not stills:
            return ""
        return lines(
            ['<div id="gallery">', "<h2>Image gallery</h2>", "<ul>", *map(self._picture, stills), "</ul></div>"]
        )

    def _picture(self, still: Still) -> str:
        caption = f'<p class="caption">{text(still.caption)}</p>' if still.caption else ""
        credit = f'<p class="credit">Photo: {text(still.credit)}</p>' if still.credit else ""
        return f'<li><img src="../images/{still.file}" alt="{attr(still.alt)}" width="480" height="270" />{caption}{credit}</li>'

    def bullet_texts(self, film: Film) -> list[str]:
        """The bullets under the title, label and value run together, as this site printed them."""
        return [
            *([f"Original title {film.original_title}"] if film.original_title else []),
            *self._credit_texts(film),
            self._made_in(film),
            *([self._length(film)] if film.minutes else []),
            *([f"Certificate {film.certificate}"] if film.certificate else []),
            *([f"Language {self._languages(film.languages)}"] if film.languages else []),
            *([f"Subtitles {self._languages(film.subtitles)}"] if film.subtitles else []),
            *([film.premiere] if film.premiere else []),
            *(f"{COMPANY_LABELS[company.role]} {company.name}" for company in film.companies),
        ]

    def _credit_texts(self, film: Film) -> list[str]:
        rows: dict[str, list[str]] = {}
        for credit in film.credits:
            name = f"{credit.name} ({credit.character})" if credit.character else credit.name
            rows.setdefault(answers.label_of(credit, film, LABELS), []).append(name)
        return [f"{label} {', '.join(names)}" for label, names in rows.items()]

    def _bullets(self, film: Film) -> str:
        return lines(['<ul class="details">', *(f"<li>{text(row)}</li>" for row in self.bullet_texts(film)), "</ul>"])

    def _made_in(self, film: Film) -> str:
        return "-".join(self.festival.countries[code] for code in film.countries) + f" {film.year}"

    def _length(self, film: Film) -> str:
        return film.minutes_as or f"{film.minutes} mins"

    def _facts(self, film: Film) -> str:
        return f"{self._made_in(film)}, {self._length(film)}"

    def _languages(self, tags: tuple[str, ...]) -> str:
        return ", ".join(self.festival.languages[tag] for tag in tags)

    def _biographies(self, film: Film) -> str:
        pages = {person.name: person for person in self.edition.people if film.slug in person.films}
        parts = []
        for biography in film.biographies:
            parts += ["<h2>Director biography</h2>", f"<p>{text(biography.text)}</p>"]
            if biography.name in pages:
                link = f"../people/{pages[biography.name].slug}.html"
                parts.append(f'<p class="more"><a href="{link}">More about {text(biography.name)}</a></p>')
        return lines(parts)

    def _showings(self, showings: tuple[Showing, ...]) -> str:
        return lines(
            [
                '<div id="showings"><h2>Screenings</h2><table>',
                *(
                    f"<tr><td>{short_day(showing.starts_at.date())}</td><td>{showing.starts_at:%H:%M}</td>"
                    f"<td>{text(self.place(showing))}</td><td>{self._book(showing)}</td></tr>"
                    for showing in showings
                ),
                "</table></div>",
            ]
        )

    def place(self, showing: Showing) -> str:
        return ", ".join(filter(None, [showing.venue, showing.screen]))

    def _book(self, showing: Showing) -> str:
        if showing.booking is None:
            return "Free, no ticket needed"
        return f'<a class="book" href="{self.booking_url}{showing.booking}">Book now</a>'

    # Rows of lists

    def _address(self, film: Film) -> str:
        return f"../films/{film.programme or film.slug}.html"

    def _card(self, film: Film) -> str:
        image = "".join(
            f'<img src="../images/thumbs/{still.file}" alt="{attr(still.alt)}" width="160" height="90" />'
            for still in film.images[:1]
        )
        return (
            f'<div class="card"><a href="{self._address(film)}">{image}</a>'
            f'<h3><a href="{self._address(film)}">{text(film.title)}</a></h3>'
            f"<p>{text(self._directed(film))}</p><p>{text(self._facts(film))}</p></div>"
        )

    def _directed(self, film: Film) -> str:
        directors = film.named("director")
        return f"{LABELS['director'][len(directors) > 1]} {', '.join(directors)}"

    def _listed(self, film: Film) -> answers.Answer:
        directors = film.named("director")
        label = LABELS["director"][len(directors) > 1]
        thumbs = tuple(Still(still.file, still.alt) for still in film.images[:1])
        return answers.stated(
            title=film.title,
            directors=directors,
            credits=[{"role": "director", "role_as_printed": label, "name": name} for name in directors],
            countries=list(film.countries),
            year=film.year,
            running_time=film.minutes,
            images=answers.images(thumbs, "../images/thumbs/"),
        )

    def _row_of_day(self, showing: Showing, item: Film | Programme) -> str:
        return (
            f'<li><span class="time">{showing.starts_at:%H:%M}</span> <a href="../films/{item.slug}.html">{text(item.title)}</a> '
            f'<span class="place">{text(self.place(showing))}</span> {self._book(showing)}</li>'
        )

    def _talk(self, day: date) -> str:
        """What is on a calendar and is no film."""
        if day != self.edition.days[3]:
            return ""
        return '<li><span class="time">22:30</span> Fishermen’s Supper <span class="place">Lifeboat Hall</span> Sold out</li>'

    # The frame

    def _page(self, path: str, heading: str, body: str, kind: str, *, depth: int = 1, **values: Any) -> Page:
        html = self._frame(heading, body, "../" * depth)
        chrome = [text for text in CHROME if text != heading]
        return Page(path, html.encode("utf-8"), answers.page(path, kind, chrome=chrome, **values))

    def _frame(self, title: str, body: str, up: str) -> str:
        strands = "".join(
            f'<li><a href="{up}sections/{section.key}.html">{text(section.name)}</a></li>'
            for section in self.festival.sections
        )
        first = self.edition.days[0]
        return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>{text(title)} | {text(self.festival.name)}</title>
<link rel="stylesheet" type="text/css" href="{up}style/festival.css" />
<script type="text/javascript">var basket = {{"items": [], "customer": null}};</script>
</head>
<body>
<div id="wrapper">
<div id="toolbar">
<p>Order for Guest</p>
<p>Your basket is empty. <a href="https://{self.festival.tickets}/basket.aspx">View basket</a></p>
</div>
<div id="header"><a href="{up}index.html"><img src="{up}images/logo.png" width="300" height="80" alt="{attr(self.edition.name)}" /></a>
<ul id="strands">{strands}</ul></div>
<div id="main">
{body}
</div>
<div id="sidebar">
<h3>Festival calendar</h3>
<ul>
<li><a href="{up}calendar/{first:%d-%m}.html">Day by day</a></li>
<li><a href="{up}brochure.pdf">Digital brochure</a></li>
<li><a href="{up}az/a-f.html">Films A–Z</a></li>
<li><a href="{up}countries.html">Countries A–Z</a></li>
<li><a href="{up}changes.html">Programme changes</a></li>
</ul>
<div class="advert"><p>Become a Friend of the festival from £25 a year.</p><p><a href="{up}friends.html">Read more</a></p></div>
<div class="advert"><p>Follow the festival diary, written nightly in the Ship.</p><p><a href="{up}diary.html">Read more</a></p></div>
<form action="https://{self.festival.tickets}/promo.aspx" method="post">
<h3>Promotional code</h3>
<p><label for="code">If you have a Saltmere promotion, enter its code:</label> <input type="text" id="code" name="code" /> <input type="submit" value="Apply" /></p>
</form>
</div>
<div id="footer"><p>Saltmere Film Trust is a registered charity. Box office 01632 960 117.</p></div>
</div>
</body>
</html>
"""
