"""What every test may use."""

import shutil

import pytest
from django.conf import settings
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache():
    """Wagtail keeps site root paths and the like in the cache: no test sees another's."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _remove_media():
    yield
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
