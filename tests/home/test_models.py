import datetime

import pytest

from tests.factories import FestivalPageFactory, home_page, person_index

pytestmark = pytest.mark.django_db


def test_home_lists_editions_newest_first():
    old = FestivalPageFactory(starts_on=datetime.date(2012, 10, 9), ends_on=None)
    new = FestivalPageFactory(starts_on=datetime.date(2013, 10, 9), ends_on=None)

    assert list(home_page().festivals) == [new, old]
    assert list(home_page().indexes) == [person_index()]
