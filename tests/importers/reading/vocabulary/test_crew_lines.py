import pytest

from importers.reading.vocabulary.crew_lines import names_first, run_on


def _told(found):
    return [(one.label.roles, one.value) for one in found]


@pytest.mark.parametrize(
    "line",
    [
        "Jan Kos (Regie), Ada Bruhn (Kamera)",
        "Jan Kos – director, Ada Bruhn – camera",
        "Jan Kos, Director; Ada Bruhn, Cinematographer",
    ],
)
def test_names_first_a_role_behind_each_name(line):
    assert _told(names_first(line)) == [(("director",), "Jan Kos"), (("cinematographer",), "Ada Bruhn")]


def test_names_first_several_roles_of_one_person():
    assert _told(names_first("Jan Kos (Director/Writer/Editor)")) == [
        (("director", "screenwriter", "editor"), "Jan Kos")
    ]


@pytest.mark.parametrize("line", ["Gala (Director)", "Paris, Texas (director's cut)", "Jan Kos (Regie) und mehr", ""])
def test_names_first_of_a_line_that_is_more_or_less_than_a_crew(line):
    assert names_first(line) == ()


def test_run_on_labels_and_names_without_marks():
    assert _told(run_on("Regie Jan Kos Kamera Ada Bruhn Schnitt Zoé Petit")) == [
        (("director",), "Jan Kos"),
        (("cinematographer",), "Ada Bruhn"),
        (("editor",), "Zoé Petit"),
    ]


@pytest.mark.parametrize("line", ["Regie Jan Kos", "Director of the Camera Museum", "Musik Ton Koopman Schnitt", ""])
def test_run_on_of_a_line_with_something_left_over(line):
    assert run_on(line) == ()
