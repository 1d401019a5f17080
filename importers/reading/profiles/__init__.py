"""Site profiles: what a team, or `learn_site`, knows of one old site, and how it is applied to a page.

profile     the form of a profile              loading     from TOML, every mistake named with file, line and key
locating    selectors to stretches of a page   values      stretches to values      applying    a profile to a page
"""

from importers.reading.profiles.applying import ProfileReading, read_profile
from importers.reading.profiles.loading import ProfileError, find_profile, load_profile, load_profiles
from importers.reading.profiles.profile import Films, Locator, Profile, Profiles

__all__ = [
    "Films",
    "Locator",
    "Profile",
    "ProfileError",
    "ProfileReading",
    "Profiles",
    "find_profile",
    "load_profile",
    "load_profiles",
    "read_profile",
]
