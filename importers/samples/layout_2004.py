"""The site of the 17th edition: windows-1252, tables in tables, font tags, spacers, and tags that nobody closed.

Every page has the same `<title>`, no heading element anywhere, and file names as a mirroring tool makes them from
`film.asp?id=101`. The year of the festival is printed in the frame of each page, never beside a showing.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from . import answers
from .festival import Edition, Festival, Film, Programme, Section, Showing, Still
from .pages import Page, attr, day_name, initial, lines, short_day, sort_key, text

LABELS = {
    "director": ("Dir", "Dirs"),
    "director+screenwriter": ("Written and directed by", "Written and directed by"),
    "producer": ("Prod", "Prods"),
    "screenwriter": ("Scr", "Scr"),
    "cinematographer": ("Phot", "Phot"),
    "editor": ("Ed", "Ed"),
    "composer": ("Mus", "Mus"),
    "sound": ("Sound", "Sound"),
    "production_designer": ("Design", "Design"),
    "animator": ("Anim", "Anim"),
    "cast": ("Cast", "Cast"),
}
LABELS_BY_STYLE = {
    "table": LABELS,
    "line": LABELS | {"cast": ("With", "With")},
    "bare": LABELS | {"director": ("", "")},
}
COMPANY_LABELS = {
    "production": "Production co",
    "uk_distribution": "UK dist",
    "sales": "Int'l sales",
    "other": "Print source",
}

CHROME = (
    "Box office 01632 960 117",
    "Getting to Saltmere",
    "Join the mailing list",
    "Herring Supper tickets now on sale!",
    "Supported by the Saltmere Harbour Commissioners",
    "Site by Barnacle Web",
)

NAVIGATION = (
    ("index.html", "Home"),
    ("az.html", "Films A-Z"),
    ("day.asp@d=14.html", "Day by day"),
    ("booking.html", "How to book"),
    ("travel.html", "Getting to Saltmere"),
    ("contact.html", "Contact us"),
)


def film_path(film: Film | Programme) -> str:
    return f"film.asp@id={film.id if isinstance(film, Film) else film.slug}.html"


def section_path(section: Section) -> str:
    return f"section.asp@s={section.key}.html"


def day_path(day: date) -> str:
    return f"day.asp@d={day.day}.html"


class Layout:
    """Makes the pages of one edition. Paths are relative to the edition's folder."""

    def __init__(self, festival: Festival, edition: Edition) -> None:
        self.festival = festival
        self.edition = edition
        self.sections = {section.key: section for section in festival.sections}
        self.booking_url = f"http://{festival.tickets}/book.asp?perf="

    def pages(self) -> list[Page]:
        return [
            self.home(),
            self.booking(),
            self.a_to_z(),
            *(self.section(section) for section in self.festival.sections),
            *(self.film(film) for film in self.edition.films),
            *(self.day(day) for day in self.edition.days if self.edition.on(day)),
        ]

    # Pages

    def film(self, film: Film) -> Page:
        labels = LABELS_BY_STYLE[film.style]
        body = lines(
            [
                self._trail(film),
                self._title(film),
                f"<p><b>{text(film.standfirst)}</b>" if film.standfirst else "",
                {"table": self._table_of_credits, "line": self._line_of_credits, "bare": self._bare_credits}[
                    film.style
                ](film),
                self._note(film),
                self._biographies(film),
                self._showings(film),
            ]
        )
        answer = answers.film(film, labels, self.sections) | answers.stated(
            screenings=answers.screenings(film.showings, self.booking_url),
            images=answers.images(film.images, "img/"),
        )
        return self._page(film_path(film), body, "film", **answer)

    def section(self, section: Section) -> Page:
        films = self.edition.in_section(section.key)
        body = lines(
            [
                f'<font face="Georgia, Times" size="5" color="#0B3A53"><b>{text(section.name)}</b></font>',
                f"<p><b>{text(section.standfirst)}</b>",
                f"<p>{text(section.introduction)}",
                '<table border="0" cellpadding="6" cellspacing="0" width="100%">',
                *(self._row_of_section(film) for film in films),
                "</table>",
            ]
        )
        return self._page(
            section_path(section),
            body,
            "section",
            title=section.name,
            standfirst=section.standfirst,
            synopsis=section.introduction,
            films=[self._listed(film) for film in films],
        )

    def day(self, day: date) -> Page:
        rows = self.edition.on(day)
        body = lines(
            [
                f'<font face="Georgia, Times" size="5" color="#0B3A53"><b>{day_name(day)}</b></font>',
                '<br><font size="1"><a href="az.html">See all films</a></font><br>',
                '<table border="0" cellpadding="4" cellspacing="1" bgcolor="#9FB8C2" width="100%">',
                *(self._row_of_day(showing, item) for showing, item in rows),
                self._supper(day),
                "</table>",
            ]
        )
        return self._page(
            day_path(day),
            body,
            "calendar",
            title=day_name(day),
            films=[
                answers.stated(title=item.title, running_time=item.minutes if isinstance(item, Film) else None)
                for item in answers.listed_once(rows)
            ],
            screenings=[answers.screening(showing, self.booking_url, film=item.title) for showing, item in rows],
        )

    def a_to_z(self) -> Page:
        films = sorted(self.edition.films, key=lambda film: sort_key(film.title))
        parts, letter = [], ""
        for film in films:
            if initial(film.title) != letter:
                letter = initial(film.title)
                parts.append(f'<p><a name="{letter}"></a><font size="4" color="#C2452D"><b>{letter}</b></font><br>')
            parts.append(f'<a href="{film_path(film)}">{text(film.title)}</a><br>')
        body = lines(['<font face="Georgia, Times" size="5"><b>Films A-Z</b></font>', *parts])
        return self._page("az.html", body, "index", title="Films A-Z", films=[{"title": film.title} for film in films])

    def home(self) -> Page:
        paragraphs = self.edition.introduction.split("\n\n")
        body = lines(
            [
                f'<font face="Georgia, Times" size="5"><b>{text(self.edition.welcome)}</b></font>',
                *(f"<p>{text(paragraph)}" for paragraph in paragraphs),
                '<p><b>News</b><br>2 October: the Ropewalk has heating. <a href="travel.html">More</a>',
                "<p>28 September: volunteers wanted for the lantern walk. Bring a lantern.",
            ]
        )
        return self._page("index.html", body, "other", title=self.edition.welcome)

    def booking(self) -> Page:
        body = lines(
            [
                '<font face="Georgia, Times" size="5"><b>How to book</b></font>',
                "<p>In person at the Regent, Quay Street, from 10am daily. By telephone from 20 September.",
                "<p><table border=1 cellpadding=4><tr><td>Evenings<td>&pound;5.50<td>Concessions &pound;4",
                "<tr><td>Matinees<td>&pound;4<td>Concessions &pound;3",
                "<tr><td>Season ticket<td>&pound;75<td>Admits one, to everything, if awake</table>",
            ]
        )
        return self._page("booking.html", body, "other", title="How to book")

    def not_found(self, path: str) -> Page:
        """What this server sends, with status 200, for a film that is no more."""
        body = (
            '<font size="4"><b>Sorry!</b></font>'
            "<p>The page you requested could not be found. It may have been moved or removed."
            '<p>Please try the <a href="az.html">A-Z of films</a> or return to the <a href="index.html">home page</a>.'
        )
        page = self._page(path, body, "other")
        return Page(path, page.body, answers.unreadable(path, answers.SOFT_404))

    # Pieces of a film's page

    def _trail(self, film: Film) -> str:
        section = self.sections[film.section]
        return (
            f'<font size="1"><a href="index.html">Home</a> &gt; <a href="{section_path(section)}">'
            f"{text(section.name)}</a> &gt; {text(film.title)}</font><br>"
        )

    def _title(self, film: Film) -> str:
        title = f'<font face="Georgia, Times" size="5" color="#0B3A53"><b>{text(film.title)}</b></font>'
        if film.original_title:
            title += f'<br><font size="2"><i>({text(film.original_title)})</i></font>'
        if film.premiere:
            title += f'<br><font size="1" color="#C2452D"><b>{text(film.premiere)}</b></font>'
        return title

    def _made_in(self, film: Film) -> str:
        return "/".join(self.festival.countries[code] for code in film.countries) + f" {film.year}"

    def _length(self, film: Film) -> str:
        return film.minutes_as or (f"{film.minutes}min" if film.minutes else "")

    def _spoken(self, film: Film) -> str:
        names = [self.festival.languages[tag] for tag in film.languages]
        if not names:
            return ""
        subtitled = " with English subtitles" if film.subtitles else ""
        return ("In " if not subtitled else "") + " and ".join(names) + subtitled

    def _names(self, film: Film) -> list[tuple[str, str]]:
        """Rows of label and names, one for each role in page order."""
        labels = LABELS_BY_STYLE[film.style]
        rows: dict[str, list[str]] = {}
        for credit in film.credits:
            name = f"{credit.name} ({credit.character})" if credit.character else credit.name
            rows.setdefault(answers.label_of(credit, film, labels), []).append(name)
        return [(label, ", ".join(names)) for label, names in rows.items()]

    def _table_of_credits(self, film: Film) -> str:
        facts = [self._made_in(film), self._length(film), self._spoken(film)]
        if film.certificate:
            facts.append(f"Cert {film.certificate}")
        rows = [*self._names(film), *((COMPANY_LABELS[company.role], company.name) for company in film.companies)]
        return lines(
            [
                '<p><table border="0" cellpadding="0" cellspacing="0"><tr><td valign="top" width="210">',
                self._still(film.images),
                '<td width="10"><img src="img/spacer.gif" width="10" height="1">',
                '<td valign="top"><font size="2">',
                "<br>".join(text(fact) for fact in facts if fact),
                '<br><img src="img/spacer.gif" width="1" height="8"><br>',
                '<table border="0" cellpadding="1" cellspacing="0">',
                *(
                    f'<tr><td valign="top"><font size="2"><b>{text(label)}:</b><td><font size="2">{text(names)}'
                    for label, names in rows
                ),
                "</table></table>",
            ]
        )

    def _line_of_credits(self, film: Film) -> str:
        names = [f"{label} {names}" for label, names in self._names(film)]
        facts = [self._made_in(film), names[0], self._length(film), *names[1:], self._spoken(film)]
        return f'<p>{self._still(film.images)}<font size="2"><b>{text(". ".join(filter(None, facts)))}.</b></font>'

    def _bare_credits(self, film: Film) -> str:
        facts = [*(names for _, names in self._names(film)), self._made_in(film), self._length(film)]
        return '<p><font size="2">' + "<br>".join(text(fact) for fact in facts if fact) + "</font>"

    def _still(self, stills: tuple[Still, ...]) -> str:
        return lines(
            f'<img src="img/{still.file}" width="200" height="130" border="0" hspace="0"'
            + (f' alt="{attr(still.alt)}">' if still.alt else ">")
            for still in stills
        )

    def _note(self, film: Film) -> str:
        paragraphs = [f'<p><font face="Georgia, Times" size="3">{text(part)}' for part in film.paragraphs]
        if not film.byline:
            return lines(paragraphs)
        if film.byline_style == "bracket":
            return lines([*paragraphs[:-1], f"{paragraphs[-1]} ({text(film.byline)})"])
        return lines([*paragraphs, f'<p align="right"><i>{text(film.byline)}</i>'])

    def _biographies(self, film: Film) -> str:
        return lines(
            f'<p><font color="#C2452D"><b>About the director</b></font><br>{text(biography.text)}'
            for biography in film.biographies
        )

    def _showings(self, film: Film) -> str:
        return lines(
            [
                '<p><table border="0" cellpadding="4" cellspacing="1" bgcolor="#9FB8C2">',
                *(self._row_of_film(showing) for showing in film.showings),
                "</table>",
            ]
        )

    def _row_of_film(self, showing: Showing) -> str:
        return (
            f'<tr bgcolor="#FFFFFF"><td>{short_day(showing.starts_at.date())}<td>{self._clock(showing)}'
            f"<td>{text(showing.venue)}<td>{self._book(showing)}"
        )

    # Rows of lists

    def _row_of_section(self, film: Film) -> str:
        still = self._still(film.images[:1]).replace('width="200" height="130"', 'width="100" height="65"')
        facts = ", ".join(filter(None, [self._made_in(film), self._length(film)]))
        return (
            f'<tr><td width="110">{still}<td valign="top"><a href="{film_path(film)}"><b>{text(film.title)}</b></a><br>'
            f'<font size="2">{self._directed(film)}<br>{text(facts)}</font>'
        )

    def _directed(self, film: Film) -> str:
        directors = film.named("director")
        return f"{LABELS['director'][len(directors) > 1]} {text(', '.join(directors))}"

    def _listed(self, film: Film) -> answers.Answer:
        directors = film.named("director")
        label = LABELS["director"][len(directors) > 1]
        return answers.stated(
            title=film.title,
            directors=directors,
            credits=[{"role": "director", "role_as_printed": label, "name": name} for name in directors],
            countries=list(film.countries),
            year=film.year,
            running_time=film.minutes,
            images=answers.images(film.images[:1], "img/"),
        )

    def _row_of_day(self, showing: Showing, item: Film | Programme) -> str:
        length = self._length(item) if isinstance(item, Film) else ""
        return (
            f'<tr bgcolor="#FFFFFF"><td>{self._clock(showing)}<td><a href="{film_path(item)}"><b>{text(item.title)}</b>'
            f"</a><td>{text(showing.venue)}<td>{text(length)}<td>{self._book(showing)}"
        )

    def _supper(self, day: date) -> str:
        """What is on a calendar and is no film."""
        if day != self.edition.days[2]:
            return ""
        return '<tr bgcolor="#F4EBD9"><td>21.30<td>Herring Supper and ceilidh<td>Lifeboat Hall<td><td>Sold out'

    def _clock(self, showing: Showing) -> str:
        return f"{showing.starts_at:%H.%M}"

    def _book(self, showing: Showing) -> str:
        if showing.booking is None:
            return "Free"
        return f'<a href="{self.booking_url}{showing.booking}">Book</a>'

    # The frame

    def _page(self, path: str, body: str, kind: str, **values: Any) -> Page:
        html = self._frame(body)
        answer = answers.page(path, kind, chrome=CHROME, **values)
        return Page(path, html.encode("windows-1252", "xmlcharrefreplace"), answer)

    def _frame(self, body: str) -> str:
        links = lines(
            f'<tr><td><img src="img/bullet.gif" width="8" height="8"> <a href="{path}"><font size="2" color="#FFFFFF">'
            f"{text(label)}</font></a>"
            for path, label in (*NAVIGATION, *((section_path(s), s.name) for s in self.festival.sections))
        )
        first, last = self.edition.starts_on, self.edition.ends_on
        return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<html>
