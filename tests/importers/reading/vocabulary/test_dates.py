import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.reading.vocabulary.dates import Day, find_days, find_showtimes, find_times, numeric_order, settle_year
from tests.forgetting import forget_texts
from tests.growth import grows_linearly


def shown(text, days=()):
    return [showtime.iso for showtime in find_showtimes(text, days)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Fri 29 Oct 18.10", ["--10-29T18:10"]),
        ("29/10 18:10", ["--10-29T18:10"]),
        ("October 29, 6:10pm", ["--10-29T18:10"]),
        ("Oct 29 2021 6 PM", ["2021-10-29T18:00"]),
        ("Wednesday 16 June 2021 14:40", ["2021-06-16T14:40"]),
        ("2021-06-16T14:40", ["2021-06-16T14:40"]),
        ("2021-06-16T14:40:00+01:00", ["2021-06-16T14:40+01:00"]),
        ("Vendredi 29 octobre à 20h30", ["--10-29T20:30"]),
        ("29. Oktober, 18 Uhr", ["--10-29T18:00"]),
        ("Fr 29.10. 20:15", ["--10-29T20:15"]),
        ("Fr., 29.10.2021, 20:15 Uhr", ["2021-10-29T20:15"]),
        ("sábado 19 de marzo 20 hs", ["--03-19T20:00"]),
        ("Mar 29 ottobre 20.30", ["--10-29T20:30"]),
        ("29 de outubro, às 21h30", ["--10-29T21:30"]),
        ("vrijdag 29 oktober, 20.15 uur", ["--10-29T20:15"]),
        ("piątek 29 października, godz. 19:00", ["--10-29T19:00"]),
        ("pátek 29. října 2021 v 19:00", ["2021-10-29T19:00"]),
        ("fredag den 29. oktober kl. 19.00", ["--10-29T19:00"]),
        ("fredag 29. oktober kl. 19.00", ["--10-29T19:00"]),
        ("fredag 29 oktober kl 19.00", ["--10-29T19:00"]),
        ("perjantai 29.10. klo 18.00", ["--10-29T18:00"]),
        ("Παρασκευή 29 Οκτωβρίου, 20:30", ["--10-29T20:30"]),
        ("пятница, 29 октября, 19:00", ["--10-29T19:00"]),
        ("10月29日(金) 18:10", ["--10-29T18:10"]),
        ("2021年10月29日 18時30分", ["2021-10-29T18:30"]),
        ("10월 29일 (금) 오후 6:30", ["--10-29T18:30"]),
        ("10月29日 周五 18:30", ["--10-29T18:30"]),
        ("29 ottobre 2021 ore 21", ["2021-10-29T21:00"]),
        ("ti 2.11. klo 18", ["--11-02T18:00"]),
        ("2021/10/29 18:30", ["2021-10-29T18:30"]),
        ("jeu 3 nov - 19h / sam 5 nov - 14h30", ["--11-03T19:00", "--11-05T14:30"]),
        ("1915 hrs Sat 5 Nov", ["--11-05T19:15"]),
        ("18:10 Fri 29 Oct", ["--10-29T18:10"]),
        ("29 Oct: 14:00, 18:30, 21:00", ["--10-29T14:00", "--10-29T18:30", "--10-29T21:00"]),
        ("Fri 29, Sat 30 Oct & Mon 1 Nov 18.10", ["--10-29T18:10", "--10-30T18:10", "--11-01T18:10"]),
        ("Thu 21 – Sun 24 Oct 18:00", [f"--10-{day}T18:00" for day in (21, 22, 23, 24)]),
        ("29 Oct 6:10 & 8:40pm", ["--10-29T18:10", "--10-29T20:40"]),
        ("Fri 3 May 11.00-1.00pm", ["--05-03T11:00"]),
        ("Fri 3 May 5.00pm - 7.00pm", ["--05-03T17:00"]),
        ("Fri 29 Oct midnight", ["--10-30T00:00"]),
        ("29 Oct noon", ["--10-29T12:00"]),
        ("31 Dec 2021 22:00, 00:15", ["2021-12-31T22:00", "2022-01-01T00:15"]),
    ],
)
def test_find_showtimes_reads_day_and_hour(text, starts):
    assert shown(text) == starts


@pytest.mark.parametrize(
    "text",
    ["", "18:10", "29 October", "£12.50 on 3 May", "12,50 € 3. Mai", "aspect ratio 1:85", "8/10", "31 February 18:00"],
)
def test_find_showtimes_wants_both(text):
    assert shown(text) == []


def test_find_showtimes_takes_the_day_from_above():
    assert shown("18.10 NFT, 20.30", (Day(10, 29, 2021),)) == ["2021-10-29T18:10", "2021-10-29T20:30"]


def test_find_days_keeps_both_readings_of_figures():
    (day,) = find_days("03/04/2021")

    assert (day.month, day.day, day.other) == (4, 3, (3, 4))


def test_find_days_settles_figures_by_the_weekday():
    (day,) = find_days("Sun 03/07/2021")

    assert (day.month, day.day, day.other) == (3, 7, None)


