"""Imports from files to pages, and again."""

import pytest
from django.apps import apps
from wagtail.models import ModelLogEntry, PageLogEntry, ReferenceIndex, Revision

from films.models import FestivalPage, FilmPage
from importers.models import ImportConflict, ImportRecord, ImportResult, ImportRun, Passage
from importers.runs.pipeline import run_import
from importers.runs.report import ImportOptions
from people.models import PersonPage
from tests.factories import FestivalPageFactory
from tests.importers.runs.dumps import SYNOPSIS, counts, imported, write_dump

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return FestivalPageFactory(slug="lantern-2013", title="Lantern 2013")


def film() -> FilmPage:
    return FilmPage.objects.get()


def text_of(page: FilmPage) -> list[tuple[str, str]]:
    values = ((block.block_type, block.value) for block in page.body)
    return [(kind, value["text"].source if kind == "biography" else value.source) for kind, value in values]


def table_counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_import_publishes_every_value_of_a_text_dump(tmp_path, edition):
    report = imported(write_dump(tmp_path), publish=True)

    page = film()
    assert counts(report) == {"new": 1}
    assert (page.title, page.year, page.running_time, page.byline, page.live) == (
        "Salt Lines",
        2011,
        94,
        "Marta Voss",
        True,
    )
    assert page.standfirst == "A lighthouse keeper who counts ships finds one that counts him."
    assert [(c.role, c.role_as_printed, c.person.title, c.person.live) for c in page.credits.all()] == [
        ("director", "Director", "Ines Obray", True),
        ("producer", "Producer", "Tomas Reuel", True),
        ("screenwriter", "Screenwriters", "Ines Obray", True),
        ("screenwriter", "Screenwriters", "Ada Lind", True),
    ]
    assert [country.code for country in page.countries.all()] == ["FR", "KH"]
    assert [(company.role, company.name) for company in page.companies.all()] == [
        ("uk_distribution", "Long Shadow Films")
    ]
    assert page.get_parent().specific == edition
    kinds = [kind for kind, _ in text_of(page)]
    assert kinds == ["paragraph", "biography"]
    assert text_of(page)[0] == ("paragraph", f"<p>{SYNOPSIS}</p>")
    assert page.body[1].value["person"].specific == PersonPage.objects.get(title="Ines Obray")


def test_import_as_draft_by_default_publishes_nothing(tmp_path):
    imported(write_dump(tmp_path))

    assert not FestivalPage.objects.get(slug="lantern-2013").live
    assert not film().live
    assert not PersonPage.objects.filter(live=True).exists()


def test_import_of_drafts_again_with_publish_makes_them_public(tmp_path):
    source = write_dump(tmp_path)
    imported(source)

    report = imported(source, publish=True)

    assert counts(report) == {"updated": 1}
    assert film().live
    assert FestivalPage.objects.get(slug="lantern-2013").live
    assert PersonPage.objects.filter(live=True).count() == 3
    assert counts(imported(source, publish=True)) == {"unchanged": 1}


def test_import_again_writes_nothing(tmp_path, edition, django_assert_max_num_queries):
    source = write_dump(tmp_path)
    imported(source, publish=True)
    before = table_counts()

    with django_assert_max_num_queries(8):
        report = imported(source, publish=True)

    assert counts(report) == {"unchanged": 1}
    assert table_counts() == {**before, "importers.ImportRun": before["importers.ImportRun"] + 1}


def test_import_of_other_bytes_that_say_the_same_writes_no_revision(tmp_path, edition):
    source = write_dump(tmp_path)
    imported(source, publish=True)
    revisions = Revision.objects.count()
    source.write_text(source.read_text() + "\n\n")

    report = imported(source, publish=True)

    assert counts(report) == {"unchanged": 1}
    assert Revision.objects.count() == revisions


def test_import_of_a_changed_source_changes_only_what_changed(tmp_path, edition):
    imported(write_dump(tmp_path), publish=True)
    before = film()
    blocks, rows = before.body.get_prep_value(), list(before.credits.values_list("pk", flat=True))
    write_dump(tmp_path, minutes=97)

    report = imported(tmp_path / "salt.txt", publish=True)

    after = film()
    assert counts(report) == {"updated": 1}
    assert after.running_time == 97
    assert after.body.get_prep_value() == blocks
    assert list(after.credits.values_list("pk", flat=True)) == rows
    assert after.revisions.count() == 2
    changes = ImportResult.objects.latest("pk").changes
    assert changes == [{"of": "film salt.txt", "address": "running_time", "before": 94, "after": 97}]


def test_import_of_a_rewritten_synopsis_keeps_the_blocks_id(tmp_path, edition):
    imported(write_dump(tmp_path), publish=True)
    block = film().body[0].id
    write_dump(tmp_path, synopsis=SYNOPSIS.replace("thirty years", "thirty-one years"))

    imported(tmp_path / "salt.txt", publish=True)

    assert film().body[0].id == block
    assert "thirty-one years" in film().body[0].value.source
    assert len(film().body) == 2


def test_import_keeps_what_an_editor_published(tmp_path, edition):
    imported(write_dump(tmp_path), publish=True)
    page = film()
    page.byline = "M. Voss"
    page.credits.set([*page.credits.all()[:3]])
    page.save_revision().publish()
    write_dump(tmp_path, minutes=97)

    report = imported(tmp_path / "salt.txt", publish=True)

    page = film()
    assert (page.byline, page.running_time, page.credits.count()) == ("M. Voss", 97, 3)
    assert (counts(report), report.conflicts) == ({"updated": 1}, 0)


