from importers.reading.items import FilmItem, Screening
from importers.reading.programme import best_screenings, of_one_film, programme
from importers.reading.readings import Mention, Reading


def seen(*screenings):
    return Reading("screenings", screenings, "showings", 0.9, (Mention(1, 0, 5),))


def data(*screenings, confidence=0.9):
    return Reading("screenings", screenings, "jsonld", confidence, ())


def test_what_is_shown_counts_before_the_same_showing_in_utc():
    shown = seen(Screening("2023-04-14T19:45", None, "Cinema 2"), Screening("2023-04-15T14:00"))
    told = data(Screening("2023-04-14T18:45+00:00", "Harbourside"), Screening("2023-04-15T13:00+00:00"))

    assert best_screenings([shown, told]) == (shown.value, [shown])


def test_a_showing_in_data_alone_stays_with_its_offset():
    told = data(Screening("2023-04-14T18:45+00:00"))

    assert best_screenings([told])[0] == told.value


def test_data_fills_what_the_row_leaves_open():
    shown, told = seen(Screening("--11-14T19:00")), data(Screening("2019-11-14T19:00-06:00", "Grange Hall"))

    assert best_screenings([told, shown])[0] == (Screening("2019-11-14T19:00-06:00", "Grange Hall"),)


def test_two_rooms_at_one_hour_are_two_showings():
    shown = seen(Screening("2019-11-14T19:00", None, "Screen 1"), Screening("2019-11-14T19:00", None, "Screen 2"))

    assert best_screenings([shown])[0] == shown.value


def test_doubtful_data_counts_only_alone():
    shown, told = seen(Screening("2019-11-14T19:00")), data(Screening("2019-11-20T19:00"), confidence=0.5)

    assert best_screenings([shown, told])[0] == shown.value
    assert best_screenings([told])[0] == told.value


def test_showings_that_name_another_film_are_not_this_films():
    own, other = Screening("2024-05-08T14:15"), Screening("2024-05-08T16:00", film="Heath")

    assert of_one_film(FilmItem("Market", screenings=(own, other))).screenings == (own,)


def test_a_calendar_names_its_films_without_the_strand():
    films = [
        FilmItem("Silver Screen: The Eel Wife", screenings=(Screening("2015-06-04T14:30"),)),
        FilmItem("The Eel Wife", screenings=(Screening("2015-06-06T13:00"),)),
    ]

    assert programme(FilmItem(), films) == (
        Screening("2015-06-04T14:30", film="The Eel Wife"),
        Screening("2015-06-06T13:00", film="The Eel Wife"),
    )
