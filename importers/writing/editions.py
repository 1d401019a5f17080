"""Which edition a source belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.text import slugify

from films.models import FestivalPage
from home.models import HomePage
from importers.reading.items import FilmItem, SourceKey
from importers.writing.labels import YEAR, EditionLabel, edition_label
from importers.writing.pages import PageRefused
from importers.writing.register import Memory, Register
from importers.writing.schemas import FESTIVAL
from importers.writing.times import EditionDays
from importers.writing.values import Json, Snapshot
from importers.writing.writer import Mode, write_page


@dataclass(frozen=True, slots=True)
class Edition:
    """`page` is None only in a dry run that would create it. `message` says how it was chosen."""

    page: FestivalPage | None
    title: str
    message: str

    @property
    def days(self) -> EditionDays:
        if self.page is None:
            return EditionDays(ZoneInfo(FestivalPage._meta.get_field("time_zone").default), year=_year(self.title))
        return days_of(self.page)


def days_of(page: FestivalPage) -> EditionDays:
    return EditionDays(page.zone, page.starts_on, page.ends_on, _year(f"{page.title} {page.edition_name}"))


def named(slug: str, site: str, register: Register, mode: Mode) -> Edition:
    """The edition of that slug, created where there is none."""
    page = FestivalPage.objects.filter(slug=slug).first()
    if page:
        return _existing(page, site, register, mode, f"Edition: {page.title} (as asked).")
    words = slug.replace("-", " ").replace("_", " ").split()
    title = " ".join(word[:1].upper() + word[1:] for word in words) or site
    return _created(title, slug, site, register, mode)


def labelled(label: EditionLabel, site: str, register: Register, mode: Mode) -> Edition:
    """The edition that a folder of the old site is named for, or that pages name; created where there is none."""
    key = _key(site, label.key)
    memory = register.recall(key)
    page = FestivalPage.objects.filter(pk=memory.page_id).first() if memory and not memory.is_gone else None
    page = page or _meant(label, site, register)
    if page:
        edition = _existing(page, site, register, mode, f"Edition: {page.title} (for {label.pages}).", label)
    else:
        title = f"{site} {label.name}"
        edition = _created(title, slugify(title), site, register, mode, label)
    if edition.page and (memory is None or memory.page_id != edition.page.pk):
        register.remember(key, Memory(page_id=edition.page.pk, base=Snapshot({"title": edition.title})))
    return edition


def _meant(label: EditionLabel, site: str, register: Register) -> FestivalPage | None:
    """The one edition that the label names; else the only one of which nothing is known yet."""
    pages = list(FestivalPage.objects.order_by("pk"))
    named = [page for page in pages if label.names(page)]
    if named:
        return named[0] if len(named) == 1 else None
    return (
        pages[0]
        if len(pages) == 1 and label.could_name(pages[0]) and not _made_here(pages[0], site, register)
        else None
    )


def _made_here(page: FestivalPage, site: str, register: Register) -> bool:
    made = register.recall(_key(site, page.slug))
    return made is not None and made.page_id == page.pk


def of_year(films: Sequence[FilmItem]) -> EditionLabel | None:
    """What the showings of a page tell, where there are several editions: the year, if one of them took place in it."""
    years = {int(match.group()) for film in films for s in film.screenings if (match := YEAR.match(s.starts_at))}
    if len(years) != 1 or FestivalPage.objects.count() < 2:
        return None
    (year,) = years
    matches = FestivalPage.objects.filter(starts_on__year=year).count() == 1
    return EditionLabel(str(year), year=year) if matches else None


def derived(site: str, films: Sequence[FilmItem], register: Register, mode: Mode) -> Edition:
    """From what is known of the site, else from the dates on its pages, else the only edition there is."""
    years = {match.group() for film in films for s in film.screenings if (match := YEAR.match(s.starts_at))}
    memory = register.recall(_key(site))
    page = FestivalPage.objects.filter(pk=memory.page_id).first() if memory and not memory.is_gone else None
    if page:
        return _existing(page, site, register, mode, f"Edition: {page.title} (where {site} was imported before).")
    page = _called(site)
    if page:
        return _existing(page, site, register, mode, f"Edition: {page.title} (it is called {site}).")
    page = _only(years)
    if page:
        return _existing(page, site, register, mode, f"Edition: {page.title} (the only one that fits).")
    year = years.pop() if len(years) == 1 and not YEAR.search(site) else ""
    title = f"{site} {year}".strip()
    return _created(title, slugify(title), site, register, mode)


def _called(site: str) -> FestivalPage | None:
    """The edition that the source is named for: a folder "26th" that was given by itself."""
    label = edition_label(f"/{site}/")
    named = [page for page in FestivalPage.objects.all() if label.names(page)] if label else []
    return named[0] if len(named) == 1 else None


def _only(years: set[str]) -> FestivalPage | None:
    pages = list(FestivalPage.objects.all()[:50])
    if len(pages) > 1 and len(years) == 1:
        pages = [page for page in pages if page.starts_on and str(page.starts_on.year) in years]
    return pages[0] if len(pages) == 1 else None


def _existing(
    page: FestivalPage, site: str, register: Register, mode: Mode, message: str, label: EditionLabel | None = None
) -> Edition:
    """An edition that an import created as a draft goes public with its films, and gets the days that pages tell; an
    editor's own never does."""
    made = register.recall(_key(site, page.slug))
    if made and made.page_id == page.pk:
        theirs = Snapshot(_told(label))
        write_page(FESTIVAL, _key(site, page.slug), theirs, parent=None, register=register, mode=mode)
        page.refresh_from_db()
    _remember_last(page, site, register)
    return Edition(page, page.title, message)


