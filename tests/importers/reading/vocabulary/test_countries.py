import pytest

from importers.reading.vocabulary.countries import find_countries, parse_countries


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("France-Cambodia", ("FR", "KH")),
        ("France/Belgium", ("FR", "BE")),
        ("Guinea-Bissau", ("GW",)),
        ("Bosnia and Herzegovina", ("BA",)),
        ("Bosnia & Herzegovina, Germany", ("BA", "DE")),
        ("Trinidad & Tobago", ("TT",)),
        ("Trinidad and Tobago", ("TT",)),
        ("Côte d'Ivoire", ("CI",)),
        ("UK", ("GB",)),
        ("U.S.A.", ("US",)),
        ("England/Scotland", ("GB",)),
        ("Hong Kong", ("HK",)),
        ("Holland", ("NL",)),
        ("Korea", ("KR",)),
        ("Czech Republic", ("CZ",)),
        ("Palestine", ("PS",)),
        ("West Germany", ("DE",)),
        ("East Germany", ("DDDE",)),
        ("DDR", ("DDDE",)),
        ("BRD", ("DE",)),
        ("Soviet Union", ("SUHH",)),
        ("URSS", ("SUHH",)),
        ("СССР", ("SUHH",)),
        ("Československo", ("CSHH",)),
        ("Jugoslavija", ("YUCS",)),
        ("É.-U.", ("US",)),
        ("EE.UU.", ("US",)),
        ("EUA", ("US",)),
        ("Royaume-Uni", ("GB",)),
        ("Großbritannien / Österreich", ("GB", "AT")),
        ("Reino Unido", ("GB",)),
        ("Verenigd Koninkrijk", ("GB",)),
        ("Stati Uniti, Giappone", ("US", "JP")),
        ("Wielka Brytania i Niemcy", ("GB", "DE")),
        ("Spojené státy, Maďarsko", ("US", "HU")),
        ("Storbritannien og Tyskland", ("GB", "DE")),
        ("Ruotsi, Ranska", ("SE", "FR")),
        ("Γαλλία, Ελλάδα", ("FR", "GR")),
        ("Германия", ("DE",)),
        ("フランス・カンボジア合作", ("FR", "KH")),
        ("프랑스, 캄보디아", ("FR", "KH")),
        ("法国/柬埔寨", ("FR", "KH")),
        ("DNK", ("DK",)),
        ("D/F/CH", ("DE", "FR", "CH")),
    ],
)
def test_parse_countries_gives_codes(text, codes):
    assert parse_countries(text) == codes


@pytest.mark.parametrize(
    "text", ["CA", "GA", "D", "Georgia, USA", "New York", "Country house", "Germany, 2013", "French", "", "—"]
)
def test_parse_countries_refuses_what_is_not_only_countries(text):
    assert parse_countries(text) is None


def test_parse_countries_takes_codes_and_adjectives_where_a_country_is_expected():
    assert parse_countries("CA", codes=True) == ("CA",)
    assert parse_countries("D", codes=True) == ("DE",)
    assert parse_countries("French", adjectives=True) == ("FR",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Frankreich, Deutschland 2013", ("FR", "DE")),
        ("Atlanta, Georgia, USA", ("US",)),
        ("with Michael Jordan and Chad Smith", ()),
        ("Spain 2020, 87 min., Spanish with English subtitles", ("ES",)),
    ],
)
def test_find_countries_passes_other_words_over(text, codes):
    assert find_countries(text) == codes


@pytest.mark.parametrize("text", ["Brasil/PE", "Italia (AT)", "USA/CA"])
def test_parse_countries_leaves_states_and_provinces_alone(text: str) -> None:
    assert parse_countries(text) is None
