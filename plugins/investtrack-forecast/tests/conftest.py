"""Small counties for the tests of this folder."""

import pytest
from small_counties import MAKE


@pytest.fixture(name="make")
def _make():
    return MAKE
