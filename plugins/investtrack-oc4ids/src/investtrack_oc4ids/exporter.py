"""The exporter as plugins see it; what writes the package is loaded when something is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.plugin import PlainExporter
from investtrack.plugin.interfaces import WithChecksums
from investtrack_oc4ids.options import OPTIONS


if TYPE_CHECKING:
    from investtrack.report import Report


class Oc4idsExporter(WithChecksums, PlainExporter):
    """Writes the projects as OC4IDS JSON (Open Contracting for Infrastructure Data Standard 0.9.5)."""

    name: ClassVar[str] = "oc4ids"
    label: ClassVar[str] = "OC4IDS 项目数据包"
    suffix: ClassVar[str] = ".json"
    options: ClassVar[Mapping[str, str]] = OPTIONS

    def write(self, report: Report, stream: BinaryIO) -> None:
        """Write *report*'s projects to *stream*.

        Raises:
            ProfileError: an option is unknown or wrong.
            SourceError: the ledger has no project.
        """
        from investtrack_oc4ids.package import package_text

        self._written.write(report, stream, chain(package_text(report), ("\n",)))

    def read_back(self, report: Report, path: Path) -> Sequence[str]:
        """Return the projects that are not in the package as they were to be."""
        import json
        from decimal import Decimal

        from investtrack.plugin.read_back import unlike
        from investtrack_oc4ids.package import dumps, project_package

        if self._written.hold_file(report, path):
            return ()
        wanted, found = (
            {item["id"]: item for item in json.loads(text, parse_float=Decimal)["projects"]}
            for text in (dumps(project_package(report)), path.read_text("utf-8"))
        )
        return unlike(wanted, found)
