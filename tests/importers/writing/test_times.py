"""When a screening starts."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from importers.writing.times import EditionDays, resolve

LONDON = ZoneInfo("Europe/London")
AUTUMN = EditionDays(LONDON, date(2013, 10, 9), date(2013, 10, 20))
NEW_YEAR = EditionDays(LONDON, date(2013, 12, 27), date(2014, 1, 6))


@pytest.mark.parametrize(
    ("starts_at", "days", "expected"),
    [
        ("2013-10-12T18:30", AUTUMN, datetime(2013, 10, 12, 17, 30, tzinfo=UTC)),
        ("2013-10-12T18:30+02:00", AUTUMN, datetime(2013, 10, 12, 16, 30, tzinfo=UTC)),
        ("--10-12T18:30", AUTUMN, datetime(2013, 10, 12, 17, 30, tzinfo=UTC)),
        ("--12-30T20:00", NEW_YEAR, datetime(2013, 12, 30, 20, 0, tzinfo=UTC)),
        ("--01-02T20:00", NEW_YEAR, datetime(2014, 1, 2, 20, 0, tzinfo=UTC)),
        ("--10-12T18:30", EditionDays(LONDON, year=2009), datetime(2009, 10, 12, 17, 30, tzinfo=UTC)),
    ],
)
def test_resolve_gives_the_moment(starts_at, days, expected):
    assert resolve(starts_at, days) == expected


@pytest.mark.parametrize(
    ("starts_at", "days", "code", "words"),
    [
        ("--10-12T18:30", EditionDays(LONDON), "screening.no-year", "neither the page nor the edition tells the year"),
        ("--04-12T18:30", AUTUMN, "screening.no-year", "more than 60 days from the edition"),
        ("--02-29T18:30", EditionDays(LONDON, year=2013), "screening.no-year", "02-29 18:30"),
        ("2013-02-30T18:30", AUTUMN, "screening.impossible-time", "2013-02-30T18:30"),
        ("tomorrow", AUTUMN, "screening.impossible-time", "tomorrow"),
        ("2013-03-31T01:30", AUTUMN, "screening.nonexistent-time", "does not exist in Europe/London"),
        ("2013-10-27T01:30", AUTUMN, "screening.ambiguous-time", "01:30+0100 or 01:30+0000"),
    ],
)
def test_resolve_invents_nothing(starts_at, days, code, words):
    problem = resolve(starts_at, days)

    assert problem.code == code
    assert words in problem.message
