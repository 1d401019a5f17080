"""Learning a profile from corrected pages of a site whose labels no reader knows."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from importers.fetching.sources import open_sources
from importers.learning.asking import ask
from importers.learning.examples import ExampleError, load_values
from importers.learning.toml import as_toml
from importers.reading.pages import read_pages
from importers.reading.profiles import Locator, Profile, Profiles, load_profile
from importers.reading.profiles.profile import Expected

FILMS = {
    "estuary": ("Estuary", "Ann Poole", 2009, 81, "France", "A river that nobody crosses twice."),
    "delta": ("The Delta", "Bo Lind", 2010, 97, "Norway", "Two sisters and the last ferry of the year."),
    "lagoon": ("Lagoon", "Cy Marsh", 2011, 104, "Italy", "Salt, silence and a wedding without a groom."),
    "sound": ("The Sound", "Di Roe", 2012, 76, "Ireland", "What a diver hears, and what she tells nobody."),
    "quay": ("Quay", "Eli Voss", 2008, 112, "Poland", "Forty men wait for one boat, and it comes."),
}
PAGE = """<html><head><title>Saltmere</title></head><body><div id="nav"><a href="index.html">All films</a></div>
<div class="f-head">Harbour House presents</div><div class="f-name">{0}</div><div class="x-teaser">{5}</div>
<table class="facts"><tr><td>Vedoro</td><td>{1}</td></tr><tr><td>Lando</td><td>{4}</td></tr>
<tr><td>Jaro</td><td>{2}</td></tr><tr><td>Longo</td><td>{3}</td></tr></table>
<div class="story"><p>{5} It was shot over one winter by a crew of six, and it shows in every frame of {0}.</p>
<p>{1} calls it a film about patience, and says that the sea did most of the work and none of the talking.</p></div>
<p class="seen">Seen by {3} people at the harbour since {2}.</p></body></html>"""


def write_site(folder: Path) -> Path:
    site = folder / "saltmere"
    (site / "films").mkdir(parents=True)
    for name, film in FILMS.items():
        (site / "films" / f"{name}.html").write_text(PAGE.format(*film), encoding="utf-8")
    (site / "index.html").write_text(
        "<h1>All films</h1><ul>" + "".join(f"<li><a href='films/{n}.html'>{f[0]}</a></li>" for n, f in FILMS.items())
    )
    return site


def values(name: str) -> dict[str, object]:
    title, director, year, minutes, _, teaser = FILMS[name]
    synopsis = (
        f"{teaser} It was shot over one winter by a crew of six, and it shows in every frame of {title}.\n\n"
        f"{director} calls it a film about patience, and says that the sea did most of the work and none of the talking."
    )
    country = {"estuary": "FR", "delta": "NO", "lagoon": "IT", "sound": "IE", "quay": "PL"}[name]
    return {
        "kind": "film",
        "title": title,
        "standfirst": teaser,
        "directors": [director],
        "countries": [country],
        "year": year,
        "running_time": minutes,
        "synopsis": synopsis,
        "byline": None,
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path)


def learn(site: Path, folder: Path, *names: str, **options: object) -> tuple[str, Path]:
    arguments: list[str] = []
    for name in names:
        file = folder / f"{name}.json"
        file.write_text(json.dumps(values(name)))
        arguments += ["--example", f"films/{name}.html", "--values", str(file)]
    out, output = io.StringIO(), folder / "saltmere.toml"
    call_command("learn_site", "saltmere", str(site), *arguments, "--output", str(output), stdout=out, **options)
    return out.getvalue(), output


def read(site: Path, *profiles: Profile) -> dict[str, dict[str, object]]:
    readings = (reading.as_json() for _, reading in read_pages(list(open_sources([str(site)])), Profiles(profiles)))
    fields = [name for name in values("quay") if name != "byline"]
    return {
        Path(record["source"]).stem: {field: record.get(field) for field in fields}
        for record in readings
        if "/films/" in record["source"]
    }


@pytest.mark.parametrize("names", [("estuary", "delta"), ("quay",)])
def test_learn_site_reads_every_value_of_pages_it_was_not_shown(
    site: Path, tmp_path: Path, names: tuple[str, ...]
) -> None:
    before = read(site)
    _, output = learn(site, tmp_path, *names)

    wanted = {name: {field: value for field, value in values(name).items() if field != "byline"} for name in FILMS}
    assert read(site, load_profile(output)) == wanted
    assert before != wanted


def test_learn_site_writes_a_short_profile_for_the_pages_of_the_examples(site: Path, tmp_path: Path) -> None:
    told, output = learn(site, tmp_path, "estuary", "delta")

    profile = load_profile(output)
    assert (profile.sites, profile.pages) == (("saltmere",), ("films/*",))
    assert profile.fields["title"] == Locator(at=("div.f-name",))
    assert profile.fields["directors"] == Locator(after=("Vedoro",), expected=Expected(1, None))
    assert "Learned from 2 examples, checked on 3 of the other 4 pages." in told
    assert output.read_text().startswith(
        "# Learned from films/delta.html and films/estuary.html."
    ) or output.read_text().startswith("# Learned from films/estuary.html and films/delta.html.")


def test_learn_site_tells_fields_that_no_selector_agrees_with(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "v.json"
    file.write_text(json.dumps({"title": "Estuary", "byline": "Nobody Of This Page"}))
    out = io.StringIO()
    output = tmp_path / "p.toml"

    call_command(
        "learn_site",
        "p",
        str(site),
        "--example",
        "films/estuary.html",
        "--values",
        str(file),
        "--output",
        str(output),
        stdout=out,
    )

    assert "no selector agrees" in " ".join(out.getvalue().split())
    assert list(load_profile(output).fields) == ["title"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Give at least one --example"),
        (("--example", "films/none.html", "--ask"), "films/none.html: 0 pages"),
        (("--example", "films/quay.html"), "1 --example and 0 --values"),
    ],
)
def test_learn_site_wrong_usage_is_told(site: Path, tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    with pytest.raises(CommandError, match=told) as raised:
        call_command(
            "learn_site", "p", str(site), *arguments, "--output", str(tmp_path / "p.toml"), stdout=io.StringIO()
        )

    assert raised.value.returncode == 2


def test_learn_site_replaces_a_profile_only_when_forced(site: Path, tmp_path: Path) -> None:
    _, output = learn(site, tmp_path, "estuary")

    with pytest.raises(CommandError, match="is there already"):
        learn(site, tmp_path, "estuary")
    assert learn(site, tmp_path, "estuary", force=True)[1] == output


def test_learn_site_ask_takes_corrections_from_the_terminal(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["", "Estuary", "-", "A river that nobody crosses twice.", "Ann Poole", "-"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(typed) + "\n"))
    output = tmp_path / "asked.toml"

    call_command(
        "learn_site",
        "asked",
        str(site),
        "--example",
        "films/estuary.html",
        "--ask",
        "--output",
        str(output),
        stdout=io.StringIO(),
    )

    assert read(site, load_profile(output))["quay"]["directors"] == ["Eli Voss"]


def test_ask_keeps_replaces_and_clears_and_asks_again_for_what_is_no_value() -> None:
    lines = iter(["", "Delta", "", "-", "A; B", "", "", "", "", "nineteen", "1919", ""])
    said: list[str] = []

    def hear(prompt: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    told = ask({"kind": "film", "title": "Estuary", "standfirst": "Old."}, hear, said.append)

    assert told == {
        "kind": "film",
        "title": "Delta",
        "original_title": None,
        "standfirst": None,
        "directors": ["A", "B"],
        "producers": None,
        "screenwriters": None,
        "cast": None,
        "countries": None,
        "year": 1919,
        "running_time": None,
    }
    assert "  that: year: 'nineteen' is no number." in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"titel": "A"}', "there is no field “titel”. Did you mean “title”?"),
        ('{"year": "2012"}', "year: '2012' is no number."),
        ('{"directors": "Ann"}', "directors: 'Ann' is no list."),
        ('{"screenings": ["2012-10-03"]}', "screenings: a list of objects is expected."),
        ('{"kind": "movie"}', "kind: 'movie' is none of film"),
        ("[]", "an object of fields is expected."),
        ("{", "the values cannot be read"),
    ],
)  # fmt: skip
def test_load_values_names_what_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "values.json"
    path.write_text(text)

    with pytest.raises(ExampleError) as raised:
        load_values(path)

    assert told in str(raised.value)


def test_load_values_takes_toml_and_read_listings_own_output(tmp_path: Path) -> None:
    path = tmp_path / "values.toml"
    path.write_text('source = "a.html"\ntitle = "Estuary"\nyear = false\n[coverage]\ntotal = 3\n')

    assert load_values(path) == {"title": "Estuary", "year": None}


def test_profile_written_as_toml_reads_back_the_same(tmp_path: Path) -> None:
    profile = Profile(
        "p",
        ("a.example", "b.example"),
        ("films/*",),
        'body[class="it\'s"]',
        ("#nav",),
        "Europe/Rome",
        (("film", "films/*"),),
        {
            "title": Locator(at=("h1",)),
            "original_title": Locator(at=("i", 'b[face="Q"]'), pattern=r"^\((.+?)\)$", expected=Expected(0, 1)),
            "directors": Locator(after=("Regie", "D’accord \\ \"x\""), within=".facts", split=(";", "'"), expected=Expected(1, None)),
            "synopsis": Locator(at=("p",), until="h2", expected=Expected(0, None), only=True),
            "year": None,
        },
    )  # fmt: skip
    path = tmp_path / "p.toml"
    path.write_text(as_toml(profile, "About."), encoding="utf-8")

    assert repr(load_profile(path)) == repr(profile)
