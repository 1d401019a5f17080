"""The sample site itself: its size, its bytes, its nuisances, and that its answers are about its pages."""

import json
import re
from collections import Counter
from io import BytesIO
from posixpath import dirname, join, normpath

import pytest
from django.core.management import CommandError, call_command
from PIL import Image, UnidentifiedImageError

from importers.samples.build import build_site

DEAD_LINKS = {
    "17th/contact.html",
    "17th/travel.html",
    "26th/brochure.pdf",
    "26th/countries.html",
    "26th/diary.html",
    "26th/friends.html",
    "26th/images/lamp-missing.jpg",
}


def answer(site, path):
    return next(answer for answer in site.answers if answer["source"] == path)


def page(site, path, encoding="utf-8"):
    return site.files[path].decode(encoding)


def test_site_built_twice_has_the_same_bytes_and_answers(site):
    assert build_site() == site


def test_site_has_the_kinds_of_pages_of_two_editions(site):
    kinds = Counter((row["source"].split("/")[0], row.get("kind", "unreadable")) for row in site.answers)

    assert kinds == {
        ("17th", "film"): 25,
        ("17th", "section"): 6,
        ("17th", "calendar"): 11,
        ("17th", "index"): 1,
        ("17th", "other"): 2,
        ("17th", "unreadable"): 1,
        ("26th", "film"): 24,
        ("26th", "section"): 7,
        ("26th", "calendar"): 11,
        ("26th", "index"): 4,
        ("26th", "person"): 5,
        ("26th", "other"): 2,
        ("26th", "unreadable"): 1,
    }


def test_answers_are_about_files_of_the_site_once_each(site):
    pages = [path for path in site.files if path.endswith(".html")]

    assert sorted(row["source"] for row in site.answers) == sorted(pages)


def test_answer_of_a_film_page_is_what_a_person_reads_off_it(site):
    want = answer(site, "17th/film.asp@id=106.html")

    assert {key: want[key] for key in want if key not in ("synopsis", "chrome")} == {
        "source": "17th/film.asp@id=106.html",
        "kind": "film",
        "title": "Bread, Salt; and After",
        "original_title": "Chleb, sól; i potem",
        "directors": ["Krzysztof Wolański"],
        "producers": ["Hanna Zaręba"],
        "screenwriters": ["Krzysztof Wolański", "Hanna Zaręba"],
        "cast": ["Marek Dudek", "Iga Rybicka", "Wiesława Kos"],
        "credits": [
            {"role": "director", "role_as_printed": "Dir", "name": "Krzysztof Wolański"},
            {"role": "producer", "role_as_printed": "Prod", "name": "Hanna Zaręba"},
            {"role": "screenwriter", "role_as_printed": "Scr", "name": "Krzysztof Wolański"},
            {"role": "screenwriter", "role_as_printed": "Scr", "name": "Hanna Zaręba"},
            {"role": "editor", "role_as_printed": "Ed", "name": "Zofia Tarnowska"},
            {"role": "cast", "role_as_printed": "Cast", "name": "Marek Dudek", "character": "the groom"},
            {"role": "cast", "role_as_printed": "Cast", "name": "Iga Rybicka", "character": "the bride"},
            {"role": "cast", "role_as_printed": "Cast", "name": "Wiesława Kos"},
        ],
        "countries": ["PL"],
        "languages": ["pl"],
        "subtitles": ["en"],
        "year": 2003,
        "running_time": 118,
        "certificate": "15",
        "section": "Open Sea",
        "byline": "Fergus Lyle",
        "screenings": [
            {
                "starts_at": "2004-10-19T20:30",
                "venue": "Regent 1",
                "booking_url": "http://tickets.saltmerefilm.example/book.asp?perf=1061",
            },
            {
                "starts_at": "2004-10-21T13:30",
                "venue": "Regent 2",
                "booking_url": "http://tickets.saltmerefilm.example/book.asp?perf=1062",
            },
        ],
        "images": [{"url": "img/breadsalt.jpg", "alt": "Bread, Salt; and After"}],
    }


def test_showings_of_2013_film_pages_have_no_year_and_those_of_its_calendar_do(site):
    film = answer(site, "26th/films/the-night-market.html")
    day = answer(site, "26th/calendar/18-10.html")

    assert [row["starts_at"] for row in film["screenings"]] == ["--10-19T00:30", "--10-20T15:15"]
    assert [row["starts_at"] for row in day["screenings"]][-1] == "2013-10-19T00:30"
    assert "2013-10-19" not in page(site, "26th/calendar/18-10.html")


def test_2013_film_pages_tell_no_year_of_the_festival(site):
    html = page(site, "26th/films/the-glass-quay.html")

    assert set(re.findall(r"\b(?:19|20)\d\d\b", re.sub(r"<!DOCTYPE[^>]*>|xmlns=\S+", "", html))) == {
        "1972",
        "1938",
        "2008",
        "2001",
    }


def test_2004_pages_are_windows_1252_with_unclosed_tags(site):
    body = site.files["17th/film.asp@id=101.html"]

    assert b"Aoife N\xed Dhuibhir" in body
    assert b"The Ferryman\x92s Daughters is her second" in body
    assert b"</p>" not in body
    assert b"</td>" not in body


