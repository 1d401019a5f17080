"""Choosing a person, and adding one without leaving the film."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.models import Page

from people.models import PersonIndexPage, PersonPage


class NewPersonForm(forms.ModelForm):
    same_name = forms.BooleanField(
        required=False,
        label="This is somebody else of the same name",
        help_text="Tick only after searching: most of the time the person is there already.",
    )

    class Meta:
        model = PersonPage
        fields = ["title"]
        labels = {"title": "Name"}
        help_texts = {"title": "As it is printed, such as “Rosa Marlin”."}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        name = data.get("title", "")
        if name and not data.get("same_name") and PersonPage.objects.filter(title__iexact=name).exists():
            self.add_error(
                "title",
                ValidationError(
                    "There is a page for %(name)s already: choose it under Search.",
                    code="person_exists",
                    params={"name": name},
                ),
            )
        return data

    def _get_validation_exclusions(self) -> set[str]:
        """The page has no place in the tree yet: `add_child` gives it path and slug, and validates them."""
        return {field.name for field in PersonPage._meta.get_fields()} - {"title"}


class AddsToIndex:
    """Somebody new goes below the first index of people where the editor may add; published where they may publish."""

    request: Any
    creation_form_class: Any
    create_url_name: str | None

    def person_index(self) -> Page | None:
        indexes = (page.permissions_for_user(self.request.user) for page in PersonIndexPage.objects.all())
        return next((allowed.page for allowed in indexes if allowed.can_add_subpage()), None)

    def can_create(self) -> bool:
        return self.person_index() is not None

    def save_form(self, form: NewPersonForm) -> PersonPage:
        index, user = self.person_index(), self.request.user
        assert index is not None  # noqa: S101  `dispatch` asked can_create()
        publishes = index.permissions_for_user(user).can_publish_subpage()
        person = form.instance
        person.live, person.owner = publishes, user
        index.add_child(instance=person)
        revision = person.save_revision(user=user, log_action="wagtail.create")
        if publishes:
            revision.publish(user=user)
        return person


class PersonColumns:
    @property
    def columns(self) -> list[Column]:
        known_for = Column("known_for", label="Known for", accessor="known_for")
        return [*super().columns, known_for]  # type: ignore[misc]


class ChoosePersonView(AddsToIndex, PersonColumns, views.ChooseView):
    pass


class ChoosePersonResultsView(AddsToIndex, PersonColumns, views.ChooseResultsView):
    pass


class CreatePersonView(AddsToIndex, views.CreateView):
    pass


class PersonChooserViewSet(ChooserViewSet):
    model = PersonPage
    icon = "user"
    choose_one_text = "Choose a person"
    choose_another_text = "Choose another person"
    edit_item_text = "Edit this person"
    creation_tab_label = "Add somebody new"
    create_action_label = "Add this person"
    creation_form_class = NewPersonForm
    per_page = 20
    choose_view_class = ChoosePersonView
    choose_results_view_class = ChoosePersonResultsView
    create_view_class = CreatePersonView

    def get_object_list(self) -> Any:
        return PersonPage.objects.order_by("sort_name", "pk").prefetch_related("credits__film")


person_chooser_viewset = PersonChooserViewSet("person_chooser")
