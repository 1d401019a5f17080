"""Runs taken back: tables compared whole, and what editors did since."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.images import get_image_model

from films.models import FestivalPage, FilmPage, Venue
from importers.models import ImportConflict, ImportRecord, ImportRun
from importers.runs import undoing
from importers.runs.pipeline import run_import
from importers.runs.report import ImportOptions
from importers.runs.undoing import NotToTakeBack, Taken, take_back
from importers.samples.build import write_sample_site
from people.models import PersonPage
from tests.factories import FestivalPageFactory, FilmPageFactory, PersonPageFactory, publish
from tests.importers.runs.dumps import SYNOPSIS, imported, write_dump
from tests.importers.runs.tables import tables

pytestmark = pytest.mark.django_db

PAGES = ("films/hinge.html", "films/bride-price.html", "calendar/11-10.html", "sections/small-craft.html", "images")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saltmere")
    write_sample_site(folder, text=False)
    return folder / "site" / "26th"


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A few films of the sample site, with their pictures, and what its calendar and sections say of them."""
    for name in PAGES:
        copy = shutil.copytree if (built / name).is_dir() else _copy
        copy(built / name, tmp_path / "26th" / name)
    return tmp_path / "26th"


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def run_of(site: Path, *, publish: bool = True) -> ImportRun:
    report = run_import(
        [str(site)], ImportOptions(festival="saltmere-26", publish=publish, site="saltmere", processes=1)
    )
    return ImportRun.objects.get(pk=report.run_id)


def last() -> ImportRun:
    return ImportRun.objects.latest("pk")


def undo(run: ImportRun | None = None, *, plan: bool = False) -> list[Taken]:
    return list(take_back(run or last(), plan=plan))


def told(taken: list[Taken]) -> set[tuple[str, str, str]]:
    return {(one.action, one.kind, one.name) for one in taken if one.action not in ("forgotten",)}


def edit(film: FilmPage, **values: object) -> None:
    """As an editor would, in the admin."""
    draft = FilmPage.objects.get(pk=film.pk).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision().publish()


@pytest.mark.parametrize("is_public", [True, False])
def test_first_import_taken_back_leaves_every_table_as_it_was(site, is_public):
    before = tables()
    run = run_of(site, publish=is_public)
    assert (FilmPage.objects.count() > 1, Venue.objects.count() > 0, PersonPage.objects.count() > 3) == (True,) * 3

    taken = undo(run)

    assert tables() == before
    assert [one for one in taken if one.reasons] == []
    run.refresh_from_db()
    assert run.state == "taken_back"


def test_import_after_taking_back_is_the_import(site, django_capture_on_commit_callbacks):
    run = run_of(site)
    first = tables()
    with django_capture_on_commit_callbacks(execute=True):  # pictures go with the commit
        undo(run)

    run_of(site)

    assert tables() == first


def test_pictures_taken_back_leave_no_files(site, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path / "media"
    run = run_of(site)
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] != []

    with django_capture_on_commit_callbacks(execute=True):
        undo(run)

    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("is_public", [True, False])
def test_second_import_taken_back_gives_the_former_values(tmp_path, is_public):
    imported(write_dump(tmp_path), publish=is_public)
    before = tables()
    write_dump(tmp_path, minutes=97, synopsis=SYNOPSIS.replace("thirty", "forty"))
    imported(tmp_path / "salt.txt", publish=is_public)
    after = tables()

    taken = undo()

    assert tables() == before
    assert [(one.action, one.kind) for one in taken if one.kind == "film"] == [("restored", "film")]

    imported(tmp_path / "salt.txt", publish=is_public)
    assert tables() == after


def test_value_that_an_editor_changed_since_stays_and_is_told(tmp_path):
    imported(write_dump(tmp_path), publish=True)
    write_dump(tmp_path, minutes=97, synopsis=SYNOPSIS.replace("thirty", "forty"))
    imported(tmp_path / "salt.txt", publish=True)
    edit(FilmPage.objects.get(), running_time=99)

    (film,) = [one for one in undo() if one.kind == "film"]

    page = FilmPage.objects.get()
    assert (page.running_time, "thirty" in str(page.body[0].value)) == (99, True)
    assert film.reasons == ("running_time was changed by an editor since and stays",)
    assert film.action == "restored"


