import pytest

from importers.reading.items import Screening
from importers.reading.markup import read_markup
from importers.reading.plaintext import read_plain_text
from importers.reading.readers.screenings import read_screenings, screening_problems


def showings(markup):
    document = read_markup(f"<html><body>{markup}</body></html>", "page.html", "page.html")
    return [reading.value[0] for reading in read_screenings(document, document.passages)]


def test_table_rows_give_day_hour_venue_and_booking():
    table = """<table>
      <tr><td>29 Oct 18:10</td><td>Fri evening</td><td>Blue Hall</td><td><a href="/seats?id=1">book</a></td></tr>
      <tr><td>30 Oct 20:45</td><td>Sat evening</td><td>Studio</td><td><a href="/seats?id=2">book</a></td></tr>
    </table>"""

    assert showings(table) == [
        Screening("--10-29T18:10", "Blue Hall", None, "/seats?id=1"),
        Screening("--10-30T20:45", "Studio", None, "/seats?id=2"),
    ]


def test_table_headers_name_the_columns():
    table = """<table>
      <tr><th>Datum</th><th>Uhrzeit</th><th>Spielort</th><th>Saal</th></tr>
      <tr><td>29.10.2021</td><td>18:30</td><td>lichtspiel am Fluss</td><td>2</td></tr>
    </table>"""

    assert showings(table) == [Screening("2021-10-29T18:30", "lichtspiel am Fluss", "2")]


def test_a_day_stands_over_its_hours_each_with_its_own_link():
    lines = """<h2>Showtimes</h2><div>Sat 25 Jan 2025</div>
      <div><a href="/book/1">2.00pm</a> <a href="/book/2">6.10pm</a></div>
      <div>Sun 26 Jan 2025</div><div><a href="/book/3">2.00pm</a></div>"""

    assert showings(lines) == [
        Screening("2025-01-25T14:00", booking_url="/book/1"),
        Screening("2025-01-25T18:10", booking_url="/book/2"),
        Screening("2025-01-26T14:00", booking_url="/book/3"),
    ]


def test_an_hour_may_stand_over_its_day():
    assert showings("<p>06:30 pm</p><p>Tue, 08 Dec 2020</p>") == [Screening("2020-12-08T18:30")]


def test_the_weekday_and_another_date_settle_the_year():
    page = "<p>Festival of 20 October 2010</p><ul><li>Fri 29 Oct 18:10, Blue Hall</li></ul>"

    assert showings(page) == [Screening("2010-10-29T18:10", "Blue Hall")]


def test_a_calendar_names_the_film_of_each_showing():
    page = """<h1>Friday 29 October</h1>
      <ul><li><a href="/films/a">The Lighthouse Keeper</a></li></ul>
      <p>18:10 Blue Hall <a href="/seats?id=1">book</a></p>
      <ul><li><a href="/films/b">Second Harvest</a></li></ul>
      <p>20:30 Studio <a href="/seats?id=2">book</a></p>"""

    assert showings(page) == [
        Screening("--10-29T18:10", "Blue Hall", None, "/seats?id=1", "The Lighthouse Keeper"),
        Screening("--10-29T20:30", "Studio", None, "/seats?id=2", "Second Harvest"),
    ]


def test_a_venue_and_its_screen_are_parted():
    assert showings("<p>Fri 29 Oct 2021 18:10 Harbour Cinema, Screen 2</p>") == [
        Screening("2021-10-29T18:10", "Harbour Cinema", "Screen 2")
    ]


def test_one_labelled_venue_serves_every_row():
    page = "<p>Venue: Harbour Cinema</p><p>Fri 29 Oct 2021 18:10</p><p>Sat 30 Oct 2021 18:10</p>"

    assert [one.venue for one in showings(page)] == ["Harbour Cinema", "Harbour Cinema"]


