"""Findings moved to :mod:`investtrack.findings`; this name goes with the next reordering."""

from investtrack.findings import Finding, Grade


__all__ = ["Finding", "Grade"]
