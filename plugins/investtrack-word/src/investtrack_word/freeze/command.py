"""The verb ``freeze``, and what ``verify`` says of a frozen version."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from investtrack.json_object import JsonObject
from investtrack.plugin import Command, Host


if TYPE_CHECKING:
    from investtrack.comparison import Change
    from investtrack.report import Report
    from investtrack_word.freeze.sealed import Sealed, Since


_SHOWN = 16
"""Characters of a fingerprint that are printed apart, so that a person can compare them."""


class Freeze(Command):
    """Seals a report with its ledger and profile."""

    name: ClassVar[str] = "freeze"
    label: ClassVar[str] = "定稿：把汇报、台账和配置封存在一起，以后说得出改过什么"
    needs: ClassVar[tuple[str, ...]] = ("findings",)

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the report, the new file and who seals."""
        parser.add_argument(
            "report", type=Path, metavar="REPORT", help="定下来的汇报（docx，或盖章后的 pdf）"
        )
        parser.add_argument(
            "-o", "--output", type=Path, required=True, metavar="定稿.zip", help="写出的定稿包"
        )
        parser.add_argument(
            "--by", default="", metavar="NAME", help="封存人；不给则用本机登录的用户名"
        )
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Seal and say under which fingerprint; 1 where the report's numbers are not the ledger's."""
        from investtrack.cli.terminal import login_name
        from investtrack.errors import ExportError, SourceError
        from investtrack.plugin.sources.files import find_sources
        from investtrack_word.freeze.sealed import read_sealed
        from investtrack_word.freeze.sealing import Sealing, seal

        if not options.report.is_file():
            raise SourceError(options.report, "没有这个文件，请检查路径")
        if options.output.exists():
            raise ExportError(options.output, "已经有这个定稿包，不覆盖；-o 请换一个文件名")
        report = host.report(options)
        numbers = _numbers(options.report, report)
        sealing = Sealing(
            report_file=options.report,
            sources=find_sources(host.plugins, options.source),
            report=report,
            by=options.by or login_name(),
            at=datetime.now().astimezone(),
            numbers=numbers,
        )
        with host.writing(options.output, lambda path: read_sealed(path).faults) as stream:
            fingerprint = seal(sealing, stream)
        doubtful = _doubtful(numbers)
        if options.json:
            host.print_json(
                {"output": str(options.output), "fingerprint": fingerprint, "numbers": numbers}
            )
            return 1 if doubtful else 0
        host.print(f"已写出：{options.output}")
        host.print(
            f"指纹：{fingerprint[:_SHOWN]}（记在发文登记上；以后用 verify --seal 核验，整包重做也瞒不过）"
        )
        if report.errors:
            host.print(f"注意：封存时台账有{len(report.errors)}条错误未改")
        if doubtful:
            said = "、".join(f"{state}{many}处" for state, many in doubtful.items())
            host.print(f"注意：汇报里的数与台账不符：{said}；用 verify 逐处看，改好后另封一份")
        return 1 if doubtful else 0


def _numbers(path: Path, report: Report) -> dict[str, int]:
    """Return how the numbers of a Word report stand to the ledger; nothing of another kind of file."""
    if path.suffix.lower() not in {".docx", ".docm"}:
        return {}
    from investtrack_word.verify.document import read_report
    from investtrack_word.verify.verifying import verify

    return dict(Counter(each.state.name.lower() for each in verify(read_report(path), report)))


def _doubtful(numbers: Mapping[str, int]) -> dict[str, int]:
    """Return the states that a report to be handed in should not hold, by their Chinese words."""
    if not numbers:
        return {}
    from investtrack_word.verify.verifying import NumberState, is_doubtful

    counts = {state: numbers.get(state.name.lower(), 0) for state in NumberState}
    return {state.value: many for state, many in counts.items() if many and is_doubtful(state)}


def verify_sealed(options: Namespace, host: Host) -> int:
    """Say whether a frozen version is whole, and what changed since; 1 where something did."""
    from investtrack.errors import SourceError
    from investtrack.plugin.sources.files import find_sources
    from investtrack_word.freeze.sealed import changed_since, read_sealed

    sealed = read_sealed(options.report)
    faults = list(sealed.faults)
    if options.seal and len(options.seal.strip()) < _SHOWN:
        raise SourceError(options.report, f"--seal 要写全登记的{_SHOWN}位指纹")
    if options.seal and not sealed.fingerprint.startswith(options.seal.strip().lower()):
        faults.insert(0, f"指纹不是登记的“{options.seal}”：这不是当时封存的那一份")
    since = None
    if options.source and not faults:
        manifest = sealed.manifest
        asked = {"period": manifest["period"], "batch": manifest.get("batch")}
        from investtrack.values.dates import parse_date

        day = parse_date(str(manifest["as_of"]))
        same = Namespace(**{**vars(options), **asked, "as_of": day.first if day else None})
        now = host.report(same)
        since = changed_since(sealed, now, find_sources(host.plugins, options.source), host.plugins)
    if options.json:
        host.print_json(_data(sealed, faults, since))
    else:
        _print(sealed, faults, since, host)
    return 1 if faults or (since is not None and not since.is_same) else 0


def _print(sealed: Sealed, faults: Sequence[str], since: Since | None, host: Host) -> None:
    manifest = sealed.manifest
    host.print(
        f"定稿：{manifest.get('region') or ''}　{manifest.get('period')}　截至{manifest.get('as_of')}，"
        f"{manifest.get('by') or '（未写封存人）'}封存于{manifest.get('at')}　指纹：{sealed.fingerprint[:_SHOWN]}"
    )
    for fault in faults:
        host.print(f"定稿包动过：{fault}")
    if faults:
        return
    host.print("定稿包完好，与封存时一字不差")
    if since is None:
        host.print("没有给现在的台账，只核验了定稿包本身；要知道后来改过什么，把台账写在后面")
        return
    for name, state in since.files.items():
        if state != "一致":
            host.print(f"文件 {name}：{state}")
    for path in since.settings:
        host.print(f"配置改过：{path}")
    for remark in since.remarks:
        host.print(f"注意：{remark}")
    _print_changes(since, host)
    for title, then, now in since.program:
        host.print(f"同一份台账，现在的程序算得不同：{title}　{then} → {now}")
    if since.is_same:
        host.print("现在的台账和配置，与封存时没有不同")


def _print_changes(since: Since, host: Host) -> None:
    from investtrack.wording import signed_text

    found = since.comparison
    if found.changes:
        host.print("封存以后台账里改过的")
        host.print_table(
            [
                ("变化", "表", "项目", "栏", "封存时", "现在", "单元格"),
                *(
                    (
                        c.nature.label, c.sheet, c.record, c.label, c.before, c.after,
                        "、".join(map(str, _places(c))),
                    )
                    for c in found.changes
                ),
            ]
        )  # fmt: skip
    if found.moved:
        host.print("因此变了的指标")
        rows = [("指标", "封存时", "现在")]
        for moved in found.moved:
            figure = found.new.figures[moved.id]
            both = (moved.before, moved.after)
            then, now = ("—" if each is None else signed_text(figure, each) for each in both)
            rows.append((moved.title, then, now))
        host.print_table(rows)


def _places(change: Change) -> Sequence[str]:
    """Return the cells of a change, each once: where it stood is mostly where it stands."""
    return list(dict.fromkeys(f"{cell.sheet}!{cell.cell}" for cell in change.cells))


def _data(sealed: Sealed, faults: Sequence[str], since: Since | None) -> JsonObject:
    from investtrack.plugin import load_plugins

    comparer = load_plugins(("comparers",)).comparer()

    about: Mapping[str, object] = {k: v for k, v in sealed.manifest.items() if k != "files"}
    return {
        "sealed": dict(about),
        "faults": list(faults),
        "since": None
        if since is None
        else {
            "is_same": since.is_same,
            "files": dict(since.files),
            "settings": list(since.settings),
            "remarks": list(since.remarks),
            "comparison": comparer.to_data(since.comparison),
            "program": [
                {"title": title, "then": then, "now": now} for title, then, now in since.program
            ],
        },
    }
