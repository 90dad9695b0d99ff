"""The verbs: each a library call and what it prints."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from attrs import evolve

from investtrack.cli import output
from investtrack.cli.timing import Stages
from investtrack.errors import ExportError, PeriodError, ProfileError, SourceError
from investtrack.findings import Finding, arranged, make
from investtrack.model.ledger import INFO_SHEET, SHEETS
from investtrack.model.profile import Profile
from investtrack.model.source import CellRef
from investtrack.plugin.files import (
    find_sources,
    plan_copies,
    read_sources,
    write_copies,
    writing,
)
from investtrack.plugin.interfaces import Exporter, Extract
from investtrack.plugin.manager import Plugins, load_plugins
from investtrack.plugin.plain import contribution_data, figure_data, figures_data, findings_data
from investtrack.report import Report, build_report
from investtrack.values.period import parse_period


def run(options: Namespace) -> int:
    """Run the verb of *options* and return the exit status."""
    if options.verb in _VERBS:
        return _VERBS[options.verb](options, Stages())
    from investtrack.cli.host import run_command

    return run_command(options.command, options)


def plugins_for(options: Namespace, *kinds: str) -> Plugins:
    """Load what reading needs and *kinds*; profiles only where one is named; say which plugins failed."""
    named = ("profiles", "findings") if getattr(options, "profile", None) is not None else ()
    plugins = load_plugins(("importers", "checks", *named, *kinds))
    for failure in plugins.failures:
        sys.stderr.write(f"说明：{failure}\n")
    return plugins


def profile_named(name: str | None, plugins: Plugins) -> Profile:
    """Return the profile *name*: a TOML file, or one a plugin offers; the general one for None."""
    if name is None:
        return Profile()
    path = Path(name)
    if path.suffix.lower() != ".toml":
        return plugins.profile(name)
    from investtrack.model.converter import profile_from_toml

    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ProfileError(name, ["没有这个文件，请检查路径"]) from error
    except UnicodeDecodeError as error:
        raise ProfileError(name, ["不是 UTF-8 编码的文本，请另存为 UTF-8"]) from error
    except OSError as error:
        raise ProfileError(name, ["读不了这个文件，请检查是不是文件夹、有无权限"]) from error
    return profile_from_toml(text, path.name, codes=plugins.findings)


def read(
    options: Namespace, plugins: Plugins, stages: Stages, sources: Sequence[Path] | None = None
) -> tuple[Extract, Profile]:
    """Read *sources*, by default ``options.source``, with the profile that the options name."""
    profile = profile_named(options.profile, plugins)
    if getattr(options, "batch", None):
        profile = evolve(profile, starts_batch=options.batch)
    paths = find_sources(plugins, options.source if sources is None else sources)
    with stages("read"), output.progress("读取台账", len(paths)) as step:
        extract = read_sources(plugins, paths, profile, lambda path: step(path.name))
    return extract, profile


def computed(
    options: Namespace, plugins: Plugins, stages: Stages, sources: Sequence[Path] | None = None
) -> Report:
    """Read and compute; a source without any known sheet is refused."""
    extract, profile = read(options, plugins, stages, sources)
    _demand_records(options.source if sources is None else sources, extract)
    with stages("compute"):
        return _build(extract, profile, options, plugins)


def _demand_records(sources: Sequence[Path], extract: Extract) -> None:
    if any(getattr(extract.ledger, sheet.attribute) is not None for sheet in SHEETS):
        return
    said = next(
        (f for f in extract.findings if f.code in {"no-known-sheet", "header-missing"}), None
    )
    why = f"{said.message}；{said.mend}" if said is not None else "没有可用的记录"
    raise SourceError("、".join(str(path) for path in sources), why)


def print_json(data: object) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _status(report: Report) -> int:
    return 1 if report.has_errors else 0


def _do_report(options: Namespace, stages: Stages) -> int:
    with stages("plugins"):
        plugins = plugins_for(options, "exporters")
    report = computed(options, plugins, stages)
    exporters = [exporter for exporter in plugins.exporters.values() if exporter.in_report]
    written: list[Path] = []
    remarks: list[Finding] = []
    with output.progress("写出文件", len(exporters)) as step:
        for exporter in exporters:
            path = (
                options.output
                / f"{_file_name(report.title)}{exporter.stem or exporter.label}{exporter.suffix}"
            )
            step(path.name)
            wanted = _chosen(options, exporter, plugins, stages)
            with stages(exporter.name), writing(path) as stream:
                remarks += exporter.export(report, stream, **wanted) or ()
            written.append(path)
    output.report_summary(report, written, arranged(remarks, report.profile.grades))
    return _status(report)


def _chosen(
    options: Namespace, exporter: Exporter, plugins: Plugins, stages: Stages
) -> dict[str, Any]:
    """Return the keywords for an exporter; a ledger among its options is read like the first one."""
    if not exporter.flags:
        return {}
    from investtrack.cli.export_flags import chosen

    def earlier(path: Path) -> Report:
        # Its own period and date, not those asked for of this one.
        plain = Namespace(**{**vars(options), "source": [path], "period": None, "as_of": None})
        return computed(plain, plugins, stages)

    return chosen(options, exporter, earlier)


def _file_name(title: str) -> str:
    return "".join("_" if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in title)  # noqa: PLR2004


def _do_demo(options: Namespace, stages: Stages) -> int:
    from investtrack.cli.example import example_path

    options.source = [example_path()]
    options.output = options.output.resolve()  # a first run says where the files are
    sys.stdout.write(f"示例台账：{options.source[0]}\n")
    return _do_report(options, stages)


def _do_check(options: Namespace, stages: Stages) -> int:
    wanted = (("annotators",) if options.output else ()) + (("findings",) if options.json else ())
    plugins = plugins_for(options, *wanted)
    if options.columns:
        return _show_columns(options, plugins)
    copies = plan_copies(plugins, options.source, options.output) if options.output else []
    extract, profile = read(options, plugins, stages)
    if any(getattr(extract.ledger, sheet.attribute) is not None for sheet in SHEETS):
        findings = _checked(extract, profile, options, plugins)
    else:
        findings = arranged(extract.findings, profile.grades)
    if options.json:
        print_json(findings_data(findings, plugins.findings))
    else:
        output.print_findings(findings)
    said = sys.stderr if options.json else sys.stdout
    with output.progress("写出校核副本", len(copies)) as step:
        for copy, notes in write_copies(copies, findings):
            step(copy.target.name)
            said.write("".join(f"说明：{note}\n" for note in notes))
            said.write(f"已写出：{copy.target}\n")
    return 1 if any(finding.grade.value == "error" for finding in findings) else 0


def _show_columns(options: Namespace, plugins: Plugins) -> int:
    """Print what each column of each source is read as; an importer says so where it offers describe_columns."""
    profile = profile_named(options.profile, plugins)
    found: list[dict[str, str]] = []
    for path in find_sources(plugins, options.source):
        describe = getattr(plugins.importer_for(path), "describe_columns", None)
        if describe is None:
            sys.stderr.write(f"说明：{path.name} 不是按列读取的文件\n")
        else:
            found += describe(path, profile)
    if options.json:
        print_json({"columns": found})
        return 0
    keys = ("column", "header", "state", "meaning", "sure", "why")
    for place, group in groupby(found, lambda row: (row["file"], row["sheet"], row["standard"])):
        own = list(group)
        left_out = f"，整张表没有读取：{own[0]['left_out']}" if own[0].get("left_out") else ""
        sys.stdout.write(f"{place[0]}｜{place[1]} → {place[2] or '没有读取'}{left_out}\n")
        rows = [
            ["列", "表头", "结果", "意思", "把握", "依据"],
            *([row[key] for key in keys] for row in own),
        ]
        sys.stdout.write(f"{output.table(rows)}\n\n")
    return 0


def _checked(
    extract: Extract, profile: Profile, options: Namespace, plugins: Plugins
) -> tuple[Finding, ...]:
    """Return every finding; where no period is known, those of reading and that one."""
    try:
        return _build(extract, profile, options, plugins).findings
    except PeriodError as error:
        place = CellRef("、".join(extract.ledger.sources), INFO_SHEET)
        unknown = make("period-missing", place, why=error)
        return arranged((unknown, *extract.findings), profile.grades)


def _build(extract: Extract, profile: Profile, options: Namespace, plugins: Plugins) -> Report:
    period = parse_period(options.period) if options.period else None
    return build_report(
        extract.ledger,
        profile=profile,
        period=period,
        as_of=options.as_of,
        findings=extract.findings,
        checks=plugins.checks.values(),
    )


def _do_metrics(options: Namespace, stages: Stages) -> int:
    report = computed(options, plugins_for(options), stages)
    if options.json:
        print_json(figures_data(report, options.only))
    else:
        output.print_figures(report, options.only)
    return _status(report)


def _do_explain(options: Namespace, stages: Stages) -> int:
    report = computed(options, plugins_for(options), stages)
    figure = report.figure(options.figure)
    if options.json:
        data = {"id": figure.id, "definition": figure.definition, **figure_data(figure, report)}
        data["contributions"] = [contribution_data(item) for item in figure.contributions]
        print_json(data)
    else:
        output.print_explanation(report, figure)
    return _status(report)


def _do_export(options: Namespace, stages: Stages) -> int:
    plugins = plugins_for(options, "exporters")
    exporter = plugins.exporter(options.to)
    if options.template is not None:
        if not exporter.takes_template:
            raise SourceError(
                options.template, f"导出插件“{exporter.name}”不用模板，请去掉 --template"
            )
        if not options.template.is_file():
            raise SourceError(options.template, "没有这个模板文件")
        suffix = exporter.suffix_for(options.template)
        if options.output.suffix.lower() != suffix:
            raise ExportError(options.output, f"用这个模板写出的是 {suffix} 文件；-o 请以它结尾")
    elif _is_another_kind(options.output, exporter, plugins):
        raise ExportError(
            options.output, f"“{exporter.label}”写出的是 {exporter.suffix} 文件；-o 请以它结尾"
        )
    from investtrack.cli.export_flags import demand_known

    demand_known(options, exporter)
    given = _given_options(options.option, exporter)
    report = computed(options, plugins, stages)
    report = evolve(report, profile=_with_options(report.profile, exporter.name, given))
    wanted = _chosen(options, exporter, plugins, stages)
    with stages(exporter.name), writing(options.output) as stream:
        remarks = exporter.export(report, stream, options.template, **wanted)
    sys.stdout.write(f"已写出：{options.output}\n")
    output.print_remarks(arranged(remarks or (), report.profile.grades))
    output.print_count(report.findings)
    return _status(report)


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


def _do_template(options: Namespace, _: Stages) -> int:
    plugins = plugins_for(options, "templates")
    template = plugins.template(options.name)
    if options.tags:
        return _show_tags(template.guide(profile_named(options.profile, plugins)), options)
    if options.output is None:
        raise SourceError(template.name, "请用 -o 写出文件名；只看能写什么标记用 --tags")
    with writing(options.output) as stream:
        template.write(profile_named(options.profile, plugins), stream)
    sys.stdout.write(f"已写出{template.label}：{options.output}\n")
    return 0


def _show_tags(rows: Sequence[Sequence[str]], options: Namespace) -> int:
    keys = ("kind", "write", "prints", "example")
    if options.json:
        print_json({"tags": [dict(zip(keys, row, strict=True)) for row in rows]})
    elif rows:
        sys.stdout.write(output.table([("类别", "写什么", "印什么", "例"), *rows]) + "\n")
    else:
        sys.stdout.write("这种模板没有标记\n")
    return 0


def _do_plugins(options: Namespace, _: Stages) -> int:
    plugins = load_plugins()
    if options.json:
        print_json(output.plugins_data(plugins))
    else:
        output.print_plugins(plugins)
    return 1 if plugins.failures else 0


_VERBS = {
    "demo": _do_demo,
    "report": _do_report,
    "check": _do_check,
    "metrics": _do_metrics,
    "explain": _do_explain,
    "export": _do_export,
    "template": _do_template,
    "plugins": _do_plugins,
}
