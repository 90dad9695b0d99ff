"""``investtrack template``: a form to be filled or edited."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from investtrack.cli.output import table
from investtrack.errors import SourceError
from investtrack.plugin.command import Command, Host
from investtrack.plugin.loading.discovery import offered


class WriteTemplate(Command):
    """Writes a blank form, or lists what can be written in it."""

    name: ClassVar[str] = "template"
    label: ClassVar[str] = "写一份空白标准台账、报告模板或样表"
    takes_source: ClassVar[bool] = False
    needs: ClassVar[tuple[str, ...]] = ("templates",)

    def arguments(self, parser: ArgumentParser) -> None:
        """Add which form, and what to do with it."""
        parser.add_argument(
            "name", nargs="?", default="excel", metavar="NAME", help="哪一种，默认 excel"
        )
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="输出文件")
        parser.add_argument(
            "--tags", action="store_true", help="列出模板里能写的标记、过滤器和语句，各有例子"
        )
        parser.add_argument("--json", action="store_true", help="--tags 输出一个 JSON 文档")

    def further_arguments(self, parser: ArgumentParser) -> None:
        """Name the forms that are installed."""
        labels = {form.name: form.label for form in offered("templates")}
        rows = [[f"  {name}", label] for name, label in sorted(labels.items())]
        parser.epilog = f"已安装的：\n{table(rows)}" if rows else "没有安装带模板的插件"

    def run(self, options: Namespace, host: Host) -> int:
        """Write the form, or print its tags; always 0.

        Raises:
            SourceError: no file is named.
        """
        template = host.plugins.template(options.name)
        if options.tags:
            return _show_tags(template.guide(host.profile(options)), options, host)
        if options.output is None:
            raise SourceError(template.name, "请用 -o 写出文件名；只看能写什么标记用 --tags")
        with host.writing(options.output) as stream:
            template.write(host.profile(options), stream)
        host.print(f"已写出{template.label}：{options.output}")
        return 0


def _show_tags(rows: Sequence[Sequence[str]], options: Namespace, host: Host) -> int:
    keys = ("kind", "write", "prints", "example")
    if options.json:
        host.print_json({"tags": [dict(zip(keys, row, strict=True)) for row in rows]})
    elif rows:
        host.print_table([("类别", "写什么", "印什么", "例"), *rows])
    else:
        host.print("这种模板没有标记")
    return 0
