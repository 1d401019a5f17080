"""Structured data in the shapes pages really have; a malformed script costs only itself."""

from collections.abc import Callable

import pytest

from importers.reading.items import Company, Credit, Image, Screening
from importers.reading.markup import read_markup
from importers.reading.readers.literals import parse_literal
from importers.reading.readers.structured import iso_minutes, local_time, read_structured, script_data
from tests.growth import grows_linearly

FILM = """{"@context": "https://schema.org", "@type": "Movie", "name": "The Salt Road", "alternateName": "Suolatie",
"director": {"@type": "Person", "name": "Aino Virta"}, "actor": [{"@type": "Person", "name": "Ilmari Koski"}, "Elli Aalto"],
"author": "admin", "duration": "PT1H38M", "countryOfOrigin": {"@type": "Country", "name": "Finland"}, "inLanguage": "fi",
"dateCreated": "2019", "datePublished": "2021-03-04", "contentRating": "12A", "image": {"url": "/salt.jpg"},
"productionCompany": {"@type": "Organization", "name": "Kivi Films"}}"""

VALUES = {
    "title": "The Salt Road",
    "original_title": "Suolatie",
    "credits": (
        Credit("director", "director", "Aino Virta"),
        Credit("cast", "actor", "Ilmari Koski"),
        Credit("cast", "actor", "Elli Aalto"),
    ),
    "running_time": 98,
    "year": 2019,
    "certificate": "12A",
    "countries": ("FI",),
    "languages": ("fi",),
    "companies": (Company("production", "Kivi Films"),),
    "images": (Image("/salt.jpg"),),
}


def script(data: str, kind: str = "application/ld+json") -> str:
    return f'<script type="{kind}">{data}</script>'


def readings(html: str):
    document = read_markup(f"<html><head></head><body><h1>A page</h1>{html}</body></html>")
    return list(read_structured(document, document.passages))


def values(html: str, record: str = "") -> dict:
    found: dict = {}
    for reading in readings(html):
        if reading.record == record:
            found[reading.field] = (
                (found.get(reading.field, ()) + reading.value) if reading.field == "credits" else reading.value
            )
    return found


@pytest.mark.parametrize(
    "data",
    [
        FILM,
        f"[{FILM}]",
        f'{{"@graph": [{{"@type": "WebSite", "name": "Old Festival"}}, {FILM}]}}',
        f'{{"@type": "WebPage", "name": "x", "mainEntity": {FILM}}}',
        f"<!-- {FILM} -->",
        f"//<![CDATA[\n{FILM}\n//]]>",
        FILM.replace('"12A"', '"12A",'),
        FILM.replace('"Finland"}', '"Finland",}'),
        f"{FILM};",
        f'{{"@type": "WebPage"}}\n{FILM}',
        FILM.replace('"Movie"', '["CreativeWork", "http://schema.org/Movie"]'),
    ],
)
def test_json_ld_of_a_film_is_read_in_every_shape(data):
    assert values(script(data)) == VALUES


def test_json_ld_that_is_malformed_costs_only_itself():
    assert values(script('{"@type": "Movie", "name": "Bro"ken') + script(FILM)) == VALUES


def test_json_ld_follows_references():
    graph = """{"@graph": [{"@type": "Movie", "name": "The Salt Road", "director": {"@id": "#p1"}},
        {"@type": "Person", "@id": "#p1", "name": "Aino Virta"}]}"""

    assert values(script(graph))["credits"] == (Credit("director", "director", "Aino Virta"),)


@pytest.mark.parametrize(
    "data",
    [
        '{"@type": "Article", "headline": "News", "author": {"name": "admin"}, "datePublished": "2014-02-01"}',
        '{"@type": "WebSite", "name": "Old Festival"}',
        '{"@type": "Organization", "name": "Old Festival", "image": "logo.png"}',
        '{"@type": "Movie"}',
        '{"@type": "Event", "name": "The Salt Road", "startDate": "2019-05-01"}',
        "[1, 2, 3]",
        "null",
    ],
)
def test_data_that_is_not_about_a_film_gives_nothing(data):
    assert readings(script(data)) == []


def test_values_that_the_page_shows_are_surer_and_point_there():
    title, *_ = readings(script('{"@type": "Movie", "name": "A Page"}'))
    unseen, *_ = readings(script('{"@type": "Movie", "name": "Elsewhere"}'))

    assert [(mention.start, mention.end) for mention in title.mentions] == [(0, 6)]
    assert (title.confidence, unseen.confidence) == (0.93, 0.8)


def test_several_films_become_records_but_the_one_the_title_names():
    data = '[{"@type": "Movie", "name": "A page"}, {"@type": "Movie", "name": "Other"}]'

    assert [(r.value, r.record) for r in readings(script(data))] == [("A page", ""), ("Other", "structured:other")]


def test_showings_of_one_film_come_together_with_venue_and_booking():
    data = """[{"@type": "ScreeningEvent", "name": "A page", "startDate": "2019-05-01T18:30:00",
        "location": {"@type": "Place", "name": "Lantern Hall"}, "offers": {"url": "https://old.example/b/1"}},
        {"@type": "Event", "name": "A page", "startDate": "2019-05-02T21:00+02:00"}]"""

    assert values(script(data)) == {
        "title": "A page",
        "screenings": (
            Screening("2019-05-01T18:30", "Lantern Hall", None, "https://old.example/b/1"),
            Screening("2019-05-02T21:00+02:00"),
        ),
    }


