"""Real objects for tests. Pages land where the tree wants them: an edition below the home page, a film in an edition.

FilmPageFactory(title="Salt Lines", body=[("paragraph", "<p>…</p>")], credits=[FilmCredit(...)])
"""

import datetime
from typing import Any

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory
from wagtail.models import Collection, Page
from wagtail.test.utils.wagtail_factories import ImageFactory as WagtailImageFactory
from wagtail.test.utils.wagtail_factories import PageFactory

from cms.images import Image
from films.models import (
    FestivalPage,
    FilmCompany,
    FilmCountry,
    FilmCredit,
    FilmExternalId,
    FilmLanguage,
    FilmPage,
    FilmSection,
    Screening,
    SectionPage,
    Venue,
)
from films.roles import Role
from home.models import HomePage
from people.models import PersonAlias, PersonExternalId, PersonIndexPage, PersonPage


def home_page() -> HomePage:
    """The one that migrations make."""
    return HomePage.objects.get()


def person_index() -> PersonIndexPage:
    return PersonIndexPage.objects.first() or home_page().add_child(instance=PersonIndexPage(title="People"))


def publish(page: Page) -> Any:
    """As an editor does it: a revision, published. Returns the page as it now is in the database."""
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


class UserFactory(DjangoModelFactory):
    username = factory.Sequence(lambda n: f"editor{n}")
    password = factory.django.Password("a-password")

    class Meta:
        model = get_user_model()


class SuperuserFactory(UserFactory):
    is_staff = True
    is_superuser = True


class ImageFactory(WagtailImageFactory):
    title = factory.Sequence(lambda n: f"still-{n}.jpg")
    description = factory.Sequence(lambda n: f"A lantern in the dark, take {n}")
    collection = factory.LazyFunction(lambda: Collection.objects.get(depth=1))
    file = factory.django.ImageField(width=64, height=36)

    class Meta:
        model = Image


class FestivalPageFactory(PageFactory):
    parent = factory.LazyFunction(home_page)
    title = factory.Sequence(lambda n: f"Lantern Film Festival {n}")
    edition_number = factory.Sequence(lambda n: n + 1)
    starts_on = datetime.date(2013, 10, 9)
    ends_on = datetime.date(2013, 10, 20)
    time_zone = "Europe/London"

    class Meta:
        model = FestivalPage


class SectionPageFactory(PageFactory):
    parent = factory.SubFactory(FestivalPageFactory)
    title = factory.Sequence(lambda n: f"Section {n}")
    standfirst = "Films that take the long way home."

    class Meta:
        model = SectionPage


class FilmPageFactory(PageFactory):
    parent = factory.SubFactory(FestivalPageFactory)
    title = factory.Sequence(lambda n: f"Film {n}")
    year = 2013
    running_time = 90

    class Meta:
        model = FilmPage


class PersonPageFactory(PageFactory):
    parent = factory.LazyFunction(person_index)
    title = factory.Sequence(lambda n: f"Ines Obray {n}")

    class Meta:
        model = PersonPage


class PersonAliasFactory(DjangoModelFactory):
    person = factory.SubFactory(PersonPageFactory)
    name = factory.Sequence(lambda n: f"I. Obray {n}")

    class Meta:
        model = PersonAlias


class PersonExternalIdFactory(DjangoModelFactory):
    person = factory.SubFactory(PersonPageFactory)
    scheme = "imdb"
    value = factory.Sequence(lambda n: f"nm{n:07}")

    class Meta:
        model = PersonExternalId


class VenueFactory(DjangoModelFactory):
    name = factory.Sequence(lambda n: f"Cinema {n}")
    slug = factory.Sequence(lambda n: f"cinema-{n}")
    city = "London"

    class Meta:
        model = Venue


class FilmCreditFactory(DjangoModelFactory):
    film = factory.SubFactory(FilmPageFactory)
    person = factory.SubFactory(PersonPageFactory)
    role = Role.DIRECTOR

    class Meta:
        model = FilmCredit


class FilmCountryFactory(DjangoModelFactory):
    film = factory.SubFactory(FilmPageFactory)
    code = "FR"

    class Meta:
        model = FilmCountry


class FilmLanguageFactory(DjangoModelFactory):
    film = factory.SubFactory(FilmPageFactory)
    tag = "fr"

    class Meta:
        model = FilmLanguage


class FilmCompanyFactory(DjangoModelFactory):
    film = factory.SubFactory(FilmPageFactory)
    role = "uk_distribution"
    name = factory.Sequence(lambda n: f"Distributor {n}")

    class Meta:
        model = FilmCompany


class FilmSectionFactory(DjangoModelFactory):
    film = factory.SubFactory(FilmPageFactory)
    section = factory.SubFactory(
        SectionPageFactory, parent=factory.LazyAttribute(lambda o: o.factory_parent.film.festival)
    )

    class Meta:
        model = FilmSection


class FilmExternalIdFactory(DjangoModelFactory):
    film = factory.SubFactory(FilmPageFactory)
    scheme = "imdb"
    value = factory.Sequence(lambda n: f"tt{n:07}")

    class Meta:
        model = FilmExternalId


class ScreeningFactory(DjangoModelFactory):
    film = factory.SubFactory(FilmPageFactory)
    starts_at = datetime.datetime(2013, 10, 12, 17, 30, tzinfo=datetime.UTC)
    venue = factory.SubFactory(VenueFactory)

    class Meta:
        model = Screening
