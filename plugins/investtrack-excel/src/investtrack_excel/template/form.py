"""The blank standard ledger as plugins see it; what writes it is loaded when it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.plugin import Template


if TYPE_CHECKING:
    from investtrack.model.profile import Profile


class ExcelTemplate(Template):
    """Writes the blank standard ledger: drop-downs, hints, validation, protected heads, an example row, notes."""

    name: ClassVar[str] = "excel"
    label: ClassVar[str] = "标准台账模板"
    suffix: ClassVar[str] = ".xlsx"

    def write(self, profile: Profile, stream: BinaryIO, year: int | None = None) -> None:
        """Write the form for *year*, by default this year; papers are those of the profile's rules."""
        from investtrack_excel.template.workbook import write_form

        write_form(profile, stream, year)