def test_import_of_a_value_that_an_editor_changed_too_is_a_conflict(tmp_path, edition):
    imported(write_dump(tmp_path), publish=True)
    page = film()
    page.running_time = 95
    page.save_revision().publish()
    write_dump(tmp_path, minutes=97)

    report = imported(tmp_path / "salt.txt", publish=True)

    assert film().running_time == 95
    assert report.conflicts == 1
    conflict = ImportConflict.objects.get()
    assert (conflict.address, conflict.base, conflict.ours, conflict.theirs) == (
        "film salt.txt: running_time",
        94,
        95,
        97,
    )
    assert counts(imported(tmp_path / "salt.txt", publish=True)) == {"unchanged": 1}


def test_import_goes_into_an_editors_draft_and_does_not_publish_it(tmp_path, edition):
    imported(write_dump(tmp_path), publish=True)
    page = film()
    page.standfirst = "Being rewritten."
    page.save_revision()
    write_dump(tmp_path, minutes=97)

    report = imported(tmp_path / "salt.txt", publish=True)

    live, draft = film(), film().get_latest_revision_as_object()
    assert (live.running_time, draft.running_time, draft.standfirst) == (94, 97, "Being rewritten.")
    assert [problem.code for entry in report.entries for problem in entry.problems] == ["page.not-published"]


def test_import_of_drafts_says_when_it_goes_into_an_editors_draft(tmp_path, edition):
    imported(write_dump(tmp_path))
    page = film()
    page.standfirst = "Being rewritten."
    page.save_revision()
    write_dump(tmp_path, minutes=97)

    report = imported(tmp_path / "salt.txt")

    draft = film().get_latest_revision_as_object()
    assert (draft.running_time, draft.standfirst) == (97, "Being rewritten.")
    assert [problem.code for entry in report.entries for problem in entry.problems] == ["page.editors-draft"]


def test_import_as_draft_leaves_a_live_page_live_as_it_is(tmp_path, edition):
    imported(write_dump(tmp_path), publish=True)
    write_dump(tmp_path, minutes=97)

    imported(tmp_path / "salt.txt")

    assert (film().live, film().running_time, film().has_unpublished_changes) == (True, 94, True)
    assert film().get_latest_revision_as_object().running_time == 97


def test_import_leaves_offline_what_an_editor_took_offline(tmp_path, edition):
    imported(write_dump(tmp_path), publish=True)
    film().unpublish()
    write_dump(tmp_path, minutes=97)

    imported(tmp_path / "salt.txt", publish=True)

    assert not film().live


def test_import_leaves_deleted_what_an_editor_deleted(tmp_path, edition):
    imported(write_dump(tmp_path), publish=True)
    film().delete()
    write_dump(tmp_path, minutes=97)

    report = imported(tmp_path / "salt.txt", publish=True)

    assert counts(report) == {"skipped": 1}
    assert not FilmPage.objects.exists()


def test_import_when_the_source_goes_quiet_keeps_the_value(tmp_path, edition):
    source = write_dump(tmp_path)
    imported(source, publish=True)
    source.write_text(source.read_text().replace("  • 94 mins\n", ""))

    report = imported(source, publish=True)

    assert film().running_time == 94
    assert [problem.code for entry in report.entries for problem in entry.problems] == ["source.silent"]


def test_dry_run_writes_nothing_and_says_what_it_would(tmp_path):
    before = table_counts()

    report = imported(write_dump(tmp_path), dry_run=True)

    assert table_counts() == before
    assert counts(report) == {"new": 1}
    assert "running_time" in report.entries[0].changes


def test_two_films_of_one_title_are_two(tmp_path, edition):
    imported(write_dump(tmp_path), write_dump(tmp_path, name="other.txt", minutes=12), publish=True)

    assert sorted(FilmPage.objects.values_list("title", "running_time", "slug")) == [
        ("Salt Lines", 12, "salt-lines-2"),
        ("Salt Lines", 94, "salt-lines"),
    ]


def test_import_remembers_evidence_and_unplaced_text(tmp_path, edition):
    report = imported(write_dump(tmp_path), publish=True)

    record = ImportRecord.objects.get(kind="page")
    year = Passage.objects.get(record=record, field="year")
    assert (record.outcome, record.url, ImportRun.objects.get().state) == ("new", "salt.txt", "finished")
    assert "2011" in year.text
    coverage = record.coverage
    assert coverage["total"] == coverage["used"] + coverage["chrome"] + coverage["unplaced"]
    assert report.unplaced == coverage["unplaced"]


def test_import_logs_what_it_did_and_indexes_what_pages_point_at(tmp_path, edition):
    imported(write_dump(tmp_path), publish=True)

    actions = PageLogEntry.objects.filter(page=film().pk).order_by("pk").values_list("action", flat=True)
    assert sorted(actions) == ["wagtail.create", "wagtail.publish"]
    assert not ModelLogEntry.objects.exists()
    person = PersonPage.objects.get(title="Tomas Reuel")
    assert ReferenceIndex.get_references_to(person).exists()


def test_new_site_profile_reads_unchanged_pages_again_once(tmp_path):
    site = tmp_path / "saltmere"
    site.mkdir()
    (site / "estuary.html").write_text(
        "<h1>Estuary</h1><p class='real'>Estuary, the Long Version</p><p>Director: Ann Poole</p><p>France 2012, 80 min</p>"
    )
    profile = tmp_path / "saltmere.toml"
    profile.write_text('[fields]\ntitle = "p.real"\n')
    run_import([str(site)])

    options = ImportOptions(profiles=(str(profile),))
    outcomes = [dict(run_import([str(site)], options).counts) for _ in range(2)]

    assert outcomes == [{"updated": 1}, {"unchanged": 1}]
    assert FilmPage.objects.get().get_latest_revision_as_object().title == "Estuary, the Long Version"
