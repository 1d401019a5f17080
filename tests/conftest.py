"""What every test may use."""

import shutil

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """What migrations made is put back before each test that asks for it (`serialized_rollback`).

    Django keeps it on one connection object. Playwright runs an event loop in the tests' thread, in which Django opens
    another: so it is kept on their class.
    """
    with django_db_blocker.unblock():
        connection = connections["default"]
        if hasattr(connection, "_test_serialized_contents"):  # kept only where a test asks for it
            type(connection)._test_serialized_contents = connection._test_serialized_contents
