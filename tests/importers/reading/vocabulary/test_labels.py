import pytest

from importers.reading.vocabulary.labels import (
    find_label,
    in_language,
    inline_labels,
    short_labels,
    short_marks,
    split_labelled,
    trailing_label,
)
from tests.growth import grows_linearly


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("Director", "director"),
        ("DIRECTED BY:", "director"),
        ("Director(s)", "director"),
        ("Réalisation", "director"),
        ("Realisateur", "director"),
        ("Regie", "director"),
        ("Regisseur(in)", "director"),
        ("Dirección", "director"),
        ("Regia", "director"),
        ("Realização", "director"),
        ("Reżyseria", "director"),
        ("Režie", "director"),
        ("Instruktør", "director"),
        ("Regissør", "director"),
        ("Regissör", "director"),
        ("Ohjaus", "director"),
        ("Σκηνοθεσία", "director"),
        ("Режиссёр", "director"),
        ("Режиссер", "director"),
        ("監督", "director"),
        ("감독", "director"),
        ("导演", "director"),
        ("Guión", "screenwriter"),
        ("Drehbuch", "screenwriter"),
        ("Sceneggiatura", "screenwriter"),
        ("Roteiro", "screenwriter"),
        ("Käsikirjoitus", "screenwriter"),
        ("脚本", "screenwriter"),
        ("Cast", "cast"),
        ("Darsteller", "cast"),
        ("Reparto", "cast"),
        ("Obsada", "cast"),
        ("Hrají", "cast"),
        ("В ролях", "cast"),
        ("출연", "cast"),
        ("Kamera", "cinematographer"),
        ("D.O.P.", "cinematographer"),
        ("Zdjęcia", "cinematographer"),
        ("Fotografía", "cinematographer"),
        ("Schnitt", "editor"),
        ("Střih", "editor"),
        ("Klipning", "editor"),
        ("Leikkaus", "editor"),
        ("Μοντάζ", "editor"),
        ("剪辑", "editor"),
        ("Muziek", "composer"),
        ("Musik", "composer"),
        ("音楽", "composer"),
        ("Ton", "sound"),
        ("Ljud", "sound"),
        ("Executive producers", "executive_producer"),
        ("Productor ejecutivo", "executive_producer"),
        ("Producent", "producer"),
        ("Tuottaja", "producer"),
        ("Szenenbild", "production_designer"),
        ("Vestuario", "costume_designer"),
        ("Animatie", "animator"),
        ("Narrator", "narrator"),
        ("Make-up", "other"),
    ],
)
def test_find_label_knows_a_role(printed, role):
    label = find_label(printed)

    assert label is not None
    assert (label.field, label.roles) == ("credits", (role,))


@pytest.mark.parametrize(
    ("printed", "fields"),
    [
        ("Country", ("countries",)),
        ("Pays", ("countries",)),
        ("Produktionsland", ("countries",)),
        ("País", ("countries",)),
        ("Страна", ("countries",)),
        ("製作国", ("countries",)),
        ("Country/Year", ("countries", "year")),
        ("Land, Jahr", ("countries", "year")),
        ("Año", ("year",)),
        ("Rok produkcji", ("year",)),
        ("Länge", ("running_time",)),
        ("Duración", ("running_time",)),
        ("Stopáž", ("running_time",)),
        ("상영시간", ("running_time",)),
        ("Langue", ("languages",)),
        ("Untertitel", ("subtitles",)),
        ("FSK", ("certificate",)),
        ("Originaltitel", ("original_title",)),
        ("原題", ("original_title",)),
        ("Sektion", ("section",)),
        ("Synopsis", ("synopsis",)),
        ("Inhalt", ("synopsis",)),
        ("Director biography", ("biography",)),
        ("Biofilmografía", ("biography",)),
        ("About the director", ("biography",)),
        ("Séances", ("screenings",)),
        ("Spielort", ("venue",)),
        ("Datum", ("date",)),
        ("Format", ("known",)),
        ("Tickets", ("known",)),
        ("Filmography", ("known",)),
    ],
)
def test_find_label_knows_a_field(printed, fields):
    label = find_label(printed)

    assert label is not None
    assert label.fields == fields


