"""Taking a run back: what it made is removed, what it changed gets its former values, and what anybody did since stays.

Each thing is one transaction; a run that was only partly taken back goes on when it is taken back again. What cannot be
taken back is told with its reason, and stays as it is. A plan is the same without writing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import ProtectedError, Q
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from importers.runs.models import ImportConflict, ImportRecord, ImportRun, ImportStep, RunState
from importers.runs.register import DatabaseRegister
from importers.runs.steps import restore, snapshot_of
from importers.runs.turns import in_turn
from importers.writing.merging import merge
from importers.writing.pages import PageRefused
from importers.writing.references import Drafts, Reference, pointing_at, references_in
from importers.writing.register import Step
from importers.writing.schemas import FESTIVAL, FILM, PERSON, SECTION, PageSchema
from importers.writing.undoing import Undone, undo_page
from importers.writing.values import Snapshot
from importers.writing.writer import Mode

SCHEMAS: dict[str, PageSchema] = {
    "film": FILM,
    "part": FILM,
    "person": PERSON,
    "section": SECTION,
    "festival": FESTIVAL,
}
LAST = ("film", "part", "section", "person", "people", "festival", "venue", "image")
"""What points at others goes before them."""

Action = Literal["removed", "restored", "unpublished", "kept", "forgotten"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one thing. forgotten: only the importer's memory of it goes. reasons: why it, or some of its
    values, stay as they are."""

    kind: str
    key: str
    name: str
    action: Action
    values: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


class Untakeable(Exception):
    """One thing stays as it is; the reason is the message."""


class NotToTakeBack(Exception):
    """The run cannot be taken back at all; the message says why, and what to do."""


def take_back(run: ImportRun, *, plan: bool = False, ended: bool = False, user: Any = None) -> Iterator[Taken]:
    """Raises NotToTakeBack. Goes on as it is asked for the next thing. `ended`: the run was killed, and runs no more."""
    if run.state == RunState.RUNNING and not ended:
        raise NotToTakeBack(
            f"Run {run.pk} has not ended: wait for it, or stop it. If it was killed and runs no more, say --ended."
        )
    if not run.steps.exists() and any(run.counts.get(outcome) for outcome in ("new", "updated")):
        raise NotToTakeBack(f"Run {run.pk} is older than the notes of what runs do: nothing is known to take back.")
    return _Undoing(run, plan, user).all()


