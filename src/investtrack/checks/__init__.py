"""Checks of a ledger: every rule a function that yields findings."""

from investtrack.checks.run import check_ledger


__all__ = ["check_ledger"]