def test_showings_of_several_films_name_theirs():
    data = """[{"@type": "ScreeningEvent", "startDate": "2019-05-01T18:30", "workPresented": {"@type": "Movie", "name": "One"}},
        {"@type": "ScreeningEvent", "startDate": "2019-05-01T20:30", "workPresented": {"@type": "Movie", "name": "Two"}}]"""

    assert values(script(data))["screenings"] == (
        Screening("2019-05-01T18:30", film="One"),
        Screening("2019-05-01T20:30", film="Two"),
    )


MICRODATA = """<div itemscope itemtype="http://schema.org/Movie"><h2 itemprop="name">The Salt Road</h2>
<p itemprop="director" itemscope itemtype="http://schema.org/Person"><b itemprop="name">Aino Virta</b></p>
<meta itemprop="duration" content="PT98M"><img itemprop="image" src="salt.jpg"></div>"""
RDFA = """<div vocab="http://schema.org/" typeof="Movie"><h2 property="name">The Salt Road</h2>
<p property="director" typeof="Person"><b property="name">Aino Virta</b></p>
<meta property="duration" content="PT98M"><img property="schema:image" src="salt.jpg"></div>"""


@pytest.mark.parametrize(("html", "reader"), [(MICRODATA, "microdata"), (RDFA, "rdfa")])
def test_attributes_on_elements_are_read_like_scripts(html, reader):
    assert values(html) == {
        "title": "The Salt Road",
        "credits": (Credit("director", "director", "Aino Virta"),),
        "running_time": 98,
        "images": (Image("salt.jpg"),),
    }
    assert {reading.reader for reading in readings(html)} == {reader}


def test_event_cards_are_showings():
    html = """<div class="vevent"><abbr class="dtstart" title="2009-10-17T20:15">Sat</abbr>
        <span class="summary">One</span><span class="location">Lantern Hall</span><a class="url" href="/b/1">Book</a></div>"""

    assert values(html) == {"screenings": (Screening("2009-10-17T20:15", "Lantern Hall", None, "/b/1"),)}


def test_open_graph_gives_a_film_and_its_picture_but_no_logo():
    head = """<meta property="og:type" content="video.movie"><meta property="og:title" content="The Salt Road">
        <meta property="og:image" content="/salt.jpg"><meta property="video:director" content="Aino Virta">
        <meta property="video:duration" content="5880">"""

    assert values(head) == {
        "images": (Image("/salt.jpg"),),
        "title": "The Salt Road",
        "credits": (Credit("director", "video:director", "Aino Virta"),),
        "running_time": 98,
    }
    assert values('<meta property="og:image" content="/img/site-logo.png">') == {}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("PT1H38M", 98), ("PT98M", 98), ("PT5880S", 98), ("P0DT1H", 60), ("PT0M", None), ("98", None), ("", None), ("P9D", None)],
)  # fmt: skip
def test_iso_minutes(text, minutes):
    assert iso_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-05-01T18:30", "2019-05-01T18:30"),
        ("2019-05-01 18:30:00", "2019-05-01T18:30"),
        ("2019-05-01T18:30:00.000Z", "2019-05-01T18:30+00:00"),
        ("2019-05-01T18:30+0200", "2019-05-01T18:30+02:00"),
        ("2019-05-01", None),
        ("2019-13-01T18:30", None),
        ("soon", None),
    ],
)
def test_local_time(text, moment):
    assert local_time(text) == moment


def test_script_data_finds_what_scripts_assign():
    html = """<script id="__NEXT_DATA__" type="application/json">{"props": {"film": "One"}}</script>
        <script>// a = {not: this}
        var rows = [['One', '2019-05-01', ], ["It's {two}", "x"]];
        window.state = {title: 'A \\'film\\'', nested: {rows: [1, 2, 3]}, };
        if (a == [b]) { call(function () { return {c: 1} }) }
        page.push({"id": 42, "text": "words"});</script>
        <script>var broken = {"a": "it"s", "b": 2};</script>
        <script>var after = ["still", "found"];</script>"""
    document = read_markup(f"<html><body>{html}</body></html>")

    assert [(found.name, found.value) for found in script_data(document)] == [
        ("__NEXT_DATA__", {"props": {"film": "One"}}),
        ("rows", [["One", "2019-05-01"], ["It's {two}", "x"]]),
        ("window.state", {"title": "A 'film'", "nested": {"rows": [1, 2, 3]}}),
        ("page.push", {"id": 42, "text": "words"}),
        ("after", ["still", "found"]),
    ]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 50_000, "{", "", "\0", '{"a": "\ud800"}', "{a:`x${y}`"])
def test_parse_literal_never_fails(text):
    parse_literal(text)


@pytest.mark.parametrize(
    "pattern",
    [
        "a = {",
        "= [",
        "'",
        '"x',
        "/* ",
        "`",
        "a.b.c[0]",
        "x" * 50 + " ",
        "a=[1];",
        "{}",
        "<!--",
        "itemscope ",
        "a = \\'",
    ],
)
def test_scripts_take_time_in_proportion_to_their_length(pattern):
    def reading(size: int) -> Callable[[], object]:
        document = read_markup(f"<html><body><script>{pattern * (size // len(pattern))}</script></body></html>")
        return lambda: script_data(document)

    assert grows_linearly(reading, 50_000)


@pytest.mark.parametrize("pattern", ["<p itemscope itemprop=a>", "<b itemprop=name>x", "<p typeof=Movie property=b>"])
def test_markup_takes_time_in_proportion_to_its_length(pattern):
    def reading(number: int) -> Callable[[], object]:
        document = read_markup(f"<html><body><div itemscope>{pattern * number}</div></body></html>")
        return lambda: list(read_structured(document, document.passages))

    assert grows_linearly(reading, 500)
