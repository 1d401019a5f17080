import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cms.settings.delivery import rate
from importers.fetching.options import FetchOptions
from importers.runs.fetching import fetch_options

ROOT = Path(settings.BASE_DIR)
READ = re.compile(r"(?:env\.\w+|Env\(\)\.\w+|environ\.get)\(\s*\"([A-Z_]+)\"")


def variables(folder: str) -> set[str]:
    return {name for path in (ROOT / folder).rglob("*.py") for name in READ.findall(path.read_text())}


def test_every_environment_variable_has_a_row_in_the_docs():
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE))

    assert variables("cms") | variables("tests") <= documented
    assert documented - {"DJANGO_SETTINGS_MODULE"} <= variables("cms") | variables("tests")


def test_fetch_options_come_from_settings(settings):
    settings.MARQUEE_CONTACT = "archive@example.org"
    settings.MARQUEE_FETCH_PRIVATE = True
    settings.MARQUEE_FETCH_MAX_MB = 2

    expected = FetchOptions(site="old", contact="archive@example.org", allow_private=True, max_bytes=2 * 1024 * 1024)
    assert fetch_options("old") == expected


@pytest.mark.parametrize("wrong", ["often", "600", "600/fortnight", "0/min", "-1/min", "6 00/min", "600/min/s"])
def test_malformed_rate_stops_the_start_and_is_named(wrong):
    with pytest.raises(ImproperlyConfigured, match="MARQUEE_API_RATE"):
        rate(wrong)


@pytest.mark.parametrize("right", ["", "600/min", "5/s", "10000/day", "100/hour"])
def test_rate_is_a_number_and_a_unit(right):
    assert rate(right) == right


@pytest.mark.parametrize("missing", ["MARQUEE_SECRET_KEY", "MARQUEE_ALLOWED_HOSTS"])
def test_production_stops_without_its_secrets_and_names_them(missing, monkeypatch):
    import subprocess
    import sys

    for name in ("MARQUEE_SECRET_KEY", "MARQUEE_ALLOWED_HOSTS"):
        monkeypatch.setenv(name, "x")
    monkeypatch.delenv(missing)
    command = [sys.executable, "manage.py", "check", "--settings=cms.settings.production"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert f"ImproperlyConfigured: Set the {missing} environment variable" in done.stderr
