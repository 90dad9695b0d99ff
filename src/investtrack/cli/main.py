"""Arguments, errors and exit status."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from investtrack.cli.terminal import visible_output
from investtrack.errors import InvesttrackError, SourceError, was_stopped


if TYPE_CHECKING:
    from investtrack.plugin.command import Command
    from investtrack.plugin.verb import Verb


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
    (
        "invalid _period value:",
        "不是报告期（如 2022Q1、2022年一季度、2022年1—5月、4月、前三季度、2022）：",
    ),
)
_HELP_WORDS = (
    ("usage:", "用法："),
    ("positional arguments:", "参数："),
    ("options:", "选项："),
    ("show this help message and exit", "显示这份说明"),
    ("show program's version number and exit", "显示版本"),
)


def _date(text: str) -> date:
    from investtrack.values.dates import parse_date

    span = parse_date(text)
    if span is None or not span.is_day:
        raise ValueError(text)
    return span.first


def _period(text: str) -> str:
    """Return *text*, which names a period: a wrong one is a wrong call, refused before anything is read."""
    from investtrack.values.period import AmbiguousPeriodError, parse_period

    try:
        parse_period(text, year=_ANY_YEAR)
    except AmbiguousPeriodError as error:
        months = " 或 ".join(period.months for period in error.choices)
        raise argparse.ArgumentTypeError(f"“{text}”可指{months}，请写明其中一个") from None
    return text


_ANY_YEAR = 2022


def build_parser(given: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser of the verb that is called, or of all of them where the list of help is wanted.

    A built-in verb looks for no plugin; of the others, only the one called is imported.

    Args:
        given: the arguments.

    Raises:
        InvesttrackError: the verb called cannot be used.
    """
    from investtrack import __version__

    parser = _Parser(
        prog="investtrack", description="县级经济目标和固定资产投资项目台账：汇总、校核、出报告。"
    )
    parser.add_argument("--version", action="version", version=f"investtrack {__version__}")
    parser.add_argument(_WITHOUT, metavar="NAME", help="停用一个插件，写在命令前面；可以写几次")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="命令", parser_class=_Parser)
    called = given[0] if given else ""
    for name, verb in _offered(called).items():
        own = verbs.add_parser(
            name, help=verb.label, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        if name == called:
            _add_arguments(own, _command(verb), given[1:])
    return parser


def _offered(called: str) -> Mapping[str, Verb | Command]:
    """Return the verbs to choose from: the one called where it is built in, none for ``--version``, else all."""
    if called == "--version":
        return {}
    from investtrack.plugin.loading.discovery import builtin_verbs, find_verbs

    own = builtin_verbs()
    return {called: own[called]} if called in own else find_verbs()


def _command(verb: Verb | Command) -> Command:
    from investtrack.plugin.verb import Verb

    if not isinstance(verb, Verb):
        return verb
    try:
        return verb.load()
    except ImportError as error:
        raise SourceError(
            verb.name, f"这个命令加载失败（{error}），请重新安装提供它的插件"
        ) from error


def _add_arguments(parser: _Parser, command: Command, given: Sequence[str]) -> None:
    """Add the arguments of *command*: its own, then SOURCE…, then the common ones."""
    command.arguments(parser)
    if command.takes_source:
        parser.add_argument(
            "source", nargs="+", type=Path, metavar="SOURCE", help="台账文件或文件夹，可以给几个"
        )
    if command.takes_common:
        _add_common(parser)
    if _has_other_flag(parser, given):
        command.further_arguments(parser)
    parser.set_defaults(command=command)


def _add_common(parser: _Parser) -> None:
    parser.add_argument(
        "--profile", metavar="FILE.toml", help="县区配置：TOML 文件，或已安装的配置名"
    )
    parser.add_argument(
        "--as-of", type=_date, metavar="DATE", help="截止日期，如 2022-03-20；不给则用台账里的"
    )
    parser.add_argument(
        "--period",
        type=_period,
        metavar="P",
        help="报告期，如 2022Q1、2022年一季度、2022年4月、前三季度；不写年份的用截止日期的，不给则用台账里的",
    )
    parser.add_argument(
        "--batch",
        metavar="NAME",
        help="集中开工的批次，如 2022年第一批；不给则用县区配置的，或本期最近一批",
    )


def _has_other_flag(parser: argparse.ArgumentParser, given: Sequence[str]) -> bool:
    """Whether a flag is *given* that *parser* does not know, or its help is asked for."""
    from investtrack.plugin.command import flags_of

    known = flags_of(parser)
    flags = [word.partition("=")[0] for word in given if word.startswith("-") and word != "-"]
    return any(
        flag in {"-h", "--help"} or not any(name.startswith(flag) for name in known)
        for flag in flags
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0, 1 with error findings, 2 unusable."""
    stack = ExitStack()
    stack.enter_context(visible_output())
    try:
        given = sys.argv[1:] if arguments is None else list(arguments)
        given = _left_out(given, stack)
        if not given or not given[0].startswith("-"):
            answer = _without_a_verb(given)
            if answer is not None:
                return answer
        if any("://" in each for each in given):
            from investtrack.plugin.addresses import with_addresses_placed

            given = with_addresses_placed(given)
        options = build_parser(given).parse_args(given)
        from investtrack.cli.session import run

        return run(options.command, options)
    except SystemExit as stop:
        return int(stop.code or 0)
    except InvesttrackError as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    except (BrokenPipeError, KeyboardInterrupt) as stop:
        return _stopped(stop)
    except Exception as error:  # a fault of ours or of a plugin: one sentence, and where to look
        is_stop = was_stopped(error)
        if os.environ.get("INVESTTRACK_TRACEBACK") and not is_stop:
            raise
        sys.stderr.write(_STOPPED if is_stop else _fault(error))
        return UNUSABLE
    finally:
        stack.close()


_STOPPED = "已中断\n"
_WITHOUT, _LEFT_OUT = "--without", "INVESTTRACK_WITHOUT"


def _left_out(given: list[str], stack: ExitStack) -> list[str]:
    """Return *given* without the ``--without NAME`` it begins with; other processes leave those plugins out too."""
    while given and given[0].partition("=")[0] == _WITHOUT:
        name = given.pop(0).partition("=")[2] or (given.pop(0) if given else "")
        if not name or name.startswith("-"):
            sys.stderr.write(f"参数有误：{_WITHOUT} 后面要跟插件名，如 {_WITHOUT} demo-county\n")
            raise SystemExit(UNUSABLE)
        before = os.environ.get(_LEFT_OUT)
        os.environ[_LEFT_OUT] = f"{before or ''} {name}"
        restore = partial(os.environ.__setitem__, _LEFT_OUT, before) if before is not None else partial(os.environ.pop, _LEFT_OUT, None)  # fmt: skip
        stack.callback(restore)
    return given


def _without_a_verb(given: Sequence[str]) -> int | None:
    """List the verbs where none is given, name the nearest where it is none; None where there is one."""
    from investtrack.plugin.loading.discovery import builtin_verbs

    if given and given[0] in builtin_verbs():
        return None
    from investtrack.plugin.loading.discovery import find_verbs

    verbs = find_verbs()
    if given and given[0] in verbs:
        return None
    from investtrack.cli.purposes import overview, unknown_verb

    if not given:
        sys.stdout.write(f"{overview(verbs)}\n")
        return DONE
    sys.stderr.write(f"{unknown_verb(given[0], verbs)}\n")
    return UNUSABLE


def _fault(error: Exception) -> str:
    """Return what a clerk is told of a fault of the program, with what a maintainer needs."""
    import traceback

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
    sys.stderr.write(_STOPPED)
    return UNUSABLE
