"""Days and hours in a line: "Fri 29 Oct 18.10", "vendredi 29 octobre à 20h30", "29. Oktober, 18 Uhr", "10月29日(金) 18:10".

Nothing is guessed: a year that is not there stays None, and "03/04" keeps both its readings until something on the page
tells which one was meant.

moments   a day, an hour, the two together     words    months, weekdays, small words, tokens
days      find_days: worded, in figures, ranges  hours  find_times, by the pattern in clock
showtimes find_showtimes: which hours belong to which days
"""

from importers.reading.vocabulary.dates.days import find_days
from importers.reading.vocabulary.dates.figures import numeric_order
from importers.reading.vocabulary.dates.hours import find_times
from importers.reading.vocabulary.dates.moments import Day, Showtime, Time, blanked, next_day, settle_year, valid_day
from importers.reading.vocabulary.dates.ranges import is_range
from importers.reading.vocabulary.dates.showtimes import find_showtimes
from importers.reading.vocabulary.dates.words import (
    Token,
    is_day_number,
    names_month,
    other_weekdays,
    tokens_of,
    weekday_of,
)

__all__ = [
    "Day",
    "Showtime",
    "Time",
    "Token",
    "blanked",
    "find_days",
    "find_showtimes",
    "find_times",
    "is_day_number",
    "is_range",
    "names_month",
    "next_day",
    "numeric_order",
    "other_weekdays",
    "settle_year",
    "tokens_of",
    "valid_day",
    "weekday_of",
]
