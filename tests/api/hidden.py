"""A site that holds one of each thing the public may not see, each marked, and everything that could point at it does."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.images import Image
from films.models import FestivalPage, FilmCredit, FilmPage, FilmSection, Screening
from people.models import PersonIndexPage, PersonPage
from tests.factories import (
    FestivalPageFactory,
    FilmPageFactory,
    ImageFactory,
    PersonPageFactory,
    SectionPageFactory,
    VenueFactory,
    home_page,
)

MARK = "hush"
"""Stands in every title, slug, text, file name and address of what is hidden, and nowhere else."""


@dataclass(frozen=True)
class Site:
    festival: FestivalPage
    film: FilmPage
    hidden_pages: list[Page]
    hidden_ids: dict[str, set[int]]
    """By type: "page", "image", "document"."""


def site() -> Site:
    festival = FestivalPageFactory(title="Open Edition")
    film = FilmPageFactory(parent=festival, title="Open Film", standfirst="For everybody.")
    images = _hidden_images()
    document = _hidden_document()
    pages = _hidden_pages(festival)
    _point_at_everything(film, festival, pages, images, document)
    hidden = {"page": {page.pk for page in pages}, "image": {image.pk for image in images}, "document": {document.pk}}
    return Site(festival, film, pages, hidden)


def _hidden_pages(festival: FestivalPage) -> list[Page]:
    soon, past = timezone.now() + datetime.timedelta(days=1), timezone.now() - datetime.timedelta(days=1)
    dark = FestivalPageFactory(title=f"Dark edition {MARK}", live=False)
    people = PersonPageFactory(title="Somebody").get_parent()
    locked = {
        kind: FestivalPageFactory(title=f"{kind} edition {MARK}")
        for kind in (PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD, PageViewRestriction.GROUPS)
    }
    for kind, page in locked.items():
        PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
    locked_people = home_page().add_child(instance=PersonIndexPage(title=f"Locked people {MARK}"))
    PageViewRestriction.objects.create(page=locked_people, restriction_type=PageViewRestriction.LOGIN)
    return [
        dark,
        FilmPageFactory(parent=dark, title=f"Film below a dark edition {MARK}", body=_text()),
        FilmPageFactory(parent=festival, title=f"Draft film {MARK}", live=False, body=_text()),
        FilmPageFactory(parent=festival, title=f"Expired film {MARK}", expire_at=past, body=_text()),
        FilmPageFactory(parent=festival, title=f"Early film {MARK}", go_live_at=soon, body=_text()),
        SectionPageFactory(parent=festival, title=f"Draft section {MARK}", live=False, standfirst=MARK),
        PersonPageFactory(parent=people, title=f"Draft person {MARK}", live=False, biography=_text()),
        *locked.values(),
        *(FilmPageFactory(parent=page, title=f"Locked film {MARK}", body=_text()) for page in locked.values()),
        locked_people,
        PersonPageFactory(parent=locked_people, title=f"Locked person {MARK}", biography=_text()),
    ]


def _text() -> list[tuple[str, str]]:
    return [("paragraph", f"<p>{MARK}</p>")]


def _private_collection(kind: str) -> Collection:
    collection = Collection.get_first_root_node().add_child(name=f"{kind} {MARK}")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=kind, password="x")
    return collection.add_child(name=f"Below {kind} {MARK}")


def _hidden_images() -> list[Image]:
    marks = {
        "title": f"still {MARK}",
        "description": MARK,
        "caption": MARK,
        "credit": MARK,
        "file__filename": f"{MARK}.jpg",
    }
    collections = [_private_collection(kind) for kind in ("login", "password", "groups")]
    images = [ImageFactory(collection=collection, **marks) for collection in collections]
    for image in images:
        image.tags.add(MARK)
    return images


def _hidden_document() -> object:
    file = ContentFile(b"text", name=f"{MARK}.txt")
    return get_document_model().objects.create(title=MARK, file=file, collection=_private_collection("login"))


def _point_at_everything(film, festival, pages, images, document) -> None:
    links = "".join(f'<a linktype="page" id="{page.pk}">text stays</a>' for page in pages)
    text = f'<p>{links}<a linktype="document" id="{document.pk}">text stays</a></p>'
    choosers = [("call_to_action", {"text": "Go", "page": page, "url": ""}) for page in pages]
    pictures = [("image", {"image": image, "caption": "", "credit": ""}) for image in images]
    people = [page for page in pages if isinstance(page, PersonPage)]
    biographies = [("biography", {"person": person, "heading": "", "text": text}) for person in people]
    festival.introduction = [("paragraph", text), *choosers, *pictures]
    festival.save()
    film.body = [("paragraph", text), *choosers, *pictures, ("gallery", pictures), *biographies]
    film.gallery = pictures
    film.save()
    open_person = PersonPageFactory(title="Open Person", portrait=images[0], biography=[("paragraph", text), *pictures])
    open_section = SectionPageFactory(
        parent=festival, title="Open Section", introduction=[("paragraph", text), *choosers]
    )
    FilmSection.objects.create(film=film, section=open_section)
    Screening.objects.create(film=film, starts_at=timezone.now(), venue=VenueFactory())
    FilmCredit.objects.create(film=film, person=open_person, role="director")
    for person in people:
        FilmCredit.objects.create(film=film, person=person, role="cast", credited_as="Printed Name")
    for page in pages:
        Redirect.objects.create(old_path=f"/old-{page.pk}-{MARK}", redirect_page=page)
        if isinstance(page, FilmPage):
            FilmCredit.objects.create(film=page, person=open_person, role="editor")
            FilmSection.objects.create(film=page, section=open_section)
        elif page.specific_class.__name__ == "SectionPage":
            FilmSection.objects.create(film=film, section=page)
    Redirect.objects.create(old_path="/old-open", redirect_page=film)
