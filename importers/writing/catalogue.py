"""What films point at, found or made: people, venues, sections and images.

A person is never matched by a Latinised name, and two people of one name stay two where their biographies say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils.text import slugify
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Page

from films.models import FestivalPage, SectionPage, Venue
from home.models import HomePage
from importers.reading.items import Problem, SourceKey
from importers.responses import FetchFailure, Response
from importers.writing.checking import Report, with_clean_markup
from importers.writing.describing import Ref, describe_person, describe_section
from importers.writing.names import normal_form, tell_of_two_people, title_form
from importers.writing.pages import PageRefused
from importers.writing.pictures import Limits, Picture, check, store
from importers.writing.register import Memory, Register, Step
from importers.writing.schemas import PERSON, SECTION
from importers.writing.values import Json, Snapshot
from importers.writing.writer import Mode, Written, write_page
from people.models import PersonIndexPage, PersonPage

Fetch = Callable[[str], Response | FetchFailure]
LONGEST_NAME = 255
ALT_TEXT_MISSING = "image.no-alt-text"
NOT_STORED = "image.not-stored"


@dataclass(frozen=True, slots=True)
class Found:
    """What a reference stands for. `id` is {"new": …} in a dry run for what is not there yet, None for nothing.

    `base` is what imports have put there: it does not move when an editor works on the thing.
    """

    id: Json
    base: Snapshot = field(default_factory=Snapshot)


NOTHING = Found(None)


@dataclass
class Catalogue:
    """For one site and one run. `edition` is None only in a dry run that would create it."""

    site: str
    edition: FestivalPage | None
    register: Register
    mode: Mode
    report: Report
    fetch: Fetch
    new_files: list[tuple[Any, str]] = field(default_factory=list)
    made: list[Written] = field(default_factory=list)
    seen: set[SourceKey] = field(default_factory=set)
    unhad: dict[str, str] = field(default_factory=dict)
    """Pictures of the page being written that could not be had: address → code."""

    def find(self, ref: Ref, asked_by: SourceKey) -> Found:
        """Raises PageRefused where a page that has to be made for it is refused."""
        if len(ref.name) > LONGEST_NAME and ref.kind != "image":
            told = f"{ref.kind}: {ref.name[:60]}… has {len(ref.name):,} characters, more than {LONGEST_NAME}; left out."
            self.report(Problem("value.refused", told))
            return NOTHING
        if ref.kind == "person":
            return self.person(ref.name, ref.note, asked_by)
        if ref.kind == "section":
            return self.section(ref.name)
        return self.venue(ref.name) if ref.kind == "venue" else self.image(ref.name, ref.note, asked_by)

    def forget(self) -> None:
        """After a rollback: the files that were stored meanwhile belong to nothing."""
        for storage, name in self.new_files:
            storage.delete(name)
        self.seen.clear()
        self.keep()

    def begin_page(self) -> None:
        self.made.clear()
        self.unhad.clear()

    def keep(self) -> None:
        self.new_files.clear()
        self.made.clear()

    def person(self, name: str, biography: str, asked_by: SourceKey) -> Found:
        candidates = list(self._people(name))
        same = [key for key, told in candidates if not tell_of_two_people(told, biography, name)]
        if len(same) > 1 and not biography:
            told = f"{asked_by.key}: {len(same)} people are called {name}; the credit keeps the name without a link."
            self.report(Problem("person.ambiguous", told))
            return NOTHING
        key = same[0] if same else _numbered(self._key("person", normal_form(name)), len(candidates) + 1)
        if not same:
            self._adopt_person(key, name, biography)
        return self._written_person(key, name, biography, asked_by)

    def section(self, name: str, standfirst: str | None = None, text: str | None = None) -> Found:
        place = self.edition.slug if self.edition else ""
        key = self._key("section", f"{place}/{title_form(name)}")
        if self.register.recall(key) is None and self.edition:
            same = [page for page in SectionPage.objects.child_of(self.edition) if _same_title(page, name)]
            if same:
                self.register.remember(key, Memory(page_id=same[0].pk, base=Snapshot({"title": same[0].title})))
        theirs = describe_section(name, standfirst, text, key).snapshot
        if self.register.recall(key) is not None and not (standfirst or text):
            theirs = Snapshot()
        return self._page(SECTION, key, theirs, self.edition, f"section {name}")

    def venue(self, name: str) -> Found:
        key = self._key("venue", title_form(name))
        memory = self.register.recall(key)
        if memory and not memory.is_gone:
            return Found(memory.object_id or {"new": f"venue {name}"}, memory.base)
        venue = Venue.objects.filter(name__iexact=name).first()
        step = Step() if venue is None else None
        if venue is None and self.mode.dry_run:
            return Found({"new": f"venue {name}"})
        if venue is None:
            venue = Venue(name=name, slug=_free_slug(name))
            venue.full_clean()
            venue.save()
            log(instance=venue, action="wagtail.create", user=self.mode.user)
            self.made.append(Written(key, "new"))
        self.register.remember(key, Memory(object_id=venue.pk, base=Snapshot({"name": name})), step)
        return Found(venue.pk)

    def image(self, url: str, alt_text: str, asked_by: SourceKey) -> Found:
        """The site's image with these bytes. None where the picture cannot be had; the reason is reported."""
        answer = self.fetch(url)
        if isinstance(answer, FetchFailure):
            told = f"images: {answer.message} The page was imported without it."
            self.report(Problem("image.missing", told))
            self.unhad[url] = answer.code
            return NOTHING
        limits = Limits(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
        picture = check(url, answer.body, limits)
        if isinstance(picture, Problem):
            self.report(picture)
            self.unhad[url] = picture.code
            return NOTHING
        if not alt_text:
            told = f"images: {url}: alt text missing in the source; an editor should write what it shows."
            self.report(Problem(ALT_TEXT_MISSING, told))
        return self._stored(picture, alt_text)

    def _stored(self, picture: Picture, alt_text: str) -> Found:
        key = self._key("image", picture.sha1)
        memory = self.register.recall(key)
        if memory and not memory.is_gone:
            return Found(memory.object_id or {"new": f"image {picture.url}"}, memory.base)
        model = get_image_model()
        image = model.objects.filter(file_hash=picture.sha1).order_by("pk").first()
        base = Snapshot() if image else Snapshot({"alt_text": alt_text[:255]})
        step = Step() if image is None else None
        if image is None and self.mode.dry_run:
            self.register.remember(key, Memory(object_id=0, base=base))
            return Found({"new": f"image {picture.url}"}, base)
        if image is None:
            image = model(title=picture.file_name, description=alt_text[:255], uploaded_by_user=self.mode.user)
            try:
                store(image, picture)
            except OSError as error:
                return self._not_stored(picture, error)
            self.new_files.append((image.file.storage, image.file.name))
            image.file_size, image.file_hash = len(picture.body), picture.sha1
            image.full_clean(exclude=["description"])
            image.save()
            log(instance=image, action="wagtail.create", user=self.mode.user)
            self.made.append(Written(key, "new"))
        self.register.remember(key, Memory(object_id=image.pk, base=base), step)
        return Found(image.pk, base)

    def _not_stored(self, picture: Picture, error: OSError) -> Found:
        """A full disk, or a folder that may not be written to: the page goes without, and gets it when there is room."""
        told = f"images: {picture.url}: it could not be stored ({error.strerror or error}). Make room and import again."
        self.report(Problem(NOT_STORED, f"{told} The page was imported without it."))
        self.unhad[picture.url] = NOT_STORED
        return NOTHING

    def _people(self, name: str) -> Iterator[tuple[SourceKey, str]]:
        """Everybody of that name whom imports know, with their biographies: under the name, `name#2` and so on."""
        number = 1
        first = self._key("person", normal_form(name))
        while memory := self.register.recall(key := _numbered(first, number)):
            yield key, memory.notes.get("biography", "")
            number += 1

    def _adopt_person(self, key: SourceKey, name: str, biography: str) -> None:
        """Somebody whose page an editor made, or another site's import: one page of that very name, not two."""
        pages = PersonPage.objects.filter(title__iexact=name)
        if key.key.endswith("#2") or len(pages) != 1:
            return
        text = "\n".join(str(block.value) for block in pages[0].biography)
        if not tell_of_two_people(text, biography, name):
            self.register.remember(key, Memory(page_id=pages[0].pk, base=Snapshot({"title": pages[0].title})))

    def _written_person(self, key: SourceKey, name: str, biography: str, asked_by: SourceKey) -> Found:
        """The first film that tells somebody's life goes on telling it: others word it differently every year."""
        memory = self.register.recall(key)
        teller = memory.notes.get("told_by") if memory else None
        theirs = describe_person(name, biography, key).snapshot
        if memory:
            may_tell = bool(biography) and teller in (None, asked_by.key)
            theirs = Snapshot(lists=theirs.lists) if may_tell else Snapshot()
        found = self._page(PERSON, key, theirs, PersonIndexPage.objects.first(), f"person {name}")
        memory = self.register.recall(key)
        if memory and theirs.lists and memory.notes.get("biography") != biography:
            notes = {"told_by": asked_by.key, "biography": biography}
            self.register.remember(key, replace(memory, notes=notes))
        return found

    def _page(self, schema: Any, key: SourceKey, theirs: Snapshot, parent: Page | None, label: str) -> Found:
        """Each is looked at once a run unless there is something to say about it."""
        memory = self.register.recall(key)
        if memory is None or theirs != Snapshot() or key not in self.seen:
            self._write(schema, key, theirs, parent or self._people_index(schema))
            self.seen.add(key)
        memory = self.register.recall(key)
        if memory is None or memory.is_gone:
            return NOTHING
        return Found(memory.page_id or {"new": label}, memory.base)

    def _write(self, schema: Any, key: SourceKey, theirs: Snapshot, parent: Page | None) -> None:
        clean = with_clean_markup(theirs, schema, self.report)
        written = write_page(schema, key, clean, parent=parent, register=self.register, mode=self.mode)
        if written.outcome != "unchanged":
            self.made.append(written)

    def _people_index(self, schema: Any) -> Page | None:
        if schema is not PERSON or self.mode.dry_run:
            return None
        home = HomePage.objects.first()
        if home is None:
            raise PageRefused([("page", "there is no home page: create one in the admin")])
        index = home.add_child(instance=PersonIndexPage(title="People"))
        self.register.remember(self._key("people", ""), Memory(page_id=index.pk), Step(is_live=True))
        return index

    def _key(self, kind: str, key: str) -> SourceKey:
        return SourceKey(self.site, kind, key)


def _numbered(key: SourceKey, number: int) -> SourceKey:
    return key if number == 1 else replace(key, key=f"{key.key}#{number}")


def _same_title(page: Page, name: str) -> bool:
    return title_form(page.title) == title_form(name)


def _free_slug(name: str) -> str:
    stem = slugify(name)[:240] or "venue"
    taken = set(Venue.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for number in range(1, len(taken) + 2) if (slug := _slug(stem, number)) not in taken)


def _slug(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"
