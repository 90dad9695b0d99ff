"""The verbs ``verify``, ``refresh`` and ``infer``."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from investtrack.plugin import Command, Host
from investtrack.plugin.kept import place_for


if TYPE_CHECKING:
    from investtrack.json_object import JsonObject
    from investtrack.plugin.documents import Paragraph
    from investtrack.report import Report
    from investtrack_word.infer.inferring import Inferred
    from investtrack_word.refresh.refreshing import Refreshed
    from investtrack_word.refresh.rewording import Reworded
    from investtrack_word.report.trace import WrittenLine
    from investtrack_word.rolling import Rolled
    from investtrack_word.verify.document import EditedReport
    from investtrack_word.verify.verifying import NumberState, NumberVerdict


class Verify(Command):
    """Says which numbers of an edited report still hold."""

    name: ClassVar[str] = "verify"
    label: ClassVar[str] = "核对改过的 Word 汇报：哪些数未变、改过、过时、手填、缺失"

    takes_source: ClassVar[bool] = False
    needs: ClassVar[tuple[str, ...]] = ("findings",)

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the report and the ledger; a frozen version may be verified alone."""
        parser.add_argument(
            "report",
            type=Path,
            metavar="REPORT.docx",
            help="investtrack 写出、后来改过的汇报，或 freeze 封存的定稿包（zip）",
        )
        parser.add_argument(
            "source", nargs="*", type=Path, metavar="SOURCE", help="台账文件或文件夹，可以给几个"
        )
        parser.add_argument("--all", action="store_true", help="未变的也列出")
        parser.add_argument("--seal", default="", metavar="指纹", help="核验定稿包：登记下来的指纹")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Verify and print; 1 where a number was edited, is stale, differs, or is last period's."""
        from investtrack.errors import SourceError
        from investtrack_word.freeze.sealed import is_sealed
        from investtrack_word.verify.document import read_report
        from investtrack_word.verify.verifying import NumberState, is_doubtful, verify

        if is_sealed(options.report):
            from investtrack_word.freeze.command import verify_sealed

            return verify_sealed(options, host)
        if not options.source:
            raise SourceError(options.report, "后面要写上台账，才知道汇报里的数还对不对")
        if options.seal:
            raise SourceError(options.report, "不是定稿包，没有指纹；--seal 只用于 freeze 封存的包")
        report = read_report(options.report)
        verdicts = verify(report, host.report(options))
        counts = Counter(verdict.state for verdict in verdicts)
        if options.json:
            host.print_json(_verify_data(report, verdicts))
        else:
            _print_verdicts(report, verdicts, counts, host, everything=options.all)
        return 1 if any(counts[state] for state in NumberState if is_doubtful(state)) else 0


_NO_TRACE = "这份文件里没有溯源信息（另存为别的格式、或用 --clean 导出时会丢）：只能拿文中的数与现台账逐个比较"


def _without_trace(path: Path) -> str:
    """Return what to do with a document that carries no trace: a clean copy of ours, or anybody's."""
    from investtrack_word.verify.as_written import clean_mark, working_copy_of

    if clean_mark(path) is None:
        return _NO_TRACE
    working = working_copy_of(path)
    if working is None:
        return f"“{path.name}”是报送稿，不带指标标记；同一文件夹里没有它的工作稿，只能拿文中的数与现台账逐个比较"
    return (
        f"“{path.name}”是报送稿，不带指标标记；它的工作稿是“{working.name}”，核对和更新请用工作稿"
    )


def _verify_data(report: EditedReport, verdicts: Sequence[NumberVerdict]) -> dict[str, Any]:
    return {
        "report": report.path.name,
        "trace": report.trace is not None,
        "unread": report.unread,
        "written": dict(report.trace.about) if report.trace is not None else None,
        "counts": dict(Counter(verdict.state.name.lower() for verdict in verdicts)),
        "numbers": [
            {
                "state": verdict.state.name.lower(),
                "place": verdict.place or None,
                "near": verdict.near,
                "figure": verdict.figure or None,
                "title": verdict.title or None,
                "written": verdict.written or None,
                "found": verdict.found or None,
                "current": verdict.current,
                "candidates": list(verdict.candidates),
                "note": verdict.note,
            }
            for verdict in verdicts
        ],
    }