@dataclass
class _Undoing:
    run: ImportRun
    plan: bool
    user: Any
    register: DatabaseRegister = field(init=False)
    gone: set[int] = field(default_factory=set)
    """Ids of pages that are removed."""
    then: dict[int, Snapshot] = field(default_factory=dict)
    """Page → the values it holds once it is restored."""
    drafts: Drafts = field(default_factory=Drafts)

    def __post_init__(self) -> None:
        self.register = DatabaseRegister(None if self.plan else self.run)

    def all(self) -> Iterator[Taken]:
        doomed, tried = self._doomed(), set()
        for step in self._steps(Q(made_object=False, after__isnull=False)):
            if step.record.page_id not in doomed:
                tried.add(step.pk)
                yield self._one(step, self._restored)
        for kind in LAST:
            for step in self._steps(Q(made_object=True, record__kind=kind)):
                yield self._one(step, self._removed)
        for step in self._steps(Q(made_object=False)):
            if step.pk not in tried:
                yield self._one(step, self._forgotten if step.after is None else self._restored)
        if not self.plan:
            in_turn(self._end)

    def _steps(self, which: Q) -> Iterator[ImportStep]:
        """What is not yet taken back, newest first; looked up by its numbers, for each is gone or marked when done."""
        numbers = self.run.steps.filter(which, taken_back_at=None).order_by("-pk").values_list("pk", flat=True)
        for number in list(numbers):
            step = ImportStep.objects.select_related("record", "record__page").filter(pk=number).first()
            if step is not None:
                yield step

    def _one(self, step: ImportStep, take: Any) -> Taken:
        record = step.record
        name = _name(record)
        try:
            taken: Taken = in_turn(lambda: take(step, name), self.register.forget, dry_run=self.plan)
        except (Untakeable, PageRefused) as refused:
            return Taken(record.kind, record.key, name, "kept", (), (str(refused),))
        except ProtectedError as used:
            by = ", ".join(sorted({str(thing) for thing in used.protected_objects})[:3])
            return Taken(record.kind, record.key, name, "kept", (), (f"{by} uses it",))
        return taken

    # What it changed

    def _restored(self, step: ImportStep, name: str) -> Taken:
        record = step.record
        if record.page_id is None or record.page_id in self.gone:
            self._let_go(step)
            return Taken(record.kind, record.key, "", "forgotten")
        then = Step(snapshot_of(step.before), snapshot_of(step.after), step.was_live, step.is_live)
        mode = Mode(publish="--publish" in self.run.options.get("arguments", ()), dry_run=self.plan, user=self.user)
        undone = undo_page(SCHEMAS[record.kind], record.page_id, then, self.register, mode)
        self.then[record.page_id] = undone.values
        page_id, kept = record.page_id, tuple(self._kept(step, undone))
        self._let_go(step)
        if not undone.in_draft_of_editor:
            self._own(page_id)
        values = tuple(change.address for change in undone.changes)
        return Taken(record.kind, record.key, name, _action(undone), values, kept)

    def _own(self, page_id: int) -> None:
        """The page's new revision is an import's, not an editor's."""
        latest = Page.objects.filter(pk=page_id).values_list("latest_revision_id", flat=True).first()
        if self.plan or latest is None or self.register.wrote(page_id, latest):
            return
        record = ImportRecord.objects.filter(page_id=page_id, kind__in=SCHEMAS).exclude(revision=None).first()
        if record is not None:
            record.revision = latest
            record.save(update_fields=["revision"])

    def _kept(self, step: ImportStep, undone: Undone) -> Iterator[str]:
        who = self._later(step)
        by = f"run {who.run_id}" if who else "an editor"
        yield from (f"{conflict.address} was changed by {by} since and stays" for conflict in undone.kept)
        if undone.reason:
            yield undone.reason

    # What it made

    def _removed(self, step: ImportStep, name: str) -> Taken:
        record = step.record
        thing = record.page.specific if record.page else record.object
        if thing is not None:
            self._check(step, thing)
            if isinstance(thing, Page):
                self.gone.add(thing.pk)
        if not self.plan:
            if thing is not None:
                thing.delete(user=self.user) if isinstance(thing, Page) else thing.delete()
            record.refresh_from_db()
            self._let_go(step)
        return Taken(record.kind, record.key, name, "removed")

    def _check(self, step: ImportStep, thing: Any) -> None:
        """Raises Untakeable where it has become somebody's, or is used by what stays."""
        later = self._later(step)
        if later is not None:
            raise Untakeable(f"run {later.run_id} has changed it since: take that one back first")
        if isinstance(thing, Page):
            self._check_page(thing)
        elif ModelLogEntry.objects.for_instance(thing).filter(action="wagtail.edit").exists():
            raise Untakeable("an editor has worked on it since")
        user = self._user_of(thing)
        if user:
            raise Untakeable(f"{user} uses it")

    def _check_page(self, page: Page) -> None:
        if page.locked:
            raise Untakeable("an editor has locked it")
        if page.latest_revision_id and not self.register.wrote(page.pk, page.latest_revision_id):
            raise Untakeable("an editor has worked on it since")
        stays = next((child for child in page.get_descendants() if child.pk not in self.gone), None)
        if stays is not None:
            raise Untakeable(f"{stays.title} is below it")

    def _user_of(self, thing: Any) -> str | None:
        reference: Reference = (_reference_kind(thing), thing.pk)
        restored = next((page for page, values in self.then.items() if reference in references_in(values)), None)
        if restored is not None and restored not in self.gone:
            return str(Page.objects.get(pk=restored))
        apart = self.gone | self.then.keys()
        return pointing_at(thing, apart) or self.drafts.pointing_at(thing, apart)

    def _doomed(self) -> frozenset[int]:
        """Pages that this run made and that will be removed: nothing needs to be put back in them first."""
        steps = self.run.steps.filter(made_object=True, taken_back_at=None, record__page__isnull=False)
        pages = {step.record.page: step for step in steps.select_related("record", "record__page")}
        made = {page.pk for page in pages if page}
        return frozenset(page.pk for page, step in pages.items() if page and self._is_free(step, page, made))

    def _is_free(self, step: ImportStep, page: Page, made: set[int]) -> bool:
        wrote = page.latest_revision_id is None or self.register.wrote(page.pk, page.latest_revision_id)
        return wrote and not page.locked and self._later(step) is None and pointing_at(page, made) is None

    # What it knew

    def _forgotten(self, step: ImportStep, name: str) -> Taken:
        name = "" if step.record.page_id in self.gone else name
        self._let_go(step)
        return Taken(step.record.kind, step.record.key, name, "forgotten")

    def _let_go(self, step: ImportStep) -> None:
        """The record as it was before; where a later run has gone on from it, that run's memory of it instead."""
        if self.plan:
            return
        record = step.record
        gone_on = ImportStep.objects.filter(record=record, run_id__gt=step.run_id, taken_back_at=None)
        later = gone_on.order_by("run_id").first()
        if later is None and step.made_record:
            record.delete()
            return
        if later is not None:
            record.base = _rebased(record, later.record_before, step.record_before)
            record.response_hash = ""
            record.save()
            later.made_record, later.record_before = step.made_record, step.record_before
            later.save()
        elif step.record_before is not None:
            restore(record, {**step.record_before, "revision": record.revision})
        step.taken_back_at = timezone.now()
        step.save()

    def _later(self, step: ImportStep) -> ImportStep | None:
        """A later run's step on the same thing that has not been taken back."""
        same = Q(record=step.record)
        if step.record.page_id:
            same |= Q(record__page_id=step.record.page_id)
        later = ImportStep.objects.filter(same, run_id__gt=step.run_id, taken_back_at=None)
        return later.exclude(after__isnull=True, made_object=False).order_by("run_id").first()

    def _end(self) -> None:
        ImportConflict.objects.filter(run=self.run, decided_at=None).delete()
        if not self.run.steps.filter(taken_back_at=None).exists():
            self.run.state = RunState.TAKEN_BACK
            self.run.save(update_fields=["state"])


