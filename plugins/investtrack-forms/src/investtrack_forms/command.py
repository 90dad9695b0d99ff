"""``investtrack fill``: a form filled, with a listing of every cell."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from investtrack.errors import ExportError, SourceError
from investtrack.plugin import Command, Host


if TYPE_CHECKING:
    from investtrack.report import Report
    from investtrack_forms.recognise import FormTable, Proposal
    from investtrack_forms.trace import FilledForm, FilledPlaceholder

_SHOWN = 20
_LONG = 36


class Fill(Command):
    """Fills a form that others designed."""

    name: ClassVar[str] = "fill"
    label: ClassVar[str] = "填上级发的表：xlsx、docx 原样填好，一格不动"

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the form, where to, and how."""
        parser.add_argument(
            "form", type=Path, metavar="FORM", help="要填的表（xlsx、docx），只读不改"
        )
        parser.add_argument(
            "-o", "--output", type=Path, metavar="OUT", help="写到哪里；不给则只检查、不写"
        )
        parser.add_argument(
            "--spec", type=Path, metavar="FORM.toml", help="填表说明；不给则用与表同名的 toml"
        )
        parser.add_argument(
            "--absent", choices=["待补", "空"], help="没有数的指标写【待补】还是留空；默认待补"
        )
        parser.add_argument("--explain", action="store_true", help="逐格列出填了什么、来自哪里")
        parser.add_argument(
            "--trace", type=Path, metavar="FILE.json", help="逐格的来源写成 JSON 文件"
        )
        parser.add_argument(
            "--yes", action="store_true", help="没有占位符的表：照认出的对应填，不再问"
        )
        parser.add_argument(
            "--propose",
            type=Path,
            metavar="FILE.toml",
            help="没有占位符的表：把认出的对应写成填表说明，改好再填",
        )
        parser.add_argument("--allow-losses", action="store_true", help="丢了签名之类也照填")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Fill, write and list; 1 where a figure is absent, or the form asks for nothing."""
        from investtrack.plugin.kept import place_for
        from investtrack_forms.fill import fill_form
        from investtrack_forms.form_file import demand_file
        from investtrack_forms.spec import spec_beside
        from investtrack_forms.trace import trace_data

        form: Path = options.form
        demand_file(form)
        if options.output is not None:
            _demand_apart(form, options.output, options.source)
        report = host.report(options)
        absent = {"待补": "【待补】", "空": ""}.get(options.absent)
        filled = fill_form(
            report, form, spec=options.spec, absent=absent, allow_losses=options.allow_losses
        )
        if not filled.entries and options.spec is None and spec_beside(form) is None:
            proposal = _proposed(form, report, host)
            if proposal is not None and not _is_agreed(proposal, options, host):
                return 1
            if proposal is not None:
                filled = fill_form(
                    report, form, spec=proposal.spec, absent=absent, allow_losses=options.allow_losses
                )  # fmt: skip
        moved = ""
        if options.output is not None:
            options.output, moved = place_for(options.output)
        output = str(options.output) if options.output is not None else ""
        data = trace_data(filled, form.name, output, report.ledger.sources)
        if options.output is not None:
            with host.writing(options.output) as stream:
                stream.write(filled.data)
        if options.trace is not None:
            with host.writing(options.trace) as stream:
                stream.write((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())
        if options.json:
            host.print_json(data)
        else:
            _print(filled, options, host)
            if moved:
                host.print(moved)
        return 1 if filled.absent or filled.asks_nothing else 0


def _proposed(form: Path, report: Report, host: Host) -> Proposal | None:
    """Return what is recognised in a form without placeholders; None where nothing is.

    Raises:
        SourceError: its rows bear names already, of which the ledger has none.
    """
    from investtrack_forms.recognise import PrintedError, propose

    try:
        return propose(_tables(form, host), report)
    except PrintedError as error:
        raise SourceError(form, str(error)) from error


def _tables(form: Path, host: Host) -> list[FormTable]:
    """Return the worksheets or the Word tables of *form*."""
    from investtrack_forms.form_file import is_workbook, open_form
    from investtrack_forms.recognise import FormTable

    package = open_form(form)
    if is_workbook(package):
        importer = next((i for i in host.plugins.importers.values() if i.identify(form)), None)
        opened = getattr(importer, "sheets", None)
        sheets = opened(form) if opened is not None else ()
        return [FormTable(sheet.name, sheet.load) for sheet in sheets if not sheet.is_hidden]
    from investtrack_forms.docx.tables import form_tables

    return form_tables(package)


def _is_agreed(proposal: Proposal, options: Namespace, host: Host) -> bool:
    """Show the proposal, keep it where that is asked for, and return whether the form is to be filled so."""
    if options.json and not options.yes:
        host.print_json({"proposal": proposal.toml, "notes": list(proposal.notes)})
        return False
    if not options.json:
        host.print(f"表里没有占位符；按表头认出“{proposal.sheet}”填{proposal.standard}：")
        rows = [(a.letters, a.header, a.field or "不填", a.why) for a in proposal.columns]
        host.print_table([("列", "表头", "填什么", "说明"), *rows])
        for note in proposal.notes:
            host.print(f"说明：{note}")
    if options.propose is not None:
        if options.propose.exists():
            raise ExportError(options.propose, "已有这个文件，没有覆盖；换一个文件名")
        with host.writing(options.propose) as stream:
            stream.write(proposal.toml.encode())
        host.print(
            f"已写出：{options.propose}；改好后：investtrack fill 表 台账 --spec {options.propose.name} -o 填好的表"
        )
        return bool(options.yes)
    if options.yes:
        return True
    if host.is_interactive:
        host.print("照这样填吗？填 是 或 否：")
        return sys.stdin.readline().strip().lower() in {"是", "y", "yes", "好"}
    host.print(
        "还没有填。照这样填的，加 --yes；要改的，加 --propose 填表说明.toml 写出来，改好再填"
    )
    return False


def _demand_apart(form: Path, output: Path, sources: list[Path]) -> None:
    """Refuse to write over the form or a ledger, or in another format.

    Raises:
        ExportError: *output* is one of them, or of another format than the form.
    """
    for taken, what in [(form, "要填的表"), *((source, "台账") for source in sources)]:
        if output.exists() and taken.exists() and output.samefile(taken):
            raise ExportError(output, f"这就是{what}本身，不会改动它；-o 请换一个文件名")
    if output.suffix.lower() != form.suffix.lower():
        raise ExportError(output, f"填好的表仍是 {form.suffix.lower()} 文件；-o 请以它结尾")


def _print(filled: FilledForm, options: Namespace, host: Host) -> None:
    if options.explain:
        host.print_table(
            [
                ("单元格", "占位符", "填了", "是什么", "来源"),
                *(_row(entry) for entry in filled.entries),
            ]
        )
        host.print()
    done = (
        f"已写出：{options.output}"
        if options.output is not None
        else "检查无误，没有写出（没给 -o）"
    )
    host.print(f"{done}；填了{len(filled.entries)}处")
    if options.trace is not None:
        host.print(f"来源清单：{options.trace}")
    for note in filled.notes:
        host.print(f"说明：{note}")
    if filled.absent:
        host.print(f"没有数的指标{len(filled.absent)}处：")
        for entry in filled.absent[:_SHOWN]:
            host.print(f"  {entry.place} {entry.what}：{entry.reason}")
        if len(filled.absent) > _SHOWN:
            host.print("  等，全部见 --explain 或 --trace")
    if filled.unfilled:
        fields: dict[tuple[str, str], list[FilledPlaceholder]] = {}
        for entry in filled.unfilled:
            fields.setdefault((entry.title, entry.reason), []).append(entry)
        said = [f"{title}{len(found)}处（{reason}）" for (title, reason), found in fields.items()]
        host.print(f"记录里空着的：{'、'.join(said[:_SHOWN])}")
    partly = [entry for entry in filled.entries if entry.missing and entry.is_figure]
    if partly:
        host.print(
            f"有{len(partly)}处合计或指标缺了部分记录的数，只是其余记录之和；用 --explain 看是哪几处"
        )


def _row(entry: FilledPlaceholder) -> tuple[str, ...]:
    cells = [str(cell) for cell in entry.cells]
    source = cells[0] + (f" 等{len(cells)}格" if len(cells) > 1 else "") if cells else entry.reason
    said = entry.written.replace("\n", " ")
    short = said if len(said) <= _LONG else said[: _LONG - 1] + "…"
    return (
        entry.place,
        entry.asked,
        short,
        f"{entry.record + '：' if entry.record else ''}{entry.title}",
        source,
    )
