"""A factory that makes half an object costs every test that uses it."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db

ALL = [
    value
    for name, value in vars(factories).items()
    if name.endswith("Factory") and value.__module__ == factories.__name__
]


@pytest.mark.parametrize("factory", ALL, ids=lambda factory: factory.__name__)
def test_every_factory_makes_a_valid_object(factory):
    instance = factory()

    instance.full_clean()


def test_film_section_factory_keeps_both_in_one_edition():
    link = factories.FilmSectionFactory()

    assert link.section.get_parent() == link.film.get_parent()
