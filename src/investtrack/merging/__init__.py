"""Figures of several counties merged exactly: what travels of a report, and how two become one."""

from investtrack.merging.partial import Partial, fold, merge_partials


__all__ = ["Partial", "fold", "merge_partials"]
