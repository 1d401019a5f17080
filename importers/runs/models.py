"""What the importer remembers. Content pages know nothing of it: see docs/decisions/0002-provenance-outside-content.md.

ImportRun         one run of the command: what it was given, who ran it, how it ended
ImportRecord      one thing of a source, for ever: the object it became, and the values last imported (the base)
ImportResult      what one run did for one page of a source; a run that changed nothing leaves none
ImportStep        what one run did to one thing, with what was there before: for taking it back
ImportConflict    a value that both an editor and the source changed: the editor's was kept
Passage           where on its page a value was found
"""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

KEY_LENGTH = 500


class RunState(models.TextChoices):
    RUNNING = "running", "Running"
    FINISHED = "finished", "Finished"
    INTERRUPTED = "interrupted", "Interrupted"
    BROKEN = "broken", "Stopped by an error"
    TAKEN_BACK = "taken_back", "Taken back"


class Outcome(models.TextChoices):
    """What became of a page; the words are those of django-import-export."""

    NEW = "new", "New"
    UPDATED = "updated", "Updated"
    UNCHANGED = "unchanged", "Unchanged"
    SKIPPED = "skipped", "Skipped"
    FAILED = "failed", "Failed"


class ImportRun(models.Model):
    sources = models.JSONField(help_text="As given on the command line.")
    options = models.JSONField(default=dict)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="import_runs"
    )
    started_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=16, choices=RunState, default=RunState.RUNNING, db_index=True)
    counts = models.JSONField(default=dict, help_text="Outcome → number of pages.")
    report = models.JSONField(default=dict, help_text="The report the run printed.")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"Import {self.pk} of {', '.join(self.sources)}"


class ImportRecord(models.Model):
    """The identity of a thing is (site, kind, key), as reading names it; never a title.

    kind is `page` for a page or file of the source, else what was made of it: film, person, section, festival, venue,
    image; `part` is what a list or calendar page adds to a film that has a page of its own.
    """

    site = models.CharField(max_length=255)
    kind = models.CharField(max_length=16, db_index=True)
    key = models.CharField(max_length=KEY_LENGTH)
    read_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="made")
    source = models.TextField(blank=True, help_text="As the person gave it.")
    url = models.TextField(blank=True, help_text="On the old site, or relative to the source.")

    page = models.ForeignKey(
        settings.WAGTAIL_PAGE_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    object_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    object_id = models.BigIntegerField(null=True, blank=True, help_text="For what is no page: a venue, an image.")
    object = GenericForeignKey("object_type", "object_id")
    base = models.JSONField(default=dict, help_text="The values last imported, against which edits are told.")
    revision = models.BigIntegerField(null=True, blank=True, help_text="The page's revision that an import wrote last.")

    response_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the bytes read last.")
    item_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what was read from them.")
    reader_version = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True, db_index=True)
    messages = models.JSONField(default=list, help_text="What a person should know: [{code, message}].")
    waits_for = models.JSONField(default=dict, help_text="What may come right without the page changing.")
    coverage = models.JSONField(null=True, blank=True, help_text="The account of the page's text, unplaced included.")

    first_run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="records_begun")
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="records")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "kind", "key"], name="importers_record_once_per_key")]
        indexes = [models.Index(fields=["object_type", "object_id"], name="importers_record_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} of {self.site}"


class ImportResult(models.Model):
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="results")
    record = models.ForeignKey(ImportRecord, on_delete=models.CASCADE, related_name="results")
    outcome = models.CharField(max_length=16, choices=Outcome, db_index=True)
    changes = models.JSONField(default=list, help_text="[{address, before, after}]")
    messages = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "record"], name="importers_result_once_per_run")]

    def __str__(self) -> str:
        return f"{self.record}: {self.outcome}"


class ImportStep(models.Model):
    """What a run did to one record and the object behind it; several changes in one run are one step."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="steps")
    record = models.ForeignKey(ImportRecord, on_delete=models.CASCADE, related_name="steps")
    made_record = models.BooleanField(help_text="The record did not exist before.")
    made_object = models.BooleanField(default=False, help_text="The page, venue or image did not exist before.")
    record_before = models.JSONField(null=True, help_text="The record's columns; null where the run made it.")
    before = models.JSONField(null=True, help_text="The page's values; null where its values were not touched.")
    after = models.JSONField(null=True)
    was_live = models.BooleanField(default=False)
    is_live = models.BooleanField(default=False)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "record"], name="importers_step_once_per_run")]

    def __str__(self) -> str:
        return f"{self.record} in run {self.run_id}"

    @property
    def touches_object(self) -> bool:
        return self.made_object or self.after is not None


class ImportConflict(models.Model):
    """`address` is as in `importers.writing.merging.Conflict`. Open until somebody decides."""

    record = models.ForeignKey(ImportRecord, on_delete=models.CASCADE, related_name="conflicts")
    run = models.ForeignKey(ImportRun, null=True, on_delete=models.SET_NULL, related_name="conflicts")
    address = models.TextField()
    base = models.JSONField(null=True)
    ours = models.JSONField(null=True)
    theirs = models.JSONField(null=True)
    found_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True, db_index=True)
    decision = models.CharField(max_length=16, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["found_at", "pk"]

    def __str__(self) -> str:
        return f"{self.address} of {self.record}"


class Passage(models.Model):
    """The evidence of one value: where it stood, what stood there, which reader took it, and how sure it was."""

    record = models.ForeignKey(ImportRecord, on_delete=models.CASCADE, related_name="passages")
    field = models.CharField(max_length=100)
    locator = models.TextField(blank=True)
    text = models.TextField(blank=True)
    reader = models.CharField(max_length=100, blank=True)
    confidence = models.FloatField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["record", "field"], name="importers_passage_once_per_field")]

    def __str__(self) -> str:
        return f"{self.field}: {self.text[:60]}"


def stored_key(key: str) -> str:
    """The key as a record holds it: addresses longer than the column end in their hash."""
    if len(key) <= KEY_LENGTH:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()
    return f"{key[: KEY_LENGTH - 65]}~{digest}"
