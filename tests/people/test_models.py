"""People, by all their names."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from people.models import PersonPage, sort_name
from tests.factories import (
    FilmCreditFactory,
    FilmPageFactory,
    PersonAliasFactory,
    PersonExternalIdFactory,
    PersonPageFactory,
    person_index,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Rosa Marlin", "Marlin, Rosa"), ("Madonna", "Madonna"), (" Ana de la Cruz ", "Cruz, Ana de la"), ("", "")],
)
def test_name_is_sorted_by_its_last_word(name, expected):
    assert sort_name(name) == expected


def test_sort_name_of_an_editor_is_kept():
    assert PersonPageFactory(title="Zhang Yimou", sort_name="Zhang Yimou").sort_name == "Zhang Yimou"


def test_alias_twice_is_refused():
    alias = PersonAliasFactory(name="I. Obray")

    with pytest.raises(IntegrityError), transaction.atomic():
        PersonAliasFactory(person=alias.person, name="I. Obray")


def test_person_is_found_by_an_alias_in_one_query(django_assert_num_queries):
    alias = PersonAliasFactory(name="I. Obray")

    with django_assert_num_queries(1):
        found = list(PersonPage.objects.filter(also_known_as__name="I. Obray"))

    assert found == [alias.person]


def test_external_id_with_a_space_is_refused():
    with pytest.raises(ValidationError, match="An identifier has no spaces"):
        PersonExternalIdFactory(value="nm 1").full_clean()


def test_known_for_names_three_films_once_each():
    person = PersonPageFactory()
    for title in ("A", "B", "C", "D"):
        film = FilmPageFactory(title=title)
        FilmCreditFactory(film=film, person=person)
        FilmCreditFactory(film=film, person=person, role="producer")

    assert person.known_for() == "A, B, C"


def test_index_lists_people_by_sort_name():
    for name in ("Rosa Marlin", "Ines Obray", "Aiko Abe"):
        PersonPageFactory(title=name)

    assert [person.title for person in person_index().people] == ["Aiko Abe", "Rosa Marlin", "Ines Obray"]
