"""The rules of a film, kept by the database and told in words."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from films.countries import country_name
from films.credits import FilmCompany, FilmCountry, FilmCredit, FilmLanguage
from films.languages import find_tag, language_name, standard_tag
from films.models import FilmPage
from films.roles import Role
from tests.factories import (
    FestivalPageFactory,
    FilmCountryFactory,
    FilmCreditFactory,
    FilmPageFactory,
    FilmSectionFactory,
    PersonPageFactory,
    ScreeningFactory,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"year": 1887}, "The year must be between 1888 and 2100."),
        ({"year": 2101}, "The year must be between 1888 and 2100."),
        ({"running_time": 0}, "The running time must be at least one minute."),
    ],
)
def test_film_with_impossible_value_is_refused(values, message):
    film = FilmPageFactory()
    for name, value in values.items():
        setattr(film, name, value)

    with pytest.raises(ValidationError) as caught:
        film.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        FilmPage.objects.filter(pk=film.pk).update(**values)

    assert message in str(caught.value)


def test_edition_that_ends_before_it_starts_is_refused():
    festival = FestivalPageFactory()
    festival.ends_on = festival.starts_on - datetime.timedelta(days=1)

    with pytest.raises(ValidationError, match="The last day is before the first day"):
        festival.full_clean()


def test_edition_in_unknown_time_zone_is_refused():
    with pytest.raises(ValidationError, match="Europe/Londinium"):
        FestivalPageFactory(time_zone="Europe/Londinium").full_clean()


def test_credit_of_nobody_is_refused():
    credit = FilmCredit(film=FilmPageFactory(), role=Role.DIRECTOR)

    with pytest.raises(ValidationError, match="Choose a person, or write the name as printed"):
        credit.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        credit.save()


def test_country_twice_is_refused():
    country = FilmCountryFactory(code="FR")

    with pytest.raises(IntegrityError), transaction.atomic():
        FilmCountryFactory(film=country.film, code="FR")


def test_section_twice_is_refused():
    link = FilmSectionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        FilmSectionFactory(film=link.film, section=link.section)


def test_countries_that_change_places_are_saved():
    film = FilmPageFactory(countries=[FilmCountry(code="FR"), FilmCountry(code="GB")])
    first, second = film.countries.all()
    first.code, second.code = "GB", "FR"
    film.countries = [first, second]

    publish(film)

    assert [row.code for row in FilmPage.objects.get(pk=film.pk).countries.all()] == ["GB", "FR"]


def test_unknown_country_is_refused():
    with pytest.raises(ValidationError, match="“XX” is no ISO 3166 country code"):
        FilmCountry(film=FilmPageFactory(), code="XX").full_clean()


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("FR", "France"),
        ("SUHH", "Soviet Union"),
        ("CSHH", "Czechoslovakia"),
        ("YUCS", "Yugoslavia"),
        ("DDDE", "East Germany"),
        ("XK", "Kosovo"),
    ],
)
def test_country_is_known_by_its_name(code, name):
    FilmCountry(film=FilmPageFactory(), code=code).full_clean()

    assert country_name(code) == name


@pytest.mark.parametrize(("text", "tag"), [("FR", "fr"), ("zh-tw", "zh-TW"), ("pt_br", "pt-BR"), ("zxx", "zxx")])
def test_language_tag_is_kept_in_canonical_form(text, tag):
    language = FilmLanguage(film=FilmPageFactory(), tag=text)

    language.full_clean()

    assert language.tag == tag == standard_tag(text)


def test_unknown_language_is_refused():
    with pytest.raises(ValidationError, match="“klingonese!” is no language tag"):
        FilmLanguage(film=FilmPageFactory(), tag="klingonese!").full_clean()


@pytest.mark.parametrize(
    ("written", "tag"), [("French", "fr"), ("khmer", "km"), ("No dialogue", "zxx"), ("de", "de"), ("PT-br", "pt-BR")]
)
def test_editor_may_write_a_language_by_name_or_tag(written, tag):
    assert find_tag(written) == tag


def test_language_without_words_is_called_no_dialogue():
    assert language_name("zxx") == "No dialogue"


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("uk_distribution", "UK distribution"),
        ("de_distribution", "DE distribution"),
        ("sales", "Sales"),
        ("other", "Other"),
    ],
)
def test_company_role_is_said_in_words(role, name):
    assert FilmCompany(role=role, name="New Tide").role_name == name


def test_deleted_person_leaves_the_name_on_the_credit():
    credit = FilmCreditFactory(person=PersonPageFactory(title="Ines Obray"))

    credit.person.delete()

    credit.refresh_from_db()
    assert (credit.person, credit.credited_as) == (None, "Ines Obray")


def test_deleted_person_leaves_the_printed_name_as_it_was():
    credit = FilmCreditFactory(credited_as="I. Obray")

    credit.person.delete()

    credit.refresh_from_db()
    assert credit.name == "I. Obray"


def test_venue_in_use_cannot_be_deleted():
    screening = ScreeningFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        screening.venue.delete()


def test_film_is_found_by_the_name_of_its_director():
    person = PersonPageFactory(title="Ines Obray")
    film = publish(FilmPageFactory(title="Salt Lines", credits=[FilmCredit(role=Role.DIRECTOR, person=person)]))
    FilmPageFactory(title="Other")

    assert list(FilmPage.objects.search("Obray")) == [film]
    assert list(FilmPage.objects.autocomplete("sal")) == [film]


def test_rows_without_position_come_as_they_were_made():
    film = FilmPageFactory()
    names = [f"Person {number}" for number in range(8)]
    for name in names:
        FilmCreditFactory(film=film, person=None, credited_as=name)
    FilmCredit.objects.filter(credited_as="Person 2").update(role=Role.EDITOR)  # a new place on disk

    assert [credit.credited_as for credit in FilmPage.objects.get(pk=film.pk).credits.all()] == names
