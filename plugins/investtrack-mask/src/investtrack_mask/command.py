"""The verb ``mask``."""

from __future__ import annotations

import csv
import io
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from attrs import frozen

from investtrack.errors import ExportError, SourceError
from investtrack.plugin import Command, Host, output_folder
from investtrack.values.cell import guarded


if TYPE_CHECKING:
    from investtrack.report import Report
    from investtrack_mask.office import Masked
    from investtrack_mask.stand_ins import StandIns


_LEDGERS, _DOCUMENTS = {".xlsx", ".xlsm"}, {".docx", ".docm"}


@frozen(kw_only=True)
class _Copy:
    """A file, where its masked copy goes, and the copy."""

    source: Path
    name: str
    masked: Masked


class Mask(Command):
    """Writes masked copies of ledgers and reports."""

    name: ClassVar[str] = "mask"
    label: ClassVar[str] = "脱敏：人名、电话、项目和单位名称换成代号，数一个不变，可以公开"
    takes_source: ClassVar[bool] = False

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the files, the folder, what is kept and where the key goes."""
        parser.add_argument(
            "files",
            nargs="+",
            type=Path,
            metavar="FILE",
            help="台账（xlsx），以及由它写出的汇报（docx），可以给几个",
        )
        parser.add_argument(
            "-o",
            "--output",
            type=output_folder,
            required=True,
            metavar="DIR",
            help="脱敏件放进这个文件夹",
        )
        parser.add_argument(
            "--keep",
            action="append",
            default=[],
            choices=["人员", "项目", "单位"],
            help="不遮盖这一类，可以写几次",
        )
        parser.add_argument(
            "--key",
            type=Path,
            metavar="FILE.csv",
            help="另存一份对照表（代号、原名），只留本单位用",
        )
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Mask, read back, write and say what was not seen; 1 where something is left to a person."""
        from investtrack_mask.stand_ins import Hidden, stand_ins

        _demand_files(options.files, options.output)
        before = _reports(options.files, options, host)
        people, contacts = _people(options.files)
        kept = [Hidden(word) for word in options.keep]
        names = stand_ins([report.ledger for report in before.values()], people, kept=kept)
        copies = _copies(options.files, names, contacts)
        for copy in copies:
            if copy.source in before:
                _demand_same(before[copy.source], copy, options, host)
        for copy in copies:
            with host.writing(options.output / copy.name) as stream:
                stream.write(copy.masked.data)
        if options.key is not None:
            _write_key(options.key, names, host)
        unseen = {copy.name: list(copy.masked.unseen) for copy in copies if copy.masked.unseen}
        if options.json:
            host.print_json(
                {
                    "files": [str(options.output / copy.name) for copy in copies],
                    "hidden": len(names.names),
                    "left": list(names.unsafe),
                    "unseen": unseen,
                }
            )
        else:
            _say(copies, names, options, host)
        return 1 if names.unsafe or unseen else 0


def _demand_files(files: Sequence[Path], folder: Path) -> None:
    for path in files:
        if not path.is_file():
            raise SourceError(path, "没有这个文件，请检查路径")
        if path.suffix.lower() not in _LEDGERS | _DOCUMENTS:
            raise SourceError(path, "只能给 xlsx 或 docx；请用 WPS 或 Office 另存一份再试")
        if path.parent.resolve() == folder.resolve():
            raise ExportError(folder, "脱敏件要放进另一个文件夹，免得和原件混在一起")


def _people(files: Sequence[Path]) -> tuple[list[str], dict[Path, dict[str, tuple[str, ...]]]]:
    """Return the people that any file names, and where telephones are numbers."""
    from investtrack_mask.office import texts_of
    from investtrack_mask.personal_columns import personal_cells, signed_people

    people: list[str] = []
    contacts = {}
    for path in files:
        if path.suffix.lower() in _LEDGERS:
            found = personal_cells(path)
            people.extend(found.people)
            contacts[path] = found.contacts
        people.extend(signed_people(texts_of(path)))
    return people, contacts


def _copies(
    files: Sequence[Path], names: StandIns, contacts: dict[Path, dict[str, tuple[str, ...]]]
) -> list[_Copy]:
    from investtrack_mask.office import masked

    copies: list[_Copy] = []
    for path in files:
        name = names.in_text(path.name)
        if any(copy.name == name for copy in copies):
            name = f"{Path(name).stem}（{len(copies) + 1}）{path.suffix}"
        made = masked(path, names, contacts.get(path))
        copies.append(_Copy(source=path, name=name, masked=made))
    return copies


def _reports(files: Sequence[Path], options: Namespace, host: Host) -> dict[Path, Report]:
    """Return the report of each workbook that is a ledger; a workbook of figures alone is none.

    Raises:
        SourceError: none is.
    """
    found: dict[Path, Report] = {}
    why: SourceError | None = None
    for path in files:
        if path.suffix.lower() in _LEDGERS:
            try:
                found[path] = host.report(options, [path])
            except SourceError as error:
                why = error
    if not found:
        raise why or SourceError(files[0], "还要给出台账（xlsx）：人名和项目名要从台账里认")
    return found


def _demand_same(before: Report, copy: _Copy, options: Namespace, host: Host) -> None:
    """Read a masked ledger again and hold every number to what it was."""
    with tempfile.TemporaryDirectory(prefix="investtrack-") as folder:
        path = Path(folder, copy.name)
        path.write_bytes(copy.masked.data)
        after = host.report(options, [path])
    other = [
        figure.title
        for figure_id, figure in before.figures.items()
        if _numbers(before, figure_id) != _numbers(after, figure_id)
    ]
    if other:
        raise ExportError(
            options.output,
            f"遮盖以后{copy.source.name}有{len(other)}个指标变了（{'、'.join(other[:3])}），没有写出；请用 --keep 少遮一类再试",
        )


def _numbers(report: Report, figure_id: str) -> object:
    """Return what a figure says without the names: of a series its numbers, of a list how many rows it has."""
    value = report.figure(figure_id).value
    if isinstance(value, Mapping):
        return sorted(map(str, value.values()))
    return len(value) if isinstance(value, tuple) else report.text(figure_id)


def _write_key(path: Path, names: StandIns, host: Host) -> None:
    text = io.StringIO(newline="")
    rows = [("代号", "原名"), *((new, old) for old, new in names.names.items())]
    csv.writer(text).writerows([[*map(guarded, row)] for row in rows])
    with host.writing(path) as stream:
        stream.write(text.getvalue().encode("utf-8-sig"))


def _say(copies: Sequence[_Copy], names: StandIns, options: Namespace, host: Host) -> None:
    for copy in copies:
        host.print(f"已写出：{options.output / copy.name}（换了{copy.masked.places}处）")
    host.print(f"共{len(names.names)}个名称和编码换成了代号；全部指标与原件相同")
    for name in names.unsafe:
        host.print(f"没有遮盖：“{name}”与台账的表名、栏名或选项同字，请自己改")
    for copy in copies:
        if copy.masked.unseen:
            host.print(f"没有遮盖：{copy.name} 里有{len(copy.masked.unseen)}张图片，请自己看")
    host.print("简称、别称和只在文字里出现的人认不出来，公开前请通读一遍")
    if options.key is not None:
        host.print(f"对照表：{options.key}（只留本单位用，不要随件发出）")