@pytest.mark.parametrize(
    ("printed", "company"),
    [
        ("UK distribution", "uk_distribution"),
        ("Distributor", "distribution"),
        ("Verleih", "distribution"),
        ("Dystrybucja", "distribution"),
        ("World sales", "sales"),
        ("Weltvertrieb", "sales"),
        ("Ventes à l'étranger", "sales"),
        ("Production company", "production"),
        ("Produktionsbolag", "production"),
        ("配給", "distribution"),
    ],
)
def test_find_label_knows_a_company(printed, company):
    label = find_label(printed)

    assert label is not None
    assert (label.field, label.company) == ("companies", company)


@pytest.mark.parametrize(
    ("line", "roles", "value"),
    [
        ("Director Rithy Panh", ("director",), "Rithy Panh"),
        ("Regie: X", ("director",), "X"),
        ("Réalisation : Agnès Varda", ("director",), "Agnès Varda"),
        ("Written and directed by Jane Doe", ("screenwriter", "director"), "Jane Doe"),
        ("Written, directed and edited by Jane Doe", ("screenwriter", "director", "editor"), "Jane Doe"),
        ("Dirección, cámara y edición: Ana Ruiz", ("director", "cinematographer", "editor"), "Ana Ruiz"),
        ("Regie, Drehbuch: Ann Lee", ("director", "screenwriter"), "Ann Lee"),
        ("Directed & edited by Jane Roe", ("director", "editor"), "Jane Roe"),
        ("Director-Screenwriter Ann Lee", ("director", "screenwriter"), "Ann Lee"),
        ("Dir X", ("director",), "X"),
        ("監督：黒沢清", ("director",), "黒沢清"),
        ("監督・脚本：黒沢清", ("director", "screenwriter"), "黒沢清"),
        ("감독 봉준호", ("director",), "봉준호"),
        ("With Ann Lee, Bo Kim", ("cast",), "Ann Lee, Bo Kim"),
    ],
)
def test_split_labelled_parts_role_and_value(line, roles, value):
    found = split_labelled(line)

    assert found is not None
    assert (found.label.roles, found.value, line[found.start : found.end]) == (roles, value, value)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Country France", "countries"),
        ("Year 2013", "year"),
        ("Certificate 12A", "certificate"),
        ("Running time 90 mins", "running_time"),
        ("UK distribution New Wave Films", "companies"),
    ],
)
def test_split_labelled_believes_values_that_prove_their_label(line, field):
    found = split_labelled(line)

    assert found is not None
    assert (found.label.field, found.marked) == (field, False)


@pytest.mark.parametrize(
    "line",
    [
        "Director of the festival said",
        "Music is the food of love",
        "Cast your vote",
        "Country house drama",
        "Cast Away",
        "Sound Of Music",
        "With English subtitles",
        "Editor in chief Jane Doe remembers the day",
        "The story of a girl: part two",
        "F.I.P.R.E.S.C.I. Prize",
        "D.O.P. school",
        "",
        ":",
    ],
)
def test_split_labelled_leaves_prose_and_titles_alone(line):
    assert split_labelled(line) is None


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("Dir Rithy Panh. Prod Jane Doe. 90min", [("Dir", "Rithy Panh"), ("Prod", "Jane Doe")]),
        ("France-Cambodia 2013. Dir Rithy Panh. 90min", [("Dir", "Rithy Panh")]),
        ("Director: Ann Bo | Cast: Bo Lee, Cy Do | 90 min", [("Director", "Ann Bo"), ("Cast", "Bo Lee, Cy Do")]),
        ("A TITLE (Dir. Ann Bo and Cy Do 12mins)", [("Dir", "Ann Bo and Cy Do")]),
        ("A Film (Un filme), dir. Ann Bo, Spain 2020, 87 min.", [("dir", "Ann Bo")]),
        ("R: Ann Bo, B: Cy Do, K: Di Eng", [("R", "Ann Bo"), ("B", "Cy Do"), ("K", "Di Eng")]),
        ("reż. Ann Bo, Polska 1975", [("reż", "Ann Bo")]),
        ("a film directed by Ann Bo, 90 min", [("directed by", "Ann Bo")]),
        ("The director said: no", []),
        ("The editor likes Ann Bo. Music is great.", []),
    ],
)
def test_inline_labels_reads_one_line_entries(line, pairs):
    assert [(found.label.printed, found.value) for found in inline_labels(line)] == pairs


