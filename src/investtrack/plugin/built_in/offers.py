"""What is built in, offered through the same hooks as everybody's; imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin.hookspecs import hookimpl
from investtrack.plugin.verb import Verb


if TYPE_CHECKING:
    from investtrack.findings import FindingKind
    from investtrack.model.profile import Profile
    from investtrack.plugin.interfaces import DocumentReader, Exporter, Importer


@hookimpl
def investtrack_importers() -> Iterable[Importer]:
    """Offer JSON as a source."""
    from investtrack.plugin.built_in.json_files import JsonImporter

    return (JsonImporter(),)


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer JSON."""
    from investtrack.plugin.built_in.json_export import JsonExporter

    return (JsonExporter(),)


@hookimpl
def investtrack_documents() -> Iterable[DocumentReader]:
    """Offer the reader of plain text."""
    from investtrack.plugin.built_in.plain_files import TextReader

    return (TextReader(),)


@hookimpl
def investtrack_profiles() -> Iterable[Profile]:
    """Offer the default profile."""
    from investtrack.model.profile import Profile

    return (Profile(),)


@hookimpl
def investtrack_findings() -> Iterable[FindingKind]:
    """Offer what the core declares."""
    from investtrack.findings import FINDINGS

    return FINDINGS


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer the built-in verbs, in the order of the list of help."""
    return tuple(
        Verb(name, label, f"investtrack.cli.{home}")
        for name, label, home in (
            ("demo", "用自带的示例台账出一套报告", "demo:Demo"),
            ("ask", "本县自己的表：问几句表上没写明的，答案存成配置，下月自动用", "ask:AskOffice"),
            ("report", "出报告：Word 汇报、Excel 工作簿、校核清单", "report:WriteReport"),
            ("check", "列出台账的全部问题：在哪里、是什么、怎么改", "check:CheckLedger"),
            ("metrics", "列出全部指标", "metrics:ListMetrics"),
            ("explain", "说明一个指标怎么来的，直到单元格", "explain:Explain"),
            ("export", "用一个导出插件写一个文件", "export:Export"),
            ("template", "写一份空白标准台账、报告模板或样表", "template:WriteTemplate"),
            ("plugins", "列出已安装的导入、导出插件，以及加载失败的", "plugins:ListPlugins"),
        )
    )
