"""Countries of production: ISO 3166-1 for those of today, the four-letter ISO 3166-3 codes for those that are gone.

See docs/decisions/0102-countries-and-languages.md.
"""

from functools import cache

import pycountry
from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, override

KOSOVO = "XK"
"""Not in ISO 3166; the code that CLDR, the European Union and the rest of the field use."""

HISTORIC_NAMES = {
    "BUMM": "Burma",
    "BYAA": "Byelorussian SSR",
    "CSHH": "Czechoslovakia",
    "CSXX": "Serbia and Montenegro",
    "DDDE": "East Germany",
    "HVBF": "Upper Volta",
    "SUHH": "Soviet Union",
    "VDVN": "North Vietnam",
    "YDYE": "South Yemen",
    "YUCS": "Yugoslavia",
    "ZRCD": "Zaire",
}
"""As festivals print them. ISO's own ("USSR, Union of Soviet Socialist Republics") stand in for the rest."""


@cache
def _codes() -> frozenset[str]:
    current = {country.alpha_2 for country in pycountry.countries}
    return frozenset(current | {country.alpha_4 for country in pycountry.historic_countries} | {KOSOVO})


@cache
def _territories(language: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(language, sep="-").territories)
    except (UnknownLocaleError, ValueError):
        return dict(Locale("en").territories)


def country_name(code: str) -> str:
    """The name in the active language where CLDR has it, else in English; an unknown code as it is."""
    if code in HISTORIC_NAMES:
        return HISTORIC_NAMES[code]
    if historic := pycountry.historic_countries.get(alpha_4=code):
        return str(historic.name)
    return _territories(get_language() or "en").get(code, code)


def country_choices() -> list[tuple[str, str]]:
    return list(_choices(get_language() or "en"))


@cache
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    with override(language):
        return tuple(sorted(((code, country_name(code)) for code in _codes()), key=lambda choice: choice[1]))