<head>
<title>{text(self.edition.name)}</title>
<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">
<script language="JavaScript"><!--
function over(img, src) {{ if (document.images) document[img].src = src; }}
//--></script>
<style type="text/css">a {{ color: #0B3A53 }} td, p {{ font-family: Verdana, Arial, sans-serif; font-size: 12px }}</style>
</head>
<body bgcolor="#0B2A3A" text="#222222" topmargin="0" marginheight="0">
<table width="780" align="center" border="0" cellpadding="0" cellspacing="0" bgcolor="#FFFFFF">
<tr><td colspan="4" bgcolor="#123F57"><a href="index.html"><img src="img/masthead.gif" width="780" height="90" border="0" alt="{attr(self.edition.name)}"></a>
<tr bgcolor="#C2452D"><td colspan="4" height="20" align="center"><font size="1" color="#FFFFFF"><b>{first.day} - {last.day} {last:%B %Y}</b></font>
<tr>
<td width="150" valign="top" bgcolor="#1D5673">
<table border="0" cellpadding="4" cellspacing="0" width="150">
{links}
<tr><td><img src="img/spacer.gif" width="1" height="20"><br><font size="1" color="#FFFFFF">Box office 01632 960 117</font>
</table>
<td width="20"><img src="img/spacer.gif" width="20" height="1">
<td width="470" valign="top"><img src="img/spacer.gif" width="470" height="12"><br>
{body}
<br><br>
<td width="140" valign="top" bgcolor="#E7EEF1">
<table border="0" cellpadding="6" width="140"><tr><td><form action="/cgi-bin/list.pl"><font size="1"><b>Join the mailing list</b><br>
<input type="text" name="email" size="12"> <input type="submit" value="Go"></form>
<tr><td bgcolor="#F4EBD9"><font size="1">Herring Supper tickets now on sale!<br><a href="booking.html">Read more</a>
<tr><td><img src="img/sponsor.gif" width="120" height="60" alt="Harbour Commissioners"><br><font size="1">Supported by the Saltmere Harbour Commissioners
</table>
<tr><td colspan="4" bgcolor="#123F57" align="center"><font size="1" color="#FFFFFF">&copy; Saltmere Film Trust 2004 | Site by Barnacle Web | <a href="contact.html"><font color="#FFFFFF">Contact us</font></a></font>
</table>
</body>
</html>
"""
