"""Panels that Wagtail does not have."""

from typing import Any

from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel
from wagtail.admin.panels.base import get_form_for_model


class RowsPanel(InlinePanel):
    """An inline panel whose rows are edited with a form class of one's own."""

    def __init__(self, *args: Any, form: type[WagtailAdminModelForm] = WagtailAdminModelForm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form = form

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "form": self.form}

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        row_options = self.child_edit_handler.get_form_options()
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            self.db_field.related_model,
            form_class=self.form,
            defer_required_on_fields=row_options.get("defer_required_on_fields", []),
        )
        return options
