"""The exporter: report → form. ``--template`` names the form; without one, the packaged monthly form is filled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.plugin import Exporter, ExportFlag, FlagKind


if TYPE_CHECKING:
    from investtrack.findings import Finding
    from investtrack.report import Report
    from investtrack_forms.trace import FilledPlaceholder


class FormExporter(Exporter):
    """Fills a form that others designed."""

    name: ClassVar[str] = "form"
    label: ClassVar[str] = "填报表（xlsx、docx）"
    suffix: ClassVar[str] = ".xlsx"
    takes_template: ClassVar[bool] = True
    flags: ClassVar[Sequence[ExportFlag]] = (
        ExportFlag("spec", "填表说明；不给则用与表同名的 toml", FlagKind.FILE),
        ExportFlag("allow_losses", "表里有数字签名之类，丢了也照填"),
    )

    def suffix_for(self, template: Path | None) -> str:
        """Return the suffix of *template*: a filled form is of the form's own format."""
        return template.suffix.lower() if template is not None else self.suffix

    def export(
        self,
        report: Report,
        stream: BinaryIO,
        template: Path | None = None,
        *,
        spec: Path | None = None,
        allow_losses: bool = False,
    ) -> Sequence[Finding]:
        """Write *template*, filled, to *stream*.

        Returns:
            figures that have no value, and what is to be said of the form.

        Raises:
            SourceError: the form cannot be used, has faults, or would lose something.
            ProfileError: the declaration beside it has faults.
        """
        from investtrack_forms.examples import MONTHLY, example_path
        from investtrack_forms.fill import fill_form

        form = template or example_path(MONTHLY)
        filled = fill_form(report, form, spec=spec, allow_losses=allow_losses)
        stream.write(filled.data)
        said = [_absent(form.name, entry) for entry in filled.absent]
        return [*said, *(_note(form.name, text) for text in filled.notes)]


def _absent(form: str, entry: FilledPlaceholder) -> Finding:
    from investtrack.findings import make
    from investtrack.model.source import CellRef

    sheet, _, cell = entry.place.rpartition("!")
    return make(
        "figure-printed-absent",
        CellRef(form, sheet, cell),
        variant="form",
        place=entry.place,
        figure=entry.what,
        shown=entry.written,
        why=entry.reason,
    )


def _note(form: str, text: str) -> Finding:
    from investtrack.model.source import CellRef
    from investtrack_forms.findings import FINDINGS
    from investtrack_forms.trace import NOTHING

    if text == NOTHING:
        return FINDINGS.make("form-asks-nothing", CellRef(form, ""), text=text)
    return FINDINGS.make("form-note", CellRef(form, ""), text=text)