def _print_verdicts(
    report: EditedReport,
    verdicts: Sequence[NumberVerdict],
    counts: Counter[NumberState],
    host: Host,
    *,
    everything: bool,
) -> None:
    from investtrack_word.verify.verifying import NumberState, is_cell_of_gone_row

    if report.trace is None:
        host.print(_without_trace(report.path))
    if report.unread:
        host.print(
            f"正文里嵌入了{report.unread}个文件（altChunk），没有读；请用 Word 打开另存一次再核对"
        )
    shown = [
        v
        for v in verdicts
        # Of a row that is gone, its name says enough.
        if everything or (v.state is not NumberState.UNCHANGED and not (is_cell_of_gone_row(v)))
    ]
    if shown:
        host.print_table(
            [
                ("结果", "位置", "指标", "写出时", "文中", "现台账", "上下文和说明"),
                *(
                    (
                        v.state.value, v.place or "—", _short(v.title) or "—", _short(v.written) or "—",
                        _short(v.found) or "—", _short(v.current or "") or "—",
                        f"{v.near}　{v.note}" if v.note else v.near,
                    )
                    for v in shown
                ),
            ]
        )  # fmt: skip
    said = "、".join(f"{state.value}{counts[state]}处" for state in NumberState if counts[state])
    host.print(f"共{len(verdicts)}处数：{said or '没有'}")


def _short(text: str, most: int = 24) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[:most]}…"


class Refresh(Command):
    """Writes an edited report anew with the ledger's present figures."""

    name: ClassVar[str] = "refresh"
    label: ClassVar[str] = "把新台账的数写进改过的 Word 汇报，人写的文字不动"

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the report and the new file."""
        parser.add_argument(
            "report", type=Path, metavar="REPORT.docx", help="investtrack 写出、后来改过的汇报"
        )
        parser.add_argument(
            "-o", "--output", type=Path, required=True, metavar="NEW.docx", help="写出的新汇报"
        )
        parser.add_argument(
            "--template", type=Path, metavar="FILE", help="汇报用的自己的模板，用来核对句式"
        )
        parser.add_argument(
            "--since", type=Path, metavar="LEDGER", help="上次的台账，用来重写变化情况那一段"
        )
        parser.add_argument("--force-edited", action="store_true", help="人改过的数也按现台账改")
        parser.add_argument(
            "--track", action="store_true", help="数的改动也写成修订，可逐处接受或拒绝"
        )
        parser.add_argument(
            "--copies", action="store_true", help="手填的、与指标相同的数也按现台账改（写成修订）"
        )
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Refresh, write and print; 1 where something is left to a person."""
        from investtrack.errors import ExportError, SourceError
        from investtrack_word.refresh.refreshing import Manner, NoTraceError, refresh
        from investtrack_word.verify.document import read_report

        if options.output.resolve() == options.report.resolve():
            raise ExportError(options.output, "不覆盖原来的汇报；-o 请换一个文件名")
        report = read_report(options.report)
        computed = host.report(options)
        since = None
        if options.since is not None:
            plain = Namespace(**{**vars(options), "period": None, "as_of": None})
            from investtrack.plugin.sources.earlier import earlier_report

            since = earlier_report(host, plain, options.since, computed)
        lines = _lines_now(options.template, report, computed, since)
        try:
            manner = Manner(is_tracked=options.track, with_copies=options.copies)
            result = refresh(
                report, computed, lines, since=since, force=options.force_edited, manner=manner
            )
        except NoTraceError as error:
            raise SourceError(
                options.report, _NO_TRACE.partition("：")[0] + "，不能更新；请重新导出汇报"
            ) from error
        options.output, moved = place_for(options.output)
        if moved and not options.json:
            host.print(moved)
        with host.writing(options.output) as stream:
            stream.write(result.data)
        if options.json:
            host.print_json(_refresh_data(options.output, result))
        else:
            _print_refreshed(options.output, result, host)
        return 0 if result.is_settled else 1


