"""Images say what they show."""

import pytest
from wagtail.images.forms import get_image_form
from wagtail.images.tests.utils import get_test_image_file

from cms.images import Image
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


def test_editor_cannot_save_an_image_without_alt_text():
    form = get_image_form(Image)({"title": "still.jpg", "description": ""}, {"file": get_test_image_file()})

    assert form.errors["description"] == ["This field is required."]


def test_image_without_alt_text_offers_nothing_in_its_place():
    assert ImageFactory(description="").default_alt_text == ""


def test_same_bytes_have_the_same_hash():
    first, second = ImageFactory(file__color="teal"), ImageFactory(file__color="teal")

    assert first.get_file_hash() == second.get_file_hash() != ""
