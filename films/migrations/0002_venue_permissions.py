"""Editors and moderators may write venues, as they may write pages: a film's screenings need them."""

from django.db import migrations

MAY = {"Editors": ["add", "change", "view"], "Moderators": ["add", "change", "delete", "view"]}


def grant(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    venue, _ = ContentType.objects.get_or_create(app_label="films", model="venue")
    for name, actions in MAY.items():
        group = Group.objects.filter(name=name).first()
        for action in actions if group else ():
            permission, _ = Permission.objects.get_or_create(
                content_type=venue, codename=f"{action}_venue", defaults={"name": f"Can {action} venue"}
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("films", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0002_initial_data"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