class Roll(Command):
    """Makes last period's edited report the next period's draft."""

    name: ClassVar[str] = "roll"
    label: ClassVar[str] = "由上期改过的 Word 汇报和本期台账，写出本期的初稿"

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the report and the new file."""
        parser.add_argument(
            "report",
            type=Path,
            metavar="LAST.docx",
            help="上期的汇报：investtrack 写出、后来改过的",
        )
        parser.add_argument(
            "-o", "--output", type=Path, required=True, metavar="NEW.docx", help="写出的本期初稿"
        )
        parser.add_argument("--template", type=Path, metavar="FILE", help="自己的模板")
        parser.add_argument(
            "--since", type=Path, metavar="LEDGER", help="上期的台账：初稿里写一段变化情况"
        )
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Roll, write and print; 1 where something is left to a person."""
        from investtrack.errors import ExportError, SourceError
        from investtrack_word.refresh.refreshing import NoTraceError
        from investtrack_word.rolling import roll
        from investtrack_word.verify.document import read_report

        if options.output.resolve() == options.report.resolve():
            raise ExportError(options.output, "不覆盖上期的汇报；-o 请换一个文件名")
        report = read_report(options.report)
        computed = host.report(options)
        written = report.trace.about.get("asof", "") if report.trace is not None else ""
        if written > computed.as_of.isoformat():
            raise SourceError(
                options.report,
                f"这份汇报截至{written}，比台账的{computed.as_of.isoformat()}还晚；请给上期的汇报和本期的台账",
            )
        since = None
        if options.since is not None:
            plain = Namespace(**{**vars(options), "period": None, "as_of": None})
            from investtrack.plugin.sources.earlier import earlier_report

            since = earlier_report(host, plain, options.since, computed)
        try:
            result = roll(report, computed, options.template, since)
        except NoTraceError as error:
            raise SourceError(
                options.report,
                _NO_TRACE.partition("：")[0] + "，分不出哪些是人写的；请用 export 另出初稿",
            ) from error
        options.output, moved = place_for(options.output)
        if moved and not options.json:
            host.print(moved)
        with host.writing(options.output) as stream:
            stream.write(result.data)
        if result.refreshed is not None:
            if options.json:
                host.print_json(_refresh_data(options.output, result.refreshed))
            else:
                _print_refreshed(options.output, result.refreshed, host)
            return 0 if result.refreshed.is_settled else 1
        if options.json:
            host.print_json(_roll_data(options.output, result))
        else:
            _print_rolled(options.output, result, host)
        return 1 if result.edited or any(not each.heading for each in result.carried) else 0


def _roll_data(path: Path, result: Rolled) -> JsonObject:
    return {
        "output": str(path),
        "carried": [
            {"text": each.text, "heading": each.heading or None} for each in result.carried
        ],
        "edited": list(result.edited),
    }


def _print_rolled(path: Path, result: Rolled, host: Host) -> None:
    host.print("本期的汇报另有提纲，按本期台账重新写出")
    for each in result.carried:
        where = (
            f"放在“{each.heading}”下"
            if each.heading
            else "没有同名的标题，放在正文末尾，请移到合适的地方"
        )
        host.print(f"人写的段落，{where}：{_short(each.text, 60)}")
    for text in result.edited:
        host.print(f"上期改过的句子，本期用模板的新句子，请对照：{_short(text, 60)}")
    host.print(f"已写出：{path}")


def _lines_now(
    template: Path | None, report: EditedReport, computed: Report, since: Report | None
) -> Sequence[WrittenLine] | None:
    """Return what the report's template prints now; None where it is neither packaged nor the county's, and not given."""
    from investtrack_word.rendering import rendered_lines
    from investtrack_word.report.context import Names
    from investtrack_word.report.kinds import ReportKind
    from investtrack_word.template import source

    if template is not None:
        return rendered_lines(computed, source.own(template, Names(computed, since)), since)
    written = report.trace.about.get("template") if report.trace is not None else None
    known = (source.chosen(computed, Names(computed, since)), *map(source.packaged, ReportKind))
    chosen = next((own for own in known if own.digest == written), None)
    return None if chosen is None else rendered_lines(computed, chosen, since)


def _refresh_data(path: Path, result: Refreshed) -> JsonObject:
    return {
        "output": str(path),
        "actions": [
            {
                "deed": action.deed.name.lower(),
                "place": action.place or None,
                "near": action.near,
                "figure": action.figure,
                "before": action.before,
                "after": action.after,
                "note": action.note,
            }
            for action in result.actions
        ],
        "sentences": None
        if result.sentences is None
        else [
            {
                "place": item.place or None,
                "before": item.before,
                "after": item.after,
                "written": item.is_written,
            }
            for item in result.sentences
        ],
    }