@pytest.mark.parametrize(
    ("line", "value", "role"),
    [("Ann BO - Image", "Ann BO", "cinematographer"), ("Ann Bo (director)", "Ann Bo", "director")],
)
def test_trailing_label_reads_a_role_after_the_name(line, value, role):
    found = trailing_label(line)

    assert found is not None
    assert (found.value, found.label.roles) == (value, (role,))


def test_labels_in_long_lines_take_time_in_proportion():
    def reading(count):
        line, labels = f"{count} Dir. Ann Lee, "[2:] * count, "Director " * count
        return lambda: (inline_labels.__wrapped__(line), split_labelled.__wrapped__(labels))

    assert grows_linearly(reading, 1000)


def test_in_language_takes_the_meaning_of_the_pages_language() -> None:
    label = find_label("Prod.")
    assert label is not None

    assert (in_language(label, "en").field, in_language(label, "fr").field) == ("credits", "companies")


def test_inline_labels_ends_names_at_a_bracket_of_its_own_only() -> None:
    found = inline_labels("interpreti: Ada Brandt (Nora), Ben Corso (il notaio); durata: 101'")

    assert [one.value for one in found] == ["Ada Brandt (Nora), Ben Corso (il notaio)", "101'"]


def test_short_labels_in_small_letters_with_stops():
    found = short_labels("r. Ada Brandt, sc. Ben Corso, k. Una Quill, h. Ivo Krs", "cs")

    assert [(one.label.roles, one.value) for one in found] == [
        (("director",), "Ada Brandt"),
        (("screenwriter",), "Ben Corso"),
        (("cinematographer",), "Una Quill"),
        (("composer",), "Ivo Krs"),
    ]


@pytest.mark.parametrize("line", ["r. Ada Brandt, k. Una Quill", "k. Una Quill, h. Ivo Krs, sc. Ben Corso", ""])
def test_short_labels_with_stops_want_three_and_a_director(line):
    assert short_labels(line, "cs") == ()


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Kamera Jan Kos, Schnitt Ada Bruhn, Ton Uwe Petersen", ["Jan Kos", "Ada Bruhn", "Uwe Petersen"]),
        ("Kamera Jan Kos, Ton Koopman, Schnitt Ada Bruhn", ["Jan Kos, Ton Koopman", "Ada Bruhn"]),
        (
            "dir. Jan Kos, phot. Ada Bruhn, ed. Zoé Petit, mus. Luc Mas",
            ["Jan Kos", "Ada Bruhn", "Zoé Petit", "Luc Mas"],
        ),
        ("Un film de Jan Kos avec Ada Bruhn, Luc Mas", ["Jan Kos", "Ada Bruhn, Luc Mas"]),
    ],
)
def test_inline_labels_without_colons(line, values):
    assert [one.value for one in inline_labels(line)] == values


def test_short_marks_by_the_pages_language():
    assert [label.roles for label in short_marks(("D", "G", "F", "X"), "es")] == [
        ("director",),
        ("screenwriter",),
        ("cinematographer",),
        (),
    ]
    assert short_marks(("G", "F", "X"), "es") == ()


@pytest.mark.parametrize(
    "line",
    [
        "Best Director: Ada Brandt for Estuary",
        "Award for Best Editing: Ada Brandt",
        "Prix de la meilleure image : Ada Brandt",
    ],
)
def test_inline_labels_of_prizes_are_none(line):
    assert inline_labels(line) == ()


def test_inline_labels_behind_a_prize():
    assert [one.value for one in inline_labels("Best Short – Directed by Ada Brandt")] == ["Ada Brandt"]
