import pytest

from importers.reading.vocabulary.durations import find_durations, parse_duration


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90 mins", 90),
        ("90min", 90),
        ("90'", 90),
        ("90′", 90),
        ("1h 30", 90),
        ("1h30", 90),
        ("1 hr 35 mins", 95),
        ("2h 14min", 134),
        ("84m mins", 84),
        ("2 hours", 120),
        ("105 Minuten", 105),
        ("1 Std. 30 Min.", 90),
        ("1 heure 45", 105),
        ("110 мин", 110),
        ("1 ч 30 мин", 90),
        ("90分", 90),
        ("1時間30分", 90),
        ("100분", 100),
        ("95 λεπτά", 95),
        ("88 minuter", 88),
        ("77 minuuttia", 77),
        ("5.55''", 6),
        ("17,17''", 17),
        ("12 min 30 s", 13),
        ("5'30''", 6),
        ("01:32:00", 92),
        ("c. 90 min", 90),
    ],
)
def test_parse_duration_gives_minutes(text, minutes):
    assert parse_duration(text) == minutes


@pytest.mark.parametrize("text", ["", "90", "£90", "18h30", "18:30", "10:30", "aged 12", "0 min", "9999 min", "12.50"])
def test_parse_duration_refuses_other_numbers(text):
    assert parse_duration(text) is None


@pytest.mark.parametrize(("text", "minutes"), [("90", 90), ("9:18", 9), ("1:32", 92), ("about 90", None)])
def test_parse_duration_believes_a_label(text, minutes):
    assert parse_duration(text, labelled=True) == minutes


@pytest.mark.parametrize(
    "text", ["the last 10 minutes", "a 5 minute walk", "30 minutes before the film", "+ 30 min Q&A"]
)
def test_find_durations_leaves_other_stretches_of_time_alone(text):
    assert find_durations(text) == ()