def test_titles_in_other_scripts_are_written_as_entities_in_windows_1252(site):
    assert b"&#50668;&#46304;&#46168;" in site.files["17th/film.asp@id=104.html"]


def test_page_of_wrong_charset_declares_what_it_is_not(site):
    old = site.files["17th/film.asp@id=112.html"]
    new = site.files["26th/films/low-pressure.html"]

    assert b"charset=utf-8" in old
    assert b"Ingrid Sj\xf6strand" in old
    assert b"charset=iso-8859-1" in new
    assert "Þóra Magnúsdóttir".encode() in new


def test_page_encoded_twice_expects_the_repaired_text(site):
    html = page(site, "26th/films/el-y-el-faro.html")

    assert "<h1>Ã‰l y el faro</h1>" in html
    assert answer(site, "26th/films/el-y-el-faro.html")["title"] == "Él y el faro"


def test_truncated_page_ends_in_mid_sentence_and_so_does_its_answer(site):
    path = "17th/film.asp@id=125.html"
    want = answer(site, path)

    assert page(site, path, "windows-1252").endswith(want["synopsis"][-40:])
    assert "screenings" not in want
    assert want["problems"] == [{"code": "truncated"}]


def test_soft_404_and_bot_wall_give_only_a_problem(site):
    assert answer(site, "17th/film.asp@id=199.html") == {
        "source": "17th/film.asp@id=199.html",
        "problems": [{"code": "soft_404"}],
    }
    assert answer(site, "26th/films/the-lantern-fish.html") == {
        "source": "26th/films/the-lantern-fish.html",
        "problems": [{"code": "bot_wall"}],
    }


def test_broken_image_is_an_image_cut_short(site):
    with pytest.raises((UnidentifiedImageError, OSError)):
        Image.open(BytesIO(site.files["26th/images/hinge-broken.jpg"])).load()


def test_images_are_small_and_whole(site):
    pictures = [path for path in site.files if path.endswith((".jpg", ".gif", ".png")) and "broken" not in path]

    assert max(len(site.files[path]) for path in pictures) < 20_000
    for path in pictures:
        Image.open(BytesIO(site.files[path])).load()


def test_links_and_images_lead_to_files_of_the_site_except_known_dead_ones(site):
    named = {
        normpath(join(dirname(path), link.split("#")[0]))
        for path, body in site.files.items()
        if path.endswith(".html")
        for link in re.findall(r'(?:href|src)="([^":]+)"', body.decode("latin-1"))
    }

    assert named - set(site.files) == DEAD_LINKS


def test_each_text_that_belongs_in_no_field_stands_on_its_page(site):
    for row in site.answers:
        html = page(site, row["source"], "windows-1252" if row["source"].startswith("17th") else "utf-8")
        missing = [text for text in row.get("chrome", []) if text not in html]
        if row.get("problems"):
            continue
        assert missing == [], row["source"]


def test_text_dump_reads_like_the_page_without_markup(dumps):
    assert (
        page(dumps, "26th/hinge.txt")
        == """Order for Guest

Your basket is empty. View basket

Hinge

A film without a camera, or a door.

Image gallery

  • Director Daniel Marsh
  • Animators Daniel Marsh, Chantal Ouellet
  • Sound Béatrice Roy
  • Canada 2013
  • 9 mins

The author of Tin moves on to hardware. Four hundred feet of black leader, a burin and a sense of rhythm that most drummers would kill for.

Director biography

Daniel Marsh was born in Moncton, New Brunswick, in 1974. His films without a camera include Tin (2004), Solder (2008) and Hinge. He teaches animation in Montreal and is not, he would like it known, the documentary maker.

Screenings

Sat 12 Oct 13:50 Lifeboat Hall

Festival calendar

Digital brochure
Films A–Z
Countries A–Z
Programme changes

Become a Friend of the festival from £25 a year.

Read more

Follow the festival diary, written nightly in the Ship.

Read more

Promotional code

If you have a Saltmere promotion, enter its code:
"""
    )


def test_answers_of_text_dumps_leave_out_what_only_markup_says(dumps):
    want = answer(dumps, "26th/hinge.txt")

    assert "images" not in want
    assert "section" not in want
    assert want["screenings"] == [{"starts_at": "--10-12T13:50", "venue": "Lifeboat Hall"}]


def test_build_sample_site_command_writes_pages_and_answers(tmp_path, capsys):
    call_command("build_sample_site", str(tmp_path), "--text")

    rows = [json.loads(line) for line in (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 100
    assert all((tmp_path / "site" / row["source"]).is_file() for row in rows)
    assert len(list((tmp_path / "text" / "26th").glob("*.txt"))) == 24
    assert capsys.readouterr().out.startswith("100 pages in ")


def test_build_sample_site_into_a_file_says_so_in_one_line(tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("")

    with pytest.raises(CommandError, match=r"Cannot write the sample site to .*taken: "):
        call_command("build_sample_site", str(taken))
