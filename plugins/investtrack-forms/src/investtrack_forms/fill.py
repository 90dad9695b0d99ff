"""Filling a form, whatever it is: the door that the command and the exporter share."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from investtrack.report import Report
from investtrack.wording import names_text
from investtrack_forms.expressions.fields import SHEETS_OF_RUN
from investtrack_forms.expressions.report_context import ReportContext
from investtrack_forms.form_file import is_workbook, open_form
from investtrack_forms.spec import FormSpec, read_spec, spec_beside
from investtrack_forms.trace import FilledForm


_TOLD = 5


def fill_form(
    report: Report,
    form: Path,
    *,
    spec: Path | FormSpec | None = None,
    absent: str | None = None,
    allow_losses: bool = False,
) -> FilledForm:
    """Return *form* filled from *report*; the form itself is only read.

    Args:
        report: the finished report.
        form: an xlsx or docx file, with placeholders in it or declared beside it.
        spec: the declaration, or its file; None: the TOML file beside the form that bears its name, if there is one.
        absent: what stands for figures without a value; None: what the form says, else 【待补】.
        allow_losses: write although something of the form is lost.

    Raises:
        SourceError: the form cannot be used, has faults, or would lose something.
        ProfileError: the declaration has faults.
    """
    token = SHEETS_OF_RUN.set(report.ledger.sheets)
    try:
        return _filled(report, form, spec, absent, allow_losses=allow_losses)
    finally:
        SHEETS_OF_RUN.reset(token)


def _filled(
    report: Report,
    form: Path,
    spec: Path | FormSpec | None,
    absent: str | None,
    *,
    allow_losses: bool,
) -> FilledForm:
    package = open_form(form)
    beside = spec or spec_beside(form)
    declared = (
        beside
        if isinstance(beside, FormSpec)
        else read_spec(beside)
        if beside is not None
        else FormSpec()
    )
    report_context = ReportContext(report, declared.rules or None, absent)
    if is_workbook(package):
        from investtrack_forms.xlsx.workbook import fill_workbook as fill
    else:
        from investtrack_forms.docx.document import fill_document as fill
    made = fill(package, report_context, declared, allow_losses=allow_losses)
    return evolve(made, notes=(*_cautions(report, made), *made.notes))


def _cautions(report: Report, made: FilledForm) -> list[str]:
    """Return what the clerk must know before the form goes out: old data, cells whose figures rest on errors."""
    said = [report.data_old] if report.data_old else []
    touched = [entry.place for entry in made.entries if entry.what in report.errors_by_figure]
    if touched:
        places = names_text(touched, _TOLD)
        said.append(f"台账有{len(report.errors)}条错误未改，{places}所填的数可能不准，见校核清单")
    return said
