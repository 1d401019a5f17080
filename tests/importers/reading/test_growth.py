"""Reading twice the page costs about twice the work, whatever fills it.

Work is counted in function calls, of Python and of C, so that the machine's speed does not matter. Every line of a page
is different: nothing is remembered from one to the next.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType

import pytest

from importers.reading.pages import read_page
from importers.responses import Response
from tests.forgetting import forget_texts

SIZES = (25, 50, 100, 200)
MOST = 2.3
"""Times the work for twice the page: twice, and what a few sorted lists cost."""


def prose(size: int) -> str:
    text = "The keeper of lighthouse {0} writes a letter to the mainland every day, and nobody answers it until {0}."
    return page("".join(f"<p>{text.format(number)}</p>" for number in range(size)))


def credits(size: int) -> str:
    rows = (f"<tr><td>{role(number)}</td><td>Person{letters(number)} Surname</td></tr>" for number in range(size))
    return page(f"<p>Director: Ada Lind</p><table>{''.join(rows)}</table>")


def showings(size: int) -> str:
    rows = (
        f"<li>Fri 29 Oct {hour(number)} Hall {letters(number)} <a href='/book/{number}'>Book</a></li>"
        for number in range(size)
    )
    return page(f"<p>Director: Ada Lind</p><p>Spain 2013, 90 min</p><ul>{''.join(rows)}</ul>")


def calendar(size: int) -> str:
    rows = (
        f"<tr><td>{hour(number)}</td><td><a href='/films/{number}'>Film {letters(number)}</a></td></tr>"
        for number in range(size)
    )
    return page(f"<h2>Friday 29 October 2013</h2><table>{''.join(rows)}</table>")


def films(size: int) -> str:
    return page("".join(map(film, range(size))))


def film(number: int) -> str:
    name = letters(number)
    told = f"Director: Ada{name} Lind. Spain {1950 + number % 60}, {60 + number % 60} min"
    return f"<div class='film'><h3><a href='/f/{number}'>The {name} Film</a></h3><p>{told}</p><p>Fri 29 Oct {hour(number)}</p></div>"


def linked_films(size: int) -> str:
    items = (
        f"<li><a href='/f/{n}'>The {letters(n)} Film</a> {1950 + n % 60}, 90 min, {hour(n)} Fri 29 Oct</li>"
        for n in range(size)
    )
    return page(f"<ul>{''.join(items)}</ul>")


def nested(size: int) -> str:
    return page("".join(f"<div>level {number}" for number in range(size)))


def unclosed(size: int) -> str:
    return page("".join(f"<b>bold {number}<br>" for number in range(size)))


def wide_table(size: int) -> str:
    cells = "".join(f"<td>cell {letters(number)}</td>" for number in range(size))
    return page(f"<table><tr>{cells}</tr><tr>{cells}</tr></table>")


def pictures(size: int) -> str:
    return page("".join(f"<p><img src='still-{n}.jpg' alt='still {n} of 2013'> Photo {n}</p>" for n in range(size)))


def inline(size: int) -> str:
    return page(
        "<p>" + "".join(f"<b>Label{letters(n)}</b> value {n} <a href='/{n}'>link</a> " for n in range(size)) + "</p>"
    )


def dump(size: int) -> str:
    return "".join(
        f"Line {letters(number)} of a plain text\n{hour(number)} Fri 29 Oct, Hall {number}\n\n"
        for number in range(size)
    )


def page(inner: str) -> str:
    return f"<html><head><title>The Tide</title></head><body><h1>The Tide</h1>{inner}</body></html>"


def role(number: int) -> str:
    return ("Producer", "Editor", "Music", "Camera", "Sound")[number % 5]


def letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in f"{number:04}")


def hour(number: int) -> str:
    return f"{10 + number % 12}:{number // 12 % 60:02}"


SHAPES: tuple[Callable[[int], str], ...] = (
    prose, credits, showings, calendar, films, linked_films, nested, unclosed, wide_table, pictures, inline, dump,
)  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_reading_twice_the_page_costs_about_twice_the_calls(shape: Callable[[int], str]) -> None:
    calls_of_reading(shape(SIZES[0]))  # word lists are loaded

    calls = [calls_of_reading(shape(size)) for size in SIZES]

    assert [round(after / before, 1) for before, after in pairwise(calls) if after > MOST * before] == []


def calls_of_reading(text: str) -> int:
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    response = Response("page", "site", "page", text.encode())
    forget_texts()
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_page(response)
    finally:
        sys.setprofile(before)
    return calls
