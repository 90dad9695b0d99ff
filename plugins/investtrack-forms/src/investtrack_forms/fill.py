"""Filling a form, whatever it is: the door that the command and the exporter share."""

from __future__ import annotations

from pathlib import Path

from investtrack.report import Report
from investtrack_forms.package import is_workbook, open_package
from investtrack_forms.scene import Scene
from investtrack_forms.spec import FormSpec, read_spec, spec_beside
from investtrack_forms.trace import Filled


def fill_form(
    report: Report,
    form: Path,
    *,
    spec: Path | None = None,
    absent: str | None = None,
    allow_losses: bool = False,
) -> Filled:
    """Return *form* filled from *report*; the form itself is only read.

    Args:
        report: the finished report.
        form: an xlsx or docx file, with placeholders in it or declared beside it.
        spec: the declaration; None: the TOML file beside the form that bears its name, if there is one.
        absent: what stands for figures without a value; None: what the form says, else 【待补】.
        allow_losses: write although something of the form is lost.

    Raises:
        SourceError: the form cannot be used, has faults, or would lose something.
        ProfileError: the declaration has faults.
    """
    package = open_package(form)
    beside = spec or spec_beside(form)
    declared = read_spec(beside) if beside is not None else FormSpec()
    scene = Scene(report, declared.rules or None, absent)
    if is_workbook(package):
        from investtrack_forms.xlsx import fill_workbook

        return fill_workbook(package, scene, declared, allow_losses=allow_losses)
    from investtrack_forms.docx import fill_document

    return fill_document(package, scene, declared, allow_losses=allow_losses)
