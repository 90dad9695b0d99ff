"""Fixtures of a desk that serves in a thread; what speaks to it is in ``desk_client``."""

import sys
from pathlib import Path

import pytest


sys.path.insert(0, str(Path(__file__).parent))
from desk_client import Client, start


@pytest.fixture
def desk(tmp_path):
    made, thread = start(tmp_path / "桌面")
    yield made
    made.stop()
    thread.join(20)


@pytest.fixture
def client(desk):
    return Client(desk)