def test_editors_draft_stays_a_draft(tmp_path):
    imported(write_dump(tmp_path), publish=True)
    write_dump(tmp_path, minutes=97)
    imported(tmp_path / "salt.txt", publish=True)
    draft = FilmPage.objects.get().get_latest_revision_as_object()
    draft.standfirst = "Being written"
    draft.save_revision()

    undo()

    page = FilmPage.objects.get()
    draft = page.get_latest_revision_as_object()
    assert (page.running_time, page.standfirst != "Being written") == (97, True)
    assert (draft.running_time, draft.standfirst) == (94, "Being written")


def test_film_that_an_editor_worked_on_stays_with_its_people(tmp_path):
    imported(write_dump(tmp_path), publish=True)
    edit(FilmPage.objects.get(), standfirst="Better")

    taken = undo()

    assert FilmPage.objects.get().standfirst == "Better"
    assert {credit.person.title for credit in FilmPage.objects.get().credits.all()} == {
        "Ines Obray",
        "Tomas Reuel",
        "Ada Lind",
    }
    reasons = {one.name: one.reasons for one in taken if one.reasons}
    assert reasons["Salt Lines"] == ("an editor has worked on it since",)
    assert reasons["Ada Lind"] == ("Salt Lines uses it",)
    assert last().state == "finished"


def test_person_in_an_editors_draft_stays(tmp_path):
    imported(write_dump(tmp_path), publish=True)
    film = publish(FilmPageFactory(title="Home made", parent=FestivalPageFactory(slug="ours")))
    draft = film.get_latest_revision_as_object()
    draft.credits.create(role="director", person=PersonPage.objects.get(title="Tomas Reuel"))
    draft.save_revision()

    taken = undo()

    assert [page.title for page in PersonPage.objects.all()] == ["Tomas Reuel"]
    assert [one.reasons for one in taken if one.name == "Tomas Reuel"] == [("Home made uses it",)]


@pytest.mark.parametrize("where", ["edition", "person"])
def test_picture_in_the_draft_of_an_edition_or_a_person_stays(site, where):
    run = run_of(site)
    picture = get_image_model().objects.get()
    factory = {"edition": FestivalPageFactory, "person": PersonPageFactory}[where]
    page = publish(factory(title="Home made", slug="ours"))
    if where == "edition":
        page.introduction = [("image", {"image": picture, "alt_text": "A picture"})]
    else:
        page.portrait = picture
    page.save_revision()

    taken = undo(run)

    assert get_image_model().objects.get() == picture
    assert [one.reasons for one in taken if one.kind == "image"] == [("Home made uses it",)]


def test_runs_can_be_taken_back_out_of_order(tmp_path):
    imported(write_dump(tmp_path), publish=True)
    write_dump(tmp_path, minutes=97)
    imported(tmp_path / "salt.txt", publish=True)
    second = last()
    write_dump(tmp_path, minutes=97, synopsis=SYNOPSIS.replace("thirty", "forty"))
    imported(tmp_path / "salt.txt", publish=True)
    newest = tables()

    undo(second)

    page = FilmPage.objects.get()
    assert (page.running_time, "forty" in str(page.body[0].value)) == (94, True)
    imported(tmp_path / "salt.txt", publish=True)
    assert tables()["films.FilmPage"] == newest["films.FilmPage"]


