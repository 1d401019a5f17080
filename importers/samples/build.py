"""Builds the invented festival's old website, and what a careful person reads off each of its pages.

    python -m importers.samples.build FOLDER [--text]

writes FOLDER/site/ and FOLDER/answers.jsonl; with --text also FOLDER/text/ and FOLDER/text-answers.jsonl. The same data
gives the same bytes. Nothing here reads a page: the answers come from the data that the pages are made of.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from . import dumps, images, layout_2004, layout_2013
from .festival import Edition, Festival, load
from .nuisances import spoil
from .pages import Page

BROKEN_IMAGE = "hinge-broken.jpg"
MISSING_IMAGE = "lamp-missing.jpg"
STYLE = b"""body{margin:0;background:#dfe6e8;color:#222;font:15px/1.5 Georgia,serif}#wrapper{width:960px;margin:0 auto;background:#fff}
#toolbar{background:#222;color:#ddd;padding:6px 20px;font:12px Arial,sans-serif}#toolbar p{display:inline;margin-right:2em}#toolbar a{color:#fff}
#header{background:#123f57;padding:10px 20px}#strands{list-style:none;margin:10px 0 0;padding:0;font:14px Arial,sans-serif}
#strands li{display:inline;margin-right:18px}#strands a{color:#fff;text-decoration:none}#main{float:left;width:620px;padding:20px}
#sidebar{float:right;width:240px;padding:20px;background:#f1f4f5;font:13px/1.5 Arial,sans-serif}#sidebar h3{color:#c2452d;margin:0}
#footer{clear:both;background:#123f57;color:#fff;padding:10px 20px;font:12px Arial,sans-serif}h1{font-size:32px;color:#123f57;margin:0}
h2{font-size:18px;color:#c2452d;margin:20px 0 6px}.strand a{color:#c2452d;font:bold 12px Arial,sans-serif;text-transform:uppercase}
.standfirst{font-size:18px;font-style:italic}.author{text-align:right;font-style:italic}#gallery h2{position:absolute;left:-999em}
#gallery ul{list-style:none;padding:0;margin:0}.caption,.credit{font:12px Arial,sans-serif;color:#555;margin:0}a{color:#0b5a7d}
.details{background:#f1f4f5;padding:12px 30px;font:14px/1.6 Arial,sans-serif}#showings td{padding:4px 16px 4px 0;font:14px Arial,sans-serif}
.card{overflow:hidden;margin:16px 0}.card img{float:left;margin-right:14px}.card h3,.card p{margin:0}.advert{background:#f4ebd9;padding:8px;margin:12px 0}
"""


@dataclass(frozen=True)
class Site:
    """A built site: every file by its path, and the answers in the order of the pages."""

    files: Mapping[str, bytes]
    answers: tuple[dict[str, Any], ...]

    def write(self, folder: Path, answers: Path) -> None:
        for path, body in self.files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(body)
        answers.parent.mkdir(parents=True, exist_ok=True)
        rows = (json.dumps(answer, ensure_ascii=False) + "\n" for answer in self.answers)
        answers.write_text("".join(rows), encoding="utf-8")


def build_site(festival: Festival | None = None) -> Site:
    """Both editions: pages, pictures and answers."""
    festival = festival or load()
    old, new = festival.edition("17th"), festival.edition("26th")
    pages = [
        *_under(old, _pages_2004(festival, old)),
        *_under(new, _pages_2013(festival, new)),
    ]
    return _site(pages, {**_files_2004(old), **_files_2013(new)})


def build_text(festival: Festival | None = None) -> Site:
    """The film pages of the 26th edition as text dumps."""
    festival = festival or load()
    return _site(dumps.pages(festival, festival.edition("26th")), {})


def _site(pages: Iterable[Page], files: Mapping[str, bytes]) -> Site:
    made = sorted(pages, key=lambda page: page.path)
    return Site({**{page.path: page.body for page in made}, **files}, tuple(page.answer for page in made))


def _pages_2004(festival: Festival, edition: Edition) -> list[Page]:
    layout = layout_2004.Layout(festival, edition)
    return [*layout.pages(), layout.not_found("film.asp@id=199.html")]


def _pages_2013(festival: Festival, edition: Edition) -> list[Page]:
    layout = layout_2013.Layout(festival, edition)
    return [*layout.pages(), layout.bot_wall("films/the-lantern-fish.html")]


def _under(edition: Edition, pages: Iterable[Page]) -> Iterator[Page]:
    """The pages in the edition's folder, each as its server really sent it."""
    for page in map(spoil, pages):
        path = f"{edition.key}/{page.path}"
        yield replace(page, path=path, answer={**page.answer, "source": path})


def _files_2004(edition: Edition) -> dict[str, bytes]:
    files = {
        f"img/{still.file}": images.still(still.file, (200, 130), monochrome=film.section == "salvage")
        for film in edition.films
        for still in film.images
    }
    files |= {
        "img/spacer.gif": images.spacer(),
        "img/bullet.gif": images.dot((8, 8), (194, 69, 45)),
        "img/sponsor.gif": images.dot((120, 60), (18, 63, 87)),
        "img/masthead.gif": images.masthead((780, 90), "GIF"),
    }
    return {f"{edition.key}/{path}": body for path, body in files.items()}


def _files_2013(edition: Edition) -> dict[str, bytes]:
    files = {"style/festival.css": STYLE, "images/logo.png": images.masthead((300, 80), "PNG")}
    for film in edition.films:
        for still in film.images:
            files[f"images/{still.file}"] = images.still(still.file, (480, 270), monochrome=film.section == "salvage")
        for still in film.images[:1]:
            files[f"images/thumbs/{still.file}"] = images.still(
                still.file, (160, 90), monochrome=film.section == "salvage"
            )
    for person in edition.people:
        if person.portrait:
            files[f"images/{person.portrait.file}"] = images.portrait(person.portrait.file, (220, 260))
    files[f"images/{BROKEN_IMAGE}"] = files[f"images/{BROKEN_IMAGE}"][:300]
    del files[f"images/{MISSING_IMAGE}"]
    return {f"{edition.key}/{path}": body for path, body in files.items()}


def write_sample_site(folder: Path, *, text: bool = False) -> int:
    """Writes the site and its answers under the folder; returns how many pages it has."""
    site = build_site()
    site.write(folder / "site", folder / "answers.jsonl")
    if text:
        build_text().write(folder / "text", folder / "text-answers.jsonl")
    return len(site.answers)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m importers.samples.build", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--text", action="store_true")
    options = parser.parse_args(arguments)
    pages = write_sample_site(options.folder, text=options.text)
    sys.stdout.write(
        f"{pages} pages in {options.folder / 'site'}, their answers in {options.folder / 'answers.jsonl'}\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
