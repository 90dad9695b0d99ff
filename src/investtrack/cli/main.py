"""Arguments, errors and exit status."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from investtrack.errors import InvesttrackError
from investtrack.values.dates import parse_date
from investtrack.values.period import parse_period


DONE, WITH_ERRORS, UNUSABLE = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    """Says in Chinese what is wrong with a call, and exits with 2."""

    def error(self, message: str) -> None:  # type: ignore[override]
        for english, chinese in _WORDS:
            message = message.replace(english, chinese)
        sys.stderr.write(f"参数有误：{message}\n用法见 {self.prog} --help\n")
        raise SystemExit(UNUSABLE)

    def format_help(self) -> str:
        text = super().format_help()
        for english, chinese in _HELP_WORDS:
            text = text.replace(english, chinese)
        return text


_WORDS = (
    ("the following arguments are required:", "缺少参数"),
    ("unrecognized arguments:", "不认识的参数"),
    ("invalid choice:", "不能是"),
    ("choose from", "可选"),
    ("expected one argument", "后面要跟一个值"),
    ("expected at least one argument", "后面至少要跟一个值"),
    ("argument ", "参数 "),
    ("invalid _date value:", "不是日期（如 2022-03-20）："),
    ("invalid _period value:", "不是报告期（如 2022Q1、2022年一季度、2022年1—5月、2022）："),
)
_HELP_WORDS = (
    ("usage:", "用法："),
    ("positional arguments:", "参数："),
    ("options:", "选项："),
    ("show this help message and exit", "显示这份说明"),
    ("show program's version number and exit", "显示版本"),
)


def _date(text: str) -> date:
    span = parse_date(text)
    if span is None or not span.is_day:
        raise ValueError(text)
    return span.first


def _period(text: str) -> str:
    """Return *text*, which names a period: a wrong one is a wrong call, refused before anything is read."""
    parse_period(text)
    return text


def build_parser(verb: str | None = None, given: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser of all verbs; of those that plugins offer, too, unless *verb* is our own.

    Args:
        verb: the verb called.
        given: all arguments; where they hold a flag that is not ours, exporters are asked for theirs.
    """
    from investtrack import __version__

    parser = _Parser(
        prog="investtrack", description="县级经济目标和固定资产投资项目台账：汇总、校核、出报告。"
    )
    parser.add_argument("--version", action="version", version=f"investtrack {__version__}")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="命令", parser_class=_Parser)

    source = _Parser(add_help=False)
    source.add_argument(
        "source", nargs="+", type=Path, metavar="SOURCE", help="台账文件或文件夹，可以给几个"
    )
    common = _Parser(add_help=False)
    common.add_argument(
        "--profile", metavar="FILE.toml", help="县区配置：TOML 文件，或已安装的配置名"
    )
    common.add_argument(
        "--as-of", type=_date, metavar="DATE", help="截止日期，如 2022-03-20；不给则用台账里的"
    )
    common.add_argument(
        "--period",
        type=_period,
        metavar="P",
        help="报告期，如 2022Q1、2022年一季度；不给则用台账里的",
    )

    common.add_argument(
        "--batch",
        metavar="NAME",
        help="集中开工的批次，如 2022年第一批；不给则用县区配置的，或本期最近一批",
    )

    demo = verbs.add_parser("demo", help="用自带的示例台账出一套报告", parents=[common])
    demo.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path("investtrack-demo"),
        metavar="DIR",
        help="输出文件夹",
    )
    report = verbs.add_parser(
        "report", help="出报告：Word 汇报、Excel 工作簿、校核清单", parents=[source, common]
    )
    report.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="输出文件夹"
    )
    check = verbs.add_parser(
        "check", help="列出台账的全部问题：在哪里、是什么、怎么改", parents=[source, common]
    )
    check.add_argument("--json", action="store_true", help="输出一个 JSON 文档")
    check.add_argument(
        "--columns", action="store_true", help="只列各表每一列认作什么、有多大把握，不认识的也列出"
    )
    check.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE.xlsx",
        help="把问题写进台账的副本（批注、底色、清单）；几份台账给文件夹",
    )
    metrics = verbs.add_parser("metrics", help="列出全部指标", parents=[source, common])
    metrics.add_argument("--json", action="store_true", help="输出一个 JSON 文档")
    metrics.add_argument(
        "--only", default="", metavar="PREFIX", help="只要编号以此开头的指标，如 entry."
    )
    explain = verbs.add_parser(
        "explain", help="说明一个指标怎么来的，直到单元格", parents=[source, common]
    )
    explain.add_argument("figure", metavar="ID", help="指标编号，如 fai.period.expected")
    explain.add_argument("--json", action="store_true", help="输出一个 JSON 文档")
    export = verbs.add_parser("export", help="用一个导出插件写一个文件", parents=[source, common])
    export.add_argument(
        "--to", required=True, metavar="NAME", help="导出插件名，见 investtrack plugins"
    )
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="输出文件")
    export.add_argument("--template", type=Path, metavar="FILE", help="自己的模板")
    export.add_argument(
        "--option", action="append", default=[], metavar="NAME=VALUE",
        help="导出插件的选项，可以给几个，如 --option table=projects；也可写在配置的 [options.插件名] 里",
    )  # fmt: skip
    template = verbs.add_parser(
        "template", help="写一份空白标准台账、报告模板或样表", parents=[common],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    template.add_argument(
        "name", nargs="?", default="excel", metavar="NAME", help="哪一种，默认 excel"
    )
    template.add_argument("-o", "--output", type=Path, metavar="FILE", help="输出文件")
    template.add_argument(
        "--tags", action="store_true", help="列出模板里能写的标记、过滤器和语句，各有例子"
    )
    template.add_argument("--json", action="store_true", help="--tags 输出一个 JSON 文档")
    plugins = verbs.add_parser("plugins", help="列出已安装的导入、导出插件，以及加载失败的")
    plugins.add_argument("--json", action="store_true", help="输出一个 JSON 文档")
    if verb == "template" and {"-h", "--help"} & set(given):
        template.epilog = _templates()
    if verb not in verbs.choices:
        _add_commands(verbs, source, common, verb)
    elif verb in {"report", "demo", "export"} and _has_other_flag(verbs.choices[verb], given):
        from investtrack.cli.export_flags import add_flags

        add_flags(verbs.choices[verb], only_in_report=verb != "export")
    return parser


def _templates() -> str:
    """Return the templates that plugins offer, for the help of that verb alone: they have to be loaded for it."""
    from investtrack.cli.output import table
    from investtrack.plugin import load_plugins

    offered = load_plugins(("templates",)).templates
    rows = [[f"  {name}", each.label] for name, each in sorted(offered.items())]
    return f"已安装的：\n{table(rows)}" if rows else "没有安装带模板的插件"


def _has_other_flag(parser: argparse.ArgumentParser, given: Sequence[str]) -> bool:
    """Whether a flag is *given* that *parser* does not know, or its help is asked for."""
    known = list(parser._option_string_actions)  # noqa: SLF001 - argparse has no other way
    flags = [word.partition("=")[0] for word in given if word.startswith("-") and word != "-"]
    return any(
        flag in {"-h", "--help"} or not any(name.startswith(flag) for name in known)
        for flag in flags
    )


def _add_commands(verbs: Any, source: _Parser, common: _Parser, verb: str | None) -> None:  # noqa: ANN401 - argparse names no type for it
    """Add the verbs that need an import: the one called, or all of them for the list of help."""
    from investtrack.cli import host

    if verb in host.CORE:
        offered = {verb: host.core_command(verb)}
    else:
        offered = {name: host.core_command(name) for name in host.CORE} | host.plugin_commands()
    for name, command in offered.items():
        if name not in verbs.choices:
            host.add_command(command, verbs.add_parser(name, help=command.label), source, common)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0, 1 with error findings, 2 unusable."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        given = sys.argv[1:] if arguments is None else list(arguments)
        options = build_parser(given[0] if given else None, given).parse_args(given)
    except SystemExit as stop:
        return int(stop.code or 0)
    from investtrack.cli import commands

    try:
        return commands.run(options)
    except InvesttrackError as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    except (BrokenPipeError, KeyboardInterrupt) as stop:
        return _stopped(stop)
    except Exception as error:  # a fault of ours or of a plugin: one sentence, and where to look
        if os.environ.get("INVESTTRACK_TRACEBACK"):
            raise
        sys.stderr.write(_fault(error))
        return UNUSABLE


def _fault(error: Exception) -> str:
    """Return what a clerk is told of a fault of the program, with what a maintainer needs."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name} 第{frames[-1].lineno}行" if frames else ""
    return (
        f"程序出错（{type(error).__name__}：{error}，{place}），没有完成；请把这句话和所用的命令发给维护者。"
        "设环境变量 INVESTTRACK_TRACEBACK=1 再运行，可以看到全部经过\n"
    )


def _stopped(stop: BaseException) -> int:
    if isinstance(stop, BrokenPipeError):
        sys.stderr.close()
        return DONE
    sys.stderr.write("已中断\n")
    return UNUSABLE
