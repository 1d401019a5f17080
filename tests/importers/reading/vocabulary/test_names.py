import pytest

from importers.reading.vocabulary.names import Name, looks_like_name, parse_names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Christophe Bataille, Rithy Panh", ["Christophe Bataille", "Rithy Panh"]),
        ("Ann Lee and Bo Kim", ["Ann Lee", "Bo Kim"]),
        ("Ann Lee & Bo Kim", ["Ann Lee", "Bo Kim"]),
        ("Ann Lee et Bo Kim", ["Ann Lee", "Bo Kim"]),
        ("Ann Lee und Bo Kim", ["Ann Lee", "Bo Kim"]),
        ("Ann Lee y Bo Kim", ["Ann Lee", "Bo Kim"]),
        ("Ann Lee; Bo Kim / Cy Do", ["Ann Lee", "Bo Kim", "Cy Do"]),
        ("Ann Lee, Bo Kim and Cy Do", ["Ann Lee", "Bo Kim", "Cy Do"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("PANH, Rithy", ["Rithy PANH"]),
        ("PANH, Rithy; LEE, Ann", ["Rithy PANH", "Ann LEE"]),
        ("Jean-Luc GODARD", ["Jean-Luc GODARD"]),
        ("Joel & Ethan Coen", ["Joel Coen", "Ethan Coen"]),
        ("Sammy Davis, Jr., Ann Lee", ["Sammy Davis, Jr.", "Ann Lee"]),
        ("J. J. Abrams", ["J. J. Abrams"]),
        ("Will Corso, An Brandt", ["Will Corso", "An Brandt"]),
        ("Ann Lee, Bo Kim, efter en roman av Cy Do", ["Ann Lee", "Bo Kim"]),
        ("Ann Lee et la participation de Bo Kim", ["Ann Lee", "Bo Kim"]),
        ("Ann Lee (UK)", ["Ann Lee"]),
        ("Ann Lee et al.", ["Ann Lee"]),
        ("Иван Петров и Анна Ким", ["Иван Петров", "Анна Ким"]),
        ("黒沢清、是枝裕和", ["黒沢清", "是枝裕和"]),
        ("黒沢清・是枝裕和", ["黒沢清", "是枝裕和"]),
        ("ジャン=リュック・ゴダール", ["ジャン=リュック・ゴダール"]),
        ("봉준호, 이창동", ["봉준호", "이창동"]),
        ("JR", ["JR"]),
        ("Dr. Jane Goodall, Sir David Lee", ["Dr. Jane Goodall", "Sir David Lee"]),
        ("Ann Lee & others", ["Ann Lee"]),
        ("Jean-Pierre et Luc Dardenne", ["Jean-Pierre Dardenne", "Luc Dardenne"]),
        ("The Quay Brothers", ["The Quay Brothers"]),
    ],
)
def test_parse_names_keeps_names_as_printed(value, names):
    assert [name.name for name in parse_names(value)] == names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann Lee as Bob", (Name("Ann Lee", "Bob"),)),
        ("Ann Lee (Bob), Cy Do (Mary)", (Name("Ann Lee", "Bob"), Name("Cy Do", "Mary"))),
        ("Ann Lee … Bob", (Name("Ann Lee", "Bob"),)),
        ("Ann Lee (voice)", (Name("Ann Lee"),)),
    ],
)
def test_parse_names_reads_characters(value, names):
    assert parse_names(value) == names


@pytest.mark.parametrize(
    "text",
    ["", "is the best film.", "Of Music", "the director of the film", "90 min", "Read more here!", "www.example.org"],
)
def test_looks_like_name_refuses_sentences(text):
    assert not looks_like_name(text)


def test_parse_names_strictly_gives_all_or_nothing():
    assert parse_names("Ann Lee, and a great many others whom we love", strict=True) == ()
