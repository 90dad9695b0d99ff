"""Checks of a ledger: every rule a function that yields findings."""

from investtrack.checks.run import Check, check_ledger


__all__ = ["Check", "check_ledger"]
