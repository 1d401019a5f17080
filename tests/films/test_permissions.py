import pytest
from django.contrib.auth.models import Group

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("group", "actions"),
    [("Editors", {"add", "change", "view"}), ("Moderators", {"add", "change", "delete", "view"})],
)
def test_venue_permissions_of_a_fresh_database_let_the_editors_groups_work(group, actions):
    codenames = Group.objects.get(name=group).permissions.filter(content_type__app_label="films")

    assert set(codenames.values_list("codename", flat=True)) == {f"{action}_venue" for action in actions}
