"""Commands that reports print can be run as they are printed."""

import subprocess

from django.conf import settings

from importers.runs.invoking import invocation


def test_printed_command_runs_from_the_folder_in_which_it_was_printed(tmp_path, monkeypatch):
    for folder in (tmp_path, settings.BASE_DIR):
        monkeypatch.chdir(folder)
        printed = invocation("version", ["--traceback"])

        ran = subprocess.run(printed, shell=True, cwd=folder, capture_output=True, text=True)

        assert (ran.returncode, ran.stderr) == (0, "")


def test_command_beside_manage_py_is_short(monkeypatch):
    monkeypatch.chdir(settings.BASE_DIR)

    assert invocation("import_listings", ["old site"]).split(" ", 1)[1] == "manage.py import_listings 'old site'"
