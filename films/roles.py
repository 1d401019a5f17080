"""What people and companies do for a film, and how a screening stands."""

from django.db import models


class Role(models.TextChoices):
    DIRECTOR = "director", "Director"
    PRODUCER = "producer", "Producer"
    EXECUTIVE_PRODUCER = "executive_producer", "Executive producer"
    SCREENWRITER = "screenwriter", "Screenwriter"
    CAST = "cast", "Cast"
    CINEMATOGRAPHER = "cinematographer", "Cinematographer"
    EDITOR = "editor", "Editor"
    COMPOSER = "composer", "Composer"
    SOUND = "sound", "Sound"
    PRODUCTION_DESIGNER = "production_designer", "Production designer"
    COSTUME_DESIGNER = "costume_designer", "Costume designer"
    ANIMATOR = "animator", "Animator"
    NARRATOR = "narrator", "Narrator"
    OTHER = "other", "Other"


class LanguageKind(models.TextChoices):
    SPOKEN = "spoken", "Spoken"
    SUBTITLES = "subtitles", "Subtitles"


class ScreeningStatus(models.TextChoices):
    SCHEDULED = "scheduled", "Scheduled"
    RESCHEDULED = "rescheduled", "Rescheduled"
    SOLD_OUT = "sold_out", "Sold out"
    CANCELLED = "cancelled", "Cancelled"


COMPANY_ROLES = {
    "production": "Production",
    "sales": "Sales",
    "distribution": "Distribution",
    "uk_distribution": "UK distribution",
    "other": "Other",
}
"""The usual ones. Distribution in one territory is `<country code in lower case>_distribution`."""