def test_today_is_a_day_where_the_page_says_when_it_was_made():
    page = "<div>today</div><div><a href='/book/1'>8.40pm</a></div>"

    assert showings(page) == []
    assert showings(page + "<!-- cached on 2025-01-23 16:23:20 -->") == [
        Screening("2025-01-23T20:40", booking_url="/book/1")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Opening times: Fri 29 Oct 10:00–18:00",
        "Published 29 October 2021 18:10",
        "Box office opens 29 October 10:00",
        "29 October - 16 November",
        "Lunch break Fri 29 Oct 13:00",
        "Running time 1h30, in cinemas 29 October",
        "On 29 October 1940 at 18:10 the keeper lit his lamp for the last time and walked down to the shore alone.",
    ],
)
def test_other_lines_with_days_and_hours_are_no_showings(line):
    assert showings(f"<p>{line}</p>") == []


def test_a_day_that_can_be_read_twice_is_a_problem_and_no_showing():
    document = read_markup("<body><p>03/04/2021 18:00 Blue Hall</p></body>", "page.html", "page.html")

    (problem,) = screening_problems(document, document.passages)

    assert list(read_screenings(document, document.passages)) == []
    assert problem.code == "ambiguous_date"
    assert "2021-04-03T18:00 or 2021-03-04T18:00" in problem.message


def test_another_date_on_the_page_tells_which_figure_is_the_day():
    assert [one.starts_at for one in showings("<p>03/04/2021 18:00</p><p>29/04/2021 18:00</p>")] == [
        "2021-04-03T18:00",
        "2021-04-29T18:00",
    ]


def test_rows_in_a_script_count_where_they_name_the_film():
    script = """<h1>Second Harvest</h1><script>var page = { results : [
      [ "1A", "Second Harvest", "Wednesday 16 June 2021 14:40", "14:40", [], "SB - Studio 2020/2021" ],
      [ "2B", "Another Film Entirely", "Thursday 17 June 2021 14:40", "14:40", [], "SB - Studio 2020/2021" ]
    ] };</script>"""

    assert showings(script) == [Screening("2021-06-16T14:40", "Studio")]


def test_events_in_broken_json_are_read_all_the_same():
    script = """<h1>Second Harvest</h1><script type="application/ld+json">{ "@type": "Event", "name": "Second Harvest",
      "startDate": "2021-06-16T15:25", "url": "https://example.org/book/1",
      "location": { "@type": "Place", "name": "Harbour Cinema" }, }</script>"""

    assert showings(script) == [
        Screening("2021-06-16T15:25", "Harbour Cinema", booking_url="https://example.org/book/1")
    ]


def test_each_showing_names_the_passages_it_was_read_from():
    document = read_markup("<body><div>Sat 25 Jan 2025</div><div>18:10 Blue Hall</div></body>", "p", "p")

    (reading,) = read_screenings(document, document.passages)

    assert {mention.passage for mention in reading.mentions} == {0, 1}


def test_plain_text_is_read_alike():
    document = read_plain_text("Fri 29 Oct 2021 18:10 Blue Hall\n\nSat 30 Oct 2021 20:30 Studio\n")

    assert [reading.value[0] for reading in read_screenings(document, document.passages)] == [
        Screening("2021-10-29T18:10", "Blue Hall"),
        Screening("2021-10-30T20:30", "Studio"),
    ]


def starts(markup):
    return [one.starts_at for one in showings(markup)]


def test_the_day_may_stand_in_an_attribute_of_the_box():
    buttons = """<div data-date="2022-03-24"><span>Today</span><button>17:45</button><button>20:30</button></div>
      <div id="day-2022-03-25"><button>19:30</button></div>"""

    assert starts(buttons) == ["2022-03-24T17:45", "2022-03-24T20:30", "2022-03-25T19:30"]


def test_a_tab_names_the_day_of_the_box_it_opens():
    tabs = """<ul><li><a href="#a">Thu 9 May 2024</a></li><li><a href="#b">Sat 11 May 2024</a></li></ul>
      <div id="a"><a href="/book/1">18h00</a></div><div id="b"><a href="/book/2">16h30</a></div>"""

    assert starts(tabs) == ["2024-05-09T18:00", "2024-05-11T16:30"]


