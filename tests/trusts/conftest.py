"""What the tests of the synthetic trusts share."""

import pytest

from qilab.trusts.files.build import build
from qilab.trusts.generate import generate


@pytest.fixture(scope="session")
def course():
    """All tables of the course's own seed, as frames."""
    return generate()


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A data folder of the course's own seed, freshly written."""
    place = tmp_path_factory.mktemp("data")
    build(place)
    return place
