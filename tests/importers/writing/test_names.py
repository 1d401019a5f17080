"""Which names are one name, and which biographies are of two people."""

import pytest

from importers.writing.names import normal_form, tell_of_two_people, title_form

OBRAY = "Ines Obray was born in Port Sallow in 1971. After Brest she made Ballast, The Third Tide and Lantern Hour."
OBRAY_LATER = "Born 1971, Port Sallow. Ines Obray's Ballast won in Locarno; then came Lantern Hour and Salt Lines."
OTHER = "Ines Obray teaches sculpture at Graz. Her installation Quarry opened the Vienna Biennale of 2019 in Linz."


@pytest.mark.parametrize(
    ("one", "other"), [("Ines Obray", "INES  OBRAY"), ("J.-P. Roux", "J. P. Roux"), ("Jean-Luc Dor", "Jean Luc Dor")]
)
def test_normal_form_of_one_name_is_the_same(one, other):
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(("one", "other"), [("Ines Obray", "Inès Obray"), ("李安", "Ang Lee"), ("A. Lind", "Ada Lind")])
def test_normal_form_of_two_spellings_that_may_be_two_people_differs(one, other):
    assert normal_form(one) != normal_form(other)


def test_title_form_leaves_out_punctuation():
    assert title_form("«Salt Lines?»") == title_form("SALT LINES")


def test_biographies_with_nothing_in_common_tell_of_two_people():
    assert tell_of_two_people(OBRAY, OTHER, "Ines Obray")


@pytest.mark.parametrize("other", [OBRAY_LATER, "A short note.", ""])
def test_biographies_that_agree_or_say_too_little_tell_of_one(other):
    assert not tell_of_two_people(OBRAY, other, "Ines Obray")