def test_a_day_in_sight_counts_before_an_attribute_and_takes_its_year():
    box = '<div data-date="2022-03-27"><h3>So 27.03.</h3><p>13:00</p></div>'

    assert starts(box) == ["2022-03-27T13:00"]


def test_seconds_since_1970_tell_the_day_of_the_hour_that_is_shown():
    assert starts('<button data-start="1648150200">20:30</button>') == ["2022-03-24T20:30"]


@pytest.mark.parametrize(
    "line",
    [
        "11.15 Talk: Filming high up",
        "13.00 Lunch",
        "19.00 Party with the Brass Band",
        "10am–5pm Exhibition",
        "17.00 Registration",
        "No film - committee elections, 7.30pm in the bar",
        "Wine and cheese from 7.30",
        "La cassa apre alle ore 20.15",
    ],
)
def test_what_is_no_film_is_no_showing_under_its_day(line):
    assert showings(f"<h2>Friday 3 October 2008</h2><p>{line}</p>") == []


def test_a_range_of_days_holds_for_the_hours_that_follow_at_once():
    listed = "<dl><dt>5/11/2019（土）〜5/13（月）</dt><dd>10:30／14:20</dd><dt>5/15（水）・5/16（木）</dt><dd>18:40</dd></dl>"

    assert starts("<p>2019年5月</p>" + listed.replace("/2019", "")) == [
        "2019-05-11T10:30",
        "2019-05-11T14:20",
        "2019-05-12T10:30",
        "2019-05-12T14:20",
        "2019-05-13T10:30",
        "2019-05-13T14:20",
        "2019-05-15T18:40",
        "2019-05-16T18:40",
    ]


def test_the_hour_said_for_all_films_holds_for_rows_that_name_none():
    page = """<p>All films in the Buttery at 8pm unless stated.</p>
      <ul><li>Mon 13 Oct 2003: <a href="/a">The Umbrella Menders</a></li>
      <li>Mon 20 Oct 2003, 7.30pm: <a href="/b">Dust Waltz</a></li></ul>"""

    assert [(one.starts_at, one.film) for one in showings(page)] == [
        ("2003-10-13T20:00", "The Umbrella Menders"),
        ("2003-10-20T19:30", "Dust Waltz"),
    ]


def test_a_paragraph_in_a_cell_is_no_part_of_the_row():
    text = "A keeper lights his lamp for the last time. " * 8
    table = f"""<table><tr><td>29 Oct 2021 18:10</td><td><a href="/a">The Lighthouse</a></td><td>{text}</td><td>Blue Hall</td></tr>
      <tr><td>30 Oct 2021 20:45</td><td><a href="/b">Second Harvest</a></td><td>{text}</td><td>Studio</td></tr></table>"""

    assert showings(table) == [
        Screening("2021-10-29T18:10", "Blue Hall", film="The Lighthouse"),
        Screening("2021-10-30T20:45", "Studio", film="Second Harvest"),
    ]


def test_a_row_made_as_those_that_sell_is_a_showing_that_is_sold_out():
    row = "<li class=s>{} <a href='/book/{}'>Book</a></li>"
    rows = [row.format(f"Fri {day} Oct 2021 18.10", day) for day in (1, 8, 15, 22)]

    assert len(showings(f"<ul>{''.join(rows)}<li class=s>Fri 29 Oct 2021 18.10 Sold out</li></ul>")) == 5


