"""Programmes for the API's tests: many films at once, each with everything a film can have."""

from __future__ import annotations

import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page

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
)
from people.models import PersonPage
from tests.factories import (
    FestivalPageFactory,
    FilmPageFactory,
    ImageFactory,
    PersonPageFactory,
    SectionPageFactory,
    VenueFactory,
)

FIRST_SHOWING = datetime.datetime(2013, 10, 9, 18, 0, tzinfo=datetime.UTC)


def programme(count: int) -> FestivalPage:
    """An edition of `count` films that share 60 people, 5 images, 3 sections and 2 venues."""
    festival = FestivalPageFactory()
    images = ImageFactory.create_batch(5)
    people = [person(n, images) for n in range(60)]
    sections = SectionPageFactory.create_batch(3, parent=festival)
    venues = VenueFactory.create_batch(2)
    films = _films(festival, count, people, images)
    FilmCredit.objects.bulk_create(
        FilmCredit(film=film, person=people[(n + offset) % 60], role=role, sort_order=offset)
        for n, film in enumerate(films)
        for offset, role in enumerate(("director", "producer", "cast"))
    )
    FilmCountry.objects.bulk_create(FilmCountry(film=film, code=code) for film in films for code in ("FR", "KH"))
    FilmLanguage.objects.bulk_create(FilmLanguage(film=film, tag="km") for film in films)
    FilmCompany.objects.bulk_create(FilmCompany(film=film, role="sales", name=f"Sales {film.pk}") for film in films)
    FilmSection.objects.bulk_create(FilmSection(film=film, section=sections[n % 3]) for n, film in enumerate(films))
    FilmExternalId.objects.bulk_create(FilmExternalId(film=film, scheme="imdb", value=f"tt{film.pk}") for film in films)
    Screening.objects.bulk_create(
        Screening(film=film, starts_at=FIRST_SHOWING + datetime.timedelta(hours=n), venue=venues[n % 2])
        for n, film in enumerate(films)
    )
    return festival


def person(n: int, images: list[Image]) -> PersonPage:
    biography = [
        ("paragraph", f"<p>Person {n} was born in a cinema.</p>"),
        ("image", {"image": images[n % 5], "caption": f"At work, {n}"}),
    ]
    return PersonPageFactory(title=f"Ines Obray {n}", portrait=images[n % 5], biography=biography)


def _films(festival: FestivalPage, count: int, people: list[PersonPage], images: list[Image]) -> list[FilmPage]:
    """The first as an editor makes it, the others as copies of its columns: 300 take a second, not a minute."""
    body = [
        ("paragraph", f'<p>With <a linktype="page" id="{people[0].pk}">a guest</a>.</p>'),
        ("biography", {"person": people[1], "heading": "", "text": "<p>Born in a cinema.</p>"}),
        ("image", {"image": images[0], "caption": "A still"}),
        ("gallery", [("image", {"image": images[1]}), ("image", {"image": images[2]})]),
    ]
    first = FilmPageFactory(parent=festival, title="Film 0", body=body, gallery=[("image", {"image": images[3]})])
    pages = Page.objects.bulk_create(_page(festival, number) for number in range(1, count))
    for page in pages:
        film = FilmPage(page_ptr_id=page.pk, body=first.body, gallery=first.gallery, year=2013, running_time=90)
        film.save_base(raw=True)
    return list(FilmPage.objects.child_of(festival).order_by("pk"))


def _page(festival: FestivalPage, number: int) -> Page:
    siblings = festival.numchild + 3
    return Page(
        title=f"Film {number}",
        draft_title=f"Film {number}",
        slug=f"film-number-{number}",
        url_path=f"{festival.url_path}film-number-{number}/",
        path=Page._get_path(festival.path, festival.depth + 1, siblings + number + 10),
        depth=festival.depth + 1,
        content_type=ContentType.objects.get_for_model(FilmPage),
        locale=Locale.objects.get(),
        live=True,
    )
