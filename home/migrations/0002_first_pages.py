"""A fresh database gets a home page with an index of people below it, in place of Wagtail's welcome page."""

import uuid

from django.db import migrations

HOME_PATH, PEOPLE_PATH = "00010001", "000100010001"


def create_first_pages(apps, schema_editor):
    page_model = apps.get_model("wagtailcore", "Page")
    site_model = apps.get_model("wagtailcore", "Site")
    _delete_welcome_page(apps, page_model)
    if page_model.objects.filter(depth=2).exists():
        return
    root = page_model.objects.get(depth=1)
    home = _create(apps, "home", "HomePage", HOME_PATH, "Home", "home", "/home/", root.locale_id, numchild=1)
    _create(apps, "people", "PersonIndexPage", PEOPLE_PATH, "People", "people", "/home/people/", root.locale_id)
    page_model.objects.filter(pk=root.pk).update(numchild=1)
    if not site_model.objects.filter(is_default_site=True).exists():
        site_model.objects.create(hostname="localhost", root_page_id=home.pk, is_default_site=True)


def _delete_welcome_page(apps, page_model):
    """Its site goes with it, by cascade."""
    plain = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="wagtailcore", model="page")
    page_model.objects.filter(content_type__in=plain, slug="home", depth=2, numchild=0).delete()


def _create(apps, app_label, model_name, path, title, slug, url_path, locale_id, numchild=0):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model_name.lower()
    )
    return apps.get_model(app_label, model_name).objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        content_type=content_type,
        path=path,
        depth=len(path) // 4,
        numchild=numchild,
        url_path=url_path,
        locale_id=locale_id,
        translation_key=uuid.uuid4(),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("people", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(create_first_pages, migrations.RunPython.noop)]
