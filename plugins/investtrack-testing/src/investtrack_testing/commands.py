"""What every verb promises, tried."""

from __future__ import annotations

import json
import tempfile
from argparse import (
    SUPPRESS,
    Action,
    ArgumentError,
    ArgumentParser,
    _HelpAction,
    _SubParsersAction,
)
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from investtrack.errors import InvesttrackError
from investtrack.model.converter import ledger_to_json
from investtrack.plugin.command import actions_of
from investtrack.plugin.loading.manager import load_plugins
from investtrack.values.dates import parse_date
from investtrack_testing import promises
from investtrack_testing.host import RecordingHost
from investtrack_testing.promises import BrokenPromiseError, demand
from investtrack_testing.running import check_name, is_chinese, said, silent
from investtrack_testing.samples import bare_ledger, hostile_ledger, sample_ledger


if TYPE_CHECKING:
    from investtrack.plugin.command import Command
    from investtrack.plugin.installed import Plugins


_UNUSABLE = 2
"""The status of a command whose input cannot be used."""


__tracebackhide__ = True  # pytest shows the author's line, not ours


def check_command(
    command: Command, arguments: Sequence[str] = (), *, plugins: Plugins | None = None
) -> None:
    """Assert what every verb promises, on the sample, a bare and a hostile ledger, and on none.

    Args:
        command: what is checked.
        arguments: what it cannot do without, such as ``["--target", "5000"]``.
        plugins: what is installed; by default everything that is.

    Raises:
        BrokenPromiseError: a promise of docs/reference/contract.md is broken; the message says which.
        ValueError: it cannot do without arguments that were not given.
    """
    check_name(command)
    parser = _parser(command)
    for action in _own_actions(command):
        demand(
            is_chinese(action.help),
            promises.ARGUMENTS_APART,
            f"{_name(action)} says {action.help!r}.",
        )
    host = RecordingHost(plugins or load_plugins())
    with tempfile.TemporaryDirectory(prefix="investtrack-command-") as name:
        for what, path in _sources(Path(name)):
            source = [str(path)] if command.takes_source else []
            _run(command, parser, [*arguments, *source], host, what)
            if _takes(parser, [*arguments, "--json", *source]):
                _run_json(command, parser, [*arguments, "--json", *source], host, what)
        if command.takes_source:
            _check_absent(command, parser, [*arguments, str(Path(name) / "没有.json")], host)


def _takes(parser: ArgumentParser, arguments: Sequence[str]) -> bool:
    try:
        parser.parse_args(arguments)
    except ValueError:
        return False
    return True


def _sources(folder: Path) -> Iterator[tuple[str, Path]]:
    for what, ledger in (
        ("the sample", sample_ledger()),
        ("a ledger of one project", bare_ledger()),
        ("hostile names", hostile_ledger()),
    ):
        path = folder / f"{what.replace(' ', '-')}.json"
        path.write_text(ledger_to_json(ledger), encoding="utf-8")
        yield what, path


def _own_actions(command: Command) -> list[Action]:
    parser = ArgumentParser(add_help=False)
    command.arguments(parser)
    return list(_actions(parser))


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    """Yield what needs help: the arguments, and in place of a choice of steps the steps and theirs."""
    for action in actions_of(parser):
        if isinstance(action, _SubParsersAction):
            yield from action._choices_actions  # noqa: SLF001
            for step in action.choices.values():
                yield from _actions(step)
        elif action.help != SUPPRESS and not isinstance(action, _HelpAction):
            yield action


class _Strict(ArgumentParser):
    """Raises where argparse would leave the process."""

    def error(self, message: str) -> NoReturn:
        raise ValueError(f"give arguments=: {self.prog}: {message}")


def _name(action: Action) -> str:
    return action.option_strings[-1] if action.option_strings else action.dest


def _parser(command: Command) -> ArgumentParser:
    parser = _Strict(prog=f"investtrack {command.name}")
    try:
        command.arguments(parser)
        if command.takes_source:
            demand(
                all(action.dest != "source" for action in actions_of(parser)),
                promises.ARGUMENTS_APART,
                f"{command.name} has a “source” of its own.",
            )
            parser.add_argument("source", nargs="+", type=Path)
        if command.takes_common:
            parser.add_argument("--profile")
            parser.add_argument("--as-of", type=_date)
            parser.add_argument("--period")
            parser.add_argument("--batch")
        parser.format_help()
    except BrokenPromiseError:
        raise
    except (ArgumentError, ValueError, TypeError, KeyError) as error:
        raise BrokenPromiseError(promises.ARGUMENTS_APART, f"{command.name}: {error}.") from error
    return parser


def _date(text: str) -> object:
    span = parse_date(text)
    return span.first if span else None


def _run(
    command: Command,
    parser: ArgumentParser,
    arguments: Sequence[str],
    host: RecordingHost,
    what: str,
) -> int:
    """Run once; demand an exit status, or one sentence of what cannot be used."""
    options = parser.parse_args(arguments)
    with silent(f"{command.name}, on {what},"):
        try:
            status = command.run(options, host)
        except InvesttrackError as error:
            demand(is_chinese(str(error)), promises.STATUS, f"On {what} it says {str(error)!r}.")
            return 2
        except Exception as error:
            raise BrokenPromiseError(
                promises.STATUS, f"On {what} it raised {said(error)}."
            ) from error
    demand(status in {0, 1}, promises.STATUS, f"On {what} it returned {status!r}.")
    return status


def _run_json(
    command: Command,
    parser: ArgumentParser,
    arguments: Sequence[str],
    host: RecordingHost,
    what: str,
) -> None:
    host.lines.clear()
    host.documents.clear()
    if _run(command, parser, arguments, host, what) == _UNUSABLE:  # said already
        return
    demand(
        len(host.documents) == 1 and not host.lines,
        promises.ONE_JSON,
        f"On {what}: {len(host.documents)} documents and the lines {host.lines[:2]}.",
    )
    try:
        json.dumps(host.documents[0], ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise BrokenPromiseError(promises.ONE_JSON, f"On {what}: {error}.") from error
    inexact = next(_floats(host.documents[0]), None)
    demand(inexact is None, promises.ONE_JSON, f"On {what} it holds the float {inexact}.")


def _floats(data: object) -> Iterator[float]:
    if isinstance(data, float):
        yield data
    elif isinstance(data, Mapping):
        for item in data.values():
            yield from _floats(item)
    elif isinstance(data, (list, tuple)):
        for item in data:
            yield from _floats(item)


def _check_absent(
    command: Command, parser: ArgumentParser, arguments: Sequence[str], host: RecordingHost
) -> None:
    status = _run(command, parser, arguments, host, "an absent file")
    demand(status == _UNUSABLE, promises.STATUS, f"Of an absent file it returned {status}.")
