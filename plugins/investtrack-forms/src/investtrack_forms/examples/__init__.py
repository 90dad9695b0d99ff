"""The example forms that come with this distribution, offered as templates."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.plugin import Template


if TYPE_CHECKING:
    from investtrack.model.profile import Profile


TEN_DAYS, ENTRY, MONTHLY, DUTY = (
    "旬调度表.xlsx",
    "入库进度表.xlsx",
    "重点项目月报表.xlsx",
    "目标责任制表.xlsx",
)
RESUMPTION, TEN_DAYS_SPEC = "复工情况通报.docx", "旬调度表.toml"
EXAMPLES = (TEN_DAYS, TEN_DAYS_SPEC, ENTRY, MONTHLY, DUTY, RESUMPTION)
"""File names of the example forms; 旬调度表 has no placeholder in it, its TOML says what goes where."""


def example_path(name: str) -> Path:
    """Return where the example form *name* lies."""
    return Path(str(files("investtrack_forms").joinpath("forms", name)))


class _FormTemplate(Template):
    """An example form as a template."""

    file: ClassVar[str]

    def write(self, profile: Profile, stream: BinaryIO) -> None:  # noqa: ARG002 - one form serves all
        """Write the form to *stream*."""
        stream.write(example_path(self.file).read_bytes())

    def guide(self, profile: Profile) -> Sequence[Sequence[str]]:
        """Return what may be written in any form: kind, what to write, what it gives, an example."""
        from investtrack_forms.guide import guide

        return guide(profile)


class TenDaysForm(_FormTemplate):
    """旬调度表, declared beside."""

    name: ClassVar[str] = "form-ten-days"
    label: ClassVar[str] = "旬调度表（样表）"
    suffix: ClassVar[str] = ".xlsx"
    file: ClassVar[str] = TEN_DAYS


class TenDaysSpec(_FormTemplate):
    """The declaration of 旬调度表."""

    name: ClassVar[str] = "form-ten-days-spec"
    label: ClassVar[str] = "旬调度表的填表说明"
    suffix: ClassVar[str] = ".toml"
    file: ClassVar[str] = TEN_DAYS_SPEC


class EntryForm(_FormTemplate):
    """入库进度表."""

    name: ClassVar[str] = "form-entry"
    label: ClassVar[str] = "入库进度表（样表）"
    suffix: ClassVar[str] = ".xlsx"
    file: ClassVar[str] = ENTRY


class MonthlyForm(_FormTemplate):
    """重点项目月报表."""

    name: ClassVar[str] = "form-monthly"
    label: ClassVar[str] = "重点项目月报表（样表）"
    suffix: ClassVar[str] = ".xlsx"
    file: ClassVar[str] = MONTHLY


class DutyForm(_FormTemplate):
    """目标责任制表."""

    name: ClassVar[str] = "form-duty"
    label: ClassVar[str] = "目标责任制表（样表）"
    suffix: ClassVar[str] = ".xlsx"
    file: ClassVar[str] = DUTY


class ResumptionForm(_FormTemplate):
    """复工情况通报, a Word form."""

    name: ClassVar[str] = "form-resumption"
    label: ClassVar[str] = "复工情况通报（Word 样表）"
    suffix: ClassVar[str] = ".docx"
    file: ClassVar[str] = RESUMPTION


def example_templates() -> tuple[Template, ...]:
    """Return all example forms."""
    return (TenDaysForm(), TenDaysSpec(), EntryForm(), MonthlyForm(), DutyForm(), ResumptionForm())
