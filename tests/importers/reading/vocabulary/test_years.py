import pytest

from importers.reading.vocabulary.years import find_year, parse_year


@pytest.mark.parametrize(("text", "year"), [("2013", 2013), ("(1973)", 1973), ("1927-29", 1929), ("2009年", 2009)])
def test_parse_year_reads_a_year_alone(text, year):
    assert parse_year(text) == year


@pytest.mark.parametrize("text", ["", "1850", "2055", "20131", "in 2013", "1838 Euro"])
def test_parse_year_refuses_other_text(text):
    assert parse_year(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("France-Cambodia 2013", 2013),
        ("Romania, 2009, 115 min", 2009),
        ("© 2010", None),
        ("born 1964 in Lyon", None),
        ("1997 or 1999", None),
        ("£2000", None),
        ("France / 2018 / 22'34", 2018),
        ("France / 2013 / 18 min", 2013),
        ("Chile, 2013/14, 90 min", 2014),
    ],
)
def test_find_year_wants_one_year_of_production(text, year):
    assert find_year(text) == year
