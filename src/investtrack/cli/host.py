"""What a verb from elsewhere may use of the command line."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast

from attrs import define

from investtrack.cli import commands, output
from investtrack.cli.timing import Stages
from investtrack.model.profile import Profile
from investtrack.plugin.files import writing
from investtrack.plugin.interfaces import Command, Extract
from investtrack.plugin.manager import Plugins, load_plugins
from investtrack.report import Report


# The core's own later verbs, each imported only when called: verb → (module:class, help).
CORE: dict[str, tuple[str, str]] = {
    "lights": ("investtrack.cli.lights:Lights", "给项目亮灯"),
    "diagnose": ("investtrack.cli.diagnose:Diagnose", "研判"),
    "what-if": ("investtrack.cli.what_if:WhatIfCommand", "情景测算"),
    "responsibility": ("investtrack.cli.responsibility:ResponsibilityTable", "责任表"),
    "compare": ("investtrack.cli.compare:Compare", "比较两次台账"),
    "rollup": ("investtrack.cli.rollup:RollupCommand", "汇总多个县区"),
}


def core_command(name: str) -> Command:
    """Return the core's verb *name*, imported now."""
    module, _, attribute = CORE[name][0].partition(":")
    return cast("Command", getattr(import_module(module), attribute)())


def plugin_commands() -> dict[str, Command]:
    """Return the verbs that plugins offer, by name; the built-in ones win."""
    offered = load_plugins(("commands",)).commands
    return {name: command for name, command in offered.items() if name not in CORE}


@define
class CommandLine:
    """The host a command is given."""

    plugins: Plugins
    stages: Stages

    def profile(self, options: Namespace) -> Profile:
        """Return the profile that ``--profile`` names, else the general one."""
        return commands.profile_named(options.profile, self.plugins)

    def read(self, options: Namespace, sources: Sequence[Path] | None = None) -> Extract:
        """Read *sources*, by default ``options.source``, into one ledger."""
        return commands.read(options, self.plugins, self.stages, sources)[0]

    def report(self, options: Namespace, sources: Sequence[Path] | None = None) -> Report:
        """Read and compute."""
        return commands.computed(options, self.plugins, self.stages, sources)

    def writing(self, path: Path) -> AbstractContextManager[BinaryIO]:
        """Open *path* for writing; it appears there, whole, only on success."""
        return writing(path)

    def print(self, text: str = "") -> None:
        """Print a line for a clerk."""
        sys.stdout.write(f"{text}\n")

    def print_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Print *rows* aligned."""
        if rows:
            self.print(output.table(rows))

    def print_json(self, data: object) -> None:
        """Print one JSON document."""
        commands.print_json(data)


def run_command(command: Command, options: Namespace) -> int:
    """Run *command*, a plugin's or the core's own."""
    return command.run(
        options, CommandLine(commands.plugins_for(options, *command.needs), Stages())
    )


def add_command(
    command: Command, parser: ArgumentParser, source: ArgumentParser, common: ArgumentParser
) -> None:
    """Add a command's arguments to its *parser*: its own, then SOURCE…, then the common ones."""
    command.arguments(parser)
    shared = [source] * command.takes_source + [common] * command.takes_common
    for group in shared:
        for action in group._actions:  # noqa: SLF001 - as argparse's own parents= does
            parser._add_action(action)  # noqa: SLF001
    parser.set_defaults(command=command)