@pytest.mark.parametrize(
    ("text", "order"), [("29/10/2021", "day first"), ("10/29/2021", "month first"), ("03/04/2021", None), ("", None)]
)
def test_numeric_order_is_told_by_days_over_twelve(text, order):
    assert numeric_order(text) == order


def test_settle_year_finds_the_one_year_of_that_weekday():
    friday = Day(10, 29, weekday=4)

    assert settle_year(friday, (2009, 2010, 2011)).year == 2010
    assert settle_year(friday, (2009, 2011)).year is None
    assert settle_year(friday, (2010, 2021)).year is None


@given(st.dates(), st.times())
def test_find_showtimes_reads_what_iso_writes(day, clock):
    stamp = f"{day.replace(year=2000 + day.year % 40, day=min(day.day, 28)).isoformat()}T{clock:%H:%M}"

    assert shown(stamp) == [stamp]


@given(st.text(max_size=80))
def test_find_times_takes_any_text(text):
    assert all(0 <= found.hour <= 24 and text[found.start : found.end] for found in find_times(text))


def test_long_lines_take_time_in_proportion():
    def reading(count):
        line = f"{count} Fri 29 Oct 18.10, "[3:] * count
        return lambda: (forget_texts(), find_showtimes(line))

    assert grows_linearly(reading, 60)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("15/10 (sábado) - 21h30", ["--10-15T21:30"]),
        ("Sala 3 - 15/10 (sábado) - 21h30", ["--10-15T21:30"]),
        ("ven. 06/03 20h30", ["--03-06T20:30"]),
        ("11.14(목) 19:30", ["--11-14T19:30"]),
        ("5/11（土）〜5/13（月）10:30", ["--05-11T10:30", "--05-12T10:30", "--05-13T10:30"]),
        ("30 April – 2 May 2014 8pm", ["2014-04-30T20:00", "2014-05-01T20:00", "2014-05-02T20:00"]),
        ("Mi 6.5. 20 Uhr", ["--05-06T20:00"]),
        ("Domenica 11 novembre ore 16 – 18.30 – 21", ["--11-11T16:00", "--11-11T18:30", "--11-11T21:00"]),
        ("11 novembre ore 21, 10 euro", ["--11-11T21:00"]),
        ("11 novembre alle ore 21,15", ["--11-11T21:15"]),
        ("11. November, 20,15 Uhr", ["--11-11T20:15"]),
        ("dom 25 maggio, h 21", ["--05-25T21:00"]),
        ("Fri 29 Oct 12 noon", ["--10-29T12:00"]),
        ("Mar 2/05 17h 20h45", ["--05-02T17:00", "--05-02T20:45"]),
        ("quinta-feira, 5 de março, 21h45", ["--03-05T21:45"]),
        ("12 октября, суббота: 12:00", ["--10-12T12:00"]),
        ("5 a 7 maggio ore 21", ["--05-05T21:00", "--05-06T21:00", "--05-07T21:00"]),
        ("12. a 13. října 19:00", ["--10-12T19:00", "--10-13T19:00"]),
        ("Leden 4 €, 20u15", []),
    ],
)
def test_find_showtimes_reads_forms_of_single_countries(text, starts):
    assert shown(text) == starts


def test_a_word_between_two_days_is_no_weekday_of_another_language():
    days = find_days("11 al 22 de abril de 2012")

    assert [(day.month, day.day, day.year, day.weekday) for day in days] == [
        (4, number, 2012, None) for number in range(11, 23)
    ]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("3., 5. und 7.5. jeweils 20 Uhr", ["--05-03T20:00", "--05-05T20:00", "--05-07T20:00"]),
        ("Fr 3., Sa 4. und So 5.5., 20 Uhr", ["--05-03T20:00", "--05-04T20:00", "--05-05T20:00"]),
        ("út 10. a st 11. 12. | 19:30", ["--12-10T19:30", "--12-11T19:30"]),
        ("12.-14.10. 18 Uhr", ["--10-12T18:00", "--10-13T18:00", "--10-14T18:00"]),
        ("March 11-13, 2016, 7pm", ["2016-03-11T19:00", "2016-03-12T19:00", "2016-03-13T19:00"]),
        ("March 3, 5 & 7 at 8pm", ["--03-03T20:00", "--03-05T20:00", "--03-07T20:00"]),
        ("March 12 - 8pm", ["--03-12T20:00"]),
        ("March 12, 14 Mill Street, 8pm", ["--03-12T20:00"]),
        ("Saal 2, 5.5. 20 Uhr", ["--05-05T20:00"]),
    ],
)
def test_find_showtimes_knows_days_that_share_a_month(text, starts):
    assert shown(text) == starts


@pytest.mark.parametrize(
    ("text", "year", "weekday"),
    [("so 7. 12. 15:00", 2019, 6), ("so 8. 12. 15:00", 2019, 6), ("du 3 au 5 mai à 20h30", 2018, 6)],
)
def test_settle_year_lets_a_weekday_be_what_it_is_in_another_language(text, year, weekday):
    day = find_days(text)[0]

    assert (settle_year(day, (year,)).year, day.weekday) == (year, weekday)
