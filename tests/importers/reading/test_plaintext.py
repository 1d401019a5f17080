"""Lines of a text dump that were wrapped to a width are one passage."""

from importers.reading.plaintext import read_plain_text

NOTE = """A lighthouse keeper counts ships that no longer come, and writes
each of them into a book that nobody has asked for. Her daughter
comes from the city to sell the house. She finds the book, and
stays for the winter.
"""


def texts(text: str) -> list[str]:
    return [passage.text for passage in read_plain_text(text).passages]


def test_wrapped_paragraph_is_one_passage():
    assert texts(NOTE) == [" ".join(NOTE.split())]


def test_wrapped_paragraphs_stay_apart_at_a_blank_line():
    assert texts(f"{NOTE}\n{NOTE}") == [" ".join(NOTE.split())] * 2


def test_lines_that_would_have_had_room_are_passages_of_their_own():
    lines = [
        "Salt Lines",
        "A keeper of lights, and of what she counts in the long winter.",
        "Director Ines Obray",
        "90 mins",
    ]

    assert texts("\n".join(lines)) == lines


def test_lines_longer_than_any_page_is_wide_are_paragraphs():
    paragraph = " ".join(NOTE.split())

    assert texts(f"{paragraph}\n{paragraph}") == [paragraph, paragraph]


def test_bullets_begin_passages():
    lines = ["• Director Ines Obray, who also wrote, produced and edited the film", "• Producer Tomas Reuel"]

    assert texts("\n".join(lines)) == lines


def test_wrapped_text_is_accounted_for_to_the_character():
    document = read_plain_text(NOTE)

    assert sum(node.size for node in document.nodes) == len("".join(NOTE.split()))
