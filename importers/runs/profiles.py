"""The site profiles at hand: those a person named, those in the team's folder, those that come with Marquee."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from importers.reading.profiles import ProfileError, Profiles, find_profile, load_profiles


def sites_folder() -> Path | None:
    """The team's own folder of profiles; None where none is set."""
    return Path(settings.MARQUEE_SITES_DIR) if settings.MARQUEE_SITES_DIR else None


def known_profiles(named: Sequence[str] = ()) -> Profiles:
    """`named` are files or names; they hold for any source. Raises ProfileError for any that cannot be used."""
    folder = sites_folder()
    if folder and not folder.is_dir():
        raise ProfileError(f"MARQUEE_SITES_DIR: {folder} is no folder.")
    folders = [folder] if folder else []
    return load_profiles(folders, [find_profile(name, folders) for name in named])