def test_run_whose_page_a_later_run_changed_waits_for_that_one(tmp_path):
    imported(write_dump(tmp_path), publish=True)
    first = last()
    before = ImportRecord.objects.count()
    write_dump(tmp_path, minutes=97)
    imported(tmp_path / "salt.txt", publish=True)
    second = last()

    reasons = {one.name: one.reasons for one in undo(first) if one.kind == "film"}

    assert reasons == {"Salt Lines": (f"run {second.pk} has changed it since: take that one back first",)}
    assert (FilmPage.objects.get().running_time, ImportRecord.objects.count() <= before) == (97, True)
    undo(second)
    undo(first)
    assert (FilmPage.objects.count(), PersonPage.objects.count(), ImportRecord.objects.count()) == (0, 0, 0)


def test_conflicts_of_the_run_go_with_it(tmp_path):
    imported(write_dump(tmp_path), publish=True)
    edit(FilmPage.objects.get(), running_time=99)
    write_dump(tmp_path, minutes=97)
    imported(tmp_path / "salt.txt", publish=True)
    assert ImportConflict.objects.count() == 1

    undo()

    assert (ImportConflict.objects.count(), FilmPage.objects.get().running_time) == (0, 99)


def test_plan_says_what_taking_back_does_and_writes_nothing(site):
    run = run_of(site)
    before, history = tables(), ImportRun.objects.values_list("state", flat=True)

    planned = undo(run, plan=True)

    assert (tables(), list(history)) == (before, ["finished"])
    assert planned == undo(run)


def test_taking_back_that_was_cut_off_goes_on(site, monkeypatch):
    before = tables()
    run = run_of(site)
    things = take_back(run)
    for _ in range(5):
        next(things)
    things.close()
    assert tables() != before

    undo(run)

    assert tables() == before


def test_locked_page_stays_until_it_is_unlocked(tmp_path):
    imported(write_dump(tmp_path), publish=True)
    write_dump(tmp_path, minutes=97)
    imported(tmp_path / "salt.txt", publish=True)
    FilmPage.objects.update(locked=True)

    (film,) = [one for one in undo() if one.kind == "film"]

    assert (film.action, FilmPage.objects.get().running_time) == ("kept", 97)
    assert "unlock it" in film.reasons[0]
    FilmPage.objects.update(locked=False)
    undo()
    assert FilmPage.objects.get().running_time == 94


def test_drafts_made_public_go_back_to_being_drafts(tmp_path):
    source = write_dump(tmp_path)
    imported(source)
    before = tables()
    imported(source, publish=True)
    assert FilmPage.objects.get().live

    taken = undo()

    assert {one.action for one in taken if one.kind == "film"} == {"unpublished"}
    assert (FilmPage.objects.get().live, FestivalPage.objects.get().live, tables().keys()) == (
        False,
        False,
        before.keys(),
    )


def test_edition_that_was_there_before_stays(tmp_path):
    FestivalPageFactory(slug="lantern-2013", title="Lantern 2013")
    before = tables()
    imported(write_dump(tmp_path), publish=True)

    undo()

    assert tables() == before


def test_run_that_has_not_ended_is_not_taken_back(tmp_path):
    imported(write_dump(tmp_path))
    ImportRun.objects.update(state="running")

    with pytest.raises(NotToTakeBack, match="has not ended: wait for it, or stop it"):
        take_back(last())
    assert list(take_back(last(), ended=True)) != []


def test_run_without_notes_of_what_it_did_is_not_taken_back(tmp_path):
    imported(write_dump(tmp_path))
    last().steps.all().delete()

    with pytest.raises(NotToTakeBack, match="nothing is known to take back"):
        take_back(last())


def test_command_tells_what_was_removed_and_what_stays(tmp_path, capsys):
    imported(write_dump(tmp_path), publish=True)
    edit(FilmPage.objects.get(), standfirst="Better")

    with pytest.raises(SystemExit) as ended:
        call_command("rollback_import", str(last().pk), "--json")

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ended.value.code == 3
    assert {line["action"] for line in lines if line["name"] == "Salt Lines"} == {"kept"}


def test_command_for_a_run_that_is_not_there(capsys):
    with pytest.raises(CommandError, match="There is no run 4711") as refused:
        call_command("rollback_import", "4711")
    assert refused.value.returncode == 2
    assert undoing.LAST[0] == "film"
