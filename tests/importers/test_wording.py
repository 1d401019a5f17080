"""Numbers in sentences."""

import pytest

from importers.wording import counted


@pytest.mark.parametrize(
    ("number", "noun", "plural", "words"),
    [
        (0, "page", "", "0 pages"),
        (1, "page", "", "1 page"),
        (1, "NUL character", "", "1 NUL character"),
        (1204, "page", "", "1,204 pages"),
        (2, "person", "people", "2 people"),
    ],
)
def test_counted_noun_agrees_with_its_number(number, noun, plural, words):
    assert counted(number, noun, plural) == words
