"""Which film a list or a calendar means: by title, and where two share it, by year and director."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from films.models import FestivalPage, FilmPage
from importers.reading.items import FilmItem
from importers.writing.names import normal_form, title_form


@dataclass(frozen=True, slots=True)
class FilmIndex:
    edition: FestivalPage

    def matching(self, listed: FilmItem) -> list[int]:
        """Ids of the film pages it may be; drafts count, since their titles are what the import wrote."""
        form = title_form(listed.title or "")
        named = Q()
        for word in [word for word in form.split() if word.isascii()][:4]:  # SQLite folds the case of ASCII only
            named &= Q(title__icontains=word) | Q(original_title__icontains=word) | Q(draft_title__icontains=word)
        films = FilmPage.objects.child_of(self.edition).filter(named).prefetch_related("credits__person")
        same = [film for film in films if form and form in _forms(film)]
        for tells in (_same_year, _same_director):
            if len(same) > 1:
                same = [film for film in same if tells(film, listed)] or same
        return [film.pk for film in same]


def _forms(film: FilmPage) -> set[str]:
    return {title_form(title) for title in (film.title, film.draft_title, film.original_title)}


def _same_year(film: FilmPage, listed: FilmItem) -> bool:
    return listed.year is not None and film.year == listed.year


def _same_director(film: FilmPage, listed: FilmItem) -> bool:
    directors = {normal_form(credit.name) for credit in film.credits.all() if credit.role == "director"}
    return bool(directors & {normal_form(name) for name in listed.directors})
