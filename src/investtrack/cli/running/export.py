"""Writes one file by one exporter."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from attrs import evolve

from investtrack.cli import export_flags
from investtrack.cli.output import count_line, remark_line
from investtrack.errors import ExportError, ProfileError, SourceError
from investtrack.findings import Grade, arranged
from investtrack.model.profile import Profile
from investtrack.plugin.command import Host
from investtrack.plugin.files import STANDARD_OUTPUT
from investtrack.plugin.installed import Plugins
from investtrack.plugin.interfaces import Exporter
from investtrack.plugin.kept import holds_work, place_for


def run(options: Namespace, host: Host) -> int:
    """Read, compute, write; 1 where the ledger has errors, or what was written is not as it was meant.

    Raises:
        SourceError: the template, or a flag, is not for this exporter.
        ExportError: the file's suffix is another format's.
        ProfileError: an option is not known to this exporter.
    """
    host.profile(options)  # the one beside the ledger may leave plugins out
    exporter = host.plugins.exporter(options.to)
    _demand_suffix(options, exporter, host.plugins)
    export_flags.demand_known(options, exporter)
    given = _given_options(options.option, exporter)
    report = host.report(options)
    report = evolve(report, profile=_with_options(report.profile, exporter.name, given))
    chosen = export_flags.chosen(options, exporter, host, report)
    output, moved = place_for(
        options.output, lambda path: holds_work(path) and exporter.is_edited(path)
    )
    with (
        host.stage(exporter.name),
        host.writing(output, partial(exporter.read_back, report)) as stream,
    ):
        remarks = exporter.export(report, stream, options.template, **chosen)
    if output != STANDARD_OUTPUT:
        host.print(f"已写出：{output}")
    if moved:
        host.print(moved)
    said = arranged(remarks or (), report.profile.grades)
    for remark in said:
        host.print(remark_line(remark))
    host.print(count_line(report.findings))
    is_wrong = report.has_errors or any(each.grade is Grade.ERROR for each in said)
    return 1 if is_wrong else 0


def _demand_suffix(options: Namespace, exporter: Exporter, plugins: Plugins) -> None:
    """Refuse a template that is not used or not there, and a file named as what it will not be."""
    if options.template is not None:
        if not exporter.takes_template:
            raise SourceError(
                options.template, f"导出插件“{exporter.name}”不用模板，请去掉 --template"
            )
        if not options.template.is_file():
            raise SourceError(options.template, "没有这个模板文件")
        suffix = exporter.suffix_for(options.template)
        if options.output != STANDARD_OUTPUT and options.output.suffix.lower() != suffix:
            raise ExportError(options.output, f"用这个模板写出的是 {suffix} 文件；-o 请以它结尾")
    elif _is_another_kind(options.output, exporter, plugins):
        raise ExportError(
            options.output, f"“{exporter.label}”写出的是 {exporter.suffix} 文件；-o 请以它结尾"
        )


def _is_another_kind(path: Path, exporter: Exporter, plugins: Plugins) -> bool:
    """Whether *path* is named as what some other exporter writes: a workbook called .docx opens nowhere."""
    suffix = path.suffix.lower()
    return suffix != exporter.suffix and suffix in {e.suffix for e in plugins.exporters.values()}


def _given_options(given: Sequence[str], exporter: Exporter) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    known = "、".join(f"{name}（{meaning}）" for name, meaning in exporter.options.items()) or "无"
    faults = [
        f"“{name}{mark}{value}”应写成 NAME=VALUE"
        if not (name and mark)
        else f"导出插件“{exporter.name}”没有选项“{name}”，可选：{known}"
        for name, mark, value in pairs
        if not mark or name not in exporter.options
    ]
    if faults:
        raise ProfileError("--option", faults)
    return {name: value for name, _, value in pairs}


def _with_options(profile: Profile, exporter: str, given: dict[str, str]) -> Profile:
    """Return *profile* with the options of the command line over its own."""
    if not given:
        return profile
    own = {**profile.options.get(exporter, {}), **given}
    return evolve(profile, options={**profile.options, exporter: own})
