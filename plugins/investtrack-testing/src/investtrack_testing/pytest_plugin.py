"""Fixtures and an option for pytest, found by its entry point ``pytest11``; nothing else here imports pytest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest


if TYPE_CHECKING:
    from investtrack.model.ledger import Ledger
    from investtrack.report import Report
    from investtrack_testing.golden import Golden


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-expected``."""
    parser.getgroup("investtrack").addoption(
        "--update-expected",
        action="store_true",
        help="write what the fixture “golden” meets in place of what it expected; then read the diff",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare what was written with the file of that name in ``expected`` beside the test."""
    from investtrack_testing.golden import Golden

    return Golden(
        request.path.parent / "expected", bool(request.config.getoption("--update-expected"))
    )


@pytest.fixture(scope="session")
def sample_ledger() -> Ledger:
    """Return a small ledger that has something in every sheet."""
    import investtrack_testing as testing

    return testing.sample_ledger()


@pytest.fixture(scope="session")
def bare_ledger() -> Ledger:
    """Return a ledger of one project."""
    import investtrack_testing as testing

    return testing.bare_ledger()


@pytest.fixture(scope="session")
def hostile_ledger() -> Ledger:
    """Return the sample with names such as nobody hopes to meet."""
    import investtrack_testing as testing

    return testing.hostile_ledger()


@pytest.fixture(scope="session")
def sample_report() -> Report:
    """Return the report of the sample ledger."""
    import investtrack_testing as testing

    return testing.sample_report()
