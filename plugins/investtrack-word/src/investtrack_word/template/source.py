"""The template: the packaged one, parsed ahead; a county's own, checked whole before anything is rendered."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

from investtrack.errors import SourceError
from investtrack.input_limits import bounded_bytes
from investtrack.model.profile import Profile
from investtrack.report import Report
from investtrack_ooxml.document.opening import open_document
from investtrack_ooxml.package import Package
from investtrack_word.report.context import Names
from investtrack_word.report.kinds import ReportKind, kind_of
from investtrack_word.report.trace_part import trace_parts_of


PACKAGED = "template.docx"


@frozen(eq=False)
class Source:
    """A template ready to render.

    Attributes:
        data: the document.
        trees: part → tree of its tags; rendering lets go of each when done.
        digest: hash of the document as it was given.
    """

    data: bytes
    trees: dict[str, Any]
    digest: str


def digest_of(data: bytes) -> str:
    """Return the hash a trace names a template by."""
    return hashlib.sha256(data).hexdigest()[:16]


def name_of(kind: ReportKind, *, of_region: bool = False) -> str:
    """Return the name of the packaged template of *kind*, a county's or that of a region rolled up."""
    return f"region_{kind.value}" if of_region else kind.value


def packaged_template(
    kind: ReportKind = ReportKind.FIRST_QUARTER, *, of_region: bool = False
) -> bytes:
    """Return the template of *kind* that comes with this distribution."""
    return Path(__file__).with_name(f"{name_of(kind, of_region=of_region)}.docx").read_bytes()


def packaged(kind: ReportKind = ReportKind.FIRST_QUARTER, *, of_region: bool = False) -> Source:
    """Return the packaged template of *kind*; its tags were parsed when it was made."""
    data = packaged_template(kind, of_region=of_region)
    parsed = Path(__file__).with_name(f"{name_of(kind, of_region=of_region)}.json").read_bytes()
    return Source(data, json.loads(parsed), digest_of(data))


def chosen(report: Report, names: Names, template: Path | None = None) -> Source:
    """Return the template that *report* is written with: that given, the county's own, or the packaged one of its kind.

    Raises:
        SourceError: a template cannot be used; or the profile names a heading that no report has.
    """
    kind, layout = kind_of(report.period), report.profile.report
    path = _own_path(report, template)
    if path is not None:
        return own(path, names)
    of_region = report.below is not None
    if not layout.changes_parts:
        return packaged(kind, of_region=of_region)
    data = county_template(report.profile, kind, of_region=of_region)
    trees, faults = read(open_document(Path(PACKAGED), data), names)
    if faults:
        raise SourceError(f"县区配置 {report.profile.name}", _told(faults))
    return Source(data, trees, digest_of(data))


def _own_path(report: Report, template: Path | None) -> Path | None:
    own_path = report.profile.report.template_for(kind_of(report.period).label)
    return template or (Path(own_path) if own_path else None)


def own_digest(report: Report, template: Path | None = None) -> str:
    """Return the hash of the county's own template as it is now; empty where *report* is written with a packaged one."""
    path = _own_path(report, template)
    return "" if path is None else digest_of(bounded_bytes(path))


def county_template(profile: Profile, kind: ReportKind, *, of_region: bool = False) -> bytes:
    """Return the packaged template of *kind* with the parts that *profile* adds, drops or calls otherwise.

    Raises:
        SourceError: the profile names a heading that no kind of report has.
    """
    data = packaged_template(kind, of_region=of_region)
    if not profile.report.changes_parts:
        return data
    from investtrack_word.template.parts import demand_known, with_parts

    demand_known(profile.report, profile.name, _known_titles())
    return with_parts(data, profile.report, kind)


@cache
def _known_titles() -> frozenset[str]:
    """Every heading of the packaged templates, of whatever kind."""
    from investtrack_word.template.parts import titles_of

    return frozenset(title for each in ReportKind for title in titles_of(packaged_template(each)))


def own(path: Path, names: Names) -> Source:
    """Return the template at *path*.

    Raises:
        SourceError: it is no document, or tags of it are wrong; each is named with the text near it.
    """
    data = bounded_bytes(path)
    if not data.startswith(b"PK"):
        raise SourceError(path, "模板不是 Word 文档（.docx）；请用 Word 或 WPS 另存为 docx")
    package = open_document(path, data)
    trees, faults = read(package, names)
    if faults:
        raise SourceError(path, _told(faults))
    return Source(_untraced(path, data), trees, digest_of(data))


def _untraced(path: Path, data: bytes) -> bytes:
    """Return a template without the trace of the report that it was made of, which is not that of what it prints."""
    package = open_document(path, data)
    traces = trace_parts_of(package)
    for name in traces:
        package.drop(name)
    return package.to_bytes() if traces else data


def read(package: Package, names: Names) -> tuple[dict[str, object], list[str]]:
    """Return the trees of a template and its faults, in Chinese.

    Raises:
        SourceError: a part of it is damaged.
    """
    from investtrack_word.template.prepare import prepared
    from investtrack_word.template.syntax import parse

    trees: dict[str, object] = {}
    faults: list[str] = []
    for part in prepared(package):
        where = "" if part.name == "word/document.xml" else "页眉、页脚或脚注里"
        faults += [f"{where}“{fault.near}”：{fault.what}" for fault in part.faults]
        if not all(fault.is_out for fault in part.faults):
            continue
        tree, found = parse(part.source, names.find, names.ids, names.filters)
        faults += [f"{where}“{part.near(fault.line)}”：{fault.what}" for fault in found]
        trees[part.name] = tree
    return trees, faults


def _told(faults: list[str]) -> str:
    if len(faults) == 1:
        return f"模板有1处要改。{faults[0]}"
    listed = "".join(f"\n  {number}. {fault}" for number, fault in enumerate(faults, 1))
    return f"模板有{len(faults)}处要改：{listed}"