def _print_refreshed(path: Path, result: Refreshed, host: Host) -> None:
    if result.actions:
        host.print_table(
            [
                ("结果", "位置", "原来", "现在", "上下文和说明"),
                *(
                    (
                        a.deed.value, a.place or "—", _short(a.before), _short(a.after or "—"),
                        f"{a.near}　{a.note}" if a.note else a.near,
                    )
                    for a in result.actions
                ),
            ]
        )  # fmt: skip
    if result.sentences is None:
        host.print("没有核对句式：汇报用的不是自带模板，请用 --template 给出")
    written = [item for item in result.sentences or () if item.is_written]
    left = [item for item in result.sentences or () if not item.is_written]
    if written:
        host.print(
            "\n这些没人改过的句子已按现台账另写（修订，作者 investtrack），请过目后接受或拒绝："
        )
        _print_sentences(written, host)
    if left:
        host.print("\n这些地方人改过，或要动表格，没有动；按现台账模板会另写，请自己改：")
        _print_sentences(left, host)
    host.print()
    host.print(f"已写出：{path}")
    counts = Counter(action.deed for action in result.actions)
    said = "、".join(f"{deed.value}{number}处" for deed, number in counts.items())
    host.print(f"{said or '没有数要改'}；句子另写{len(written)}处；句式待核{len(left)}处")


def _print_sentences(items: Sequence[Reworded], host: Host) -> None:
    for number, item in enumerate(items, 1):
        where = f"（{item.place}）" if item.place else ""
        if item.before:
            host.print(f"{number}. {'改掉' if item.after else '去掉'}{where}：{item.before}")
        if item.after:
            head = "   改为" if item.before else f"{number}. 加上{where}"
            host.print(f"{head}：{item.after}")


class Infer(Command):
    """Makes last quarter's real report the county's own template."""

    name: ClassVar[str] = "infer"
    label: ClassVar[str] = "由上期的真实汇报和当期台账，生成本县自己的 Word 模板"

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the old report and the template."""
        parser.add_argument("report", type=Path, metavar="OLD.docx", help="上期的汇报，谁写的都行")
        parser.add_argument(
            "-o", "--output", type=Path, required=True, metavar="TEMPLATE.docx", help="写出的模板"
        )
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Infer, write and print; always 0, since a doubt is no fault."""
        from investtrack.errors import ExportError
        from investtrack_word.infer.inferring import infer
        from investtrack_word.verify.document import read_report
        from investtrack_word.verify.text import read_document

        if options.output.resolve() == options.report.resolve():
            raise ExportError(options.output, "不覆盖原来的汇报；-o 请换一个文件名")
        report = read_report(options.report)
        struck = read_document(options.report).struck
        result = infer(report, host.report(options))
        options.output, moved = place_for(options.output)
        if moved and not options.json:
            host.print(moved)
        with host.writing(options.output) as stream:
            stream.write(result.data)
        if options.json:
            host.print_json(_infer_data(options.output, result, struck))
            return 0
        doubtful = [choice for choice in result.choices if choice.why]
        if doubtful:
            rows = [
                (c.place, c.near, c.tag or "（没有换）", f"{c.why}；{'、'.join(c.candidates[:4])}")
                for c in doubtful
            ]
            host.print_table([("位置", "上下文", "标记", "说明和等于它的指标"), *rows])
        tagged = sum(choice.tag is not None for choice in result.choices)
        host.print(f"已写出模板：{options.output}")
        host.print(
            "没有换的数字、年份和日期已加底色：它们是上期的，请逐处核对；导出时会提示，verify 列为“上期数字”"
        )
        host.print(
            f"换成标记{tagged}处（其中按上下文选的{sum(c.tag is not None for c in doubtful)}处），"
            f"没有换{len(result.choices) - tagged}处，不等于任何指标的数{result.plain}处"
        )
        if struck:
            places = "；".join(
                f"{one.place}“{one.text[:_EXCERPT]}”" for one in struck[:_MOST_NAMED]
            )
            host.print(f"画了删除线的文字{len(struck)}处没有换，仍在模板里，不要的请删去：{places}")
        host.print(
            f"核对：investtrack export 台账 --to word --template {options.output} -o 汇报.docx"
        )
        return 0


_EXCERPT, _MOST_NAMED = 20, 10


def _infer_data(path: Path, result: Inferred, struck: Sequence[Paragraph]) -> JsonObject:
    return {
        "output": str(path),
        "plain": result.plain,
        "struck": [{"place": one.place, "text": one.text} for one in struck],
        "numbers": [
            {
                "place": choice.place,
                "near": choice.near,
                "text": choice.text,
                "tag": choice.tag,
                "candidates": list(choice.candidates),
                "why": choice.why,
            }
            for choice in result.choices
        ],
    }
