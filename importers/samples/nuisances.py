"""What goes wrong on real old sites, done to single pages on purpose."""

from __future__ import annotations

from dataclasses import replace

from .answers import MOJIBAKE, TRUNCATED
from .pages import Page

DECLARED_UTF8_SENT_1252 = "film.asp@id=112.html"
ENTITIES = "film.asp@id=103.html"
CUT_OFF = "film.asp@id=125.html"
DECLARED_LATIN_SENT_UTF8 = "films/low-pressure.html"
ENCODED_TWICE = "films/el-y-el-faro.html"


def spoil(page: Page) -> Page:
    """The page as its server really sent it."""
    spoilers = {
        DECLARED_UTF8_SENT_1252: declared_utf8,
        ENTITIES: entities,
        CUT_OFF: cut_off,
        DECLARED_LATIN_SENT_UTF8: declared_latin,
        ENCODED_TWICE: encoded_twice,
    }
    return spoilers[page.path](page) if page.path in spoilers else page


def declared_utf8(page: Page) -> Page:
    """windows-1252 bytes that call themselves UTF-8."""
    return replace(page, body=page.body.replace(b"charset=windows-1252", b"charset=utf-8"))


def declared_latin(page: Page) -> Page:
    """UTF-8 bytes that call themselves Latin-1."""
    return replace(page, body=page.body.replace(b"charset=utf-8", b"charset=iso-8859-1"))


def entities(page: Page) -> Page:
    """Accents and quotes as entities, the quotes with windows-1252 numbers, as one editor liked to write them."""
    body = page.body.replace("’".encode("windows-1252"), b"&#146;").replace("è".encode("windows-1252"), b"&egrave;")
    return replace(page, body=body)


def encoded_twice(page: Page) -> Page:
    """UTF-8 read as windows-1252 and saved as UTF-8 again: "Él" becomes "Ã‰l"."""
    answer = page.answer | {"problems": [{"code": MOJIBAKE}]}
    return replace(page, body=page.body.decode().encode().decode("windows-1252").encode(), answer=answer)


def cut_off(page: Page) -> Page:
    """The connection was lost in the second half of the note: what comes after it never arrived."""
    note = page.answer["synopsis"]
    end = len(note) * 3 // 4
    last = note[:end].split("\n\n")[-1]
    at = page.body.index(last.encode("windows-1252")) + len(last.encode("windows-1252"))
    lost = {"byline", "screenings", "biographies"}
    answer = {key: value for key, value in page.answer.items() if key not in lost}
    answer |= {"synopsis": note[:end].strip(), "problems": [{"code": TRUNCATED}]}
    return replace(page, body=page.body[:at], answer=answer)