def _rebased(record: ImportRecord, after: dict[str, Any] | None, before: dict[str, Any] | None) -> dict[str, Any]:
    """The values last imported, without those of the run that is taken back."""
    if after is None or record.kind not in SCHEMAS:
        return dict(record.base)
    told = Snapshot.from_json(before["base"]) if before else Snapshot()
    was, now = Snapshot.from_json(after["base"]), Snapshot.from_json(record.base)
    names = {**was.fields, **told.fields}, {**was.lists, **told.lists}
    whole = Snapshot(
        {name: told.fields.get(name) for name in names[0]}, {name: told.lists.get(name, ()) for name in names[1]}
    )
    rebased = merge(was, now, whole).snapshot
    fields = {name: value for name, value in rebased.fields.items() if name in told.fields or value is not None}
    lists = {name: parts for name, parts in rebased.lists.items() if parts}
    notes = {"notes": record.base["notes"]} if "notes" in record.base else {}
    return Snapshot(fields, lists).as_json() | notes


def _action(undone: Undone) -> Action:
    if undone.unpublished:
        return "unpublished"
    return "restored" if undone.changes else "kept" if undone.kept else "forgotten"


def _name(record: ImportRecord) -> str:
    if record.page is not None:
        return str(record.page.title)
    return str(record.object) if record.object is not None else ""


def _reference_kind(thing: Any) -> str:
    return "page" if isinstance(thing, Page) else str(thing._meta.model_name)
