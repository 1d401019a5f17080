"""The models of this app, one file by noun."""

from films.credits import FilmCompany, FilmCountry, FilmCredit, FilmExternalId, FilmLanguage, FilmSection
from films.festival import FestivalPage
from films.film import FilmPage
from films.screening import Screening
from films.section import SectionPage
from films.venue import Venue

__all__ = [
    "FestivalPage",
    "FilmCompany",
    "FilmCountry",
    "FilmCredit",
    "FilmExternalId",
    "FilmLanguage",
    "FilmPage",
    "FilmSection",
    "Screening",
    "SectionPage",
    "Venue",
]
