"""Each block: what editors are told of it, what it accepts, what the API says."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Collection, CollectionViewRestriction

from cms.blocks import BodyStreamBlock, CallToActionBlock, StoryStreamBlock
from films.models import FilmPage
from tests.factories import FilmPageFactory, ImageFactory, PersonPageFactory, publish

pytestmark = pytest.mark.django_db

NAMES = ["heading", "paragraph", "quote", "image", "gallery", "embed", "call_to_action", "biography", "facts"]


def answers(blocks):
    """What the API says of a body of these blocks, without their ids."""
    body = FilmPageFactory(body=blocks).body
    return [block["value"] for block in BodyStreamBlock().get_api_representation(body)]


def test_body_has_every_block_once():
    assert list(BodyStreamBlock().child_blocks) == NAMES
    assert list(StoryStreamBlock().child_blocks) == NAMES[:-2]


@pytest.mark.parametrize("name", NAMES)
def test_block_tells_editors_what_it_is(name):
    ImageFactory()
    block = BodyStreamBlock().child_blocks[name]

    assert block.meta.icon != "placeholder"
    assert block.get_description()
    assert block.meta.group
    assert block.is_previewable
    assert block.get_preview_value()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "embed"])
def test_preview_value_is_what_the_block_accepts(name):
    ImageFactory()
    block = BodyStreamBlock().child_blocks[name]

    block.clean(block.normalize(block.get_preview_value()))


def test_image_falls_back_to_its_own_caption_credit_and_alt_text():
    image = ImageFactory(description="A reel", caption="On set", credit="J. Pell")

    [own, other] = answers(
        [
            ("image", {"image": image}),
            ("image", {"image": image, "alt_text": "Another reel", "caption": "Later", "credit": "P. Jell"}),
        ]
    )

    assert (own["image"]["alt"], own["caption"], own["credit"]) == ("A reel", "On set", "J. Pell")
    assert (other["image"]["alt"], other["caption"], other["credit"]) == ("Another reel", "Later", "P. Jell")


def test_biography_of_unpublished_person_loses_the_person_not_the_text():
    person = PersonPageFactory(title="Ines Obray", live=False)

    [biography] = answers([("biography", {"person": person, "heading": "The director", "text": "<p>Born.</p>"})])

    assert (biography["person"], biography["heading"]) == (None, "The director")
    assert "Born." in str(biography["text"])


def test_biography_of_published_person_refers_to_the_page():
    person = PersonPageFactory(title="Ines Obray")

    [biography] = answers([("biography", {"person": person, "text": "<p>Born.</p>"})])

    assert biography["person"]["id"] == person.pk
    assert biography["person"]["title"] == "Ines Obray"


def test_image_in_restricted_collection_loses_the_image_not_the_caption():
    collection = Collection.objects.get(depth=1).add_child(instance=Collection(name="Press"))
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

    [shown] = answers([("image", {"image": ImageFactory(collection=collection), "caption": "On set"})])

    assert (shown["image"], shown["caption"]) == (None, "On set")


@pytest.mark.parametrize("target", ["none", "both"])
def test_call_to_action_needs_one_target(target):
    page = PersonPageFactory()
    values = {"none": {}, "both": {"page": page, "url": "https://example.org/"}}[target]
    block = CallToActionBlock()

    with pytest.raises(ValidationError) as caught:
        block.clean(block.normalize({"text": "Book", **values}))

    assert "one of the two" in str(caught.value.block_errors["page"])


def test_ids_of_gallery_images_survive_a_revision():
    image = ImageFactory()
    film = FilmPageFactory(gallery=[("image", {"image": image}), ("image", {"image": image})])
    before = [block.id for block in FilmPage.objects.get(pk=film.pk).gallery]

    after = [block.id for block in publish(film).gallery]

    assert after == before
    assert len(set(after)) == 2
