"""Prints findings and what columns are read as; writes annotated copies."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from itertools import groupby

from investtrack.cli.output import count_line
from investtrack.cli.session import has_records
from investtrack.errors import PeriodError
from investtrack.findings import Finding, Grade, arranged, folded, make
from investtrack.model.extract import Extract
from investtrack.model.ledger import INFO_SHEET
from investtrack.model.source import CellRef
from investtrack.plugin.command import Host
from investtrack.plugin.files import STANDARD_OUTPUT, plan_copies, write_copies
from investtrack.plugin.installed import Plugins
from investtrack.plugin.loading.manager import load_plugins
from investtrack.plugin.sources.files import find_sources
from investtrack.tables.plain import findings_data


_RELATED = 5
_PLACES = 10


def run(options: Namespace, host: Host) -> int:
    """Check and print; 1 where there are errors."""
    if options.columns:
        return _show_columns(options, host)
    copies = plan_copies(_annotators(), options.source, options.output) if options.output else []
    extract = host.read(options)
    if has_records(extract):
        findings = _checked(extract, options, host)
    else:
        findings = arranged(extract.findings, host.profile(options).grades)
    if options.json:
        host.print_json(findings_data(findings, host.plugins.findings))
    else:
        for equal in folded(findings):
            _print(equal, host)
        host.print(count_line(findings))
    aside = sys.stderr if options.json or options.output == STANDARD_OUTPUT else sys.stdout
    with host.progress("写出校核副本", len(copies)) as step:
        for copy, notes in write_copies(copies, findings):
            step(copy.target.name)
            aside.write("".join(f"说明：{note}\n" for note in notes))
            if copy.target != STANDARD_OUTPUT:
                aside.write(f"已写出：{copy.target}\n")
    return 1 if any(finding.grade is Grade.ERROR for finding in findings) else 0


def _annotators() -> Plugins:
    """Return what copies are written with: loaded for them alone."""
    return load_plugins(("importers", "annotators"))


def _checked(extract: Extract, options: Namespace, host: Host) -> tuple[Finding, ...]:
    """Return every finding; where no period is known, those of reading and that one."""
    try:
        return host.compute(options, extract).findings
    except PeriodError as error:
        place = CellRef("、".join(extract.ledger.sources), INFO_SHEET)
        unknown = make("period-missing", place, why=error)
        return arranged((unknown, *extract.findings), host.profile(options).grades)


def _print(equal: Sequence[Finding], host: Host) -> None:
    """Print a finding with its place and how to mend it; of equal ones, once, where they stand."""
    finding = equal[0]
    times = f"［共{len(equal)}处］" if len(equal) > 1 else ""
    host.print(
        f"[{finding.grade.label}] {finding.place}  {finding.message}（{finding.code}）{times}"
    )
    values = [
        f"现值：{_one_line(finding.found)}" if finding.found else "",
        f"应为：{finding.expected}" if finding.expected else "",
    ]
    if any(values):
        host.print("    " + "；".join(value for value in values if value))
    if finding.mend:
        host.print(f"    怎么改：{finding.mend}")
    for cell in finding.related[:_RELATED]:
        host.print(f"    相关：{cell}")
    if len(equal) > 1:
        others = [item.place.cell or str(item.place) for item in equal[1 : _PLACES + 1]]
        rest = (
            f"……共{len(equal)}处，全部见 --json 或 -o 写出的副本"
            if len(equal) > _PLACES + 1
            else ""
        )
        host.print(f"    同样的还有：{'、'.join(others)}{rest}")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _say_why_nothing(options: Namespace, host: Host) -> int:
    """Say why no sheet was recognised: what reading found of each, and what would help."""
    host.print("没有认出任何一张表。原因：")
    extract = host.read(options)
    for equal in folded(arranged(extract.findings, host.profile(options).grades)):
        _print(equal, host)
    host.print(
        "本县自己的表，可用 investtrack map 写出对应、改好后用 --profile 给出；第一行表头要在前几十行里"
    )
    return 1


def _show_columns(options: Namespace, host: Host) -> int:
    """Print what each column of each source is read as; an importer says so where it offers describe_columns."""
    profile = host.profile(options)
    found: list[dict[str, str]] = []
    for path in find_sources(host.plugins, options.source):
        describe = getattr(host.plugins.importer_for(path), "describe_columns", None)
        if describe is None:
            sys.stderr.write(f"说明：{path.name} 不是按列读取的文件\n")
        else:
            found += describe(path, profile)
    if options.json:
        host.print_json({"columns": found})
        return 0
    if not any(row["standard"] for row in found):
        return _say_why_nothing(options, host)
    keys = ("column", "header", "state", "meaning", "sure", "why")
    for place, group in groupby(found, lambda row: (row["file"], row["sheet"], row["standard"])):
        own = list(group)
        left_out = f"，整张表没有读取：{own[0]['left_out']}" if own[0].get("left_out") else ""
        host.print(f"{place[0]}｜{place[1]} → {place[2] or '没有读取'}{left_out}")
        host.print_table(
            [
                ["列", "表头", "结果", "意思", "把握", "依据"],
                *([row[key] for key in keys] for row in own),
            ]
        )
        host.print()
    return 0
