"""What the addresses of pages tell of their editions."""

import pytest

from importers.writing.labels import EditionLabel, edition_label


@pytest.mark.parametrize(
    ("url", "label"),
    [
        ("26th/films/salt.html", EditionLabel("26th", number=26)),
        ("https://www.example.org/2013/films/salt.html", EditionLabel("2013", year=2013)),
        ("https://www.example.org/archive-2013/salt.html?y=2012", EditionLabel("archive-2013", year=2013)),
        ("saltmere-17th-festival/salt.html", EditionLabel("saltmere-17th-festival", number=17)),
        ("saltfest2013/a.html", EditionLabel("saltfest2013", year=2013)),
        ("films/salt-2013.html", None),
        ("films/1974.html", None),
        ("2013/10/12/salt.html", None),
        ("2013/9/salt.html", None),
        ("films/20134/salt.html", None),
        ("2012-2013/salt.html", None),
        ("http://[::1/2013/a.html", None),
        ("", None),
        ("a" * 5000 + "2013/x.html", None),
    ],
)
def test_edition_label_is_a_folder_that_names_an_edition(url, label):
    assert edition_label(url) == label
