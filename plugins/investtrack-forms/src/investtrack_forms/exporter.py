"""The exporter: report → form. ``--template`` names the form; without one, the packaged monthly form is filled."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, ClassVar

from investtrack.plugin import Exporter
from investtrack.report import Report


class FormExporter(Exporter):
    """Fills a form that others designed."""

    name: ClassVar[str] = "form"
    label: ClassVar[str] = "填报表（xlsx、docx）"
    suffix: ClassVar[str] = ".xlsx"
    takes_template: ClassVar[bool] = True

    def suffix_for(self, template: Path | None) -> str:
        """Return the suffix of *template*: a filled form is of the form's own format."""
        return template.suffix.lower() if template is not None else self.suffix

    def export(self, report: Report, stream: BinaryIO, template: Path | None = None) -> None:
        """Write *template*, filled, to *stream*.

        Raises:
            SourceError: the form cannot be used, has faults, or would lose something.
            ProfileError: the declaration beside it has faults.
        """
        from investtrack_forms.examples import MONTHLY, example_path
        from investtrack_forms.fill import fill_form

        stream.write(fill_form(report, template or example_path(MONTHLY)).data)
