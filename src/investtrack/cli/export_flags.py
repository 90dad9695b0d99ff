"""Flags that exporters declare: added to the parser, resolved, handed over by keyword."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from investtrack.errors import SourceError
from investtrack.plugin.command import flags_of
from investtrack.plugin.interfaces import Exporter, ExportFlag, FlagKind
from investtrack.plugin.loading.discovery import offered


if TYPE_CHECKING:
    from investtrack.json_object import JsonObject
    from investtrack.plugin.command import Host
    from investtrack.report import Report


_PREFIX = "flag_"
_METAVARS = {FlagKind.TEXT: "TEXT", FlagKind.FILE: "FILE", FlagKind.LEDGER: "LEDGER"}


def add_flags(parser: ArgumentParser, *, only_in_report: bool) -> None:
    """Add the flags of every installed exporter; those of one name are one flag."""
    exporters: dict[str, Exporter] = {}
    for each in offered("exporters"):
        if isinstance(each, Exporter):
            exporters.setdefault(each.name, each)
    for _, exporter in sorted(exporters.items()):
        if only_in_report and not exporter.in_report:
            continue
        for flag in exporter.flags:
            if flag.text not in flags_of(parser):
                _add(parser, flag)


def _add(parser: ArgumentParser, flag: ExportFlag) -> None:
    name = f"{_PREFIX}{flag.name}"
    if flag.kind is FlagKind.SWITCH:
        parser.add_argument(flag.text, dest=name, action="store_true", help=flag.help)
        return
    made = str if flag.kind is FlagKind.TEXT else Path
    metavar = _METAVARS[flag.kind]
    parser.add_argument(flag.text, dest=name, type=made, metavar=metavar, help=flag.help)


def chosen(options: Namespace, exporter: Exporter, host: Host, report: Report) -> JsonObject:
    """Return the keywords for *exporter*: what was asked for of what it declares.

    A ledger among them is read like the first one, for its own period and date; of a history store the last before *report*.

    Raises:
        SourceError: a file is absent, or a ledger cannot be used.
    """
    found: JsonObject = {}
    for flag in exporter.flags:
        value = getattr(options, f"{_PREFIX}{flag.name}", None)
        if value is None or value is False:
            continue
        if flag.kind is FlagKind.FILE and not value.is_file():
            raise SourceError(value, "没有这个文件")
        if flag.kind is FlagKind.LEDGER:
            from investtrack.plugin.sources.earlier import earlier_report

            own = Namespace(**{**vars(options), "period": None, "as_of": None})
            value = earlier_report(host, own, value, report)
        found[flag.name] = value
    return found


def demand_known(options: Namespace, exporter: Exporter) -> None:
    """Refuse a flag that was given but that *exporter* does not have.

    Raises:
        SourceError: there is one; it is named.
    """
    known = {flag.name for flag in exporter.flags}
    for name, value in vars(options).items():
        own = name.removeprefix(_PREFIX)
        if name.startswith(_PREFIX) and value not in (None, False) and own not in known:
            raise SourceError(
                f"--{own.replace('_', '-')}", f"导出插件“{exporter.name}”没有这个功能，请去掉"
            )