def test_weekdays_are_days_of_the_week_in_the_heading():
    page = """<h2>Programm vom 14.11. bis 20.11.2002</h2>
      <p>Der Kartograph</p><p>täglich außer Mo 20.15 Uhr, Sa + So auch 17.30 Uhr</p><p>Mo - Mi 22.30 Uhr</p>"""

    assert sorted(starts(page)) == [
        "2002-11-14T20:15",
        "2002-11-15T20:15",
        "2002-11-16T17:30",
        "2002-11-16T20:15",
        "2002-11-17T17:30",
        "2002-11-17T20:15",
        "2002-11-18T22:30",
        "2002-11-19T20:15",
        "2002-11-19T22:30",
        "2002-11-20T20:15",
        "2002-11-20T22:30",
    ]


def test_a_weekday_and_number_are_a_day_of_the_edition():
    page = "<p>du 8 au 16 juin 2012</p><ul><li>Samedi 9 à 14h - Salle Renoir</li><li>Lundi 11 à 20h30</li></ul>"

    assert starts(page) == ["2012-06-09T14:00", "2012-06-11T20:30"]


def test_every_day_without_a_week_is_no_showing():
    assert showings("<p>täglich 20.15 Uhr</p><p>Fr 29.10.2021 Kasse</p>") == []


def test_a_grid_of_hours_and_venues_shows_the_film_of_its_cell():
    grid = """<h1>Sábado, 24 de maio de 2014</h1>
      <table><tr><th>Hora</th><th>Auditório</th><th>Cine-Teatro Garrett</th></tr>
      <tr><td>15h00</td><td><a href="/31">A Casa</a></td><td></td></tr>
      <tr><td>21h30</td><td><a href="/22">Os Moleiros</a></td><td><a href="/17">Linha de Água</a></td></tr></table>"""

    assert showings(grid) == [
        Screening("2014-05-24T15:00", "Auditório", film="A Casa"),
        Screening("2014-05-24T21:30", "Auditório", film="Os Moleiros"),
        Screening("2014-05-24T21:30", "Cine-Teatro Garrett", film="Linha de Água"),
    ]


def test_a_months_grid_names_the_day_by_its_number_and_twelve_hours_are_of_the_afternoon():
    grid = """<h1>March 2009</h1><table>
      <tr><td>1<br><a href="/t">Tallow</a><br>2:00 7:00</td><td>2<br>closed</td><td>3<br><a href="/n">Night Freight</a><br>7:15 9:30</td></tr>
      </table>"""

    assert [(one.starts_at, one.film) for one in showings(grid)] == [
        ("2009-03-01T14:00", "Tallow"),
        ("2009-03-01T19:00", "Tallow"),
        ("2009-03-03T19:15", "Night Freight"),
        ("2009-03-03T21:30", "Night Freight"),
    ]


def test_hours_before_noon_stay_where_the_page_counts_to_24():
    assert starts("<p>Sat 25 Jan 2025 7:15</p><p>Sat 25 Jan 2025 19:30</p>") == ["2025-01-25T07:15", "2025-01-25T19:30"]


def test_a_heading_names_the_venue_of_the_hours_below():
    page = """<h2>Sat 25 Jan 2025</h2><h3>Cinéma Le Phare, salle 2</h3><p>14h00</p><p>18h30</p><h3>Cinéma Eden</h3><p>20h45</p>"""

    assert showings(page) == [
        Screening("2025-01-25T14:00", "Cinéma Le Phare", "salle 2"),
        Screening("2025-01-25T18:30", "Cinéma Le Phare", "salle 2"),
        Screening("2025-01-25T20:45", "Cinéma Eden"),
    ]


@pytest.mark.parametrize(
    ("row", "venue", "screen"),
    [
        ("Fri 29 Oct 2021 18:10 Kinocenter Saal 3", "Kinocenter", "Saal 3"),
        ("<a href='/book/1'><span>Fri 29 Oct 2021</span><span>18:10</span><span>Cinema 1</span></a>", None, "Cinema 1"),
        ("An Lanntair, Fri 29 Oct 2021, 18:10", "An Lanntair", None),
        ("Fri 29 Oct 2021 18:10 Lower Hall, with an introduction by the director", "Lower Hall", None),
        ("Fri 29 Oct 2021 18:10 <b>Country</b>: Australia", None, None),
        ("Fri 29 Oct 2021 18:10 Studio 2 Sold out", None, "Studio 2"),
        ("Fri 29 Oct 2021 18:10 Parent &amp; Baby", None, None),
    ],
)
def test_a_place_is_told_from_what_else_a_row_says(row, venue, screen):
    (one,) = showings(f"<p>{row}</p>")

    assert (one.venue, one.screen) == (venue, screen)


