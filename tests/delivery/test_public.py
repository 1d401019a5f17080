"""The gate: what an anonymous reader may see."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.delivery.public import MAX_DEPTH, Gate, TokenGate, current_gate, is_public, looking_through
from cms.images import Image
from films.models import FilmCredit, FilmPage, Venue
from people.models import PersonPage
from tests.factories import FestivalPageFactory, FilmPageFactory, ImageFactory, PersonPageFactory, VenueFactory

pytestmark = pytest.mark.django_db

PAST = datetime(2013, 10, 9, tzinfo=UTC)


@pytest.fixture
def festival():
    return FestivalPageFactory(title="57th")


def films() -> list[str]:
    return sorted(film.title for film in Gate().filter(FilmPage.objects.all()))


def change(page, **values):
    Page.objects.filter(pk=page.pk).update(**values)


def restrict(page, kind):
    return PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), restriction_type=kind)


def test_live_film_in_a_live_edition_is_public(festival):
    film = FilmPageFactory(parent=festival, title="Salt")

    assert films() == ["Salt"]
    assert Gate().sees(film)


@pytest.mark.parametrize("where", ["page", "parent"])
@pytest.mark.parametrize(
    ("values", "seen"),
    [
        ({"live": False}, []),
        ({"go_live_at": timedelta(hours=1)}, []),
        ({"go_live_at": -timedelta(hours=1)}, ["Salt"]),
        ({"expire_at": timedelta(hours=1)}, ["Salt"]),
        ({"expire_at": -timedelta(hours=1)}, []),
        ({"expired": True}, ["Salt"]),
    ],
)
def test_state_and_clock_of_the_page_and_of_those_above_decide(festival, where, values, seen):
    FilmPageFactory(parent=FestivalPageFactory(title="58th", slug="58th"), title="Other")
    film = FilmPageFactory(parent=festival, title="Salt")
    target = film if where == "page" else festival

    change(target, **{k: timezone.now() + v if isinstance(v, timedelta) else v for k, v in values.items()})

    assert films() == ["Other", *seen]


@pytest.mark.parametrize("where", ["page", "parent", "home"])
@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        (PageViewRestriction.NONE, ["Salt"]),
        (PageViewRestriction.LOGIN, []),
        (PageViewRestriction.PASSWORD, []),
        (PageViewRestriction.GROUPS, []),
    ],
)
def test_restriction_on_the_page_or_above_hides_it(festival, where, kind, seen):
    film = FilmPageFactory(parent=festival, title="Salt")

    restrict({"page": film, "parent": festival, "home": festival.get_parent()}[where], kind)

    assert films() == seen


def test_page_with_a_path_that_begins_like_a_hidden_one_is_public():
    first, second = FestivalPageFactory(slug="57th"), FestivalPageFactory(slug="58th")
    FilmPageFactory(parent=first, title="Hidden")
    FilmPageFactory(parent=second, title="Seen")

    change(first, live=False)

    assert films() == ["Seen"]


def test_page_deeper_than_the_gate_looks_is_hidden(festival):
    parent = Page.objects.get(pk=festival.pk)
    pages = []
    while parent.depth < MAX_DEPTH + 1:
        parent = parent.add_child(instance=Page(title=f"Level {parent.depth + 1}"))
        pages.append(parent)

    seen = Gate().visible(Page, [page.pk for page in pages])

    assert seen == {page.pk for page in pages if page.depth <= MAX_DEPTH}


@pytest.mark.parametrize("above", [False, True])
@pytest.mark.parametrize(("kind", "seen"), [("none", ["Still"]), ("login", []), ("password", []), ("groups", [])])
def test_restriction_on_a_collection_or_above_hides_its_images(above, kind, seen):
    press = Collection.get_first_root_node().add_child(instance=Collection(name="Press"))
    stills = press.add_child(instance=Collection(name="Stills"))
    ImageFactory(title="Free")
    ImageFactory(title="Still", collection=stills)

    CollectionViewRestriction.objects.create(collection=press if above else stills, restriction_type=kind)

    assert sorted(image.title for image in Gate().filter(Image.objects.all())) == ["Free", *seen]


def test_row_is_seen_where_its_page_is(festival):
    film, draft = FilmPageFactory(parent=festival), FilmPageFactory(parent=festival, live=False)
    person = PersonPageFactory(live=False)
    seen = FilmCredit.objects.create(film=film, person=person, role="director", credited_as="I. Obray")
    FilmCredit.objects.create(film=draft, person=PersonPageFactory(), role="director")

    assert list(Gate().filter(FilmCredit.objects.order_by("pk"))) == [seen]


def test_snippet_without_drafts_is_public():
    venue = VenueFactory()

    assert list(Gate().filter(Venue.objects.all())) == [venue]


def test_visible_answers_for_many_types_and_remembers(festival, django_assert_num_queries):
    film, hidden = FilmPageFactory(parent=festival), PersonPageFactory(live=False)
    gate = Gate()

    with django_assert_num_queries(1):
        assert gate.visible(FilmPage, [film.pk, hidden.pk, 999_999]) == {film.pk}
        assert gate.visible(Page, [film.pk, hidden.pk]) == {film.pk}
        assert not gate.sees(hidden)


def test_gate_asks_the_clock_at_each_question(festival):
    film = FilmPageFactory(parent=festival)
    assert Gate().sees(film)

    change(film, expire_at=PAST)

    assert not Gate().sees(film)


def test_token_of_nobody_sees_what_is_public(festival):
    film, draft = FilmPageFactory(parent=festival), FilmPageFactory(parent=festival, live=False)

    assert TokenGate(AnonymousUser()).visible(Page, [film.pk, draft.pk]) == {film.pk}


def test_current_gate_is_that_of_the_request_and_else_the_publics(festival):
    person = PersonPageFactory(live=False)
    everything = Gate()
    everything.remember([person])

    with looking_through(everything):
        assert current_gate() is everything
        assert is_public(person)

    assert not is_public(PersonPage.objects.get(pk=person.pk))
