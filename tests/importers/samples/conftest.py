import pytest

from importers.samples.build import Site, build_site, build_text


@pytest.fixture(scope="session")
def site() -> Site:
    return build_site()


@pytest.fixture(scope="session")
def dumps() -> Site:
    return build_text()