def test_under_a_heading_of_talks_there_are_no_showings():
    assert showings("<h2>Filmgespräch</h2><p>Fr 29.10.2021, 18:10 Uhr, Foyer</p>") == []


def test_a_link_that_adds_to_a_calendar_or_runs_a_script_books_nothing():
    row = (
        "<p>Fri 29 Oct 2021 18:10 <a href='https://calendar.example/?dates=20211029T171000Z'>Add to calendar</a> {}</p>"
    )

    assert showings(row.format("<a href='javascript:buy(1)'>Buy</a>"))[0].booking_url is None


def test_months_between_two_of_a_heading_have_its_year():
    page = "<p>October - December 2003. All films at 8pm.</p><ul><li>Mon 3 Nov: <a href='/d'>Dust Waltz</a></li></ul>"

    assert starts(page) == ["2003-11-03T20:00"]


def test_the_copyright_and_the_weekday_settle_the_year():
    assert starts(
        "<p>Sat 12 October 18:30</p><p>© 2012-2019 The Pier. Box office 01 234. All rights reserved.</p>"
    ) == ["2019-10-12T18:30"]


def test_weekdays_before_a_range_leave_out_its_other_days():
    line = "<p>Tuesdays &amp; Thursdays, 4 – 13 June 2013, 7.30pm</p>"

    assert starts(line) == ["2013-06-04T19:30", "2013-06-06T19:30", "2013-06-11T19:30", "2013-06-13T19:30"]


def test_weekdays_after_a_range_have_hours_of_their_own():
    line = "<p>4 – 9 June 2013: Tue 8pm, Sat + Sun 3pm</p>"

    assert starts(line) == ["2013-06-04T20:00", "2013-06-08T15:00", "2013-06-09T15:00"]


def test_a_day_that_a_line_leaves_out_has_no_showing():
    line = "<dl><dt>2011年9月17日（土）～9月19日（月）</dt><dd>19:20（18日は休映）</dd></dl>"

    assert starts(line) == ["2011-09-17T19:20", "2011-09-19T19:20"]
    assert starts("<p>du 3 au 5 mai 2018 (sauf le 4) à 20h30</p>") == ["2018-05-03T20:30", "2018-05-05T20:30"]


def test_mar_is_a_tuesday_where_the_week_says_so():
    grid = """<h1>Semaine du 13 au 19 avril 2022</h1><table><tr><th></th><th>Lun 18</th><th>Mar 19</th></tr>
      <tr><th>Les Hauts Fourneaux</th><td>14h</td><td>20h30</td></tr></table>"""

    assert starts(grid) == ["2022-04-18T14:00", "2022-04-19T20:30"]


@pytest.mark.parametrize(("lang", "start"), [("pt", "2022-04-05T21:30"), ("en-US", "2022-05-04T21:30"), ("en", None)])
def test_the_language_of_a_page_tells_whether_figures_put_the_day_first(lang, start):
    document = read_markup(f'<html lang="{lang}"><body><p>05/04/2022 21:30</p></body></html>', "page.html", "page.html")

    found = [reading.value[0].starts_at for reading in read_screenings(document, document.passages)]

    assert found == ([start] if start else [])


