"""Titles, and what is glued to them."""

from __future__ import annotations

import pytest

from importers.reading.pages import read_page
from importers.reading.readers.headings import take_apart
from importers.responses import Response


@pytest.mark.parametrize(
    ("heading", "title", "original", "certificate", "year"),
    [
        ("The Lamplighters (12A)", "The Lamplighters", None, "12A", None),
        ("Salt Road [PG] + Q&A", "Salt Road", None, "PG", None),
        ("The Glass Quay (1972)", "The Glass Quay", None, None, 1972),
        ("Undertow (Understrøm) (15)", "Undertow", "Understrøm", "15", None),
        ("UK Premiere: The Quiet Coast", "The Quiet Coast", None, None, None),
        ("Bread, Salt; and After", "Bread, Salt; and After", None, None, None),
        ("Lighthouse: A Ledger", "Lighthouse: A Ledger", None, None, None),
        ("‘Aemon", "‘Aemon", None, None, None),
        ("82", "82", None, None, None),
        ("A", "A", None, None, None),
        ("“Low Water”", "Low Water", None, None, None),
        ("Harbour (35mm)", "Harbour", None, None, None),
    ],
)
def test_take_apart_heading(
    heading: str, title: str, original: str | None, certificate: str | None, year: int | None
) -> None:
    parts = take_apart(heading)
    assert (parts.title, parts.original_title, parts.certificate, parts.year) == (title, original, certificate, year)


def test_title_of_emphasised_lines_over_credits_is_the_first():
    body = "<p><b>The Salt Road</b></p><p><b>A Western of the Sea</b></p><p>Director: Ada Lind</p><p>Spain 2013, 90 min</p>"

    assert read_page(Response("road.html", "site", "road.html", body.encode())).film.title == "The Salt Road"
