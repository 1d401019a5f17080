"""Showings told in a sentence: "The film will be shown on Saturday 12 March at 8pm in the Main Hall"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from importers.reading.readers.showing_found import Found
from importers.reading.readers.showing_lines import SENTENCE, hours_of, lasts_long
from importers.reading.readers.showing_rows import Row
from importers.reading.readers.showing_terms import showing_words
from importers.reading.readers.showing_venues import may_be_venue, split_place
from importers.reading.readings import Mention
from importers.reading.vocabulary.dates import find_days, find_showtimes
from importers.reading.vocabulary.folding import key, words_of
from importers.reading.vocabulary.tables import table

_SHORTEST, _LONGEST = 50, 420
"""Characters of a sentence that may tell of a showing."""
_LONGEST_TEXT = 3000


def showings_told(row: Row) -> Iterator[Found]:
    """Those of the sentences of a paragraph that say that something is shown, on which day and at what hour."""
    text = row.text
    if len(row.passages) != 1 or not _SHORTEST <= len(text) <= _LONGEST_TEXT or not _tells(text):
        return
    at = 0
    for sentence in SENTENCE.split(text):
        start = text.find(sentence, at)
        at = start + len(sentence)
        if _SHORTEST <= len(sentence) <= _LONGEST and _tells(sentence):
            yield from _in_sentence(row, sentence, start)


def _tells(text: str) -> bool:
    words = words_of(text)
    return not showing_words("words", "shown").isdisjoint(words) and showing_words("words", "aside").isdisjoint(words)


def _in_sentence(row: Row, sentence: str, start: int) -> Iterator[Found]:
    days, times = find_days(sentence), hours_of(sentence)
    if not days or not times or any(day.ranged for day in days) or lasts_long(sentence, times):
        return
    passage = row.passages[0]
    for showtime in find_showtimes(sentence, (), days):
        if any(time.start == showtime.time.start for time in times):
            venue, screen = _place_after(sentence, showtime.time.end)
            mention = Mention(passage.index, start, start + len(sentence))
            yield Found(showtime, (mention,), passage.index, venue, screen, sure=False, path=passage.box.path)


@cache
def _leads() -> re.Pattern[str]:
    leads = sorted(map(re.escape, table("showings")["words"]["in_place"]), key=len, reverse=True)
    return re.compile(rf",?\s(?:{'|'.join(leads)})\s", re.IGNORECASE)


_NAME = re.compile(r"(?:(?:the|der|dem|la|le|il|el|o|de|het)\s|l['’])?([^\W_][^,.;:()]{2,60})")


def _place_after(sentence: str, end: int) -> tuple[str | None, str | None]:
    """ "in the Main Hall", "im Saal 2": what follows the hour, up to the next small word or sign."""
    lead = _leads().match(sentence, end)
    name = _NAME.match(sentence, lead.end()) if lead else None
    if not name:
        return None, None
    words: list[str] = []
    for word in name[1].split():
        if word.islower() and (len(word) > 3 or key(word) in showing_words("words", "joining")) and words:
            break
        words.append(word)
    place = " ".join(words)
    return split_place(place) if place[:1].isupper() and may_be_venue(place) else (None, None)