def test_hours_in_rows_and_days_in_columns_show_the_films_in_the_cells():
    grid = """<table><tr><th>Tid</th><th>Onsdag 13/4 2022</th><th>Torsdag 14/4 2022</th></tr>
      <tr><th>14.00</th><td></td><td><a href="/film/halvon">Halvön</a></td></tr>
      <tr><th>17.30</th><td><a href="/film/lanterna">Lanterna</a></td><td>Paus</td></tr></table>"""

    assert [(one.starts_at, one.film) for one in showings(grid)] == [
        ("2022-04-14T14:00", "Halvön"),
        ("2022-04-13T17:30", "Lanterna"),
    ]


def test_a_sentence_tells_of_showings():
    text = """<p>A ferryman keeps a record of everyone who used to cross. It opened the festival on 3 May 2015.</p>
      <p>The film will be shown on Saturday 12 March 2016 at 8pm in the Main Hall, with a second screening for those who
      work in the evenings on Wednesday 16 March 2016 at 2.30pm in the Committee Room.</p>
      <p>The annual general meeting takes place before on Thursday 3 March 2016 at 7.30pm, all members are welcome.</p>"""

    assert showings(text) == [
        Screening("2016-03-12T20:00", "Main Hall"),
        Screening("2016-03-16T14:30", "Committee Room"),
    ]


def test_prices_beside_whom_they_are_for_are_no_hours():
    text = """<h2>Programmazione da giovedì 8 a mercoledì 14 ottobre 2009</h2><p>martedì e mercoledì: 21.00</p>
      <p>Interi 7.50 - ridotti 5.50 - lunedì e mercoledì 5.00</p>"""

    assert starts(text) == ["2009-10-13T21:00", "2009-10-14T21:00"]


def test_a_panels_own_attribute_adds_the_year_to_the_day_on_its_tab():
    tabs = """<div><a href="#dag-12">za 12 aug</a></div>
      <div id="dag-12" data-dag="2023-08-12"><button>14:30</button></div>"""

    assert starts(tabs) == ["2023-08-12T14:30"]


def test_a_place_may_follow_the_facts_of_a_film():
    line = "<h3>Суббота, 12 октября 2024</h3><p>16:00 <b>«Бакенщик»</b> (Россия, 2023, 94 мин., реж. Пётр Сомов). Малый зал</p>"

    assert [(one.starts_at, one.screen) for one in showings(line)] == [("2024-10-12T16:00", "Малый зал")]


def test_letters_stand_for_the_venues_of_a_legend():
    page = """<p>Jueves 3 de mayo de 2018, 20:30 (A)<br>Viernes 4 de mayo de 2018, 17:00 (B)</p>
      <p>A = Teatro Cervantes &nbsp; B = Cines Valderrama</p>"""

    assert showings(page) == [
        Screening("2018-05-03T20:30", "Teatro Cervantes"),
        Screening("2018-05-04T17:00", "Cines Valderrama"),
    ]


def test_showings_of_films_that_one_may_also_like_are_not_the_pages():
    page = """<h1>Milkweed Road</h1><h3>Screenings</h3><p>Sat, Oct 12, 2024 7:00 PM</p>
      <h3>You may also like</h3><div><a href="/wire">Wire and Weather</a> <span>Sun, Oct 13, 2024 4:00 PM</span></div>"""

    assert starts(page) == ["2024-10-12T19:00"]


def test_weekdays_under_a_range_have_more_hours_and_a_day_may_have_none():
    lines = """<p>De 6 a 11 de dezembro de 2019, às 19h<br>Sábado e domingo também às 16h30<br>
      Não haverá sessão na segunda-feira, 9 de dezembro</p>"""

    assert sorted(starts(lines)) == [
        "2019-12-06T19:00",
        "2019-12-07T16:30",
        "2019-12-07T19:00",
        "2019-12-08T16:30",
        "2019-12-08T19:00",
        "2019-12-10T19:00",
        "2019-12-11T19:00",
    ]


def test_a_hall_told_by_its_size_may_be_in_lower_case():
    row = """<table><tr><td>do 3 oktober 2024</td><td>20.15</td><td>grote zaal</td></tr></table>"""

    assert showings(row) == [Screening("2024-10-03T20:15", None, "grote zaal")]