def _created(
    title: str, slug: str, site: str, register: Register, mode: Mode, label: EditionLabel | None = None
) -> Edition:
    why = f" for {label.pages}" if label else ""
    wants = "its time zone" if label and label.days else "its dates and time zone"
    message = f"Edition: {title} (created{why}: none fitted; give it {wants}, or name one with --festival)."
    home = HomePage.objects.first()
    if home is None:
        raise PageRefused([("page", "there is no home page: create one in the admin")])
    if mode.dry_run:
        return Edition(None, title, message)
    theirs = Snapshot({"title": title, "slug": _free_slug(slug, home), **_told(label)})
    written = write_page(
        FESTIVAL, _key(site, str(theirs.fields["slug"])), theirs, parent=home, register=register, mode=mode
    )
    page = FestivalPage.objects.get(pk=written.page_id)
    _remember_last(page, site, register)
    return Edition(page, page.title, message)


def _told(label: EditionLabel | None) -> dict[str, Json]:
    """What pages tell of an edition, for its page."""
    if label is None or label.folder:
        return {}
    days = [day.isoformat() for day in label.days or ()]
    told = {"edition_number": label.number, **dict(zip(("starts_on", "ends_on"), days, strict=False))}
    return {name: value for name, value in told.items() if value}


def _free_slug(slug: str, home: HomePage) -> str:
    """That slug, with a number where another page below the home page has it."""
    taken = set(home.get_children().filter(slug__startswith=slug).values_list("slug", flat=True))
    slugs = (slug if number == 1 else f"{slug}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in slugs if one not in taken)


def _remember_last(page: FestivalPage, site: str, register: Register) -> None:
    """The site's next import without --festival goes into the same edition."""
    memory = register.recall(_key(site))
    if memory is None or memory.page_id != page.pk:
        register.remember(_key(site), Memory(page_id=page.pk, base=Snapshot({"title": page.title})))


def _key(site: str, slug: str = "") -> SourceKey:
    return SourceKey(site, "festival", slug)


def _year(text: str) -> int | None:
    years = set(YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None
