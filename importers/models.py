"""Django looks for models here; they live beside what writes them."""

from importers.runs.models import ImportConflict, ImportRecord, ImportResult, ImportRun, ImportStep, Passage

__all__ = ["ImportConflict", "ImportRecord", "ImportResult", "ImportRun", "ImportStep", "Passage"]
