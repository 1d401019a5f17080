"""An editor at work while imports run: saves a film through the admin's view, again and again, in a process of its own.

usage: python -m tests.importers.runs.editor FILM STOP

Saves until the file STOP is there, then prints as JSON what every request was answered and what there is in the end.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import django


def main(film: int, stop: Path) -> None:
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    editor, saves = signed_in(), []
    while not saves or not stop.exists():
        saves.append(save(editor, film, f"save {len(saves)}"))
    print(json.dumps({"saves": saves, **what_there_is(film)}))


def signed_in() -> Any:
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(is_superuser=True))
    return client


def save(editor: Any, film: int, standfirst: str) -> tuple[int, int]:
    """The status of the form and of its being sent: 200 and 302 where all is well."""
    from django.urls import reverse
    from wagtail.test.utils.form_data import querydict_from_html

    url = reverse("wagtailadmin_pages:edit", args=[film])
    form = editor.get(url)
    if form.status_code != 200:
        return form.status_code, 0
    values = querydict_from_html(form.content.decode(), form_id="page-edit-form")
    values.update({"standfirst": standfirst, "body-count": "0", "gallery-count": "0", "action-publish": "1"})
    return form.status_code, editor.post(url, values).status_code


def what_there_is(film: int) -> dict[str, Any]:
    from wagtail.models import Page

    from films.models import FilmPage
    from importers.models import ImportRecord
    from people.models import PersonPage

    return {
        "standfirst": FilmPage.objects.get(pk=film).standfirst,
        "films": sorted(FilmPage.objects.values_list("title", flat=True)),
        "people": sorted(PersonPage.objects.values_list("title", flat=True)),
        "pages_read": sorted(ImportRecord.objects.filter(kind="page").values_list("key", "outcome")),
        "broken": [list(found) for found in Page.find_problems()],
    }


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), Path(sys.argv[2]))
