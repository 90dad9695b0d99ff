"""Door three, for plugin tests: sample ledgers and reports, and the promises every plugin keeps.

A county plugin's first test is one line: ``check_exporter(MyExporter())``. Names are loaded when
first used, so that pytest, which loads the fixtures in every run, loads nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack_testing.commands import check_command
    from investtrack_testing.dirty import dirty_files, mutations
    from investtrack_testing.documents import check_document_reader, check_picture
    from investtrack_testing.exporters import check_exporter, exported
    from investtrack_testing.golden import Golden
    from investtrack_testing.host import RecordingHost
    from investtrack_testing.importers import check_importer
    from investtrack_testing.others import (
        check_annotator,
        check_check,
        check_profile,
        check_template,
    )
    from investtrack_testing.plugins import check_plugin
    from investtrack_testing.promises import PROMISES, BrokenPromiseError, Promise
    from investtrack_testing.samples import (
        bare_ledger,
        hostile_ledger,
        probe_report,
        sample_ledger,
        sample_report,
    )
    from investtrack_testing.schema_of_ledger import ledger_schema
    from investtrack_testing.schema_of_profile import profile_schema
    from investtrack_testing.schema_of_report import report_schema
    from investtrack_testing.texts import text_reader

_HOMES = {
    ".commands": ("check_command",),
    ".dirty": ("dirty_files", "mutations"),
    ".documents": ("check_document_reader", "check_picture"),
    ".exporters": ("check_exporter", "exported"),
    ".golden": ("Golden",),
    ".host": ("RecordingHost",),
    ".importers": ("check_importer",),
    ".others": ("check_annotator", "check_check", "check_profile", "check_template"),
    ".schema_of_ledger": ("ledger_schema",),
    ".plugins": ("check_plugin",),
    ".promises": ("PROMISES", "BrokenPromiseError", "Promise"),
    ".schema_of_profile": ("profile_schema",),
    ".schema_of_report": ("report_schema",),
    ".samples": ("bare_ledger", "hostile_ledger", "probe_report", "sample_ledger", "sample_report"),
    ".texts": ("text_reader",),
}

__all__ = [
    "PROMISES",
    "BrokenPromiseError",
    "Golden",
    "Promise",
    "RecordingHost",
    "bare_ledger",
    "check_annotator",
    "check_check",
    "check_command",
    "check_document_reader",
    "check_exporter",
    "check_importer",
    "check_picture",
    "check_plugin",
    "check_profile",
    "check_template",
    "dirty_files",
    "exported",
    "hostile_ledger",
    "ledger_schema",
    "mutations",
    "probe_report",
    "profile_schema",
    "report_schema",
    "sample_ledger",
    "sample_report",
    "text_reader",
]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
