"""The editing form of a film, and of its rows where they need more than Wagtail's."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Page

from films.festival import FestivalPage
from films.languages import find_tag, language_name


class FilmPageForm(WagtailAdminPageForm):
    """Hands the edition down to the rows: its clock to screenings, its sections to the choice of sections."""

    def __init__(self, *args: Any, parent_page: Page | None = None, **kwargs: Any) -> None:
        super().__init__(*args, parent_page=parent_page, **kwargs)
        parent = parent_page and parent_page.specific
        edition = parent if isinstance(parent, FestivalPage) else None
        for name in ("screenings", "sections"):
            if name in self.formsets:
                self.formsets[name].form_kwargs["edition"] = edition


class EditionTimeField(forms.DateTimeField):
    """A time as clocks in the edition's city show it, whatever zone the editor sits in."""

    widget = AdminDateTimeInput
    zone: ZoneInfo | None = None

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().to_python(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        with timezone.override(self.zone):
            return super().has_changed(initial, data)


class ScreeningForm(WagtailAdminModelForm):
    starts_at = EditionTimeField(label="Starts", help_text="As clocks at the festival show it.")

    def __init__(self, *args: Any, edition: FestivalPage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if edition:
            field = self.fields["starts_at"]
            field.zone = edition.zone
            field.help_text = f"As clocks at the festival show it ({edition.time_zone})."


class FilmSectionForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, edition: FestivalPage | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if edition:
            self.fields["section"].queryset = edition.sections.order_by("title")


class LanguageField(forms.CharField):
    """Shows and takes a language by its name; a tag will do as well."""

    def prepare_value(self, value: Any) -> Any:
        name = language_name(value) if value else ""
        return name if _is_tag_of(name, value) else value

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return find_tag(text) if text else ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not (initial and _is_tag_of(data, initial)) and super().has_changed(initial, data)


def _is_tag_of(text: str, tag: str) -> bool:
    try:
        return bool(text) and find_tag(text) == tag
    except ValidationError:
        return False


class FilmLanguageForm(WagtailAdminModelForm):
    tag = LanguageField(
        label="Language", max_length=100, help_text="Such as French or Brazilian Portuguese, or a tag such as pt-BR."
    )
